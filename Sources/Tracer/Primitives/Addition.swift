/// The sum a + b, whose slopes are 1 and 1.
package struct Addition: Pairwise {
  /// What the laws are checked on.
  package static var examples: [PrimitiveExample] {
    [
      PrimitiveExample(Addition(), shapes: [[2, 3], [2, 3]]),
      PrimitiveExample(Addition(), shapes: [[], [2, 2]]),
      PrimitiveExample(Addition(), shapes: [[2, 2], []]),
    ]
  }

  /// A sum of two.
  package init() {}

  /// a + b
  package func value<N: Quantity>(_ a: N, _ b: N) -> N { a + b }

  /// 1 and 1
  package func slopes<N: Quantity>(at a: N, _ b: N, value y: N) -> (N, N) { (1.0, 1.0) }

  /// Why a sum passes on what comes back.
  package func remark(onInput input: Int) -> Phrase? {
    Phrase(
      en: """
        A sum changes by as much as any of its terms does, so the incoming gradient is passed on \
        unchanged.
        """,
      ko: "합은 어느 항이 변하든 같은 양만큼 변하므로, 전달받은 기울기를 그대로 넘겨준다.")
  }
}
