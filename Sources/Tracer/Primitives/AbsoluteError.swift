/// The absolute error |t − o| of targets t and outputs o, whose slope is −sign(t − o).
struct AbsoluteError: Pairwise {
  static var examples: [PrimitiveExample] {
    [PrimitiveExample(AbsoluteError(), shapes: [[2, 3], [2, 3]])]
  }

  /// |t − o|
  func value<N: Quantity>(_ t: N, _ o: N) -> N { .call(.abs, t - o) }

  /// sign(t − o) for the target, −sign(t − o) for the output.
  func slopes<N: Quantity>(at t: N, _ o: N, value y: N) -> (N, N) {
    (.call(.sign, t - o), -.call(.sign, t - o))
  }

  /// The kink at t = o, where the slope is taken as 0.
  func kink(at offset: Int, of x: Operands<Double>) -> Kink? {
    let (t, o) = pair(at: offset, of: x)
    return Kink(
      position: t - o,
      remark: Phrase(
        en: """
          |t − o| has a kink where the output equals its target; its derivative is taken to be 0 \
          there.
          """,
        ko: "|t − o|는 출력이 목푯값과 같은 점에서 미분할 수 없으므로 그 점의 미분값을 0으로 정한다."))
  }

  /// Why only the sign is left.
  func remark(onInput input: Int) -> Phrase? {
    input == 0
      ? nil
      : Phrase(
        en: """
          The absolute value changes at the same rate as its argument, with the argument's sign; the \
          minus sign is the derivative of the argument, target − output, with respect to the output.
          """,
        ko: """
          절댓값을 미분하면 안의 값의 부호(+1 또는 −1)가 된다. 음의 부호는 (목푯값 − 출력)을 출력으로 미분한 \
          값(속미분) −1에서 온다.
          """)
  }
}
