/// Why a line is calculated otherwise than by the rule.
extension Derivation {
  /// Says, once for each kind of rule, what it would be, and why it is of no use here.
  mutating func tellCare(behind equation: Equation) {
    guard let (rule, primitive) = worked.spoiledRule(behind: equation),
      isFirst("care \(type(of: primitive))")
    else { return }
    say(
      rule.overflow.map { Phrases.overflow($0, in: rule, of: equation.name) }
        ?? Phrases.lostDigits(rule, of: equation.name))
  }
}

extension WorkedStep {
  /// The rule of a value that is calculated by a careful one instead.
  fileprivate func spoiledRule(
    behind equation: Equation
  ) -> (rule: Formula, primitive: any Primitive)? {
    guard equation.kind == .value else { return nil }
    let isAfter = equation.name.hasSuffix("@1")
    let name = isAfter ? String(equation.name.dropLast(2)) : equation.name
    let trace = isAfter ? after : before
    guard let element = graph.element(named: name), trace.carefulFormula(for: element) != nil,
      let primitive = graph[element.node].primitive,
      let formula = trace.formula(for: element),
      let told = self.equation(named: equation.name)?.formula
    else { return nil }
    let rule = naming(asides: isAfter ? inTermsOfNew(formula) : formula, in: equation.name)
    return rule == told ? nil : (rule, primitive)
  }
}

extension Formula {
  /// The first exponential that is greater than any double.
  fileprivate var overflow: Formula? {
    if case .call(.exp, _) = self, evaluated() == .infinity { return self }
    return children.lazy.compactMap(\.overflow).first
  }
}

extension Phrases {
  fileprivate static func overflow(_ part: Formula, in rule: Formula, of name: String) -> Phrase {
    Phrase(
      en: """
        By the rule, \(symbol: name) = \(formula: rule). But \(formula: part) is greater \
        than the largest double, \(number: Double.greatestFiniteMagnitude). The same \
        value is obtained from a form in which no exponent is greater than 0.
        """,
      ko: """
        규칙대로 쓰면 \(symbol: name) = \(formula: rule)이다. 그런데 \(formula: part, .topic) \
        배정밀도로 나타낼 수 있는 가장 큰 수 \(number: Double.greatestFiniteMagnitude)보다 크다. \
        모든 지수가 0 이하가 되도록 고쳐 쓰면 같은 값을 얻는다.
        """)
  }

  fileprivate static func lostDigits(_ rule: Formula, of name: String) -> Phrase {
    Phrase(
      en: """
        By the rule, \(symbol: name) = \(formula: rule). But an output this close to 0 \
        or 1 has lost, by rounding, the digits that the logarithms need. Calculated \
        directly from the net inputs, without the outputs, the value keeps all of them.
        """,
      ko: """
        규칙대로 쓰면 \(symbol: name) = \(formula: rule)이다. 그런데 출력이 0이나 1에 \
        이만큼 가까우면 로그를 구하는 데 필요한 자릿수가 반올림으로 사라진다. 출력을 거치지 않고 순입력에서 바로 \
        계산하면 같은 값이 정확히 나온다.
        """)
  }
}
