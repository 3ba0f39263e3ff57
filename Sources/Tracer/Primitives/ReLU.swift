/// The rectifier max(0, x), whose slope is 1 above 0 and 0 elsewhere; at 0 itself it is taken to
/// be 0, as PyTorch takes it.
struct ReLU: Elementwise, Configurable {
  static let kind = "relu"

  /// What the laws are checked on: both sides of the kink, but not the kink.
  static var examples: [PrimitiveExample] {
    [
      PrimitiveExample(ReLU(), shapes: [[2, 3]], ranges: [0.1...2]),
      PrimitiveExample(ReLU(), shapes: [[1, 17]], ranges: [-2 ... -0.1]),
    ]
  }

  /// max(0, x)
  func value<N: Quantity>(_ x: N) -> N { .call(.max, 0.0, x) }

  /// 1 if x is above 0, otherwise 0.
  func slope<N: Quantity>(at x: N, value y: N) -> N { .call(.step, x) }

  /// The kink at 0, where the slope is taken as 0.
  func kink(at offset: Int, of x: Operands<Double>) -> Kink? {
    Kink(
      position: x[0, offset],
      remark: Phrase(
        en: "ReLU has a kink at x = 0; the derivative there is taken to be 0.",
        ko: "ReLU는 x = 0에서 미분할 수 없으므로 그 점의 미분값을 0으로 정한다."))
  }

  /// Why the slope is 1 or 0.
  func remark(onInput input: Int) -> Phrase? {
    Phrase(
      en: """
        ReLU passes a positive input on unchanged (derivative 1) and replaces any other by 0 \
        (derivative 0).
        """,
      ko: "ReLU는 입력이 양수이면 그대로 출력하므로 미분이 1이고, 그 밖에는 0을 출력하므로 미분이 0이다.")
  }
}
