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
        A sum changes as much as either of its terms: what comes back is passed on as it is.
        """,
      ko: """
        합은 어느 항이 변하든 그만큼 변한다. 그래서 돌아온 값을 그대로 전한다.
        """)
  }
}
