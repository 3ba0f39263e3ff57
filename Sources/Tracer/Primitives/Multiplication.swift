/// The product a·b, whose slopes are the other factor: b and a.
struct Multiplication: Pairwise {
  static var examples: [PrimitiveExample] { broadcast() }

  /// a·b
  func value<N: Quantity>(_ a: N, _ b: N) -> N { a * b }

  /// b and a
  func slopes<N: Quantity>(at a: N, _ b: N, value y: N) -> (N, N) { (b, a) }

  /// Why a product passes on the other factor.
  func remark(onInput input: Int) -> Phrase? {
    Phrase(
      en: """
        If one factor changes by 1, the product changes by the other factor, so the incoming gradient \
        is multiplied by the other factor and passed on.
        """,
      ko: """
        한 인수가 1만큼 변하면 곱은 다른 인수만큼 변한다. 따라서 전달받은 기울기에 다른 인수를 곱해 \
        넘겨준다.
        """)
  }
}
