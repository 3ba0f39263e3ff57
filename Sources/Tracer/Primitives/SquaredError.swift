/// The squared error (t − o)² of targets t and outputs o, whose slope is −2·(t − o).
struct SquaredError: Pairwise {
  static var examples: [PrimitiveExample] {
    [PrimitiveExample(SquaredError(), shapes: [[2, 3], [2, 3]])]
  }

  /// (t − o)²
  func value<N: Quantity>(_ t: N, _ o: N) -> N { .power(t - o, 2.0) }

  /// 2·(t − o) for the target, −2·(t − o) for the output.
  func slopes<N: Quantity>(at t: N, _ o: N, value y: N) -> (N, N) {
    (2.0 * (t - o), -2.0 * (t - o))
  }

  /// Where the 2 and the minus sign come from.
  func remark(onInput input: Int) -> Phrase? {
    input == 0
      ? nil
      : Phrase(
        en: """
          Differentiating the square brings down a factor of 2; the minus sign is the derivative of \
          target − output with respect to the output.
          """,
        ko: """
          제곱을 미분하면 2가 앞으로 나온다. 음의 부호는 (목푯값 − 출력)을 출력으로 미분한 값(속미분) −1에서 \
          온다.
          """)
  }
}
