/// The logistic function σ(x) = 1 / (1 + e⁻ˣ), whose slope is σ(x)·(1 − σ(x)).
struct Sigmoid: Elementwise, Configurable {
  static let kind = "sigmoid"

  static var examples: [PrimitiveExample] {
    [
      PrimitiveExample(Sigmoid(), shapes: [[2, 3]]),
      PrimitiveExample(Sigmoid(), shapes: [[1, 17]]),
    ]
  }

  /// 1 / (1 + e⁻ˣ)
  func value<N: Quantity>(_ x: N) -> N { 1.0 / (1.0 + .call(.exp, -x)) }

  /// y·(1 − y)
  func slope<N: Quantity>(at x: N, value y: N) -> N { y * (1.0 - y) }

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
