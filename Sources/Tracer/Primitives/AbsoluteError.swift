/// The absolute error |t − o| of targets t and outputs o, whose slope is −sign(t − o).
package struct AbsoluteError: Pairwise {
  /// What the laws are checked on.
  package static var examples: [PrimitiveExample] {
    [
      PrimitiveExample(AbsoluteError(), shapes: [[2, 3], [2, 3]])
    ]
  }

  /// The absolute error.
  package init() {}

  /// |t − o|
  package func value<N: Quantity>(_ t: N, _ o: N) -> N { .call(.abs, t - o) }

  /// sign(t − o) for the target, −sign(t − o) for the output.
  package func slopes<N: Quantity>(at t: N, _ o: N, value y: N) -> (N, N) {
    (.call(.sign, t - o), -.call(.sign, t - o))
  }

  /// The kink at t = o, where the slope is taken as 0.
  package func kink(at offset: Int, of x: Operands<Double>) -> Kink? {
    let (t, o) = pair(at: offset, of: x)
    return Kink(
      position: t - o,
      remark: Phrase(
        en: "|t − o| has a kink where the output meets its target; the slope is taken as 0 there.",
        ko: "|t − o|는 출력이 목푯값과 같은 점에서 꺾인다. 그 점의 기울기는 0으로 둔다."))
  }

  /// Why only the sign is left.
  package func remark(onInput input: Int) -> Phrase? {
    input == 0
      ? nil
      : Phrase(
        en: """
          An absolute value changes as fast as what is inside, up or down by its sign; the \
          minus sign is the inner derivative.
          """,
        ko: """
          절댓값은 안의 값과 같은 빠르기로, 그 부호에 따라 늘거나 준다. 음의 부호는 속미분이다.
          """)
  }
}
