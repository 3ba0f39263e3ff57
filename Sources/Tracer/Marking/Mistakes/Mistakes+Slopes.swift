/// Mistakes with the slope of an activation function, and with what is passed back.
extension Mistake {
  /// σ′ was taken at the net input instead of the output: net(1 − net).
  static let slopeAtNet = slope(
    at: { name, context in context.key.net(of: name).flatMap(context.symbol) },
    id: "slope-at-net", Phrase(en: "net input instead of output", ko: "출력 대신 순입력을 사용"),
    isAnywhere: true,
    sentence: { name, net in
      Phrase(
        en: "You used the net input \(formula: net) instead of the output \(symbol: name).",
        ko: "출력 \(symbol: name) 대신 순입력 \(formula: net) 값을 썼다.")
    })

  /// The activation function was applied to its own output: σ(out)(1 − σ(out)).
  static let slopeOfSlope = slope(
    at: { name, context in
      guard let out = context.symbol(name), let net = context.key.net(of: name),
        let formula = context.key.entry(named: name)?.formulas.first, formula.symbols == [net]
      else { return nil }
      return formula.replacingSymbols { found, _ in found == net ? out : nil }
    },
    id: "activation-twice",
    Phrase(en: "activation function applied twice", ko: "활성화 함수를 두 번 적용"),
    sentence: { name, _ in
      Phrase(
        en: "The activation function was applied to \(symbol: name), which is its output already.",
        ko: "이미 활성화 함수의 출력인 \(symbol: name) 에 활성화 함수를 다시 적용했다.")
    })

  /// The slope of another activation function: o(1 − o) for 1 − o², or the other way round.
  static let otherFunction = Mistake(
    id: "slope-of-other-function",
    title: Phrase(en: "derivative of another activation function", ko: "다른 활성화 함수의 미분을 사용")
  ) { formula, context in
    guard context.entry.kind != .value else { return [] }
    return formula.edited(
      to: { part in
        switch part {
        case .difference(.literal(1), .power(let out, .literal(2))):
          .product(out, .difference(.literal(1), out))
        case .product(let out, .difference(.literal(1), let other)) where out == other:
          .difference(.literal(1), .power(out, .literal(2)))
        default: nil
        }
      }
    ) { part, used in
      Phrase(
        en: """
          The derivative of another activation function was used: \(formula: used) instead of \
          \(formula: part).
          """,
        ko: "다른 활성화 함수의 미분을 썼다. \(formula: part) 대신 \(formula: used) 값으로 계산했다.")
    }
  }

  /// What is a slope by the net input already was multiplied by σ′.
  static let slopeExtra = Mistake(
    id: "activation-slope-extra",
    title: Phrase(
      en: "derivative of the activation function once too often", ko: "활성화 함수의 미분을 더 곱함")
  ) { formula, context in
    guard context.entry.kind == .gradient, let net = context.by,
      let out = context.key.out(of: net),
      let slope = context.symbol(Notation.derivative(of: out, by: net))
    else { return [] }
    return [
      Edit(
        formula: .product(formula, slope),
        sentence: Phrase(
          en: "It was multiplied by \(formula: slope), which is in it already.",
          ko: "이미 들어 있는 \(formula: slope) 를 다시 곱했다."), subject: "")
    ]
  }

  /// σ′ was taken of the error: e(1 − e).
  static let slopeAtError = slope(
    at: { name, context in context.key.gradient(by: name).flatMap(context.symbol) },
    id: "slope-at-error", Phrase(en: "error instead of output", ko: "출력 대신 오차를 사용"),
    sentence: { name, error in
      Phrase(
        en: "The derivative was taken at \(formula: error) instead of the output \(symbol: name).",
        ko: "미분을 출력 \(symbol: name) 대신 \(formula: error) 값에서 구했다.")
    })

  /// Something else in place of an output, in all places or in σ′ alone.
  private static func slope(
    at other: @escaping @Sendable (String, Context) -> Formula?, id: String, _ title: Phrase,
    isAnywhere: Bool = false,
    sentence: @escaping @Sendable (String, Formula) -> Phrase
  ) -> Mistake {
    Mistake(id: id, title: title) { formula, context in
      formula.symbols.flatMap { name -> [Edit] in
        let output = context.key.restated(by: name) ?? name
        guard context.key.role(of: output) == .out, let used = other(output, context) else {
          return []
        }
        let isSlope = context.entry.kind != .value && formula.symbols == [name]
        func replaced(_ part: Formula) -> Edit {
          Edit(
            formula: part.replacingSymbols { found, _ in found == name ? used : nil },
            sentence: sentence(output, used), subject: output.withoutNumbers)
        }
        return (isSlope || isAnywhere ? [replaced(formula)] : [])
          + formula.edited { part in
            if case .symbol = part { return [] }
            return part != formula && part.symbols == [name] && context.entry.kind != .value
              ? [replaced(part)] : []
          }
      }
    }
  }

  /// What comes back to an output was not multiplied by its σ′ on the way on.
  static let slopeNotPassedOn = replacement(
    "slope-not-passed-on",
    Phrase(en: "derivative of a later unit not passed on", ko: "뒤 유닛의 미분을 전달하지 않음"), scope: .lines,
    by: { name, context in
      guard let parts = context.key.derivativeParts(of: name),
        let out = context.key.out(of: parts.by), context.entry.name != name
      else { return nil }
      return context.symbol(Notation.derivative(of: parts.of, by: out))
    },
    sentence: { name, used in
      Phrase(
        en: """
          \(formula: used) was passed on instead of \(symbol: name): the derivative of that unit's \
          activation function is missing.
          """,
        ko: "\(symbol: name) 대신 \(formula: used) 를 전달했다. 그 유닛의 활성화 함수의 미분이 빠졌다.")
    })

  /// The weights of the paths were forgotten: Σδ instead of Σwδ.
  static let weightsForgotten = Mistake(
    id: "weights-forgotten",
    title: Phrase(en: "weights of the paths forgotten", ko: "경로의 가중치를 빠뜨림"),
    scope: .lines
  ) { formula, context in
    guard context.entry.kind == .gradient || context.entry.kind == .contribution else { return [] }
    let found = context.replacing(in: formula) { name in
      let by = context.key.derivativeParts(of: name).flatMap { parts in
        context.key.role(of: parts.of) == .net ? context.key.role(of: parts.by) : nil
      }
      let isWeight = context.key.role(of: name) == .weight || by == .out
      return isWeight ? .literal(1) : nil
    }
    guard !found.names.isEmpty else { return [] }
    return [
      Edit(
        formula: found.formula.simplified,
        sentence: Phrase(
          en: "What comes back was not multiplied by the weights: \(symbols: found.names).",
          ko: "되돌아오는 값에 가중치를 곱하지 않았다: \(symbols: found.names)."),
        subject: found.names[0].withoutNumbers)
    ]
  }

  /// ∂net/∂w was taken as the weight instead of what it is multiplied by.
  static let weightForInput = replacement(
    "weight-for-input", Phrase(en: "weight instead of its input", ko: "입력 대신 가중치를 사용"),
    by: { name, context in
      guard let weight = context.by, context.key.role(of: weight) == .weight else { return nil }
      let role = context.key.role(of: name)
      let isInput = role == .out || role == .input
      let isSlope = context.key.derivativeParts(of: name)?.by == weight
      return isInput || isSlope ? context.symbol(weight) : nil
    },
    sentence: { name, weight in
      Phrase(
        en: "The weight \(formula: weight) itself was used instead of its input, \(symbol: name).",
        ko: "가중치에 들어오는 값 \(symbol: name) 대신 가중치 \(formula: weight) 자체를 썼다.")
    })

  /// The error was taken for its derivative.
  static let lossForSlope = Mistake(
    id: "loss-for-slope", title: Phrase(en: "error instead of its derivative", ko: "미분 대신 오차를 사용")
  ) { formula, context in
    func loss(_ name: String) -> Formula? {
      guard let parts = context.key.derivativeParts(of: name),
        let error = context.key.error(of: parts.by)
      else { return nil }
      return context.symbol(error)
    }
    let inside = context.replacing(in: formula, loss)
    let whole = context.entry.kind == .value ? nil : loss(context.entry.name)
    return [whole, inside.names.isEmpty ? nil : inside.formula].compactMap(\.self).map { edited in
      Edit(
        formula: edited,
        sentence: Phrase(
          en: "The error itself was used instead of its derivative.",
          ko: "오차의 미분 대신 오차 자체를 썼다."), subject: "")
    }
  }

  /// Of several paths, one alone was followed.
  static let onePath = Mistake(
    id: "one-path", title: Phrase(en: "one path followed of several", ko: "여러 경로 가운데 하나만 계산")
  ) { formula, context in
    guard case .sum(let terms) = formula, terms.count > 2, context.entry.kind == .gradient else {
      return []
    }
    return terms.map { term in
      Edit(
        formula: term,
        sentence: Phrase(
          en: "Of the \(terms.count) paths, only one was followed: \(formula: term).",
          ko: "경로 \(terms.count)개 가운데 하나만 계산했다: \(formula: term)."),
        subject: term.pattern)
    }
  }
}
