/// What the update changed, and what it did to the error.
extension Derivation {
  /// The new parameters in one table, and the forward pass with them.
  mutating func tellAfter() {
    guard !workings.updated.isEmpty else { return }
    blocks.append(.heading(level: 2, Phrases.newWeights))
    blocks.append(.table(updateTable()))
    if options.only.isEmpty {
      blocks.append(.heading(level: 2, Phrases.forwardAgain))
      tell(list.deriveForward { Notation.name($0, afterStep: 1) })
      blocks.append(.equations(list.derive(workings.changeName)))
    }
    let objective = workings.objectiveName
    blocks.append(
      .paragraph(
        Phrases.change(
          objective, from: value(of: objective),
          to: value(of: Notation.name(objective, afterStep: 1)))))
  }

  /// Each parameter before and after, with its gradient.
  func updateTable() -> Table {
    Table(
      header: [Phrases.parameter, Phrases.before, Phrases.gradient, Phrases.after],
      rows: parameters.map { element in
        let name = graph.name(of: element)
        return [
          Phrase("\(symbol: name)"),
          Phrase("\(number: workings.before[element])"),
          Phrase("\(number: value(of: workings.gradientName(element)))"),
          Phrase("\(number: value(of: Notation.updated(name)))"),
        ]
      })
  }

  /// The number that the derivation has for a quantity.
  private func value(of name: String) -> Double {
    list[name]?.value ?? workings.value(named: name) ?? .nan
  }

  /// A table of further updates on a scale of 1, 2, 5, 10, 20, 50 …
  mutating func tellIterations() {
    guard options.steps > 1, !workings.updated.isEmpty else { return }
    blocks.append(.heading(level: 2, Phrases.iterations))
    blocks.append(.paragraph(Phrases.iterationsReason(options.steps)))
    let outputs = graph.ids.filter { graph[$0].role == .out }.suffix(1).flatMap {
      graph.elements(of: $0)
    }
    let shown = outputs.prefix(6)
    var descent = Descent(workings.model, order: options.order)
    var last: Double?
    var rows: [[Phrase]] = []
    for step in Self.scale(upTo: options.steps) {
      while descent.step < step { descent.advance() }
      let error = descent.trace[workings.objective]
      let change = last.map { Phrase("\(number: error - $0)") } ?? Phrase("")
      rows.append(
        [Phrase("\(step)"), Phrase("\(number: error)"), change]
          + shown.map { Phrase("\(number: descent.trace[$0])") })
      last = error
    }
    blocks.append(
      .table(
        Table(
          header: [
            Phrases.updates, Phrase("\(symbol: workings.objectiveName)"), Phrases.changeOfError,
          ] + shown.map { Phrase("\(symbol: graph.name(of: $0))") },
          rows: rows)))
    blocks.append(.paragraph(Phrases.weightsAfter(options.steps)))
    blocks.append(
      .table(
        Self.inColumns(parameters, header: [Phrases.quantity, Phrases.value]) {
          [Phrase("\(symbol: graph.name(of: $0))"), Phrase("\(number: descent.trace[$0])")]
        }))
  }

  /// 0, 1, 2, 5, 10, 20, 50 … and the last step.
  static func scale(upTo steps: Int) -> [Int] {
    var scale = [0]
    var decade = 1
    while decade <= steps {
      scale += [1, 2, 5].map { $0 * decade }.filter { $0 < steps }
      decade *= 10
    }
    return scale + [steps]
  }
}
