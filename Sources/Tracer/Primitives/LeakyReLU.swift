/// The rectifier that leaks, x for x > 0 and s·x otherwise, at the kink x = 0 too with slope s.
struct LeakyReLU: Elementwise, Configurable {
  static let kind = "leaky-relu"
  static var settings: [Setting<LeakyReLU>] {
    [.number("negative_slope", \.negativeSlope, mayBeNegative: true)]
  }

  static var examples: [PrimitiveExample] {
    [
      PrimitiveExample(LeakyReLU(), shapes: [[2, 3]]),
      PrimitiveExample(LeakyReLU(negativeSlope: 0.2), shapes: [[1, 4]]),
    ]
  }

  /// The slope s for x ≤ 0.
  var negativeSlope = 0.01

  /// max(0, x) + s·min(0, x)
  func value<N: Quantity>(_ x: N) -> N {
    .call(.max, 0.0, x) + .constant(negativeSlope) * .call(.min, 0.0, x)
  }

  /// [x > 0] + s·(1 − [x > 0])
  func slope<N: Quantity>(at x: N, value y: N) -> N {
    .call(.step, x) + .constant(negativeSlope) * (1.0 - .call(.step, x))
  }

  /// The kink at 0, where the slope is taken as s.
  func kink(at offset: Int, of x: Operands<Double>) -> Kink? {
    Kink(
      position: x[0, offset],
      remark: Phrase(
        en: """
          The leaky ReLU has a kink at x = 0; the derivative there is taken to be \
          \(number: negativeSlope).
          """,
        ko: """
          Leaky ReLU는 x = 0에서 미분할 수 없으므로 그 점의 미분값을 \(number: negativeSlope, .toward) \
          정한다.
          """))
  }
}
