/// The hyperbolic tangent, whose slope is 1 − tanh² x.
struct Tanh: Elementwise, Configurable {
  static let kind = "tanh"

  /// tanh x
  func value<N: Quantity>(_ x: N) -> N { .call(.tanh, x) }

  /// 1 − y²
  func slope<N: Quantity>(at x: N, value y: N) -> N { 1.0 - .power(y, 2.0) }

  /// How the slope comes from the output alone.
  func remark(onInput input: Int) -> Phrase? {
    Phrase(
      en: """
        Like that of the sigmoid, the derivative of tanh can be written in terms of its output: it is \
        1 − output², and never exceeds 1.
        """,
      ko: "tanh의 미분도 시그모이드처럼 출력만으로 나타낼 수 있다. 1 − 출력²이며 최댓값은 1이다.")
  }
}
