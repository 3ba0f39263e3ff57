extension Marking {
  /// How many answers got which verdict.
  package struct Tally: Hashable, Sendable {
    /// Right to the digits written.
    package var right = 0
    /// Right but for rounding on the way.
    package var rounded = 0
    /// Right given an earlier wrong answer.
    package var carried = 0
    /// Too coarse to tell.
    package var tooCoarse = 0
    /// Right only if every operation was rounded.
    package var undecided = 0
    /// Right below a calculation that gives another number.
    package var unsupported = 0
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
      case .tooCoarse: tally.tooCoarse += 1
      case .undecided: tally.undecided += 1
      case .unsupported: tally.unsupported += 1
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
    if !assumptions.isEmpty {
      blocks += [.paragraph(MarkingPhrases.assumed), .list(assumptions)]
    }
    let wrong = marks.filter(\.verdict.isWrong)
    if wrong.isEmpty {
      if !marks.isEmpty {
        blocks.append(
          .paragraph(
            isAllRead && isFaultless ? MarkingPhrases.faultless : MarkingPhrases.faultlessSoFar))
      }
    } else {
      blocks.append(.heading(level: 2, MarkingPhrases.mistakes))
      for marks in mistakes(wrong) { blocks += explanation(of: marks) }
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

  /// The wrong answers, those together that come from the same mistake, in the order of the lines.
  private func mistakes(_ wrong: [Mark]) -> [[Mark]] {
    var groups: [[Mark]] = []
    for mark in wrong {
      let cause = repeated.map(\.cause).first { $0 == mark.explanations.first?.cause }
      let place = groups.firstIndex { group in
        let isSame =
          group[0].quantity == mark.quantity && group[0].answer.number == mark.answer.number
        return isSame || cause != nil && group[0].explanations.first?.cause == cause
      }
      if let place { groups[place].append(mark) } else { groups.append([mark]) }
    }
    return groups
  }

  /// What should stand in wrong lines, and how their numbers came about: told of the first one in
  /// full.
  private func explanation(of group: [Mark]) -> [Block] {
    let mark = group[0]
    guard case .wrong(let expected, let explanations) = mark.verdict else { return [] }
    var blocks: [Block] = [.heading(level: 3, MarkingPhrases.wrongHeading(mark))]
    if let equation = mark.equation {
      blocks += [.paragraph(MarkingPhrases.expected), .equations([equation])]
    } else {
      blocks.append(.paragraph(MarkingPhrases.given(mark.quantity, expected)))
    }
    if explanations.count > 1 {
      blocks += [
        .paragraph(MarkingPhrases.several), .list(explanations.map(MarkingPhrases.sentence)),
      ]
      if let name = Explanation.tellingApart(explanations, digits: precision.digits) {
        blocks.append(.paragraph(MarkingPhrases.tellingApart(name)))
      }
    } else if let explanation = explanations.first {
      blocks.append(.paragraph(MarkingPhrases.sentence(explanation)))
      if let formula = explanation.formula, let kind = mark.kind {
        let calculated = Equation(
          name: mark.quantity, kind: kind, formula: formula, value: formula.evaluated())
        blocks += [
          .paragraph(MarkingPhrases.calculated),
          .equations([explanation.leftOut, calculated].compactMap(\.self)),
        ]
      }
    } else {
      blocks.append(.paragraph(MarkingPhrases.unexplained))
    }
    if group.count > 1 {
      blocks += [
        .paragraph(MarkingPhrases.sameMistake), .list(group.dropFirst().map(MarkingPhrases.same)),
      ]
    }
    let names = Set(group.map(\.quantity))
    let following = marks.filter { other in
      if case .carried(let origins) = other.verdict { return !names.isDisjoint(with: origins) }
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
    notes += contradictions.map(MarkingPhrases.contradiction)
    if !passedOver.isEmpty { notes.append(MarkingPhrases.passedOver(passedOver)) }
    if !notAnswered.isEmpty, !marks.isEmpty {
      notes.append(MarkingPhrases.notAnswered(notAnswered))
    }
    return notes
  }

  /// Of more lines that were not marked, the first are listed.
  private static let longestList = 100
}
