/// The larger of two numbers, whose slope is 1 for the larger, and ½ for each at a tie.
struct Maximum: Pairwise, Configurable {
  static let kind = "max"

  static var examples: [PrimitiveExample] { broadcast() }

  /// max(a, b)
  func value<N: Quantity>(_ a: N, _ b: N) -> N { .call(.max, a, b) }

  /// ½(1 + sign(a − b)) and ½(1 − sign(a − b))
  func slopes<N: Quantity>(at a: N, _ b: N, value y: N) -> (N, N) {
    let side = N.call(.sign, a - b)
    return ((1.0 + side) / 2.0, (1.0 - side) / 2.0)
  }

  /// The kink at a = b, where the slopes are taken as ½ and ½.
  func kink(at offset: Int, of x: Operands<Double>) -> Kink? {
    let (a, b) = pair(at: offset, of: x)
    return Kink(
      position: a - b,
      remark: Phrase(
        en: "In max(a, b), if a and b are equal, each receives half of the gradient.",
        ko: "max(a, b)에서 두 값이 같으면 기울기를 절반씩 나누어 넘겨준다."))
  }
}
