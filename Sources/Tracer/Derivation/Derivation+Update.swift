/// What the update changed, and what it did to the error.
extension Derivation {
  /// The new parameters in one table, and the forward pass with them.
  mutating func tellAfter() {
    guard !worked.updated.isEmpty else { return }
    if options.only.isEmpty, let drawing = NetworkDrawing(shown), drawing.isWorked {
      show(.network(drawing))
    }
    head(Phrases.newWeights)
    guard tellUpdates() else { return }
    if let focus {
      tellAfter(of: focus)
    } else if options.only.isEmpty {
      head(Phrases.forwardAgain)
      let again = list.deriveForward { Notation.name($0, afterStep: 1) }
      if options.detail == .full {
        tell(again)
        blocks.append(.equations(list.derive(worked.changeName)))
      } else {
        show(passTable())
      }
    }
    tellChange()
  }

  /// Which of the parameters stay as they are, and the update of the others.
  /// - Returns: Whether there are others.
  mutating func tellUpdates() -> Bool {
    let kept = parameters.filter { !isUpdated($0) }
    if !kept.isEmpty {
      say(
        Phrases.kept(
          kept.map { graph.name(of: $0) },
          areBiases: kept.allSatisfy { graph[$0.node].role == .bias }))
      show(gradientTable(kept))
    }
    guard kept.count < parameters.count else { return false }
    show(updateTable())
    return true
  }

  func isUpdated(_ element: ElementID) -> Bool { worked.updated[element.node] != nil }

  /// What one update did to the objective.
  mutating func tellChange() {
    let objective = worked.objectiveName
    // Where not all is told, the rest is calculated in the same way.
    let isPart = parameters.count < worked.parameters.count
    let all =
      isPart && focus == nil && options.carry != nil
      ? EquationList.all(of: worked, carry: options.carry) : list
    let change = Change(
      of: objective, from: value(of: objective, in: all),
      to: value(of: Notation.name(objective, afterStep: 1), in: all),
      exactly: worked.equation(named: worked.changeName)?.exact ?? .nan, digits: digits)
    if isPart, focus == nil, options.carry == nil {
      let names = parameters.filter(isUpdated).map { graph.name(of: $0) }
      let (old, new) = (worked.before[worked.objective], objectiveUpdating(parameters))
      say(
        Phrases.alone(
          names, Change(of: objective, from: old, to: new, exactly: old - new, digits: digits)))
    }
    let leaders =
      (worked.number > 1 ? [Phrases.earlierGradients] : [])
      + (worked.settings.contains { $0.name == "lambda" } ? [Phrases.weightDecay] : [])
    say(Phrases.change(change, isPart: isPart, following: slopeOfUpdate < 0 ? nil : leaders))
  }

  /// How the objective changes, to first order, by the update of all parameters: the sum of the
  /// gradients times the changes.
  private var slopeOfUpdate: Double {
    shown.updated.reduce(0) { slope, updated in
      guard let gradient = shown.before.gradients[updated.key.index],
        let old = worked.model.leaves[updated.key]
      else { return slope }
      return gradient.elements.indices.reduce(slope) { slope, offset in
        slope + gradient[offset] * (updated.value[offset] - old[offset])
      }
    }
  }

  /// The objective where these parameters have been updated and no others.
  private func objectiveUpdating(_ parameters: [ElementID]) -> Double {
    var model = worked.model
    for parameter in parameters {
      guard let new = worked.updated[parameter.node]?[parameter.offset] else { continue }
      model.leaves[parameter.node]?[parameter.offset] = new
    }
    return model.trace[worked.objective]
  }

  /// The number that the derivation has for a quantity.
  func value(of name: String) -> Double { value(of: name, in: list) }

  /// A quantity with the number that the derivation has for it.
  func quantity(_ name: String) -> Formula { .symbol(name: name, value: value(of: name)) }

  /// A quantity after so many updates: something worked out, and not the number that a line has.
  private func later(_ name: String, step: Int, _ value: Double) -> Formula {
    .sum([.symbol(name: Notation.name(name, afterStep: step), value: value)])
  }

  private func value(of name: String, in list: EquationList) -> Double {
    list[name]?.value ?? worked.value(named: name) ?? .nan
  }

  /// A table of further updates on a scale of 1, 2, 5, 10, 20, 50 …
  mutating func tellIterations() {
    let start = worked.model.updates
    let end = start + options.steps
    guard options.steps > 1, !worked.updated.isEmpty else { return }
    head(Phrases.iterations)
    say(Phrases.iterationsReason(end))
    let outputs = graph.ids.filter { graph[$0].role == .out }.suffix(1).flatMap {
      graph.elements(of: $0)
    }
    let shown = outputs.prefix(6)
    var descent = Descent(worked.model, order: options.order, settles: true)
    var trace = self.shown.before
    var last: Formula?
    var rows: [[Phrase]] = []
    for step in Descent.scale(upTo: options.steps).map({ start + $0 }) {
      while descent.step < step, descent.trace.firstNonFinite == nil {
        trace = descent.advance(worked.model, chain: worked.chain, worked.precision)
      }
      guard descent.trace.firstNonFinite == nil else { break }
      let error = trace[worked.objective]
      let now = later(worked.objectiveName, step: step, error)
      let change = last.map { last in
        let difference = Change.difference(error, last.evaluated())
        return Phrase("\(quantity: now - last, showing: difference)")
      }
      rows.append(
        ["\(step)", "\(quantity: now)", change ?? ""]
          + shown.map { Phrase("\(quantity: later(graph.name(of: $0), step: step, trace[$0]))") })
      last = now
    }
    show(
      Table(
        header: [
          Phrases.updates, "\(symbol: worked.objectiveName)", Phrases.changeOfError,
        ] + shown.map { Phrase("\(symbol: graph.name(of: $0))") },
        rows: rows, caption: Phrases.errorByUpdates))
    guard descent.trace.firstNonFinite == nil else {
      return say(Phrases.runsAway(descent.step))
    }
    show(
      inColumns(parameters, header: [Phrases.symbol, Phrases.value]) {
        let name = graph.name(of: $0)
        let last = later(name, step: end, descent.trace[$0])
        return ["\(symbol: name)", "\(quantity: last)"]
      }.captioned(Phrases.weightsAfter(end)))
  }
}
