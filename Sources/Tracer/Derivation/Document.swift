/// A text with mathematics in it, in no format and in every language: what a renderer writes.
public struct Document: Sendable {
  /// How many significant digits numbers are shown with.
  public var digits: Int
  /// The parts, in order.
  public var blocks: [Block]

  /// A document of the given blocks.
  public init(digits: Int, blocks: [Block] = []) {
    self.digits = digits
    self.blocks = blocks
  }

  /// Every equation in the document, in order.
  public var equations: [Equation] {
    blocks.flatMap { block -> [Equation] in
      if case .equations(let equations) = block { return equations }
      return []
    }
  }
}

extension Document {
  /// Every figure that is an image, in order.
  var images: [Figure] {
    blocks.compactMap { block in
      if case .figure(let figure) = block, figure.isImage { return figure }
      return nil
    }
  }
}

/// A part of a document.
public enum Block: Sendable {
  /// A heading; level 1 is the title.
  case heading(level: Int, Phrase)
  /// A paragraph of prose.
  case paragraph(Phrase)
  /// Points, one below the other.
  case list([Phrase])
  /// Equations, each with its line of symbols, its line of numbers, and its result.
  case equations([Equation])
  /// A table.
  case table(Table)
  /// A drawing.
  case figure(Figure)
  /// Text to be typed or printed as it is, such as a program.
  case listing(language: String, text: String)
}

/// Rows under a header.
public struct Table: Sendable {
  /// What each column holds.
  public var header: [Phrase]
  /// The cells, as many in a row as the header has.
  public var rows: [[Phrase]]

  /// A table.
  public init(header: [Phrase], rows: [[Phrase]]) {
    precondition(
      rows.allSatisfy { $0.count == header.count }, "a row has as many cells as the header")
    self.header = header
    self.rows = rows
  }
}

/// What can be drawn.
public enum Figure: Sendable {
  /// The units of a layered network and the weights between them.
  case network(NetworkDrawing)
  /// A calculation, with what flows along every edge.
  case graph(GraphDrawing)
  /// Curves over two axes.
  case plot(Plot)
  /// A handwritten digit.
  case digit(DigitDrawing)

  /// Whether Markdown shows it as an image, and not as a text of its own.
  var isImage: Bool {
    switch self {
    case .plot, .digit: true
    case .network, .graph: false
    }
  }

  /// What an image is called, for those who do not see it.
  var title: Phrase? {
    switch self {
    case .plot(let plot): plot.title
    case .digit(let digit): Phrase("\(digit.name)")
    case .network, .graph: nil
    }
  }
}

/// The units of a layered network and the weights between them.
public struct NetworkDrawing: Sendable {
  /// A line from one unit to another.
  public struct Edge: Sendable {
    /// The position of the unit it leaves, in its layer.
    public let from: Int
    /// The position of the unit it reaches, in the next layer.
    public let to: Int
    /// The ASCII name of the weight.
    public let name: String
    /// The weight.
    public let value: Double
  }

  /// The units of each layer, inputs first.
  public let layers: [[String]]
  /// The numbers that stand at units: an input's value, an output's target.
  public let notes: [String: (name: String, value: Double)]
  /// The weights between each layer and the next.
  public let edges: [[Edge]]
  /// The biases of each layer after the first.
  public let biases: [[(name: String, value: Double)]]

  /// More lines than this are a black patch.
  private static let mostEdges = 200

  /// The drawing of a model that has layers, with its first sample; `nil` for one that has none, or
  /// too many weights.
  public init?(_ model: Model) {
    let weights = model.graph.ids.filter { model.graph[$0].role == .weight }
    guard model.units.count > 1,
      weights.reduce(0, { $0 + model.graph[$1].shape.count }) <= Self.mostEdges
    else { return nil }
    layers = model.units
    let graph = model.graph
    func nodes(_ role: Role, _ layer: Int) -> [NodeID] {
      graph.ids.filter { graph[$0].role == role && graph[$0].layer == layer }
    }
    func named(_ id: NodeID, _ offset: Int) -> (name: String, value: Double) {
      (graph.name(of: ElementID(id, offset)), model.leaves[id]?[offset] ?? 0)
    }
    var notes: [String: (name: String, value: Double)] = [:]
    for (role, units, layer) in [
      (Role.input, layers[0], 0), (.target, layers[layers.count - 1], layers.count - 1),
    ] {
      for id in nodes(role, layer) {
        for (offset, unit) in units.enumerated() { notes[unit] = named(id, offset) }
      }
    }
    self.notes = notes
    let numbers = 1..<layers.count
    edges = numbers.map { layer in
      nodes(.weight, layer).flatMap { id in
        graph.elements(of: id).map { element in
          let index = graph[id].shape.index(at: element.offset)
          let (name, value) = named(id, element.offset)
          return Edge(from: index[0], to: index[1], name: name, value: value)
        }
      }
    }
    biases = numbers.map { layer in
      nodes(.bias, layer).flatMap { id in graph.elements(of: id).map { named(id, $0.offset) } }
    }
  }
}
