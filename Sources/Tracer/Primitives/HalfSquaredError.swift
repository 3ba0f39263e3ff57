/// Half the squared error ½(t − o)² of targets t and outputs o, whose slope is −(t − o).
struct HalfSquaredError: Pairwise {
  static var examples: [PrimitiveExample] {
    [PrimitiveExample(HalfSquaredError(), shapes: [[2, 3], [2, 3]])]
  }

  /// ½(t − o)²
  func value<N: Quantity>(_ t: N, _ o: N) -> N { 1.0 / 2.0 * .power(t - o, 2.0) }

  /// t − o for the target, −(t − o) for the output.
  func slopes<N: Quantity>(at t: N, _ o: N, value y: N) -> (N, N) { (t - o, -(t - o)) }

  /// Where the ½ and the minus sign go.
  func remark(onInput input: Int) -> Phrase? {
    input == 0
      ? nil
      : Phrase(
        en: """
          Differentiating the square brings down a factor of 2, which cancels the ½; the minus sign is \
          the derivative of the inner expression, target − output, with respect to the output.
          """,
        ko: """
          제곱을 미분할 때 앞으로 나오는 2는 ½과 약분된다. 음의 부호는 괄호 안의 (목푯값 − 출력)을 출력으로 \
          미분한 값(속미분) −1에서 온다.
          """)
  }
}
