/// The logistic function σ(x) = 1 / (1 + e⁻ˣ), whose slope is σ(x)·(1 − σ(x)).
package struct Sigmoid: Elementwise, Configurable {
  /// What files call it.
  package static let kind = "sigmoid"
  /// What the name alone stands for.
  package static let usual = Sigmoid()

  /// What the laws are checked on.
  package static var examples: [PrimitiveExample] {
    [
      PrimitiveExample(Sigmoid(), shapes: [[2, 3]]),
      PrimitiveExample(Sigmoid(), shapes: [[1, 17]]),
    ]
  }

  /// The logistic function.
  package init() {}

  /// 1 / (1 + e⁻ˣ)
  package func value<N: Quantity>(_ x: N) -> N { 1.0 / (1.0 + .call(.exp, -x)) }

  /// y·(1 − y)
  package func slope<N: Quantity>(at x: N, value y: N) -> N { y * (1.0 - y) }

  /// How σ′ becomes y·(1 − y).
  package func remark(onInput input: Int) -> Phrase? {
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
