/// What is said of numbers that rounding or their size makes less than clear.
extension Phrases {
  /// What an update did to the objective.
  /// - Parameter isPart: Whether parameters were updated, too, of which nothing is told.
  static func change(_ change: Change, isPart: Bool) -> Phrase {
    let (name, old, new) = (change.name, change.old, change.new)
    let update = Phrase(
      en: isPart
        ? "One update of all parameters, not only of those shown here, has" : "One update has",
      ko: isPart
        ? "여기에 적은 매개변수만이 아니라 모든 매개변수를 한 번 갱신하여" : "한 번의 갱신으로")
    let size = abs(change.rise)
    let (verb, verbInKorean) = change.rise > 0 ? ("raised", "늘었다") : ("lowered", "줄었다")
    let shown: Prose =
      old == new ? "stays at \(number: old)" : "goes from \(number: old) to \(number: new)"
    guard change.isShown else {
      return change.rise == 0
        ? Phrase(
          en: """
            In the rounded numbers \(symbol: name) goes from \(number: old) to \(number: new); that \
            is rounding alone, since with all digits the update leaves it as it is.
            """,
          ko: """
            \(symbol: name): \(number: old) → \(number: new). 이 차이는 반올림 때문에 생긴 것이다. \
            모든 자릿수로 계산하면 갱신해도 오차가 그대로이다.
            """)
        : Phrase(
          en: """
            \(update.english) \(verb) \(symbol: name) by \(number: size), calculated with all \
            digits; in the digits shown it \(shown).
            """,
          ko: """
            \(symbol: name): \(number: old) → \(number: new). 모든 자릿수로 계산하면 \
            \(update.korean) 오차가 \(number: size) 만큼 \(verbInKorean).
            """)
    }
    if old == new {
      return Phrase(
        en: "\(update.english) left \(symbol: name) at \(number: old).",
        ko: "\(symbol: name) = \(number: old). \(update.korean) 달라지지 않았다.")
    }
    return change.rise < 0
      ? Phrase(
        en: """
          \(update.english) lowered \(symbol: name) from \(number: old) to \(number: new).
          """,
        ko: """
          \(symbol: name): \(number: old) → \(number: new). \(update.korean) 오차가 줄었다.
          """)
      : Phrase(
        en: """
          \(update.english) raised \(symbol: name) from \(number: old) to \(number: new): the \
          step was too long for the curvature of the error.
          """,
        ko: """
          \(symbol: name): \(number: old) → \(number: new). \(update.korean) 오차가 오히려 \
          늘었다. 오차의 곡률에 견주어 한 걸음이 너무 컸다.
          """)
  }

  /// Why an equation has no line of numbers.
  /// - Parameters:
  ///   - found: What its right-hand side comes to with the numbers of the lines before.
  ///   - part: The part of it, in numbers, that is no finite number.
  static func broken(_ name: String, found: Double, part: Formula?) -> Phrase {
    let reason = reason(found: found, part: part)
    return Phrase(
      en: """
        The line of numbers is left out: with the numbers as they can be written here, \
        \(reason.english). \(symbol: name) is calculated from unrounded numbers or in an equivalent \
        form, where this does not occur.
        """,
      ko: """
        수를 넣은 줄은 적지 않는다. 여기에 적을 수 있는 수를 넣으면 \(reason.korean). \(symbol: name) 값은 \
        반올림하지 않은 수나 같은 뜻의 다른 식으로 구한 것이어서 이런 일이 생기지 않는다.
        """)
  }

  /// The same once more.
  static func brokenAgain(found: Double, part: Formula?) -> Phrase {
    let reason = reason(found: found, part: part)
    return Phrase(
      en: "There is no line of numbers here either: \(reason.english).",
      ko: "여기서도 수를 넣은 줄은 적지 않는다. \(reason.korean).")
  }

  private static func reason(found: Double, part: Formula?) -> Phrase {
    part.map { part in
      Phrase(
        en: "\(formula: part) would be part of it, which has no value to calculate on with",
        ko: "\(formula: part) 가 나오는데, 그 값으로는 계산을 이어 갈 수 없다")
    }
      ?? Phrase(
        en: "the digits that count are lost, and it would give \(number: found)",
        ko: "중요한 자릿수가 사라져 \(number: found) 라는 값이 나온다")
  }

  static func runsAway(_ step: Int) -> Phrase {
    Phrase(
      en: """
        Update \(step) leads beyond the largest number that can be calculated with: the learning \
        rate is too large.
        """,
      ko: "\(step)번째 갱신에서 계산할 수 있는 범위를 벗어났다. 학습률이 너무 크다.")
  }
}
