/// The absolute value |x|, whose slope is the sign of x, and 0 at the kink x = 0.
struct AbsoluteValue: Elementwise, Configurable {
  static let kind = "abs"

  /// |x|
  func value<N: Quantity>(_ x: N) -> N { .call(.abs, x) }

  /// The sign of x.
  func slope<N: Quantity>(at x: N, value y: N) -> N { .call(.sign, x) }

  /// The kink at 0, where the slope is taken as 0.
  func kink(at offset: Int, of x: Operands<Double>) -> Kink? {
    Kink(
      position: x[0, offset],
      remark: Phrase(
        en: "|x| has a kink at x = 0; the derivative there is taken to be 0, the mean of −1 and 1.",
        ko: "|x|는 x = 0에서 미분할 수 없으므로 그 점의 미분값을 −1과 1의 평균인 0으로 정한다."))
  }
}
