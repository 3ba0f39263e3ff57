/// The number as it is, whose slope is 1: the output of a regression.
struct Identity: Elementwise, Configurable {
  static let kind = "identity"

  /// x
  func value<N: Quantity>(_ x: N) -> N { x }

  /// 1
  func slope<N: Quantity>(at x: N, value y: N) -> N { 1.0 }

  /// Why the slope is 1.
  func remark(onInput input: Int) -> Phrase? {
    Phrase(
      en: "The output equals the net input, so the derivative is 1.",
      ko: "출력이 순입력과 같으므로 미분은 1이다.")
  }
}
