extension GradientCheck {
  /// The check as a document.
  package func document(of model: Model, showing shown: Set<String>, digits: Int) -> Document {
    let objective = model.graph.name(of: ElementID(model.graph.objective, 0))
    let symbol = model.graph.objectiveSymbol
    var blocks: [Block] = [
      .heading(level: 1, Phrases.Check.title(model.subject)),
      .paragraph(Phrases.Check.idea(objective, step: step)),
    ]
    if symbol != objective { blocks.say(Phrases.short(symbol, for: objective)) }
    if rows.contains(where: \.isExtrapolated) { blocks.say(Phrases.Check.extrapolation) }
    for row in rows where shown.contains(row.name) {
      let derivative = model.graph.derivative(by: row.name)
      let (plus, minus) = ("\(symbol)_plus", "\(symbol)_minus")
      blocks.head("\(symbol: row.name)")
      blocks.say(Phrases.Check.shifted(objective, by: row.name, plus, minus))
      blocks.append(
        .equations([
          Equation(
            name: plus, kind: .value, formula: .literal(row.quotient.plus), value: row.quotient.plus
          ),
          Equation(
            name: minus, kind: .value, formula: .literal(row.quotient.minus),
            value: row.quotient.minus),
          .differenceQuotient(derivative, plus, minus, row.quotient),
        ]))
      if row.isExtrapolated {
        blocks.say(Phrases.Check.extrapolated(derivative, row.numeric, step: row.quotient.step))
      }
    }
    blocks.head(Phrases.Check.all)
    blocks.append(.table(table(of: symbol)))
    let verdicts = rows.map(\.verdict)
    if isPassed, verdicts.contains(.agrees) { blocks.say(Phrases.Check.passed) }
    if verdicts.contains(.differs) { blocks.say(Phrases.Check.failed) }
    if verdicts.contains(where: { $0 == .tooSmall || $0 == .tooLarge }) {
      blocks.say(Phrases.Check.aboutStep)
    }
    if verdicts.contains(.hidden) { blocks.say(Phrases.Check.aboutHidden) }
    if verdicts.contains(where: { if case .kink = $0 { true } else { false } }) {
      blocks.say(Phrases.Check.aboutKinks)
    }
    return Document(digits: digits, blocks: blocks)
  }

  private func table(of symbol: String) -> Table {
    Table(
      header: [
        Phrases.symbol, Phrases.value, Phrases.Check.numeric, Phrases.Check.exact,
        Phrases.Check.relativeError, Phrases.Check.verdict,
      ],
      rows: rows.map { row in
        [
          "\(symbol: row.name)", "\(number: row.value)",
          "\(number: row.numeric)", "\(number: row.backpropagated)",
          // Of a derivative of 0, and of nothing but rounding, a share means nothing.
          (row.backpropagated == 0 || row.numeric == 0) && row.verdict != .differs
            ? "–" : "\(number: rounded(row.relativeError, significantDigits: 2))",
          row.said,
        ]
      })
  }
}

extension GradientCheck.Row {
  /// The verdict in a few words.
  var said: Phrase {
    switch verdict {
    case .agrees: isExtrapolated ? Phrases.Check.agreesWithOthers : Phrases.Check.agrees
    case .hidden: Phrases.Check.hidden
    case .tooSmall: Phrases.Check.tooSmall
    case .tooLarge: Phrases.Check.tooLarge
    case .differs: Phrases.Check.differs
    case .kink(let name): Phrases.Check.kink(name)
    }
  }
}

extension Equation {
  /// (above − below) / 2h as an estimate of a derivative, from the numbers as they are written.
  static func differenceQuotient(
    _ derivative: String, _ above: String, _ below: String, _ quotient: DifferenceQuotient
  ) -> Equation {
    let difference =
      Formula.symbol(name: above, value: quotient.plus)
      - .symbol(name: below, value: quotient.minus)
    let written = (difference.writtenDifference ?? difference.evaluated()) / (2 * quotient.step)
    return Equation(
      name: derivative, kind: .gradient,
      formula: difference / (2.0 * .symbol(name: "h", value: quotient.step)),
      value: quotient.isRounding ? 0 : written)
  }
}
