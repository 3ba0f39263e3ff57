extension Marking {
  /// How many answers got which verdict.
  package struct Tally: Hashable, Sendable {
    /// Right to the digits written.
    package var right = 0
    /// Right but for rounding on the way.
    package var rounded = 0
    /// Right given an earlier wrong answer.
    package var carried = 0
    /// Wrong.
    package var wrong = 0
  }

  /// How many answers got which verdict.
  package var tally: Tally {
    marks.reduce(into: Tally()) { tally, mark in
      switch mark.verdict {
      case .right: tally.right += 1
      case .rounded: tally.rounded += 1
      case .carried: tally.carried += 1
      case .wrong: tally.wrong += 1
      }
    }
  }

  /// The report for whoever wrote the answers.
  /// - Parameters:
  ///   - names: Finds the nearest name for one that means nothing.
  ///   - scheme: Marks for each line, if they are wanted.
  package func document(names: KnownNames, scheme: MarkScheme? = nil) -> Document {
    var blocks: [Block] = [
      .heading(level: 1, MarkingPhrases.title(file)), .paragraph(summary),
      .list(MarkingPhrases.counts(self)),
    ]
    if let scheme { blocks.append(.paragraph(MarkingPhrases.score(scheme.score(self)))) }
    let wrong = marks.filter(\.verdict.isWrong)
    if wrong.isEmpty {
      if !marks.isEmpty {
        blocks.append(
          .paragraph(isAllRead ? MarkingPhrases.faultless : MarkingPhrases.faultlessSoFar))
      }
    } else {
      blocks.append(.heading(level: 2, MarkingPhrases.mistakes))
      if !repeated.isEmpty { blocks.append(.list(repeated.map(MarkingPhrases.repeated))) }
      for mark in wrong { blocks += explanation(of: mark) }
    }
    if !marks.isEmpty {
      blocks.append(.heading(level: 2, MarkingPhrases.lineByLine))
      blocks.append(.table(table))
    }
    let notes = notes(names)
    if !notes.isEmpty {
      blocks += [.heading(level: 2, MarkingPhrases.notRead), .list(notes)]
    }
    return Document(digits: max(4, precision.digits), blocks: blocks)
  }

  /// What should stand in a wrong line, and how its number came about.
  private func explanation(of mark: Mark) -> [Block] {
    guard case .wrong(let expected, let explanations) = mark.verdict else { return [] }
    var blocks: [Block] = [.heading(level: 3, MarkingPhrases.wrongHeading(mark))]
    if let equation = mark.equation {
      blocks += [.paragraph(MarkingPhrases.expected), .equations([equation])]
    } else {
      blocks.append(.paragraph(MarkingPhrases.given(mark.quantity, expected)))
    }
    if explanations.count > 1 {
      blocks += [.paragraph(MarkingPhrases.several), .list(explanations.map(\.sentence))]
    } else if let explanation = explanations.first {
      blocks.append(.paragraph(explanation.sentence))
      if let formula = explanation.formula, let kind = mark.kind {
        let calculated = Equation(
          name: mark.quantity, kind: kind, formula: formula, value: formula.evaluated())
        blocks += [.paragraph(MarkingPhrases.calculated), .equations([calculated])]
      }
    } else {
      blocks.append(.paragraph(MarkingPhrases.unexplained))
    }
    let following = marks.filter { other in
      if case .carried(let origins) = other.verdict { return origins.contains(mark.quantity) }
      return false
    }
    if !following.isEmpty {
      blocks.append(.paragraph(MarkingPhrases.follow(following.map(\.answer.line).sorted())))
    }
    return blocks
  }

  private var table: Table {
    Table(
      header: [
        MarkingPhrases.line, MarkingPhrases.quantity, MarkingPhrases.answer, MarkingPhrases.exact,
        MarkingPhrases.verdict,
      ],
      rows: marks.map { mark in
        [
          Phrase("\(mark.answer.line)"), Phrase("\(symbol: mark.quantity)"),
          Phrase("\(MarkingPhrases.written(mark))"), Phrase("\(number: mark.exact)"),
          MarkingPhrases.verdict(mark),
        ]
      })
  }

  /// What was not marked, and why.
  private func notes(_ names: KnownNames) -> [Phrase] {
    var notes = unreadable.prefix(Self.longestList).map(MarkingPhrases.unreadable)
    notes += unknown.prefix(Self.longestList).map {
      MarkingPhrases.unknown($0, nearest: names.nearest(to: $0.name))
    }
    if !passedOver.isEmpty { notes.append(MarkingPhrases.passedOver(passedOver)) }
    if !notAnswered.isEmpty, !marks.isEmpty {
      notes.append(MarkingPhrases.notAnswered(notAnswered))
    }
    return notes
  }

  /// Of more lines that were not marked, the first are listed.
  private static let longestList = 100
}
