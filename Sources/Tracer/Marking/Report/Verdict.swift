/// What marking says of one answer.
package enum Verdict: Hashable, Sendable {
  /// Right to the digits written; `isTruncated` if further digits were cut off instead of rounded.
  case right(isTruncated: Bool)
  /// Right with rounding on the way.
  case rounded(RoundingOnTheWay)
  /// Right, given earlier answers that are wrong: the quantities where the errors were made.
  case carried(from: [String])
  /// Too coarse to tell: many a wrong number would read the same.
  case tooCoarse
  /// Further off than the numbers on the sheet account for, and no further than a rounding of every
  /// operation does.
  case undecided
  /// What should come out, below a calculation that gives another number.
  case unsupported(by: Double)
  /// Wrong: what follows from the earlier answers, and what explains the number given.
  case wrong(expected: Double, explanations: [Explanation])

  /// Whether the answer earns its marks without follow-through.
  package var isRight: Bool {
    switch self {
    case .right, .rounded: true
    case .carried, .tooCoarse, .undecided, .unsupported, .wrong: false
    }
  }

  /// Whether the answer follows from earlier ones that are wrong.
  var isCarried: Bool { if case .carried = self { true } else { false } }

  /// Whether the answer is marked wrong.
  package var isWrong: Bool { if case .wrong = self { true } else { false } }
}

/// What was rounded on the way to a number that is right but for rounding.
package enum RoundingOnTheWay: String, Hashable, Sendable {
  /// The figures written down were carried on.
  case ownFigures
  /// Every line was rounded, also those not written down.
  case eachLine
  /// The result of every single operation was rounded.
  case eachOperation
  /// Rounding to the digits used explains the difference, some here, some there.
  case mixed
}

/// A mistake that leads to the number given.
package struct Explanation: Hashable, Sendable {
  /// Which mistake of the catalogue.
  package let mistake: String
  /// What was done, in a sentence.
  package let sentence: Phrase
  /// The line as it was calculated by mistake; `nil` where only the number was changed.
  package let formula: Formula?
  /// What it was done to, with the numbers of units and weights taken out, so that the same mistake
  /// in other lines is recognised.
  let pattern: String
  /// What comes out, before it is rounded.
  var value = Double.nan
  /// The line before it that was left out, if that is where the mistake is.
  package var leftOut: Equation?
  /// What the lines that were left out come to with it.
  var lines: [String: Double] = [:]

  /// A quantity that was left out, and that one would have to know to tell explanations apart.
  static func tellingApart(_ explanations: [Explanation], digits: Int) -> String? {
    guard explanations.count > 1 else { return nil }
    let names = explanations.reduce(Set(explanations[0].lines.keys)) {
      $0.intersection($1.lines.keys)
    }
    let counts = names.map { name in
      let values = explanations.compactMap(\.lines[name]).map {
        rounded($0, significantDigits: digits)
      }
      return (name: name, count: Set(values).count)
    }
    return counts.filter { $0.count > 1 }.max { ($0.count, $1.name) < ($1.count, $0.name) }?.name
  }
}

/// One answer and its verdict.
package struct Mark: Hashable, Sendable {
  /// The answer.
  package let answer: Answer
  /// The canonical name of its quantity.
  package let quantity: String
  /// What its equation states; `nil` for a given quantity.
  package let kind: Equation.Kind?
  /// The recorded number.
  package let exact: Double
  /// The verdict.
  package let verdict: Verdict
  /// The line of the derivation with the student's own figures; `nil` for a given quantity.
  package let equation: Equation?

  /// How far the answer is from the recorded number, to the two digits that are of interest.
  package var distance: Double { rounded(abs(answer.number.value - exact), significantDigits: 2) }
}
