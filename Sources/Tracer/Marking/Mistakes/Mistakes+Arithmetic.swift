/// Mistakes with brackets, quotients, powers and means.
extension Mistake {
  /// Brackets were forgotten: 1/1 + e⁻ˣ.
  static let brackets = Mistake(
    id: "brackets-forgotten", title: Phrase(en: "brackets forgotten", ko: "괄호를 빠뜨림")
  ) { formula, _ in
    formula.edited { part in
      switch part {
      case .quotient(let a, .sum(let terms)) where terms.count > 1:
        .sum([.quotient(a, terms[0])] + terms.dropFirst())
      case .quotient(let a, .difference(let b, let c)): .difference(.quotient(a, b), c)
      case .product(let a, .difference(let b, let c)): .difference(.product(a, b), c)
      case .product(let a, .sum(let terms)) where terms.count > 1:
        .sum([.product(a, terms[0])] + terms.dropFirst())
      default: nil
      }
    } sentence: { part, edited in
      Phrase(
        en: "The brackets were ignored: \(formula: edited) instead of \(formula: part).",
        ko: "괄호를 지키지 않았다. \(formula: part) 대신 \(formula: edited) 값으로 계산했다.")
    }
  }

  /// Multiplied where it should be divided, or the other way round.
  static let inverted = Mistake(
    id: "quotient-for-product", title: Phrase(en: "product and quotient confused", ko: "곱과 몫을 혼동")
  ) { formula, _ in
    func edit(_ edited: Formula, _ part: Formula, isDivided: Bool) -> Edit {
      Edit(
        formula: edited,
        sentence: isDivided
          ? Phrase(
            en: "It was divided instead of multiplied: \(formula: edited).",
            ko: "곱하지 않고 나누었다: \(formula: edited).")
          : Phrase(
            en: "It was multiplied instead of divided: \(formula: edited).",
            ko: "나누지 않고 곱했다: \(formula: edited)."), subject: part.pattern)
    }
    return formula.edited { part in
      switch part {
      case .quotient(let a, let b) where !part.isHalf:
        return [edit(.product(a, b), part, isDivided: false)]
      case .product:
        let factors = part.factors
        return factors.indices.filter { !factors[$0].symbols.isEmpty }.map { position in
          var rest = factors
          let divisor = rest.remove(at: position)
          return edit(.quotient(.product(of: rest), divisor), part, isDivided: true)
        }
      default: return []
      }
    }
  }

  /// 10ˣ was calculated for eˣ.
  static let decimalPower = Mistake(
    id: "decimal-power", title: Phrase(en: "power of 10 instead of e", ko: "e 대신 10의 거듭제곱을 사용")
  ) { formula, _ in
    let edited = formula.replacingCalls { function, x in
      function == .exp ? .power(.literal(10), x) : nil
    }
    guard edited != formula else { return [] }
    return [
      Edit(
        formula: edited,
        sentence: Phrase(
          en: "A power of 10 was calculated instead of the exponential function.",
          ko: "지수 함수 대신 10의 거듭제곱을 계산했다."), subject: "")
    ]
  }

  /// The mean was missed: a sum was not divided by how many there are.
  static let mean = Mistake(
    id: "mean-missed", title: Phrase(en: "mean forgotten", ko: "평균을 내지 않음")
  ) { formula, context in
    let sentence = Phrase(
      en: "The sum was not divided by the number of samples or terms.",
      ko: "합을 표본(항)의 개수로 나누지 않았다.")
    let ofSamples = context.samplesAdded(in: formula).map {
      Edit(formula: .product($0, formula), sentence: sentence, subject: "")
    }
    return ofSamples
      + formula.edited { part in
        switch part {
        case _ where part.isHalf: return []
        case .quotient(let x, let count) where count.isCount:
          return [Edit(formula: x, sentence: sentence, subject: "")]
        case .product:
          let factors = part.factors
          return factors.indices.compactMap { position in
            guard !factors[position].isHalf,
              case .quotient(.literal(1), let count) = factors[position], count.isCount
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

  /// The mean was taken twice.
  static let meanTwice = Mistake(
    id: "mean-twice", title: Phrase(en: "mean taken twice", ko: "평균을 두 번 냄")
  ) { formula, context in
    let sentence = Phrase(
      en: "It was divided twice by the number of samples or terms.",
      ko: "표본(항)의 개수로 두 번 나누었다.")
    let ofSamples = context.samplesAdded(in: formula).map {
      Edit(formula: .quotient(formula, $0), sentence: sentence, subject: "")
    }
    return ofSamples
      + formula.edited(
        to: { part in
          guard case .quotient(_, let count) = part, count.isCount, !part.isHalf else { return nil }
          return .quotient(part, count)
        }, subject: { _ in "" }
      ) { _, _ in sentence }
  }

  /// The mean was taken where the sum belongs.
  static let meanForSum = Mistake(
    id: "mean-for-sum", title: Phrase(en: "mean instead of sum", ko: "합 대신 평균을 계산")
  ) { formula, context in
    let role = context.key.role(of: context.entry.name)
    guard case .sum(let terms) = formula, terms.count > 1, context.entry.kind == .value,
      role == .error || role == .loss
    else { return [] }
    let edited = Formula.quotient(formula, .literal(Double(terms.count)))
    return [
      Edit(
        formula: edited,
        sentence: Phrase(
          en: "The mean of the \(terms.count) errors was taken instead of their sum.",
          ko: "오차 \(terms.count)개의 합 대신 평균을 구했다."), subject: "")
    ]
  }

  /// The bias of another layer was added.
  static let otherBias = Mistake(
    id: "other-bias", title: Phrase(en: "bias of another layer", ko: "다른 층의 편향을 사용")
  ) { formula, context in
    formula.symbols.filter { context.key.role(of: $0) == .bias }.flatMap { name in
      let others = context.key.entries.lazy.filter {
        $0.kind == nil && $0.name != name && context.key.role(of: $0.name) == .bias
      }.prefix(8)
      return others.map { other in
        Edit(
          formula: context.replacing(in: formula) {
            $0 == name ? context.symbol(other.name) : nil
          }.formula,
          sentence: Phrase(
            en: "The bias \(symbol: other.name) was used instead of \(symbol: name).",
            ko: "편향 \(symbol: name) 대신 \(symbol: other.name) 값을 썼다."), subject: "")
      }
    }
  }

  /// The bias was added to every product of the sum.
  static let biasEverywhere = Mistake(
    id: "bias-in-every-product",
    title: Phrase(en: "bias added to every product", ko: "곱마다 편향을 더함")
  ) { formula, context in
    guard case .sum(let terms) = formula,
      let bias = terms.first(where: {
        if case .symbol(let name, _) = $0 { context.key.role(of: name) == .bias } else { false }
      }), terms.count > 2
    else { return [] }
    return [
      Edit(
        formula: .sum(terms + Array(repeating: bias, count: terms.count - 2)),
        sentence: Phrase(
          en: "The bias \(formula: bias) was added to every product, not once to their sum.",
          ko: "편향 \(formula: bias) 를 합에 한 번 더하지 않고 곱마다 더했다."), subject: "")
    ]
  }

  /// Adam's bias correction was forgotten.
  static let biasCorrection: Mistake = {
    @Sendable func uncorrected(_ formula: Formula?) -> Formula? {
      if case .quotient(let kept, .difference(.literal(1), .power)) = formula { kept } else { nil }
    }
    @Sendable func sentence(_ name: String, _ used: Formula) -> Phrase {
      Phrase(
        en: "The bias correction is missing: \(formula: used) instead of \(symbol: name).",
        ko: "편향 보정을 빠뜨렸다. \(symbol: name) 대신 \(formula: used) 값을 썼다.")
    }
    let inside = replacement(
      "bias-correction-forgotten", Phrase(en: "bias correction forgotten", ko: "편향 보정을 빠뜨림"),
      by: { name, context in uncorrected(context.key.entry(named: name)?.formulas.first) },
      sentence: sentence)
    return Mistake(id: inside.id, title: inside.title) { formula, context in
      guard let kept = uncorrected(formula) else { return inside.edits(formula, context) }
      return [Edit(formula: kept, sentence: sentence(context.entry.name, kept), subject: "")]
    }
  }()

  /// The root was forgotten.
  static let root = Mistake(
    id: "root-left-out", title: Phrase(en: "root forgotten", ko: "제곱근을 빠뜨림")
  ) { formula, _ in
    formula.edited(
      to: { part in if case .call(.sqrt, let x) = part { x[0] } else { nil } }, subject: { _ in "" }
    ) { part, _ in
      Phrase(
        en: "The root was not taken: \(formula: part).", ko: "제곱근을 구하지 않았다: \(formula: part).")
    }
  }

  /// The number of updates is one off.
  static let otherCount = Mistake(
    id: "count-off", title: Phrase(en: "number of updates one off", ko: "갱신 횟수가 하나 다름")
  ) { formula, context in
    guard context.entry.kind == .state else { return [] }
    return formula.edited { part in
      guard case .power(let base, let count) = part, !base.symbols.isEmpty else { return [] }
      let value = count.evaluated()
      guard value == value.rounded(), part != .power(base, .literal(2)) else { return [] }
      return [value - 1, value + 1].map { other in
        Edit(
          formula: .power(base, .literal(other)),
          sentence: Phrase(
            en: "It was calculated for update \(Int(other)) instead of \(Int(value)).",
            ko: "\(Int(value))번째가 아니라 \(Int(other))번째 갱신으로 계산했다."), subject: "")
      }
    }
  }

  /// ε stands under the root instead of beside it, or the other way round.
  static let epsilonInside = Mistake(
    id: "epsilon-place", title: Phrase(en: "ε in the wrong place", ko: "ε의 자리가 다름")
  ) { formula, _ in
    formula.edited(
      to: { part in
        switch part {
        case .sum(let terms) where terms.count == 2:
          guard case .call(.sqrt, let x) = terms[0] else { return nil }
          return .call(.sqrt, .sum([x[0], terms[1]]))
        case .call(.sqrt, let x):
          guard case .sum(let terms) = x[0], terms.count == 2 else { return nil }
          return .sum([.call(.sqrt, terms[0]), terms[1]])
        default: return nil
        }
      }, subject: { _ in "" }
    ) { part, edited in
      Phrase(
        en: "It was calculated with \(formula: edited) instead of \(formula: part).",
        ko: "\(formula: part) 대신 \(formula: edited) 값으로 계산했다.")
    }
  }
}

extension Formula {
  /// The formula with another one in place of each call that has one.
  func replacingCalls(_ replacement: (Function, Formula) -> Formula?) -> Formula {
    let formula = with(children: children.map { $0.replacingCalls(replacement) })
    guard case .call(let function, let x) = formula, let first = x.first else { return formula }
    return replacement(function, first) ?? formula
  }
}
