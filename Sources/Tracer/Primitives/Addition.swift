/// The sum a + b, whose slopes are 1 and 1.
struct Addition: Pairwise {
  static var examples: [PrimitiveExample] { broadcast() }

  /// a + b
  func value<N: Quantity>(_ a: N, _ b: N) -> N { a + b }

  /// 1 and 1
  func slopes<N: Quantity>(at a: N, _ b: N, value y: N) -> (N, N) { (1.0, 1.0) }

  /// Why a sum passes on what comes back.
  func remark(onInput input: Int) -> Phrase? {
    Phrase(
      en: """
        A sum changes by as much as any of its terms does, so the incoming gradient is passed on \
        unchanged.
        """,
      ko: "합은 어느 항이 변하든 같은 양만큼 변하므로, 전달받은 기울기를 그대로 넘겨준다.")
  }
}
