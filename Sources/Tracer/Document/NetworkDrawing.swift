/// The units of a layered network and the weights between them.
package struct NetworkDrawing: Sendable {
  /// A line from one unit to another.
  package struct Edge: Sendable {
    /// The position of the unit it leaves, in its layer.
    package let from: Int
    /// The position of the unit it reaches, in the next layer.
    package let to: Int
    package let name: String
    package let value: Double
    /// What comes back to it; `nil` where that is not drawn.
    package var gradient: Double?
    /// The ASCII name of what comes back.
    var gradientName: String?
    /// Whether it is on the way that is pointed out.
    package var isLit = false
  }

  /// A number that stands in a unit.
  package struct UnitNumber: Sendable {
    /// The ASCII name of the quantity, without that of the unit.
    package let name: String
    let quantity: String
    package let value: Double
    /// Whether it comes back.
    package let isBack: Bool
  }

  /// The units of each layer, inputs first.
  package var layers: [[String]]
  /// The numbers that stand at units: an input's value, an output's target.
  package var notes: [String: (name: String, value: Double)]
  /// What was calculated in each unit.
  package var marks: [String: [UnitNumber]] = [:]
  /// The weights between each layer and the next.
  package var edges: [[Edge]]
  /// The biases of each layer after the first.
  package var biases: [[(name: String, value: Double)]]
  /// How many units each layer has, where not all are drawn.
  package private(set) var sizes: [Int] = []
  /// What the matrices of weights between the layers are called, where not all weights are drawn.
  private(set) var matrices: [String] = []
  /// The weight whose way to the error is pointed out; nothing else is written then.
  package private(set) var litWeight: String?

  /// Whether it shows what was calculated, and not only what is given.
  package var isWorked: Bool { !marks.isEmpty || edges.joined().contains { $0.gradient != nil } }

  /// Stands for the units that are not drawn.
  static let leftOut = "⋮"
  /// A layer of more units is not drawn whole.
  private static let mostUnits = 8

  /// The bias of a unit; of a shared one, each unit has it.
  func bias(of unit: Int, in layer: Int) -> (name: String, value: Double)? {
    guard layer > 0 else { return nil }
    let biases = biases[layer - 1]
    return biases.count == 1 ? biases.first : biases.dropFirst(unit).first
  }

  /// What the weights before a layer are called together, such as `W1 (784×100)`.
  func matrix(before layer: Int, _ symbol: (String) -> String) -> String {
    "\(symbol(matrices[layer - 1])) (\(sizes[layer - 1])×\(sizes[layer]))"
  }

  /// The network without its numbers, and with the ways by which a weight acts on the error.
  func lighting(_ weight: String, to objective: String) -> NetworkDrawing? {
    guard sizes.isEmpty, let layer = edges.firstIndex(where: { $0.contains { $0.name == weight } })
    else {
      return nil
    }
    var drawing = self
    drawing.litWeight = weight
    (drawing.notes, drawing.marks) = ([:], [:])
    let outputs = layers[layers.count - 1].indices
    drawing.layers.append([objective])
    drawing.edges.append(outputs.map { Edge(from: $0, to: 0, name: "", value: 0) })
    drawing.biases = drawing.edges.map { _ in [] }
    var reached: Set<Int> = []
    for step in layer..<drawing.edges.count {
      for index in drawing.edges[step].indices {
        let edge = drawing.edges[step][index]
        drawing.edges[step][index].isLit =
          step == layer ? edge.name == weight : reached.contains(edge.from)
      }
      reached = Set(drawing.edges[step].filter(\.isLit).map(\.to))
    }
    return drawing
  }

  /// Whether a unit is on the way that is pointed out.
  func isLit(layer: Int, unit: Int) -> Bool {
    (edges.indices.contains(layer) && edges[layer].contains { $0.isLit && $0.from == unit })
      || (layer > 0 && edges[layer - 1].contains { $0.isLit && $0.to == unit })
  }
}

extension NetworkDrawing {
  /// The network as it is drawn where a layer is large: of each layer that is, the first unit and the
  /// last one, and no numbers; `nil` where none is.
  /// - Parameter matrices: What the weights of each layer after the first are called together.
  init?(abridging layers: [[String]], calling matrices: [String]) {
    guard layers.contains(where: { $0.count > Self.mostUnits }) else { return nil }
    let drawn = layers.map { $0.count > 3 ? [$0[0], Self.leftOut, $0[$0.count - 1]] : $0 }
    let edges = zip(drawn, drawn.dropFirst()).map { sources, units in
      sources.indices.flatMap { from in
        units.indices.filter { sources[from] != Self.leftOut && units[$0] != Self.leftOut }
          .map { Edge(from: from, to: $0, name: "", value: 0) }
      }
    }
    self.init(layers: drawn, notes: [:], edges: edges, biases: edges.map { _ in [] })
    (self.matrices, sizes) = (matrices, layers.map(\.count))
  }
}
