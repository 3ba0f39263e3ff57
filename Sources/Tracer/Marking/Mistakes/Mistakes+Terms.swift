/// Mistakes with signs, factors and terms.
extension Mistake {
  /// The sign of the whole result.
  static let sign = Mistake(
    id: "sign", title: Phrase(en: "wrong sign", ko: "부호 오류")
  ) { formula, _ in
    [
      Edit(
        formula: .negation(formula),
        sentence: Phrase(
          en: "Only the sign is wrong.", ko: "부호만 반대이다."),
        subject: "", isCalculation: false)
    ]
  }

  /// The sign of a part of the formula.
  static let innerSign = Mistake(
    id: "inner-sign", title: Phrase(en: "wrong sign inside the formula", ko: "식 안의 부호 오류")
  ) { formula, context in
    guard context.entry.kind != .update else { return [] }
    return formula.edited { part in
      switch part {
      case .negation(let x): x
      case .difference(let a, let b): .sum([a, b])
      case .symbol, .call, .quotient, .power: .negation(part)
      default: nil
      }
    } sentence: { part, flipped in
      Phrase(
        en:
          "A sign is wrong: it was calculated with \(formula: flipped) instead of \(formula: part).",
        ko: "부호가 틀렸다. \(formula: part) 대신 \(formula: flipped) 값으로 계산했다.")
    }
  }

  /// σ′ is missing from a product.
  static let activationSlope = Mistake(
    id: "activation-slope-left-out",
    title: Phrase(en: "derivative of the activation function forgotten", ko: "활성화 함수의 미분을 빠뜨림")
  ) { formula, context in
    withoutFactor(of: formula, where: context.isActivationSlope) { factor in
      Phrase(
        en: "The derivative of the activation function is missing: \(formula: factor).",
        ko: "활성화 함수의 미분 \(formula: factor) 를 곱하지 않았다.")
    }
  }

  /// Any other factor is missing.
  static let factor = Mistake(
    id: "factor-left-out", title: Phrase(en: "factor forgotten", ko: "인수를 빠뜨림")
  ) { formula, context in
    withoutFactor(
      of: formula,
      where: { factor in
        !factor.symbols.isEmpty && !context.isActivationSlope(factor)
          && !context.isLearningRate(factor)
      }
    ) { factor in
      Phrase(
        en: "A factor is missing from the product: \(formula: factor).",
        ko: "인수 \(formula: factor) 를 빠뜨렸다.")
    }
  }

  /// The ½ of the error was dropped.
  static let halfDropped = Mistake(
    id: "half-dropped", title: Phrase(en: "½ forgotten", ko: "½ 을 빠뜨림")
  ) { formula, _ in
    withoutFactor(of: formula, where: \.isHalf) { _ in
      Phrase(en: "The ½ is missing.", ko: "½을 곱하지 않았다.")
    }
  }

  /// The ½ of the error was kept in its derivative, or in something that follows from it.
  static let halfKept = Mistake(
    id: "half-kept", title: Phrase(en: "half the correct value", ko: "값이 절반")
  ) { formula, context in
    guard context.entry.kind != .value else { return [] }
    return [
      Edit(
        formula: .product(.literal(0.5), formula),
        sentence: Phrase(
          en: context.key.lossTerms.isHalved
            ? """
            This is half the correct value: the ½ in the error cancels the 2 that comes from \
            differentiating the square.
            """ : "This is half the correct value.",
          ko: context.key.lossTerms.isHalved
            ? "올바른 값의 절반이다. 오차의 ½은 제곱을 미분할 때 나오는 2와 약분된다." : "올바른 값의 절반이다."),
        subject: "", isCalculation: false)
    ]
  }

  /// The exponent came down, but the ½ that it cancels was forgotten.
  static let doubled = Mistake(
    id: "doubled", title: Phrase(en: "twice the correct value", ko: "값이 두 배")
  ) { formula, context in
    [
      Edit(
        formula: .product(.literal(2), formula),
        sentence: context.key.lossTerms.isHalved
          ? Phrase(
            en: "This is twice the correct value: a factor of ½ has been lost.",
            ko: "올바른 값의 두 배이다. ½을 한 번 빠뜨렸다.")
          : Phrase(
            en: """
              This is twice the correct value, as if it had been added to the same value once more.
              """,
            ko: "올바른 값의 두 배이다. 같은 값을 한 번 더 더한 것과 같다."), subject: "",
        isCalculation: false)
    ]
  }

  /// A term is missing.
  static let term = Mistake(
    id: "term-left-out", title: Phrase(en: "term forgotten", ko: "항을 빠뜨림")
  ) { formula, context in
    return formula.edited { part in
      let terms: [Formula]
      switch part {
      case .sum: terms = part.terms
      case .difference(let a, let b): terms = [a, .negation(b)]
      default: return []
      }
      return terms.indices.compactMap { position in
        var rest = terms
        let missing = rest.remove(at: position)
        // Of an update only the old weight is left out; without its step it would be no update.
        if let old = context.parameter, missing.symbols != [old] { return nil }
        // Without its variable term, 1 − y is a factor of 1: that is a factor left out.
        if rest.count == 1, case .literal = rest[0] { return nil }
        return Edit(
          formula: rest.count == 1 ? rest[0] : .sum(rest),
          sentence: sentence(ofMissing: missing, in: context), subject: missing.pattern)
      }
    }
  }

  private static func sentence(ofMissing term: Formula, in context: Context) -> Phrase {
    if case .symbol(let name, _) = term, context.key.role(of: name) == .bias {
      return Phrase(
        en: "The bias \(formula: term) was not added.", ko: "편향 \(formula: term) 를 더하지 않았다.")
    }
    let isPath = term.symbols.contains { context.key.derivativeParts(of: $0) != nil }
    switch context.entry.kind {
    case .gradient where isPath, .contribution where isPath:
      return Phrase(
        en: "The contribution of one path to the error is missing: \(formula: term).",
        ko: "오차로 가는 한 경로의 기여분 \(formula: term) 를 더하지 않았다.")
    default:
      return Phrase(
        en: "A term is missing from the sum: \(formula: term).",
        ko: "항 \(formula: term) 를 더하지 않았다.")
    }
  }

  /// A product was calculated where a sum belongs, or the other way round.
  static let productForSum = Mistake(
    id: "product-for-sum", title: Phrase(en: "sum and product confused", ko: "합과 곱을 혼동")
  ) { formula, context in
    formula.edited { part in
      switch part {
      case .sum(let terms) where terms.count > 1: .product(of: terms)
      case .product(let a, let b): .sum([a, b])
      default: nil
      }
    } sentence: { part, edited in
      part.terms.count > 1
        ? Phrase(
          en: "The terms were multiplied instead of added: \(formula: edited).",
          ko: "항을 더하지 않고 곱했다: \(formula: edited).")
        : Phrase(
          en: "The factors were added instead of multiplied: \(formula: edited).",
          ko: "인수를 곱하지 않고 더했다: \(formula: edited).")
    }
  }

  /// Every formula with one factor less.
  static func withoutFactor(
    of formula: Formula, where isMissing: (Formula) -> Bool,
    sentence: @escaping (Formula) -> Phrase
  ) -> [Edit] {
    formula.edited { part in
      let factors = part.factors
      guard factors.count > 1 else { return [] }
      return factors.indices.filter { isMissing(factors[$0]) }.map { position in
        var rest = factors
        let factor = rest.remove(at: position)
        return Edit(
          formula: .product(of: rest), sentence: sentence(factor), subject: factor.pattern)
      }
    }
  }
}

extension Formula {
  /// Whether this is a whole number of samples or terms, more than one.
  var isCount: Bool {
    if case .literal(let count) = self { count > 1 && count == count.rounded() } else { false }
  }

  /// Whether this is ½.
  var isHalf: Bool { self == .literal(0.5) || self == .quotient(.literal(1), .literal(2)) }
}
