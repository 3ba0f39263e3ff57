/// A layered network as a person describes it, from which the graph is built.
package struct Network: Sendable {
  /// The weights that lead into a layer, and what becomes of their sums.
  package struct Layer: Sendable {
    /// What its units are called, such as `h1`, `h2`.
    package var units: [String]
    /// For each unit, its weights, one for each unit of the layer before; empty while they are still
    /// to be drawn.
    package var weights: [[Double]]
    /// How weights are drawn that are missing.
    package var initializer = Initializer.xavierUniform
    package var bias: Bias?
    /// What a book calls the weights, one row a unit; empty for the names of the program.
    package var weightNames: [[String]] = []
    /// What it calls the biases, or the one that is shared.
    package var biasNames: [String] = []
    /// What turns the net inputs into outputs: a primitive of one input.
    package var activation: any Primitive
  }

  /// What is added to the weighted sums of a layer.
  package enum Bias: Sendable {
    /// One number that all units of the layer share.
    case shared(Double)
    /// One number for each unit.
    case perUnit([Double])
  }

  package var inputUnits: [String]
  /// The samples, each with one number for every input unit; none for a network that is trained on
  /// data of its own.
  package var inputs: [[Double]]
  /// For each sample, what the output units should answer.
  package var targets: [[Double]]
  package var layers: [Layer]
  package var loss: Loss
  /// How the losses of several samples become one.
  package var reduction: Loss.Reduction
  /// Whether the loss, and what the last layer does, are still to be chosen as suits the data.
  package var leavesLossOpen = false
  var leavesOutputOpen = false

  /// A network for the given samples.
  package init(
    inputUnits: [String]? = nil, inputs: [[Double]], targets: [[Double]], layers: [Layer],
    loss: Loss = .halfSquaredError, reduction: Loss.Reduction = .sum
  ) {
    self.inputUnits = inputUnits ?? Network.units("i", count: inputs.first?.count ?? 0, after: 0)
    self.inputs = inputs
    self.targets = targets
    self.layers = layers
    self.loss = loss
    self.reduction = reduction
  }

  /// Names such as h3, h4: a letter and a number that goes on from an earlier layer.
  static func units(_ letter: String, count: Int, after earlier: Int) -> [String] {
    (0..<count).map { "\(letter)\(earlier + $0 + 1)" }
  }

  /// The units of each layer, inputs first.
  package var units: [[String]] { [inputUnits] + layers.map(\.units) }

  /// What the weights of a layer are called, one row a unit: w1, w2 … through all layers, or as a
  /// book has it.
  func weightNames(ofLayer position: Int) -> [[String]] {
    let layer = layers[position]
    if !layer.weightNames.isEmpty { return layer.weightNames }
    let (before, inputs) = (units[..<(position + 1)], units[position].count)
    let first = zip(before, before.dropFirst()).reduce(1) { $0 + $1.0.count * $1.1.count }
    return layer.units.indices.map { unit in
      (0..<inputs).map { "w\(first + unit * inputs + $0)" }
    }
  }

  /// What the biases of a layer are called: `b_h1`, or b1 for one that all units share.
  func biasNames(ofLayer position: Int) -> [String] {
    let layer = layers[position]
    if !layer.biasNames.isEmpty { return layer.biasNames }
    switch layer.bias {
    case .shared: return ["b\(position + 1)"]
    case .perUnit: return layer.units.map { "b_\($0)" }
    case nil: return []
    }
  }

  /// Whether every weight has a short name of its own, w1, w2 …; beyond, W1[3,17].
  var isSmall: Bool {
    units.allSatisfy { $0.count <= 20 } && weightCount <= 200
  }
}
