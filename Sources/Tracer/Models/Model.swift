/// A graph with the numbers to start from, and how it learns: what a derivation is made of.
public struct Model: Sendable {
  /// What it is called on the command line.
  public let name: String
  /// What it was read from, if that is not its name.
  package var file: String?
  /// What it is, for a heading.
  package var title: Phrase
  /// What it is about, for the heading of something else; by default its name.
  var subject: Phrase
  package internal(set) var graph: Graph
  package var leaves: [NodeID: Tensor<Double>]
  package var optimizer: any Optimizer
  package var trained: [NodeID]
  /// The leaves whose derivatives are of interest: by default the parameters that are updated.
  package var differentiated: [NodeID]
  /// How many significant digits are shown unless one asks for others.
  package var digits: Int
  /// The units of each layer, inputs first, for a drawing; empty for a graph that has no layers.
  package var units: [[String]]
  /// Where its numbers were published, as one cites it.
  package var source: Phrase?
  package var updates = 0
  /// What the optimizer kept of each parameter after the last of them.
  package var state: [NodeID: [String: Tensor<Double>]] = [:]
  /// The models of the updates that come next, where these are made on other samples.
  package var following: [Model] = []
  package var worksheet: WorksheetNote?
  /// What is known of its samples beyond their numbers.
  var samples: SampleNotes?
  /// What is said of the numbers that are given.
  var notes: [Phrase] = []
  var epilogue: @Sendable () -> [Block] = { [] }

  package init(
    name: String, title: Phrase, graph: Graph, leaves: [NodeID: Tensor<Double>],
    optimizer: any Optimizer, trained: [NodeID], differentiated: [NodeID]? = nil, digits: Int,
    units: [[String]] = []
  ) {
    self.name = name
    self.title = title
    subject = Phrases.named(name)
    self.graph = graph
    self.leaves = leaves
    self.optimizer = optimizer
    self.trained = trained
    self.differentiated = differentiated ?? trained
    self.digits = digits
    self.units = units
  }

  /// The forward pass.
  public var trace: Trace<Double> { Trace(graph, leaves: leaves) }

  /// The layer of a unit, and its position there; `nil` for a name that no unit has.
  func place(ofUnit name: String) -> (layer: Int, position: Int)? {
    for (layer, names) in units.enumerated().dropFirst() {
      if let position = names.firstIndex(of: name) { return (layer, position) }
    }
    return nil
  }

  /// The number of its layers after the inputs.
  var layerCount: Int { graph.nodes.compactMap(\.layer).max() ?? 0 }

  /// More values and parameters than this are too much to be told one by one.
  private static let mostTold = 400
  /// Of one's own samples one wants to know why they are told as they are, before anything else.
  private static let mostToldOfData = 120
  /// Of a batch, every gradient is a sum over its samples.
  private static let mostToldOfBatch = 40

  /// Whether nobody would read the derivation of everything.
  var isTooLong: Bool {
    let calculated = graph.nodes.filter { $0.primitive != nil && $0.layer != nil }
    let told = calculated.reduce(0) { $0 + $1.shape.count }
    let most = samples.map { $0.names.count > 1 ? Self.mostToldOfBatch : Self.mostToldOfData }
    return !calculated.isEmpty
      && told + trained.reduce(0) { $0 + graph[$1].shape.count } > most ?? Self.mostTold
  }
}
