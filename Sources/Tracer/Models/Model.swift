/// A graph with the numbers to start from, and how it learns: what a derivation is made of.
public struct Model: Sendable {
  /// What it is called on the command line.
  public let name: String
  /// What it is, for a heading.
  public var title: Phrase
  /// The structure.
  public let graph: Graph
  /// The value of every leaf of the graph.
  public var leaves: [NodeID: Tensor<Double>]
  /// How the parameters are updated.
  public var optimizer: any Optimizer
  /// The parameters that are updated.
  public var trained: [NodeID]
  /// The leaves whose derivatives are of interest: by default the parameters that are updated.
  public var differentiated: [NodeID]
  /// How many significant digits are shown unless one asks for others.
  public var digits: Int
  /// The units of each layer, inputs first, for a drawing; empty for a graph that has no layers.
  public var units: [[String]]
  /// Where its numbers were published, as one cites it.
  public var source: Phrase?
  /// What is said of the numbers that are given.
  var notes: [Phrase] = []
  /// What a derivation ends with.
  var epilogue: @Sendable () -> [Block] = { [] }

  /// A model that trains the given parameters.
  public init(
    name: String, title: Phrase, graph: Graph, leaves: [NodeID: Tensor<Double>],
    optimizer: any Optimizer, trained: [NodeID], differentiated: [NodeID]? = nil, digits: Int,
    units: [[String]] = []
  ) {
    self.name = name
    self.title = title
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
}
