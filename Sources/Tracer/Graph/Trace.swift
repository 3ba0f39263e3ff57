/// Every value, slope and gradient of one pass through a graph.
///
/// - Note: The values of all nodes are calculated when the trace is made; the gradients when
///   `backward()` is called.
public struct Trace<Scalar: Real>: Sendable {
  /// The structure that is traced.
  public let graph: Graph
  /// The value of each node, in the order of the graph's nodes.
  public internal(set) var values: [Tensor<Scalar>]
  /// The gradient of the objective by each node, where the backward pass has calculated it.
  public internal(set) var gradients: [Tensor<Scalar>?]
  /// The new values of parameters that were updated before the backward pass went on.
  var updatedInPlace: [NodeID: Tensor<Scalar>] = [:]

  /// Calculates every node from the given leaves.
  /// - Parameter leaves: The value of every node that nothing calculates, in its shape.
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
    forward()
  }

  /// Calculates every node again from the leaves.
  public mutating func forward() {
    for (index, node) in graph.nodes.enumerated() {
      guard let primitive = node.primitive else { continue }
      // Taken out of the array, so that the kernel writes in place while it reads the others.
      var output = Tensor<Scalar>([], shape: [0])
      swap(&output, &values[index])
      primitive.forward(Inputs(values, at: node.inputs.map(\.index)), into: &output)
      values[index] = output
    }
  }

  /// Calculates the gradient of the objective by every node.
  public mutating func backward() { backward { _, _ in nil } }

  /// Calculates the gradient of the objective by every node, updating parameters on the way.
  /// - Parameter update: Called when the gradient of a parameter is complete, with the parameter and
  ///   its gradient. The value it returns is what the layers before see as the parameter's; `nil`
  ///   leaves the parameter as it is, as the simultaneous update does.
  mutating func backward(
    updating update: (NodeID, Tensor<Scalar>) -> Tensor<Scalar>?
  ) {
    let seed = ElementID(graph.objective, 0)
    (gradients, updatedInPlace) = backpropagated(from: seed, updating: update)
  }

  /// The gradient of one element by every node on which it depends, through the same parameters as
  /// the backward pass of the objective.
  public func gradients(of element: ElementID) -> [Tensor<Scalar>?] {
    backpropagated(from: element) { id, _ in updatedInPlace[id] }.gradients
  }

  private func backpropagated(
    from seed: ElementID, updating update: (NodeID, Tensor<Scalar>) -> Tensor<Scalar>?
  ) -> (gradients: [Tensor<Scalar>?], updated: [NodeID: Tensor<Scalar>]) {
    var gradients = [Tensor<Scalar>?](repeating: nil, count: graph.nodes.count)
    var updated: [NodeID: Tensor<Scalar>] = [:]
    var current = values
    gradients[seed.node.index] = Tensor(repeating: 0, shape: graph[seed.node].shape)
    gradients[seed.node.index]?[seed.offset] = 1
    for index in (0...seed.node.index).reversed() {
      let node = graph.nodes[index]
      guard let primitive = node.primitive, let upstream = gradients[index] else { continue }
      func flow(into input: Int) {
        let source = node.inputs[input].index
        var gradient = Tensor<Scalar>([], shape: [0])
        swap(&gradient, &gradients[source, default: current[source].shape])
        primitive.backward(
          into: &gradient, ofInput: input, from: upstream,
          inputs: Inputs(current, at: node.inputs.map(\.index)), output: values[index])
        gradients[source] = gradient
      }
      let (learned, others) = node.inputs.indices.partitioned {
        graph[node.inputs[$0]].role.isLearned
      }
      learned.forEach(flow)
      for input in learned {
        let parameter = node.inputs[input]
        guard graph.consumers[parameter.index].first?.node.index == index,
          let gradient = gradients[parameter.index], let new = update(parameter, gradient)
        else { continue }
        updated[parameter] = new
        current[parameter.index] = new
      }
      others.forEach(flow)
    }
    return (gradients, updated)
  }

  /// The first node, in the order of calculation, that holds a value that is not finite.
  public var firstNonFinite: ElementID? {
    for id in graph.ids {
      if let offset = values[id.index].elements.firstIndex(where: { !$0.isFinite }) {
        return ElementID(id, offset)
      }
    }
    return nil
  }
}

extension Array {
  /// The tensor at an index, or zeros of the given shape.
  fileprivate subscript<S: Real>(
    index: Int, default shape: @autoclosure () -> Shape
  ) -> Tensor<S> where Element == Tensor<S>? {
    get { self[index] ?? Tensor(repeating: 0, shape: shape()) }
    set { self[index] = newValue }
  }
}

extension Sequence {
  /// The elements that satisfy the condition, and those that do not, each in order.
  func partitioned(
    by condition: (Element) -> Bool
  ) -> (yes: [Element], no: [Element]) {
    (filter(condition), filter { !condition($0) })
  }
}
