/// The number with its sign changed, −x, whose slope is −1.
struct Negation: Elementwise {
  static var examples: [PrimitiveExample] {
    [PrimitiveExample(Negation(), shapes: [[2, 3]])]
  }

  /// −x
  func value<N: Quantity>(_ x: N) -> N { -x }

  /// −1
  func slope<N: Quantity>(at x: N, value y: N) -> N { -1.0 }
}
