/// A way from an element to the objective: the element it reaches next, and the slope on the way.
public struct Path: Sendable {
  /// The element that is reached.
  public let next: ElementID
  /// ∂next/∂element.
  public let slope: Formula
}

extension Trace {
  /// An element as the leaf of a formula: its name, or the bare number if it has none.
  public func symbol(for element: ElementID) -> Formula {
    graph[element.node].role == .literal
      ? .literal(Double(self[element]))
      : .symbol(name: graph.name(of: element), value: Double(self[element]))
  }

  /// The formula behind a calculated element, one step deep; `nil` for a leaf.
  public func formula(for element: ElementID) -> Formula? {
    let node = graph[element.node]
    return node.primitive?.value(at: element.offset, of: operands(of: node)).simplified
  }

  /// The formula of ∂y/∂x, if x is one of the elements from which y is calculated.
  public func slopeFormula(of y: ElementID, by x: ElementID) -> Formula? {
    paths(from: x).first { $0.next == y }?.slope
  }

  /// The ways on from an element, in the order of the elements reached.
  ///
  /// An element that enters the same calculation twice has one way, whose slope is a sum.
  public func paths(from element: ElementID) -> [Path] {
    var slopes: [ElementID: [Formula]] = [:]
    var order: [ElementID] = []
    for (id, input) in graph.consumers[element.node.index] {
      let node = graph[id]
      let reached = node.primitive?.slopes(
        ofInput: input, at: element.offset, of: operands(of: node, flowingInto: input),
        output: { symbol(for: ElementID(id, $0)) })
      for (offset, slope) in reached ?? [] {
        let next = ElementID(id, offset)
        if slopes[next] == nil { order.append(next) }
        slopes[next, default: []].append(slope)
      }
    }
    return order.map { next in
      let parts = slopes[next, default: []]
      return Path(next: next, slope: (parts.count == 1 ? parts[0] : .sum(parts)).simplified)
    }
  }

  /// The elements that a node reads, as symbols.
  /// - Parameter input: The input whose slopes are wanted. Parameters that were updated before the
  ///   backward pass reached this input are read with their new values, as it did.
  private func operands(of node: Node, flowingInto input: Int? = nil) -> Operands<Formula> {
    let sees = input.map { !graph[node.inputs[$0]].role.isLearned } ?? false
    return Operands(shapes: node.inputs.map { graph[$0].shape }) { position, offset in
      let element = ElementID(node.inputs[position], offset)
      if sees, let new = updatedInPlace[element.node] {
        return .symbol(
          name: Notation.updated(graph.name(of: element)), value: Double(new[offset]))
      }
      return symbol(for: element)
    }
  }
}
