/// The hyperbolic tangent, whose slope is 1 − tanh² x.
package struct Tanh: Elementwise, Configurable {
  /// What files call it.
  package static let kind = "tanh"
  /// What the name alone stands for.
  package static let usual = Tanh()

  /// What the laws are checked on.
  package static var examples: [PrimitiveExample] {
    [PrimitiveExample(Tanh(), shapes: [[2, 3]])]
  }

  /// The hyperbolic tangent.
  package init() {}

  /// tanh x
  package func value<N: Quantity>(_ x: N) -> N { .call(.tanh, x) }

  /// 1 − y²
  package func slope<N: Quantity>(at x: N, value y: N) -> N { 1.0 - .power(y, 2.0) }

  /// How the slope comes from the output alone.
  package func remark(onInput input: Int) -> Phrase? {
    Phrase(
      en: """
        Like that of the sigmoid, the derivative of tanh can be written in terms of its output: it is \
        1 − output², and never exceeds 1.
        """,
      ko: "tanh의 미분도 시그모이드처럼 출력만으로 나타낼 수 있다. 1 − 출력²이며 최댓값은 1이다.")
  }
}
