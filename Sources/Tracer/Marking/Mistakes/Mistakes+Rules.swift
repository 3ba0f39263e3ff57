/// Mistakes with a rule: the update, a function, a mean.
extension Mistake {
  /// The learning rate was forgotten.
  static let learningRate = Mistake(
    id: "learning-rate-left-out", title: Phrase(en: "learning rate forgotten", ko: "학습률을 빠뜨림")
  ) { formula, context in
    withoutFactor(of: formula, where: context.isLearningRate) { rate in
      Phrase(
        en: "The learning rate \(formula: rate) is missing.",
        ko: "학습률 \(formula: rate) 를 곱하지 않았다.")
    }
  }

  /// The learning rate was applied twice.
  static let learningRateTwice = Mistake(
    id: "learning-rate-twice", title: Phrase(en: "learning rate applied twice", ko: "학습률을 두 번 곱함")
  ) { formula, context in
    formula.edited { part in
      guard context.isLearningRate(part) else { return [] }
      return [
        Edit(
          formula: .product(part, part),
          sentence: Phrase(
            en: "The learning rate \(formula: part) was applied twice.",
            ko: "학습률 \(formula: part) 을 두 번 곱했다."), subject: part.pattern)
      ]
    }
  }

  /// The step was added: uphill.
  static let ascent = Mistake(
    id: "ascent", title: Phrase(en: "step added instead of subtracted", ko: "빼지 않고 더함")
  ) { formula, context in
    guard context.entry.kind == .update else { return [] }
    return formula.edited { part in
      guard case .difference(let a, let b) = part else { return [] }
      return [
        Edit(
          formula: .sum([a, b]),
          sentence: Phrase(
            en: """
              The step was added instead of subtracted, so that the error grows: \
              \(formula: .sum([a, b])).
              """,
            ko: "빼야 할 것을 더했다. 그러면 오차가 커진다: \(formula: .sum([a, b]))."),
          subject: "")
      ]
    }
  }

  /// The step of plain gradient descent, α·∂E/∂w, was made in place of the optimizer's.
  static let plainStep = Mistake(
    id: "plain-gradient-step",
    title: Phrase(en: "step of plain gradient descent", ko: "단순 경사 하강법으로 갱신")
  ) { formula, context in
    guard let parameter = context.parameter, case .difference(let old, let step) = formula,
      let gradient = context.key.gradient(by: parameter).flatMap(context.symbol),
      let rate = step.leaves.first(where: context.isLearningRate),
      !step.symbols.contains(where: { gradient.symbols == [$0] })
    else { return [] }
    let plain = Formula.product(rate, gradient)
    return [
      Edit(
        formula: .difference(old, plain),
        sentence: Phrase(
          en: """
            The step of plain gradient descent was made, \(formula: plain), instead of the \
            optimizer's, \(formula: step).
            """,
          ko: """
            최적화기의 갱신식 \(formula: step) 대신 단순 경사 하강법의 \(formula: plain) 값을 뺐다.
            """), subject: "")
    ]
  }

  /// An optimizer's step was not divided by what it is scaled with.
  static let unscaledStep = Mistake(
    id: "step-not-divided", title: Phrase(en: "step not divided", ko: "갱신 폭을 나누지 않음")
  ) { formula, context in
    guard context.entry.kind == .update else { return [] }
    return formula.edited(to: { part in
      if case .quotient(let step, _) = part { step } else { nil }
    }) { part, used in
      Phrase(
        en: "It was not divided: \(formula: used) instead of \(formula: part).",
        ko: "나누지 않았다. \(formula: part) 대신 \(formula: used) 값을 썼다.")
    }
  }

  /// 1 − β was used in place of β.
  static let rateSwapped = Mistake(
    id: "rates-exchanged", title: Phrase(en: "β and 1 − β exchanged", ko: "β와 1 − β가 서로 바뀜")
  ) { formula, context in
    guard context.entry.kind == .state, case .sum(let terms) = formula, terms.count == 2 else {
      return []
    }
    let rates = Set(
      formula.leaves.compactMap { leaf -> String? in
        if case .symbol(let name, _) = leaf, name.hasPrefix("beta") { name } else { nil }
      })
    guard rates.count == 1, let rate = rates.first.flatMap(context.symbol) else { return [] }
    let other = Formula.difference(.literal(1), rate)
    return [
      Edit(
        formula: formula.replacingSymbols { name, _ in rates.contains(name) ? other : nil },
        sentence: Phrase(
          en: "\(formula: rate) and \(formula: other) were exchanged.",
          ko: "\(formula: rate) 와 \(formula: other) 가 서로 바뀌었다."), subject: "")
    ]
  }

  /// The logarithm to base 10 was taken for the natural one.
  static let decimalLogarithm = Mistake(
    id: "decimal-logarithm", title: Phrase(en: "logarithm to base 10", ko: "상용로그를 사용")
  ) { formula, _ in
    let sentence = Phrase(
      en: "The logarithm to base 10 was taken instead of the natural logarithm.",
      ko: "자연로그 대신 상용로그(밑이 10)를 썼다.")
    let everywhere = formula.replacingCalls { function, x in
      function == .ln ? .call(.log10, [x]) : nil
    }
    guard everywhere != formula else { return [] }
    return [Edit(formula: everywhere, sentence: sentence, subject: "")]
      + formula.edited { part in
        guard case .call(.ln, let x) = part else { return [] }
        return [Edit(formula: .call(.log10, x), sentence: sentence, subject: "")]
      }
  }

  /// A square was left out, or doubled instead.
  static let square = Mistake(
    id: "square-left-out", title: Phrase(en: "square forgotten", ko: "제곱을 빠뜨림")
  ) { formula, _ in
    formula.edited { part in
      guard case .power(let base, .literal(2)) = part else { return [] }
      return [
        Edit(
          formula: base,
          sentence: Phrase(
            en: "It was not squared: \(formula: part).", ko: "제곱하지 않았다: \(formula: part)."),
          subject: ""),
        Edit(
          formula: .product(.literal(2), base),
          sentence: Phrase(
            en: "It was doubled instead of squared: \(formula: part).",
            ko: "제곱하지 않고 2를 곱했다: \(formula: part)."), subject: ""),
      ]
    }
  }
}

/// Mistakes with the number alone.
extension Mistake {
  /// The decimal point stands in the wrong place.
  static let decimalPoint = Mistake(
    id: "decimal-point", title: Phrase(en: "decimal point misplaced", ko: "소수점 자리 오류"),
    scope: .number
  ) { formula, _ in
    [0.1, 10, 0.01, 100, 0.001, 1000].map { factor in
      Edit(
        formula: .product(.literal(factor), formula),
        sentence: Phrase(
          en: "The decimal point is misplaced.", ko: "소수점의 자리가 틀렸다."), subject: "",
        isCalculation: false)
    }
  }

  /// Two neighbouring digits were exchanged in writing.
  static let transposedDigits = Mistake(
    id: "digits-transposed", title: Phrase(en: "digits swapped", ko: "숫자 순서가 바뀜"),
    scope: .number
  ) { _, context in
    let written = RoundedDecimal(context.number.value, unit: context.number.unit)
    let digits = Array(String(written.coefficient))
    guard digits.count > 1 else { return [] }
    return (1..<digits.count).compactMap { place in
      guard digits[place] != digits[place - 1] else { return nil }
      var swapped = digits
      swapped.swapAt(place, place - 1)
      var right = written
      right.coefficient = UInt64(String(swapped)) ?? 0
      // The number with the digits put right must be the expected one; then the one written is the
      // one that the mistake gives.
      let unswapped = WrittenNumber(
        text: "", value: right.value, significantDigits: digits.count, unit: context.number.unit)
      guard unswapped.states(context.expected) else { return nil }
      return Edit(
        formula: .literal(context.number.value),
        sentence: Phrase(
          en: """
            Two digits are swapped: \(String(digits[(place - 1)...place])) instead of \
            \(String(swapped[(place - 1)...place])).
            """,
          ko: """
            숫자 두 개의 순서가 바뀌었다. \(String(swapped[(place - 1)...place])) 자리에 \
            \(String(digits[(place - 1)...place])) 라고 적었다.
            """),
        subject: "", isCalculation: false)
    }
  }

  /// One digit is another one.
  static let wrongDigit = Mistake(
    id: "digit-miscopied", title: Phrase(en: "one digit miscopied", ko: "숫자 하나를 잘못 적음"),
    scope: .number
  ) { _, context in
    let number = context.number
    guard number.significantDigits > 3, context.expected.isFinite else { return [] }
    let written = Array(String(RoundedDecimal(number.value, unit: number.unit).coefficient))
    let right = Array(String(RoundedDecimal(context.expected, unit: number.unit).coefficient))
    let places = zip(written, right).enumerated().filter { $1.0 != $1.1 }.map(\.offset)
    // Another last digit is what rounding does.
    guard written.count == right.count, places.count == 1, places[0] < written.count - 1,
      (number.value < 0) == (context.expected < 0)
    else { return [] }
    let (digit, other) = (String(written[places[0]]), String(right[places[0]]))
    return [
      Edit(
        formula: .literal(number.value),
        sentence: Phrase(
          en: "All digits but one are right: \(digit) instead of \(other).",
          ko: "숫자 하나만 다르다. \(other, .object) \(digit, .toward) 적었다."), subject: "",
        isCalculation: false)
    ]
  }

  /// What is shown gives another number; found where the line shows its work.
  static let slip = Mistake(
    id: "slip", title: Phrase(en: "slip in the calculation", ko: "계산 실수"), scope: .number
  ) { _, _ in [] }

  /// The line was calculated with a number that is none of its quantities; found where the line shows
  /// its work.
  static let miscopied = Mistake(
    id: "operand-miscopied", title: Phrase(en: "number miscopied", ko: "값을 잘못 옮겨 적음"),
    scope: .number
  ) { _, _ in [] }

  /// The line was calculated by a formula of something else; found where the line shows the formula.
  static let otherFormula = Mistake(
    id: "other-formula", title: Phrase(en: "another formula", ko: "다른 식"), scope: .number
  ) { _, _ in [] }

  /// What is done most often, the most usual first.
  static let usual: [Mistake] = [
    ascent, updateOrder, runStep, sign, activationSlope, factor, learningRate, learningRateTwice,
    term, mean, meanTwice, halfDropped, halfKept, doubled, innerSign, slopeAtNet, slopeNotPassedOn,
    weightForInput, sibling,
  ]

  /// What is done now and then.
  static let unusual: [Mistake] = [
    slopeOfSlope, slopeAtError, otherFunction, slopeExtra, weightsForgotten, lossForSlope, exchange,
    transposed, stale, meanForSum, onePath, otherBias, biasEverywhere, brackets,
    inverted, productForSum,
    decimalPower, decimalLogarithm, square, root, biasCorrection, otherCount, epsilonInside,
    rateSwapped, plainStep, unscaledStep,
  ]

  /// What is done in writing a number down; believed only where no formula explains it.
  static let ofDigits: [Mistake] = [decimalPoint, transposedDigits, wrongDigit]

  /// All mistakes in formulas, the most usual first.
  static let catalogue = usual + unusual + ofDigits
}
