/// The rectifier max(0, x), whose slope is 1 above 0 and 0 elsewhere; at 0 itself it is taken to
/// be 0, as PyTorch takes it.
package struct ReLU: Elementwise, Configurable {
  /// What files call it.
  package static let kind = "relu"
  /// What the name alone stands for.
  package static let usual = ReLU()

  /// What the laws are checked on: both sides of the kink, but not the kink.
  package static var examples: [PrimitiveExample] {
    [
      PrimitiveExample(ReLU(), shapes: [[2, 3]], ranges: [0.1...2]),
      PrimitiveExample(ReLU(), shapes: [[1, 17]], ranges: [-2 ... -0.1]),
    ]
  }

  /// The rectifier.
  package init() {}

  /// max(0, x)
  package func value<N: Quantity>(_ x: N) -> N { .call(.max, 0.0, x) }

  /// 1 if x is above 0, otherwise 0.
  package func slope<N: Quantity>(at x: N, value y: N) -> N { .call(.step, x) }

  /// The kink at 0, where the slope is taken as 0.
  package func kink(at offset: Int, of x: Operands<Double>) -> Kink? {
    Kink(
      position: x[0, offset],
      remark: Phrase(
        en: "ReLU has a kink at x = 0; the slope is taken as 0 there.",
        ko: "ReLU는 x = 0에서 꺾인다. 그 점의 기울기는 0으로 둔다."))
  }

  /// Why the slope is 1 or 0.
  package func remark(onInput input: Int) -> Phrase? {
    Phrase(
      en: """
        ReLU passes a positive net input on as it is, with slope 1, and cuts off everything \
        else, with slope 0.
        """,
      ko: """
        ReLU는 양수인 순입력을 그대로 내보내므로 기울기가 1이고, 나머지는 모두 잘라 버리므로 \
        기울기가 0이다.
        """)
  }
}
