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
        The slope of tanh, like the sigmoid's, needs nothing but its output: one minus the \
        square of it, at most 1.
        """,
      ko: """
        tanh의 기울기도 시그모이드처럼 출력만 알면 나온다. 1에서 출력의 제곱을 뺀 값이며 커야 \
        1이다.
        """)
  }
}
