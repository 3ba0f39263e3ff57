/// Every value, slope and gradient of one pass through a graph.
///
/// - Note: The values of all nodes are calculated when the trace is made; the gradients when
///   `backward()` is called.
public struct Trace<Scalar: Real>: Sendable {
  /// The structure that is traced.
  public let graph: Graph
  /// The value of each node, in the order of the graph's nodes.
  package internal(set) var values: [Tensor<Scalar>]
  /// The gradient of the objective by each node, where the backward pass has calculated it.
  package internal(set) var gradients: [Tensor<Scalar>?]
  /// The new values of parameters that were updated before the backward pass went on.
  var updatedInPlace: [NodeID: Tensor<Scalar>] = [:]

  /// Whether its formulas hold for any numbers, with the choices that rules leave open.
  var keepsChoices = false
  /// The shortcut to each node that has one.
  let shortcuts: [NodeID: Shortcut]
  /// The nodes that shortcuts pass.
  let passed: Set<NodeID>

  /// Calculates every node from the given leaves.
  /// - Parameters:
  ///   - graph: What is calculated.
  ///   - leaves: The value of every node that nothing calculates, in its shape.
  public init(_ graph: Graph, leaves: [NodeID: Tensor<Scalar>]) {
    self.graph = graph
    values = graph.ids.map { id in
      let node = graph[id]
      guard node.primitive == nil else { return Tensor(repeating: 0, shape: node.shape) }
      guard let value = leaves[id], value.shape == node.shape else {
        preconditionFailure("\(node.names.label) needs a value of shape \(node.shape)")
      }
      return value
    }
    gradients = [Tensor<Scalar>?](repeating: nil, count: graph.nodes.count)
    shortcuts = graph.ids.reduce(into: [:]) { $0[$1] = graph.shortcut(to: $1) }
    passed = Set(shortcuts.values.map(\.passed))
    forward()
  }

  /// Calculates every node again from the leaves, into the memory of the values before.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public mutating func forward() {
    for id in graph.ids {
      let (index, shortcut) = (id.index, shortcuts[id])
      guard let primitive = shortcut?.primitive ?? graph[id].primitive else { continue }
      // Taken out of the array, so that the kernel writes in place while it reads the others.
      var output = Tensor<Scalar>.none
      swap(&output, &values[index])
      primitive.forward(
        Inputs(values, at: shortcut?.inputs ?? graph[id].inputs), into: &output)
      swap(&output, &values[index])
    }
  }

  /// Calculates the gradient of the objective by every node.
  public mutating func backward() { backward(updating: nil) }

  /// Calculates the gradient of the objective by every node, updating parameters on the way.
  /// - Parameter update: Called when the gradient of a parameter is complete, with the parameter and
  ///   its gradient. The value it returns is what the layers before see as the parameter's; `nil`
  ///   leaves the parameter as it is, as the simultaneous update does.
  mutating func backward(
    updating update: ((NodeID, Tensor<Scalar>) -> Tensor<Scalar>?)?
  ) {
    var (memory, updated): ([Tensor<Scalar>?], [NodeID: Tensor<Scalar>]) = ([], [:])
    swap(&memory, &gradients)
    backpropagate(
      from: ElementID(graph.objective, 0), into: &memory, updated: &updated, updating: update)
    swap(&memory, &gradients)
    updatedInPlace = updated
  }

  /// The gradient of one element by every node on which it depends, through the same parameters as
  /// the backward pass of the objective.
  package func gradients(of element: ElementID) -> [Tensor<Scalar>?] {
    var gradients = [Tensor<Scalar>?](repeating: nil, count: graph.nodes.count)
    var updated: [NodeID: Tensor<Scalar>] = [:]
    backpropagate(from: element, into: &gradients, updated: &updated) { id, _ in
      updatedInPlace[id]
    }
    return gradients
  }

  /// - Parameters:
  ///   - gradients: What an earlier pass from the same element left, whose memory is used again;
  ///     or `nil` for every node.
  ///   - updated: The new values of the parameters that `update` has answered for.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  private func backpropagate(
    from seed: ElementID, into gradients: inout [Tensor<Scalar>?],
    updated: inout [NodeID: Tensor<Scalar>],
    updating update: ((NodeID, Tensor<Scalar>) -> Tensor<Scalar>?)?
  ) {
    for index in gradients.indices { gradients[index]?.clear() }
    var current = values
    gradients[seed.node.index, default: values[seed.node.index].shape][seed.offset] = 1
    for index in (0...seed.node.index).reversed() {
      let (id, output) = (NodeID(index: index), values[index])
      guard let primitive = graph[id].primitive, let upstream = gradients[index] else { continue }
      func flow(_ primitive: any Primitive, _ sources: [NodeID], into isMeant: (NodeID) -> Bool) {
        let inputs = Inputs(current, at: sources)
        for (input, source) in sources.enumerated() where isMeant(source) {
          primitive.backward(
            into: &gradients[source.index, default: current[source.index].shape], ofInput: input,
            from: upstream, inputs: inputs, output: output)
        }
      }
      // What flows back past this node has arrived already.
      if passed.contains(id), id != seed.node { continue }
      var (rule, sources) = (primitive, graph[id].inputs)
      if let shortcut = shortcuts[id] {
        // The gradient of the node that is passed is told of, and goes no further.
        flow(primitive, sources) { $0 == shortcut.passed }
        (rule, sources) = (shortcut.primitive, shortcut.inputs)
      }
      guard let update else {
        flow(rule, sources) { _ in true }
        continue
      }
      flow(rule, sources) { graph[$0].role.isLearned }
      for parameter in sources where graph.nodes[parameter.index].role.isLearned {
        guard graph.consumers[parameter.index].first?.node.index == index,
          let gradient = gradients[parameter.index], let new = update(parameter, gradient)
        else { continue }
        updated[parameter] = new
        current[parameter.index] = new
      }
      flow(rule, sources) { !graph[$0].role.isLearned }
    }
  }

  /// Sets leaves, and calculates every node again.
  package mutating func set(_ leaves: [NodeID: Tensor<Scalar>]) {
    for (id, tensor) in leaves {
      precondition(
        graph[id].shape == tensor.shape, "\(graph[id].names.label) has the shape \(graph[id].shape)"
      )
      values[id.index] = tensor
    }
    forward()
  }

  /// The first node, in the order of calculation, that holds a value that is not finite.
  package var firstNonFinite: ElementID? {
    for id in graph.ids {
      if let offset = values[id.index].elements.firstIndex(where: { !$0.isFinite }) {
        return ElementID(id, offset)
      }
    }
    return nil
  }
}

extension Array {
  /// The tensor at an index, which becomes zeros of the given shape if there is none.
  fileprivate subscript<S: Real>(
    index: Int, default shape: @autoclosure () -> Shape
  ) -> Tensor<S> where Element == Tensor<S>? {
    get { self[index] ?? Tensor(repeating: 0, shape: shape()) }
    _modify {
      // Taken out of the array, so that it is changed in place.
      var taken: Tensor<S>? = nil
      swap(&taken, &self[index])
      var tensor = taken.take() ?? Tensor(repeating: 0, shape: shape())
      defer { self[index] = tensor }
      yield &tensor
    }
  }
}
