/// The sum a + b, whose slopes are 1 and 1.
public struct Addition: Pairwise {
  /// What the laws are checked on.
  public static var examples: [PrimitiveExample] {
    [
      PrimitiveExample(Addition(), shapes: [[2, 3], [2, 3]]),
      PrimitiveExample(Addition(), shapes: [[], [2, 2]]),
      PrimitiveExample(Addition(), shapes: [[2, 2], []]),
    ]
  }

  /// A sum of two.
  public init() {}

  /// a + b
  public func value<N: Quantity>(_ a: N, _ b: N) -> N { a + b }

  /// 1 and 1
  public func slopes<N: Quantity>(at a: N, _ b: N, value y: N) -> (N, N) { (1.0, 1.0) }

  /// Why a sum passes on what comes back.
  public func remark(onInput input: Int) -> Phrase? {
    Phrase(
      en: """
        A sum changes as much as either of its terms: what comes back is passed on as it is.
        """,
      ko: """
        합은 어느 항이 변하든 그만큼 변한다. 그래서 돌아온 값을 그대로 전한다.
        """)
  }
}
