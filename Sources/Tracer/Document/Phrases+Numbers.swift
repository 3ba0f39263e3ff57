/// What is said of numbers that rounding or their size makes less than clear.
extension Phrases {
  /// What an update did to the objective.
  /// - Parameters:
  ///   - isPart: Whether parameters were updated, too, of which nothing is told.
  ///   - leaders: What an update follows besides the gradient that does not go down at first; `nil`
  ///     for one that does.
  static func change(_ change: Change, isPart: Bool, following leaders: [Phrase]?) -> Phrase {
    let (name, old, new) = (change.name, change.old, change.new)
    let update = Phrase(
      en: isPart
        ? "Updating all the parameters, not only those derived here, has" : "One update has",
      ko: isPart ? "여기에 적지 않은 매개변수까지 모두 갱신하면" : "한 번의 갱신으로")
    let size = abs(change.rise)
    let (verb, verbInKorean) =
      change.rise > 0
      ? ("increased", isPart ? "는다" : "늘었다") : ("reduced", isPart ? "준다" : "줄었다")
    let shown: Phrase =
      change.looksSame
      ? Phrase(en: "stays at \(number: old)", ko: "\(number: old) 그대로이다")
      : Phrase(
        en: "goes from \(number: old) to \(number: new)",
        ko: "\(number: old)에서 \(number: new, .toward) 바뀐다")
    guard change.isShown else {
      return change.rise == 0
        ? Phrase(
          en: """
            In the rounded numbers \(symbol: name) \(shown); that is rounding alone: \
            calculated without rounding, the update leaves it unchanged.
            """,
          ko: """
            반올림한 수로는 \(symbol: name) 값이 \(shown). 이 차이는 반올림 때문에 생긴 것이며, \
            반올림하지 않고 계산하면 갱신해도 오차가 그대로이다.
            """)
        : Phrase(
          en: """
            \(update) \(verb) \(symbol: name) by \(number: size), calculated without \
            rounding; in the digits shown it \(shown).
            """,
          ko: """
            반올림하지 않고 계산하면 \(update) \(symbol: name) 값이 \(number: size)만큼 \
            \(verbInKorean). 여기에 적은 자릿수로는 \(shown).
            """)
    }
    if change.looksSame {
      return Phrase(
        en: "\(update) left \(symbol: name) at \(number: old).",
        ko: isPart
          ? "\(update) \(symbol: name) 값은 \(number: old) 그대로이다."
          : "\(update) \(symbol: name) 값은 달라지지 않았다: \(number: old).")
    }
    let reason: Phrase =
      switch leaders {
      case _ where change.rise < 0, []?: ""
      case let leaders?:
        Phrase(
          en: ": the step follows \(leaders.joined(separator: " and ")) more than this gradient",
          ko: " 이번 기울기보다 \(leaders.joined(separator: "와 "))를 더 따랐기 때문이다.")
      case nil:
        Phrase(
          en: ": the step was too large for the curvature of the error surface here",
          ko: " 오차 곡면의 곡률에 비해 갱신 폭이 너무 컸다.")
      }
    return Phrase(
      en: "\(update) \(verb) \(symbol: name) from \(number: old) to \(number: new)\(reason).",
      ko: """
        \(update) \(symbol: name) 값이 \(number: old)에서 \(number: new, .toward) \
        \(change.rise > 0 ? "오히려 " : "")\(verbInKorean).\(reason)
        """)
  }

  static let earlierGradients = Phrase(en: "the gradients of earlier steps", ko: "이전 단계의 기울기")
  static let weightDecay = Phrase(en: "the weight decay", ko: "가중치 감쇠")

  /// What the objective would be if only the parameters derived here were updated.
  static func alone(_ names: [String], _ change: Change) -> Phrase {
    let (old, new, size) = (change.old, change.new, abs(change.rise))
    let would: Phrase =
      if change.rise == 0 {
        Phrase(en: "leave \(symbol: change.name) as it is", ko: "그대로이다")
      } else if change.isShown {
        Phrase(
          en: "change \(symbol: change.name) from \(number: old) to \(number: new)",
          ko: "\(number: old)에서 \(number: new, .toward) 바뀐다")
      } else {
        Phrase(
          en: """
            \(change.rise > 0 ? "increase" : "reduce") \(symbol: change.name) by \(number: size), which \
            the digits shown do not tell
            """,
          ko: "\(number: size)만큼 \(change.rise > 0 ? "늘지만" : "줄지만") 여기에 적은 자릿수로는 드러나지 않는다")
      }
    return Phrase(
      en: "Updating \(symbols: names) alone would \(would).",
      ko: "\(symbols: names)만 갱신하면 \(symbol: change.name) 값은 \(would).")
  }

  /// That some of what is derived is not trained.
  static func kept(_ names: [String], areBiases: Bool) -> Phrase {
    let option = areBiases ? "--train-biases" : ""
    let verb = names.count == 1 ? "is" : "are"
    let remedy = Phrase(
      en: areBiases ? ": biases are trained only with \(code: option)" : "",
      ko: areBiases ? " 편향은 \(code: option) 옵션을 주어야 학습한다." : "")
    return Phrase(
      en: """
        \(symbols: names) \(verb) not trained here\(remedy). The gradient is known, but no \
        update follows from it.
        """,
      ko: "\(symbols: names, .topic) 여기서 학습하지 않는다.\(remedy) 기울기는 구하지만 갱신은 하지 않는다.")
  }

  /// How an account of a line that is left out begins.
  static let brokenStart = "The line with numbers is left out"

  /// Why an equation has no line of numbers.
  /// - Parameters:
  ///   - found: What its right-hand side comes to with the numbers of the lines before.
  ///   - part: The part of it, in numbers, that is no finite number.
  static func broken(_ name: String, found: Double, part: Formula?) -> Phrase {
    let reason = reason(found: found, part: part)
    return Phrase(
      en: """
        \(brokenStart): with the numbers as they can be written here, \
        \(reason). \(symbol: name) was calculated from unrounded numbers or in an equivalent \
        form, in which this does not happen.
        """,
      ko: """
        수를 넣은 줄은 적지 않는다. 여기에 적을 수 있는 수를 넣으면 \(reason). \(symbol: name, .topic) \
        반올림하지 않은 수나 같은 값의 다른 식으로 구한 것이어서 이런 일이 생기지 않는다.
        """)
  }

  /// The same once more.
  static func brokenAgain(found: Double, part: Formula?) -> Phrase {
    let reason = reason(found: found, part: part)
    return Phrase(
      en: "Here, too, the line with numbers is left out: \(reason).",
      ko: "여기서도 수를 넣은 줄은 적지 않는다. \(reason).")
  }

  private static func reason(found: Double, part: Formula?) -> Phrase {
    part.map { part in
      Phrase(
        en: "it would contain \(formula: part), which is not a finite number",
        ko: "\(formula: part, .subject) 나오는데, 이 값으로는 계산을 이어 갈 수 없다")
    }
      ?? Phrase(
        en: "the significant digits are lost, and it would give \(number: found)",
        ko: "유효한 자릿수가 사라져 \(number: found, .subject) 나온다")
  }

  static func runsAway(_ step: Int) -> Phrase {
    Phrase(
      en: "Update \(step) overflows: the learning rate is too large.",
      ko: "\(step)번째 갱신에서 오버플로가 일어났다. 학습률이 너무 크다.")
  }
}
