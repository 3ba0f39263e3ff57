/// A mistake that explains several answers.
package struct RepeatedMistake: Hashable, Sendable {
  /// Which mistake of the catalogue.
  package let mistake: String
  /// What it is, in a few words.
  package let title: Phrase
  /// The lines that it explains.
  package let lines: [Int]
  /// What makes it the same mistake in other lines.
  let cause: Cause

  /// A mistake and what it was made with.
  struct Cause: Hashable {
    let mistake: String
    let pattern: String
  }

  /// The mistakes that explain several answers, and the marks with only those explanations that
  /// explain the most.
  static func found(in marks: [Mark]) -> (marks: [Mark], repeated: [RepeatedMistake]) {
    var lines: [Cause: Set<Int>] = [:]
    for mark in marks {
      for explanation in mark.explanations {
        lines[explanation.cause, default: []].insert(mark.answer.line)
      }
    }
    let narrowed = marks.map { mark -> Mark in
      guard case .wrong(let expected, let explanations) = mark.verdict else { return mark }
      // Whoever makes one mistake twice did not make two that look the same in one place.
      let counts = explanations.map { lines[$0.cause]?.count ?? 0 }
      let most = counts.max() ?? 0
      let kept = zip(explanations, counts).filter { $1 == most }.map(\.0)
      return mark.with(.wrong(expected: expected, explanations: kept))
    }
    var order: [Cause] = []
    for case let cause? in narrowed.map(\.explanations.first?.cause) where !order.contains(cause) {
      order.append(cause)
    }
    let repeated = order.compactMap { cause -> RepeatedMistake? in
      let lines = Set(
        narrowed.filter { $0.explanations.first?.cause == cause }.map(\.answer.line))
      guard lines.count > 1, let title = Mistake.named(cause.mistake)?.title else { return nil }
      return RepeatedMistake(
        mistake: cause.mistake, title: title, lines: lines.sorted(), cause: cause)
    }
    return (narrowed, repeated)
  }
}

extension Explanation {
  /// The mistake and what it was made with.
  var cause: RepeatedMistake.Cause { .init(mistake: mistake, pattern: pattern) }
}

extension Mark {
  /// What explains a wrong number.
  package var explanations: [Explanation] {
    if case .wrong(_, let explanations) = verdict { explanations } else { [] }
  }

  /// The same answer with another verdict.
  fileprivate func with(_ verdict: Verdict) -> Mark {
    Mark(
      answer: answer, quantity: quantity, kind: kind, exact: exact, verdict: verdict,
      equation: equation)
  }
}
