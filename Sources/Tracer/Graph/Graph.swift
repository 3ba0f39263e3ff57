/// A node of a graph, by its position.
public struct NodeID: Hashable, Sendable, Comparable {
  /// The position in the graph's list of nodes.
  package let index: Int

  /// The order in which nodes are calculated.
  public static func < (a: NodeID, b: NodeID) -> Bool { a.index < b.index }
}

/// One element of the tensor at a node.
public struct ElementID: Hashable, Sendable {
  /// The node.
  package let node: NodeID
  /// The element's position in row-major order.
  package let offset: Int

  /// An element of a node.
  package init(_ node: NodeID, _ offset: Int) {
    self.node = node
    self.offset = offset
  }
}

/// What a tensor is to the network, which decides how it is told of, never how it is calculated.
public enum Role: String, Sendable, CaseIterable {
  /// What comes into the network.
  case input
  /// What the network should answer.
  case target
  /// The weights of a layer.
  case weight
  /// The biases of a layer.
  case bias
  /// A number that is given and not learned.
  case constant
  /// A number that is part of a formula and has no name of its own.
  case literal
  /// The weighted sum that a unit receives.
  case net
  /// What a unit puts out.
  case out
  /// The error of one output.
  case error
  /// What is minimized.
  case loss
  /// Any other step of a calculation.
  case intermediate

  /// Whether the tensor is adjusted by learning.
  package var isLearned: Bool { self == .weight || self == .bias }
}

/// A tensor of a graph: given from outside, or calculated from earlier nodes.
package struct Node: Sendable {
  /// What calculates the tensor; `nil` for a leaf.
  package let primitive: (any Primitive)?
  /// What it is calculated from, all of them earlier nodes.
  package let inputs: [NodeID]
  /// The shape of the tensor.
  package let shape: Shape
  /// What its elements are called.
  package let names: Names
  /// What the tensor is to the network.
  package let role: Role
  /// The layer to which it belongs, counted from 1; 0 for the inputs, `nil` outside of layers.
  package let layer: Int?
}

/// The structure of a calculation: which tensors there are, and how each follows from the others.
///
/// A graph knows shapes and names, not precision: one graph serves a trace in `Double` that
/// replays an example and one in `Float` that trains. Nodes are appended only, so their order is
/// an order in which they can be calculated, and backpropagation is the same loop reversed.
public struct Graph: Sendable {
  /// The nodes in the order in which they are calculated.
  package private(set) var nodes: [Node] = []
  /// For each node, who reads it, and as which input.
  private(set) var consumers: [[(node: NodeID, input: Int)]] = []
  /// The scalar that is differentiated; the last node unless set otherwise.
  package private(set) var objective: NodeID
  /// What the objective is called in a derivative: the E of ∂E/∂w.
  package private(set) var objectiveSymbol: String

  /// The name of the objective's derivative by a quantity, such as `dE/dw5`.
  package func derivative(by name: String) -> String {
    Notation.derivative(of: objectiveSymbol, by: name)
  }
  private var elements: [String: ElementID] = [:]
  private var labels: [String: NodeID] = [:]
  private var places: [Place: [NodeID]] = [:]

  private struct Place: Hashable {
    let role: Role
    let layer: Int
  }

  /// An empty graph.
  public init() {
    objective = NodeID(index: -1)
    objectiveSymbol = ""
  }

  /// The node of an identifier.
  package subscript(id: NodeID) -> Node { nodes[id.index] }

  /// The identifiers of all nodes, in order.
  package var ids: [NodeID] { nodes.indices.map(NodeID.init) }

  /// Adds a tensor that is given from outside.
  @discardableResult
  public mutating func leaf(
    _ names: Names, shape: Shape, role: Role = .constant, layer: Int? = nil
  ) -> NodeID {
    append(
      Node(primitive: nil, inputs: [], shape: shape, names: names, role: role, layer: layer))
  }

  /// Adds a tensor that is calculated from earlier ones.
  /// - Throws: `ShapeError` if the inputs do not fit together.
  @discardableResult
  public mutating func apply(
    _ primitive: some Primitive, to inputs: NodeID..., names: Names, role: Role = .intermediate,
    layer: Int? = nil
  ) throws(ShapeError) -> NodeID {
    try apply(primitive, to: inputs, names: names, role: role, layer: layer)
  }

  /// Adds a tensor that is calculated from however many earlier ones.
  /// - Throws: `ShapeError` if the inputs do not fit together.
  @discardableResult
  public mutating func apply(
    _ primitive: any Primitive, to inputs: [NodeID], names: Names, role: Role = .intermediate,
    layer: Int? = nil
  ) throws(ShapeError) -> NodeID {
    let shape = try primitive.outputShape(for: inputs.map { self[$0].shape })
    return append(
      Node(
        primitive: primitive, inputs: inputs, shape: shape, names: names, role: role, layer: layer))
  }

  /// Says what is differentiated, and what it is called in a derivative.
  /// - Parameters:
  ///   - node: What is differentiated, a single number.
  ///   - symbol: The E of ∂E/∂w; by default, the node's own label.
  public mutating func differentiate(_ node: NodeID, symbol: String? = nil) {
    objective = node
    objectiveSymbol = symbol ?? self[node].names.label
  }

  private mutating func append(_ node: Node) -> NodeID {
    let id = NodeID(index: nodes.count)
    for (input, source) in node.inputs.enumerated() {
      consumers[source.index].append((id, input))
    }
    for (offset, name) in (node.names.listed ?? []).enumerated() {
      precondition(elements[name] == nil, "two quantities are called \(name)")
      elements[name] = ElementID(id, offset)
    }
    precondition(labels[node.names.label] == nil, "two tensors are called \(node.names.label)")
    labels[node.names.label] = id
    if let layer = node.layer {
      places[Place(role: node.role, layer: layer), default: []].append(id)
    }
    nodes.append(node)
    consumers.append([])
    objective = id
    objectiveSymbol = node.names.label
    return id
  }

  /// The nodes of a role in a layer, in order.
  func nodes(_ role: Role, in layer: Int) -> [NodeID] {
    places[Place(role: role, layer: layer), default: []]
  }

  /// The node of a tensor's name, such as `W1` or `net_h`.
  package func node(labelled label: String) -> NodeID? { labels[label] }

  /// The element of a name, such as `w5`, `out_h1` or `W1[406,17]`.
  public func element(named name: String) -> ElementID? {
    if let element = elements[name] { return element }
    guard let (label, _) = Names.split(name), let node = labels[label] else { return nil }
    return self[node].names.offset(of: name, in: self[node].shape).map { ElementID(node, $0) }
  }

  /// The name of an element.
  public func name(of element: ElementID) -> String {
    let node = self[element.node]
    return node.names.name(at: element.offset, in: node.shape)
  }

  /// All elements of a node.
  package func elements(of node: NodeID) -> [ElementID] {
    (0..<self[node].shape.count).map { ElementID(node, $0) }
  }
}
