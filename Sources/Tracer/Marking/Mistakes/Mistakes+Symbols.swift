/// Mistakes with what stands in the formula.
extension Mistake {
  /// A quantity was taken for its sibling: w6 for w7.
  static let sibling = Mistake(
    id: "sibling-swapped", title: Phrase(en: "neighbouring quantity used", ko: "이웃한 값을 사용")
  ) { formula, context in
    formula.symbols.flatMap { name in
      context.key.siblings[name, default: []].compactMap { other -> Edit? in
        guard let symbol = context.symbol(other) else { return nil }
        return Edit(
          formula: formula.replacingSymbols { found, _ in found == name ? symbol : nil },
          sentence: Phrase(
            en: "It was calculated with \(symbol: other) instead of \(symbol: name).",
            ko: "\(symbol: name) 대신 \(symbol: other) 값을 넣어 계산했다."),
          subject: "\(name.withoutNumbers)")
      }
    }
  }

  /// Two quantities were exchanged for each other.
  static let exchange = Mistake(
    id: "siblings-exchanged", title: Phrase(en: "two quantities exchanged", ko: "두 값이 서로 바뀜")
  ) { formula, context in
    let names = formula.symbols
    return names.indices.flatMap { position in
      let first = names[position]
      let siblings = Set(context.key.siblings[first, default: []])
      return names[(position + 1)...].filter(siblings.contains).compactMap { second -> Edit? in
        guard let a = context.symbol(first), let b = context.symbol(second) else { return nil }
        return Edit(
          formula: formula.replacingSymbols { name, _ in
            name == first ? b : name == second ? a : nil
          },
          sentence: Phrase(
            en: "\(symbol: first) and \(symbol: second) were exchanged.",
            ko: "\(symbol: first) 자리와 \(symbol: second) 자리가 서로 바뀌었다."),
          subject: first.withoutNumbers)
      }
    }
  }

  /// Every weight was read from the transposed matrix.
  static let transposed = Mistake(
    id: "weights-transposed", title: Phrase(en: "weight matrix transposed", ko: "가중치 행렬을 전치"),
    scope: .lines
  ) { formula, context in
    var count = 0
    let edited = formula.replacingSymbols { name, _ in
      guard let other = context.key.transposed(name), other != name else { return nil }
      count += 1
      return context.symbol(other)
    }
    guard count > 1 else { return [] }
    return [
      Edit(
        formula: edited,
        sentence: Phrase(
          en:
            "The weight matrix was used transposed (columns read as rows): \(formula: edited).",
          ko: "가중치 행렬의 행과 열을 바꾸어(전치하여) 읽었다: \(formula: edited)."),
        subject: formula.pattern)
    ]
  }

  /// A new weight was used where the old one belongs, or the other way round.
  static let stale = Mistake(
    id: "other-step",
    title: Phrase(en: "value from the wrong side of the update", ko: "갱신 전후의 값을 혼동"), scope: .lines
  ) { formula, context in
    func otherStep(of name: String) -> Formula? {
      // A new weight does not follow from itself.
      guard context.entry.name != Notation.updated(name) else { return nil }
      if name.hasSuffix("+") { return context.symbol(String(name.dropLast())) }
      if name.hasSuffix("@1") { return context.symbol(String(name.dropLast(2))) }
      return context.symbol(Notation.updated(name))
        ?? context.symbol(Notation.name(name, afterStep: 1))
    }
    func sentence(_ old: String, _ used: Formula) -> Phrase {
      old.hasSuffix("+") || old.hasSuffix("@1")
        ? Phrase(
          en: """
            The value from before the update was used: \(formula: used) instead of \(symbol: old).
            """,
          ko: "\(symbol: old) 대신 갱신 전의 값 \(formula: used) 을 썼다.")
        : Phrase(
          en: """
            The value from after the update was used: \(formula: used) instead of \(symbol: old). \
            No weight changes before all gradients are known.
            """,
          ko: """
            \(symbol: old) 대신 갱신 후의 값 \(formula: used) 을 썼다. 가중치는 모든 기울기를 구한 \
            다음에 바꾼다.
            """)
    }
    let swaps = formula.symbols.compactMap { name in otherStep(of: name).map { (name, $0) } }
    var edits = swaps.map { name, other in
      Edit(
        formula: formula.replacingSymbols { found, _ in found == name ? other : nil },
        sentence: sentence(name, other), subject: name.withoutNumbers)
    }
    for role in [Role.weight, .out] {
      let all = swaps.filter { context.key.role(of: $0.0) == role }
      guard all.count > 1 else { continue }
      let others = Dictionary(all, uniquingKeysWith: { first, _ in first })
      let isNew = all[0].0.hasSuffix("+") || all[0].0.hasSuffix("@1")
      edits.append(
        Edit(
          formula: formula.replacingSymbols { name, _ in others[name] },
          sentence: isNew
            ? Phrase(
              en:
                "The values from before the update were used: \(symbols: all.map { $0.1.symbols[0] }).",
              ko: "갱신 전의 값을 썼다: \(symbols: all.map { $0.1.symbols[0] }).")
            : Phrase(
              en:
                "The values from after the update were used: \(symbols: all.map { $0.1.symbols[0] }).",
              ko: "갱신 후의 값을 썼다: \(symbols: all.map { $0.1.symbols[0] })."),
          subject: all[0].0.withoutNumbers))
    }
    return edits
  }

  /// The number is that of another quantity; believed only where nothing else explains it.
  static let neighbour = Mistake(
    id: "copied-neighbour", title: Phrase(en: "number of another quantity", ko: "다른 값을 옮겨 적음"),
    scope: .number
  ) { _, context in
    let followers = context.key.followers(of: context.entry.name)
    return context.key.entries.flatMap { other -> [Edit] in
      // Two digits fit too many numbers; only one that is given has no more of them.
      guard other.name != context.entry.name, let symbol = context.symbol(other.name),
        other.kind == nil || context.number.significantDigits > 2 && other.isExpected
      else { return [] }
      // What is another name for the same thing, as ∂net/∂w is for out, adds nothing.
      if case .symbol = other.formulas.first { return [] }
      // What was copied stands on the sheet or, if it does not, in somebody else's; what was calculated
      // from the number itself was not its source.
      let sources = followers.contains(other.name) ? [] : [symbol]
      return (sources + [.literal(other.exact)]).map { number in
        Edit(
          formula: number,
          sentence: Phrase(
            en: "This is the value of \(symbol: other.name).",
            ko: "이것은 \(symbol: other.name) 의 값이다."),
          subject: other.name.withoutNumbers, isCalculation: false)
      }
    }
  }
}
