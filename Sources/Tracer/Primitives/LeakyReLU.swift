/// The rectifier that leaks, x for x > 0 and s·x otherwise, at the kink x = 0 too with slope s.
package struct LeakyReLU: Elementwise, Configurable {
  /// What files call it.
  package static let kind = "leaky-relu"
  /// What the name alone stands for.
  package static let usual = LeakyReLU()
  /// What can be set.
  package static var settings: [Setting<LeakyReLU>] {
    [.number("negative_slope", \.negativeSlope, mayBeNegative: true)]
  }

  /// What the laws are checked on.
  package static var examples: [PrimitiveExample] {
    [
      PrimitiveExample(LeakyReLU(), shapes: [[2, 3]]),
      PrimitiveExample(LeakyReLU(negativeSlope: 0.2), shapes: [[1, 4]]),
    ]
  }

  /// The slope s for x ≤ 0.
  package var negativeSlope: Double

  /// A rectifier with the given slope for x ≤ 0.
  package init(negativeSlope: Double = 0.01) { self.negativeSlope = negativeSlope }

  /// max(0, x) + s·min(0, x)
  package func value<N: Quantity>(_ x: N) -> N {
    .call(.max, 0.0, x) + .constant(negativeSlope) * .call(.min, 0.0, x)
  }

  /// [x > 0] + s·(1 − [x > 0])
  package func slope<N: Quantity>(at x: N, value y: N) -> N {
    .call(.step, x) + .constant(negativeSlope) * (1.0 - .call(.step, x))
  }

  /// The kink at 0, where the slope is taken as s.
  package func kink(at offset: Int, of x: Operands<Double>) -> Kink? {
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
