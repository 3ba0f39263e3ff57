/// The product a·b, whose slopes are the other factor: b and a.
package struct Multiplication: Pairwise {
  /// What the laws are checked on.
  package static var examples: [PrimitiveExample] {
    [
      PrimitiveExample(Multiplication(), shapes: [[2, 3], [2, 3]]),
      PrimitiveExample(Multiplication(), shapes: [[], [2, 2]]),
      PrimitiveExample(Multiplication(), shapes: [[2, 2], []]),
    ]
  }

  /// A product of two.
  package init() {}

  /// a·b
  package func value<N: Quantity>(_ a: N, _ b: N) -> N { a * b }

  /// b and a
  package func slopes<N: Quantity>(at a: N, _ b: N, value y: N) -> (N, N) { (b, a) }

  /// Why a product passes on the other factor.
  package func remark(onInput input: Int) -> Phrase? {
    Phrase(
      en: """
        A product changes by the other factor for every unit that one factor changes: what \
        comes back is passed on times the other factor.
        """,
      ko: """
        곱은 한 인수가 1만큼 변할 때 상대편 인수만큼 변한다. 그래서 돌아온 값에 상대편 인수를 \
        곱해 전한다.
        """)
  }
}
