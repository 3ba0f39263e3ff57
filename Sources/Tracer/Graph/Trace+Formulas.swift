/// A way from an element to the objective: the element it reaches next, and the slope on the way.
package struct Path: Sendable {
  /// The element that is reached.
  package let next: ElementID
  /// ∂next/∂element.
  package let slope: Formula
}

extension Trace {
  /// An element as the leaf of a formula: its name, or the bare number if it has none.
  package func symbol(for element: ElementID) -> Formula {
    graph[element.node].role == .literal
      ? .literal(Double(self[element]))
      : .symbol(name: graph.name(of: element), value: Double(self[element]))
  }

  /// The formula behind a calculated element, one step deep; `nil` for a leaf.
  package func formula(for element: ElementID) -> Formula? {
    let node = graph[element.node]
    return node.primitive.map { told($0.value(at: element.offset, of: operands(node.inputs))) }
  }

  /// The formula that keeps its digits where rounding or an overflow spoils the rule's; `nil` for an
  /// element whose rule can be calculated as it is.
  func carefulFormula(for element: ElementID) -> Formula? {
    carefulStep(to: element.node).map { primitive, inputs in
      told(primitive.value(at: element.offset, of: operands(inputs)))
    }
  }

  private func told(_ formula: Formula) -> Formula {
    (keepsChoices ? formula : formula.chosen).simplified
  }

  /// The formula of ∂y/∂x, if x is one of the elements from which y is calculated.
  package func slopeFormula(of y: ElementID, by x: ElementID) -> Formula? {
    paths(from: x).first { $0.next == y }?.slope
  }

  /// The ways on from an element, in the order of the elements reached.
  ///
  /// An element that enters the same calculation twice has one way, whose slope is a sum.
  package func paths(from element: ElementID) -> [Path] {
    paths(
      from: element,
      by: graph.consumers[element.node.index].compactMap { id, input in
        graph[id].primitive.map {
          Step(id: id, primitive: $0, inputs: graph[id].inputs, input: input)
        }
      })
  }

  /// The ways on from an element by careful rules, to the elements that have such.
  func carefulPaths(from element: ElementID) -> [Path] {
    let reached = graph.consumers[element.node.index].flatMap { id, _ in
      passed.contains(id) ? [id] + graph.consumers[id.index].map(\.node) : [id]
    }
    let steps = Set(reached).sorted().flatMap { id -> [Step] in
      guard let (primitive, inputs) = carefulStep(to: id) else { return [] }
      return inputs.indices.filter { inputs[$0] == element.node }.map {
        Step(id: id, primitive: primitive, inputs: inputs, input: $0)
      }
    }
    return paths(from: element, by: steps)
  }

  /// How a node is calculated by careful rules, if there are such.
  func carefulStep(to id: NodeID) -> (primitive: any Primitive, inputs: [NodeID])? {
    if let shortcut = shortcuts[id] { return (shortcut.primitive, shortcut.inputs) }
    return graph[id].primitive?.careful.map { ($0, graph[id].inputs) }
  }

  /// A node that reads an element's node, and by which rule.
  private struct Step {
    let id: NodeID
    let primitive: any Primitive
    let inputs: [NodeID]
    let input: Int
  }

  private func paths(from element: ElementID, by steps: [Step]) -> [Path] {
    var slopes: [ElementID: [Formula]] = [:]
    var order: [ElementID] = []
    for step in steps {
      let reached = step.primitive.slopes(
        ofInput: step.input, at: element.offset,
        of: operands(step.inputs, flowingInto: step.input),
        output: { symbol(for: ElementID(step.id, $0)) })
      for (offset, slope) in reached {
        let next = ElementID(step.id, offset)
        if slopes[next] == nil { order.append(next) }
        slopes[next, default: []].append(slope)
      }
    }
    return order.map { next in
      let parts = slopes[next, default: []]
      return Path(next: next, slope: told(parts.count == 1 ? parts[0] : .sum(parts)))
    }
  }

  /// The elements that a node reads, as symbols.
  /// - Parameter input: The input whose slopes are wanted. Parameters that were updated before the
  ///   backward pass reached this input are read with their new values, as it did.
  private func operands(
    _ inputs: [NodeID], flowingInto input: Int? = nil
  ) -> Operands<Formula> {
    let sees = input.map { !graph[inputs[$0]].role.isLearned } ?? false
    return Operands(shapes: inputs.map { graph[$0].shape }) { position, offset in
      let element = ElementID(inputs[position], offset)
      if sees, let new = updatedInPlace[element.node] {
        return .symbol(
          name: Notation.updated(graph.name(of: element)), value: Double(new[offset]))
      }
      return symbol(for: element)
    }
  }
}
