extension GraphDrawing {
  /// More nodes than this are not drawn; nobody finds a way through so many edges.
  private static let limit = 40

  /// The drawing of a calculation on single numbers; `nil` for a graph of
  /// tensors, and for one that is too large to draw.
  package init?(_ recorded: Trace<Double>) {
    let graph = recorded.graph
    guard graph.nodes.count <= Self.limit, graph.nodes.allSatisfy({ $0.shape.count == 1 }) else {
      return nil
    }
    var trace = recorded.settled()
    trace.backward()
    // A number that is nothing but rounding may have been divided by.
    if trace.gradients.contains(where: { $0?.elements.allSatisfy(\.isFinite) == false }) {
      trace = recorded
    }
    nodes = graph.ids.map { id in
      let node = graph[id]
      let x = Operands<Double>(shapes: node.inputs.map { graph[$0].shape }) { input, offset in
        trace[ElementID(node.inputs[input], offset)]
      }
      let element = ElementID(id, 0)
      return Node(
        name: node.role == .literal ? nil : graph.name(of: element),
        operation: node.primitive.map(ExpressionFunction.sign), value: trace[element],
        operands: node.inputs.enumerated().map { input, operand in
          let isGiven = graph[operand].role == .literal
          let flow = node.primitive?.slopes(
            ofInput: input, at: 0,
            of: Operands(shapes: node.inputs.map { graph[$0].shape }) { input, offset in
              trace.symbol(for: ElementID(node.inputs[input], offset))
            }, output: { trace.symbol(for: ElementID(id, $0)) })
          let slopes = node.primitive?.slopes(
            ofInput: input, at: 0, of: x, output: { trace[ElementID(id, $0)] })
          return Operand(
            node: operand.index,
            gradient: isGiven
              ? nil : (slopes?.first?.slope ?? 0) * (trace.gradient(for: element) ?? 0),
            flow: isGiven
              ? nil
              : flow?.first.map {
                .symbol(
                  name: graph.derivative(by: graph.name(of: element)),
                  value: trace.gradient(for: element) ?? 0) * $0.slope
              })
        })
    }
  }
}
