/// The logistic function σ(x) = 1 / (1 + e⁻ˣ), whose slope is σ(x)·(1 − σ(x)).
struct Sigmoid: Elementwise, Configurable {
  static let kind = "sigmoid"

  static var examples: [PrimitiveExample] {
    [
      PrimitiveExample(Sigmoid(), shapes: [[2, 3]]),
      PrimitiveExample(Sigmoid(), shapes: [[1, 17]]),
      PrimitiveExample(Sigmoid(), shapes: [[2, 8]], ranges: [-40...40]),
    ]
  }

  /// 1 / (1 + e⁻ˣ)
  func value<N: Quantity>(_ x: N) -> N { 1.0 / (1.0 + .call(.exp, -x)) }

  /// y·(1 − y), or, where 1 − y has lost digits, y²·e⁻ˣ, since 1 − y = y·e⁻ˣ.
  func slope<N: Quantity>(at x: N, value y: N) -> N {
    isSaturated(x.number) ? .power(y, 2.0) * .call(.exp, -x) : y * (1.0 - y)
  }

  /// Whether less than nine digits of 1 − y are left.
  private func isSaturated(_ x: Double) -> Bool { x > 16 }

  /// Why σ′ is not y·(1 − y) here.
  func remark(at x: Double) -> Phrase? {
    guard isSaturated(x) else { return nil }
    let x = Formula.symbol(name: "x", value: x)
    let decay = Formula.call(.exp, -x)
    return Phrase(
      en: """
        An output this close to 1 leaves too few digits to 1 − output. But 1 − output is \
        output · \(formula: decay), which keeps them all; so the derivative is written as \
        output² · \(formula: decay) here.
        """,
      ko: """
        출력이 1에 이만큼 가까우면 1 − 출력에는 자릿수가 거의 남지 않는다. 그런데 1 − 출력은 \
        출력 · \(formula: decay, .and) 같고, 이렇게 쓰면 자릿수가 그대로 남는다. 그래서 여기서는 미분을 출력² · \
        \(formula: decay, .toward) 쓴다.
        """)
  }

  /// How σ′ becomes y·(1 − y).
  func remark(onInput input: Int) -> Phrase? {
    let x = Formula.symbol(name: "x", value: 0)
    let exponential = Formula.call(.exp, -x)
    let quotient = exponential / .power(1.0 + exponential, 2.0)
    let product = value(x) * (1.0 - value(x))
    return Phrase(
      en: """
        The derivative of the sigmoid can be written in terms of its output: differentiating \
        \(formula: value(x)) gives \(formula: quotient), which equals \(formula: product), that is, \
        output · (1 − output).
        """,
      ko: """
        시그모이드의 미분은 출력만으로 나타낼 수 있다. \(formula: value(x), .object) 미분하면 \
        \(formula: quotient)이고, 이는 \(formula: product), 곧 출력 · (1 − 출력)과 같다.
        """)
  }
}
