/// The number as it is, whose slope is 1: the output of a regression.
package struct Identity: Elementwise, Configurable {
  /// What files call it.
  package static let kind = "identity"
  /// What the name alone stands for.
  package static let usual = Identity()

  /// What the laws are checked on.
  package static var examples: [PrimitiveExample] {
    [PrimitiveExample(Identity(), shapes: [[2, 3]])]
  }

  /// The identity.
  package init() {}

  /// x
  package func value<N: Quantity>(_ x: N) -> N { x }

  /// 1
  package func slope<N: Quantity>(at x: N, value y: N) -> N { 1.0 }

  /// Why the slope is 1.
  package func remark(onInput input: Int) -> Phrase? {
    Phrase(
      en: "The output equals the net input, so the derivative is 1.",
      ko: "출력이 순입력과 같으므로 미분은 1이다.")
  }
}
