/// The cosine of an angle in radians, whose slope is −sin x.
struct Cosine: Elementwise, Configurable {
  static let kind = "cos"

  /// cos x
  func value<N: Quantity>(_ x: N) -> N { .call(.cos, x) }

  /// −sin x
  func slope<N: Quantity>(at x: N, value y: N) -> N { -.call(.sin, x) }
}
