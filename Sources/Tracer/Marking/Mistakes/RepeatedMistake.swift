/// A mistake that explains several answers.
package struct RepeatedMistake: Hashable, Sendable {
  /// Which mistake of the catalogue.
  package let mistake: String
  /// What it is, in a few words.
  package let title: Phrase
  /// The lines that it explains.
  package let lines: [Int]

  /// The mistakes that explain several answers, and the marks with these explanations first.
  static func found(in marks: [Mark]) -> (marks: [Mark], repeated: [RepeatedMistake]) {
    struct Key: Hashable {
      let mistake: String
      let pattern: String
    }
    var lines: [Key: Set<Int>] = [:]
    var order: [Key] = []
    for mark in marks {
      guard case .wrong(_, let explanations) = mark.verdict else { continue }
      for explanation in explanations {
        let key = Key(mistake: explanation.mistake, pattern: explanation.pattern)
        if lines[key] == nil { order.append(key) }
        lines[key, default: []].insert(mark.answer.line)
      }
    }
    func count(_ explanation: Explanation) -> Int {
      lines[Key(mistake: explanation.mistake, pattern: explanation.pattern)]?.count ?? 0
    }
    var reported: Set<Key> = []
    let sorted = marks.map { mark -> Mark in
      guard case .wrong(let expected, let explanations) = mark.verdict else { return mark }
      // A stable sort: of equally frequent mistakes the usual one stays first.
      let ordered = explanations.enumerated().sorted {
        (count($1.element), $0.offset) < (count($0.element), $1.offset)
      }.map(\.element)
      if let first = ordered.first {
        reported.insert(Key(mistake: first.mistake, pattern: first.pattern))
      }
      return mark.with(.wrong(expected: expected, explanations: ordered))
    }
    let repeated = order.filter { reported.contains($0) && (lines[$0]?.count ?? 0) > 1 }.compactMap
    {
      key in
      Mistake.named(key.mistake).map {
        RepeatedMistake(
          mistake: key.mistake, title: $0.title, lines: lines[key, default: []].sorted())
      }
    }
    return (sorted, repeated)
  }
}

extension Mark {
  /// The same answer with another verdict.
  fileprivate func with(_ verdict: Verdict) -> Mark {
    Mark(
      answer: answer, quantity: quantity, kind: kind, exact: exact, verdict: verdict,
      equation: equation)
  }
}
