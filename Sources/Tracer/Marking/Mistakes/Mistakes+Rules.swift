/// Mistakes with a rule: the update, a function, a mean.
extension Mistake {
  /// The learning rate was forgotten.
  static let learningRate = Mistake(
    id: "learning-rate-left-out", title: Phrase(en: "learning rate forgotten", ko: "학습률을 빠뜨림")
  ) { formula, context in
    withoutFactor(of: formula, where: context.isLearningRate) { rate in
      Phrase(
        en: "The learning rate \(formula: rate) is missing.",
        ko: "학습률 \(formula: rate) 곱하기를 빠뜨렸다.")
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

  /// The logarithm to base 10 was taken for the natural one.
  static let decimalLogarithm = Mistake(
    id: "decimal-logarithm", title: Phrase(en: "logarithm to base 10", ko: "상용로그를 사용")
  ) { formula, _ in
    let sentence = Phrase(
      en: "The logarithm to base 10 was taken in place of the natural logarithm.",
      ko: "자연로그 대신 상용로그(밑이 10)를 썼다.")
    let everywhere = formula.withDecimalLogarithms
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

  /// The mean was missed: a sum was not divided by how many there are.
  static let mean = Mistake(
    id: "mean-missed", title: Phrase(en: "mean forgotten", ko: "평균을 내지 않음")
  ) { formula, _ in
    let whole: (Formula) -> Bool = {
      if case .literal(let count) = $0 { count > 1 && count == count.rounded() } else { false }
    }
    let sentence = Phrase(
      en: "The sum was not divided by the number of samples or terms.",
      ko: "합을 표본(항)의 개수로 나누지 않았다.")
    return formula.edited { part in
      switch part {
      case _ where part.isHalf: return []
      case .quotient(let x, let count) where whole(count):
        return [Edit(formula: x, sentence: sentence, subject: "")]
      case .product:
        let factors = part.factors
        return factors.indices.compactMap { position in
          guard !factors[position].isHalf,
            case .quotient(.literal(1), let count) = factors[position], whole(count)
          else {
            return nil
          }
          var rest = factors
          rest.remove(at: position)
          return Edit(formula: .product(of: rest), sentence: sentence, subject: "")
        }
      default: return []
      }
    }
  }
}

/// Mistakes with the number alone.
extension Mistake {
  /// The decimal point stands in the wrong place.
  static let decimalPoint = Mistake(
    id: "decimal-point", title: Phrase(en: "decimal point misplaced", ko: "소수점 자리 오류")
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
    id: "digits-transposed", title: Phrase(en: "digits transposed", ko: "숫자 순서가 바뀜")
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
            Two digits are transposed: \(String(digits[(place - 1)...place])) in place of \
            \(String(swapped[(place - 1)...place])).
            """,
          ko: """
            숫자 두 개의 순서가 바뀌었다: \(String(swapped[(place - 1)...place])) 자리에 \
            \(String(digits[(place - 1)...place])).
            """),
        subject: "", isCalculation: false)
    }
  }

  /// The number was rounded until no digit was left.
  static let noDigit = Mistake(
    id: "no-digit-left", title: Phrase(en: "no significant digit left", ko: "유효숫자가 없음")
  ) { formula, context in
    guard case .literal(let expected) = formula, !context.number.keepsDigit(of: expected),
      abs(context.number.value - expected) <= WorkingPrecision.half(context.number.unit)
    else { return [] }
    return [
      Edit(
        formula: .literal(context.number.value),
        sentence: Phrase(
          en: "No digit of the result is left where it is rounded so far; give at least one.",
          ko: "이렇게 반올림하면 유효숫자가 하나도 남지 않는다. 적어도 한 자리는 적어야 한다."),
        subject: "", isCalculation: false)
    ]
  }

  /// All mistakes, the most usual first.
  static let catalogue: [Mistake] = [
    noDigit, updateOrder, runStep, sign, activationSlope, factor, learningRate, ascent, term,
    halfDropped,
    halfKept, doubled,
    slopeAtNet, sibling, exchange, transposed, stale, learningRateTwice, innerSign, mean,
    productForSum, decimalLogarithm, square, decimalPoint, transposedDigits, neighbour,
  ]
}

extension Formula {
  /// The formula with the logarithm to base 10 in place of every natural one.
  fileprivate var withDecimalLogarithms: Formula {
    let formula = with(children: children.map(\.withDecimalLogarithms))
    if case .call(.ln, let x) = formula { return .call(.log10, x) }
    return formula
  }
}
