/// A quantity that is no finite number, so that nothing follows from it.
package struct NotFiniteError: Fault {
  /// The model or, where it is read from one, its file.
  package let place: String
  /// The ASCII name of the first such quantity, in the order of calculation.
  package let name: String
  /// The part of its formula where it happens, in numbers; empty if it was given so.
  package let part: String
  package let expected: String
  /// Whether the part grows beyond all numbers, and is not undefined.
  let isOverflow: Bool

  package var kind: FaultKind { .badData }

  /// `adam.json: w1+ is not a finite number because of 0/(√(0) + 0); another learning rate or
  /// epsilon expected`
  package var description: String { "\(quoting: place): \(reason)" }

  /// The sentence without its place.
  var reason: String {
    let cause = part.isEmpty ? "" : " because of \(part)"
    return "\(name) is not a finite number\(cause); \(expected) expected"
  }
}

extension WorkedStep {
  /// The first quantity that is needed and no finite number, if there is one.
  var notFinite: NotFiniteError? {
    let isFirst = number == model.updates + 1
    if let fault = notFiniteAtStart(
      expecting: isFirst ? "smaller weights or inputs" : "a smaller learning rate")
    {
      return fault
    }
    for id in model.trained {
      let new = [updated[id]].compactMap(\.self) + (newState[id] ?? [:]).values
      let offset = new.compactMap { $0.elements.firstIndex { !$0.isFinite } }.min()
      if let offset {
        let equations = updateEquations(of: ElementID(id, offset))
        return equations.first { !$0.value.isFinite }.map { fault($0.name) }
      }
    }
    return after.firstNonFinite.map { fault(nameAfter($0), "a smaller learning rate") }
  }

  /// The first quantity of the forward and the backward pass that is needed and no finite number.
  func notFiniteAtStart(expecting inputs: String) -> NotFiniteError? {
    if let element = before.firstNonFinite { return fault(graph.name(of: element), inputs) }
    let concerned = graph.descendants(of: model.differentiated)
    for id in graph.ids.reversed()
    where concerned.contains(id) && !before.passed.contains(id) {
      let gradient = before.gradients[id.index]?.elements
      if let offset = gradient?.firstIndex(where: { !$0.isFinite }) {
        return fault(gradientName(ElementID(id, offset)), inputs)
      }
    }
    return nil
  }

  /// That everything can be calculated, so that a line follows for each quantity.
  package func checkFinite() throws(NotFiniteError) {
    if let fault = notFinite { throw fault }
  }

  /// - Parameters:
  ///   - name: A quantity whose formula is followed to where the trouble begins.
  ///   - expected: What would help; `nil` for what helps an update.
  private func fault(_ name: String, _ expected: String? = nil) -> NotFiniteError {
    let equation = equation(named: name)
    let part = equation?.formula.firstNotFinite ?? equation?.formula
    if case .symbol(let cause, _) = part, self.equation(named: cause) != nil {
      return fault(cause, expected)
    }
    let text = part.map { PlainScript().numeric($0, numbers: NumberStyle(digits: 6)).text } ?? ""
    let line = TextLayout.unbroken(text)
    let isOverflow = part?.isOverflow ?? false
    let remedy =
      switch (isOverflow, part?.symbols.contains("alpha")) {
      case (false, _): "another learning rate or epsilon"
      case (true, true): "a smaller learning rate"
      case (true, _): "smaller weights or inputs, or another optimizer,"
      }
    return NotFiniteError(
      place: model.file ?? model.name, name: name,
      part: line.count > 60 ? "\(line.prefix(60)) …" : line,
      expected: expected ?? remedy, isOverflow: isOverflow)
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

  /// Whether it is infinite because its parts are great, and not for want of a value at 0.
  fileprivate var isOverflow: Bool {
    evaluated().isInfinite && children.allSatisfy { $0.evaluated() != 0 }
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
