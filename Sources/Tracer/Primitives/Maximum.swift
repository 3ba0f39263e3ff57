/// The larger of two numbers, whose slope is 1 for the larger, and ½ for each at a tie.
package struct Maximum: Pairwise, Configurable {
  /// What files call it.
  package static let kind = "max"
  /// What the name alone stands for.
  package static let usual = Maximum()

  /// What the laws are checked on.
  package static var examples: [PrimitiveExample] {
    [
      PrimitiveExample(Maximum(), shapes: [[2, 3], [2, 3]]),
      PrimitiveExample(Maximum(), shapes: [[], [2, 2]]),
      PrimitiveExample(Maximum(), shapes: [[2, 2], []]),
    ]
  }

  /// The larger of two.
  package init() {}

  /// max(a, b)
  package func value<N: Quantity>(_ a: N, _ b: N) -> N { .call(.max, a, b) }

  /// ½(1 + sign(a − b)) and ½(1 − sign(a − b))
  package func slopes<N: Quantity>(at a: N, _ b: N, value y: N) -> (N, N) {
    let side = N.call(.sign, a - b)
    return ((1.0 + side) / 2.0, (1.0 - side) / 2.0)
  }

  /// The kink at a = b, where the slopes are taken as ½ and ½.
  package func kink(at offset: Int, of x: Operands<Double>) -> Kink? {
    let (a, b) = pair(at: offset, of: x)
    return Kink(
      position: a - b,
      remark: Phrase(
        en: "In max(a, b), if a and b are equal, each receives half of the gradient.",
        ko: "max(a, b)에서 두 값이 같으면 기울기를 절반씩 나누어 넘겨준다."))
  }
}
