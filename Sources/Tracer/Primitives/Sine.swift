/// The sine of an angle in radians, whose slope is the cosine.
struct Sine: Elementwise, Configurable {
  static let kind = "sin"

  /// sin x
  func value<N: Quantity>(_ x: N) -> N { .call(.sin, x) }

  /// cos x
  func slope<N: Quantity>(at x: N, value y: N) -> N { .call(.cos, x) }
}
