/// A quantity that is no finite number, so that nothing follows from it.
package struct NotFiniteError: Fault {
  /// What is derived.
  package let model: String
  /// The ASCII name of the first such quantity, in the order of calculation.
  package let name: String
  /// The part of its formula where it happens, in numbers; empty if it was given so.
  package let part: String
  /// What to do about it.
  package let expected: String

  /// The data cannot be derived.
  package var kind: FaultKind { .badData }

  /// `adam.json: w1+ is not a finite number because of 0/(√(0) + 0); another learning rate or
  /// epsilon expected`
  package var description: String { "\(model): \(reason)" }

  /// The sentence without its place.
  var reason: String {
    let cause = part.isEmpty ? "" : " because of \(part)"
    return "\(name) is not a finite number\(cause); \(expected) expected"
  }
}

extension WorkedStep {
  /// The first quantity that is needed and no finite number, if there is one.
  var notFinite: NotFiniteError? {
    let inputs = "smaller weights or inputs"
    if let element = before.firstNonFinite { return fault(graph.name(of: element), inputs) }
    let concerned = graph.descendants(of: model.differentiated)
    for id in graph.ids.reversed()
    where concerned.contains(id) && !before.passed.contains(id) {
      let gradient = before.gradients[id.index]?.elements
      if let offset = gradient?.firstIndex(where: { !$0.isFinite }) {
        return fault(gradientName(ElementID(id, offset)), inputs)
      }
    }
    let step = "another learning rate or epsilon"
    for id in model.trained {
      if let offset = updated[id]?.elements.firstIndex(where: { !$0.isFinite }) {
        let equations = updateEquations(of: ElementID(id, offset))
        return equations.first { !$0.value.isFinite }.map { fault($0.name, step) }
      }
    }
    return after.firstNonFinite.map { fault(nameAfter($0), "a smaller learning rate") }
  }

  /// That everything can be calculated, so that a line follows for each quantity.
  package func checkFinite() throws(NotFiniteError) {
    if let fault = notFinite { throw fault }
  }

  /// - Parameter name: A quantity whose formula is followed to where the trouble begins.
  private func fault(_ name: String, _ expected: String) -> NotFiniteError {
    let equation = equation(named: name)
    let part = equation?.formula.firstNotFinite ?? equation?.formula
    if case .symbol(let cause, _) = part, self.equation(named: cause) != nil {
      return fault(cause, expected)
    }
    let text = part.map { PlainScript().numeric($0, numbers: NumberStyle(digits: 6)).text } ?? ""
    let line = TextLayout.unbroken(text)
    return NotFiniteError(
      model: model.name, name: name, part: line.count > 60 ? "\(line.prefix(60)) …" : line,
      expected: expected)
  }
}

extension Formula {
  /// The first part, in the order of calculation, that is no finite number though all in it are.
  var firstNotFinite: Formula? {
    for child in children {
      if let part = child.firstNotFinite { return part }
    }
    return evaluated().isFinite ? nil : self
  }
}

extension Graph {
  /// The nodes that are calculated from any of the given ones, and these.
  func descendants(of nodes: [NodeID]) -> Set<NodeID> {
    ids.reduce(into: Set(nodes)) { found, id in
      if self[id].inputs.contains(where: found.contains) { found.insert(id) }
    }
  }
}
