/// The hyperbolic tangent, whose slope is 1 − tanh² x.
struct Tanh: Elementwise, Configurable {
  static let kind = "tanh"

  static var examples: [PrimitiveExample] {
    [
      PrimitiveExample(Tanh(), shapes: [[2, 3]]),
      PrimitiveExample(Tanh(), shapes: [[2, 8]], ranges: [-20...20]),
    ]
  }

  /// tanh x
  func value<N: Quantity>(_ x: N) -> N { .call(.tanh, x) }

  /// 1 − y², or, where that has lost digits, 4u/(1 + u)² with u = e⁻²|ˣ|, which is the same.
  func slope<N: Quantity>(at x: N, value y: N) -> N {
    let decay = N.call(.exp, N.choice(x, positive: -2.0, other: 2.0) * x)
    return .choice(
      .call(.abs, x) - .constant(Self.saturation), positive: 4.0 * decay / .power(1.0 + decay, 2.0),
      other: 1.0 - .power(y, 2.0))
  }

  /// Beyond this, less than nine digits of 1 − y² are left.
  private static let saturation = 8.0

  /// Why the slope is not 1 − y² here.
  func remark(at x: Double) -> Phrase? {
    guard abs(x) > Self.saturation else { return nil }
    let decay = Formula.call(.exp, (x > 0 ? -2.0 : 2.0) * .symbol(name: "x", value: x))
    return Phrase(
      en: """
        An output this close to ±1 leaves too few digits to 1 − output². Written with u = \
        \(formula: decay), the same number is 4u/(1 + u)², which keeps them all.
        """,
      ko: """
        출력이 ±1에 이만큼 가까우면 1 − 출력²에는 자릿수가 거의 남지 않는다. u = \(formula: decay, .toward) 두면 \
        같은 값을 4u/(1 + u)²로 쓸 수 있고, 자릿수가 그대로 남는다.
        """)
  }

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
