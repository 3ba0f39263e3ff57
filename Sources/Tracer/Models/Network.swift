/// A layered network as a person describes it, from which the graph is built.
public struct Network: Sendable {
  /// The weights that lead into a layer, and what becomes of their sums.
  public struct Layer: Sendable {
    /// What its units are called, such as `h1`, `h2`.
    public var units: [String]
    /// For each unit, its weights, one for each unit of the layer before.
    public var weights: [[Double]]
    /// The biases, if there are any.
    public var bias: Bias?
    /// What turns a net input into an output.
    public var activation: any Elementwise

    /// A layer with the given units.
    public init(
      units: [String], weights: [[Double]], bias: Bias? = nil, activation: any Elementwise
    ) {
      self.units = units
      self.weights = weights
      self.bias = bias
      self.activation = activation
    }
  }

  /// What is added to the weighted sums of a layer.
  public enum Bias: Sendable {
    /// One number that all units of the layer share.
    case shared(Double)
    /// One number for each unit.
    case perUnit([Double])
  }

  /// The samples, each with one number for every input unit.
  public var inputs: [[Double]]
  /// For each sample, what the output units should answer.
  public var targets: [[Double]]
  /// The layers in the order of the forward pass.
  public var layers: [Layer]

  /// A network for the given samples.
  public init(inputs: [[Double]], targets: [[Double]], layers: [Layer]) {
    self.inputs = inputs
    self.targets = targets
    self.layers = layers
  }
}

extension Network {
  /// The network as a graph, the values of its leaves, and its parameters.
  public struct Built: Sendable {
    /// The structure.
    public var graph = Graph()
    /// The value of every leaf.
    public var leaves: [NodeID: Tensor<Double>] = [:]
    /// The weights and biases, in the order of the layers.
    public var weights: [NodeID] = []
    /// The biases among the parameters.
    public var biases: [NodeID] = []
    /// The units of each layer, inputs first.
    public var units: [[String]] = []
  }

  /// Builds the graph: net and out of each layer, ½(t − o)² of each output, and their sum.
  ///
  /// Inputs are called i1, i2 …, weights w1, w2 … unit by unit through all layers, biases b1, b2 …
  /// by layer if shared and `b_h1` by unit if not.
  /// - Throws: `ShapeError` if the numbers of units, weights and inputs do not fit together.
  public func build() throws(ShapeError) -> Built {
    var built = Built()
    let samples = inputs.count
    func names(_ label: String, _ stems: [String]) -> Names {
      let all = (1...samples).flatMap { sample in
        stems.map { samples == 1 ? $0 : "\($0)(\(sample))" }
      }
      return .list(label, all)
    }
    func leaf(_ names: Names, _ rows: [[Double]], shape: Shape, role: Role, layer: Int) -> NodeID {
      let id = built.graph.leaf(names, shape: shape, role: role, layer: layer)
      built.leaves[id] = Tensor(rows.flatMap(\.self), shape: shape)
      return id
    }
    built.units = [(1...inputs[0].count).map { "i\($0)" }] + layers.map(\.units)
    var out = leaf(
      names("x", built.units[0]), inputs, shape: [samples, inputs[0].count], role: .input, layer: 0)
    var weightCount = 0
    for (index, layer) in layers.enumerated() {
      let (number, before) = (index + 1, built.units[index])
      let suffix = number == layers.count ? "o" : layers.count == 2 ? "h" : "h\(number)"
      // A file lists one row a unit; the graph keeps one row an input.
      let columns = before.indices.map { row in layer.weights.map { $0[row] } }
      let weightNames = before.indices.flatMap { row in
        layer.units.indices.map { "w\(weightCount + $0 * before.count + row + 1)" }
      }
      weightCount += weightNames.count
      let weights = leaf(
        .list("W\(number)", weightNames), columns, shape: [before.count, layer.units.count],
        role: .weight, layer: number)
      built.weights.append(weights)
      let netNames = names("net_\(suffix)", layer.units.map { "net_\($0)" })
      let net: NodeID
      if let bias = layer.bias {
        let id =
          switch bias {
          case .shared(let value):
            leaf(.scalar("b\(number)"), [[value]], shape: [1], role: .bias, layer: number)
          case .perUnit(let values):
            leaf(
              .list("b\(number)", layer.units.map { "b_\($0)" }), [values], shape: [values.count],
              role: .bias, layer: number)
          }
        built.biases.append(id)
        net = try built.graph.apply(
          Affine(), to: out, weights, id, names: netNames, role: .net, layer: number)
      } else {
        net = try built.graph.apply(
          Affine(), to: out, weights, names: netNames, role: .net, layer: number)
      }
      out = try built.graph.apply(
        layer.activation, to: net, names: names("out_\(suffix)", layer.units.map { "out_\($0)" }),
        role: .out, layer: number)
    }
    let outputs = built.units[layers.count]
    let target = leaf(
      names("target", outputs.map { "target_\($0)" }), targets, shape: [samples, outputs.count],
      role: .target, layer: layers.count)
    let errors = try built.graph.apply(
      HalfSquaredError(), to: target, out, names: names("E", outputs.map { "E_\($0)" }),
      role: .error)
    let total = try built.graph.apply(
      Sum(), to: errors, names: .scalar("E_total"), role: .loss)
    built.graph.differentiate(total, symbol: "E")
    return built
  }
}
