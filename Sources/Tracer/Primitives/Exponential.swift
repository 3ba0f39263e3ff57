/// The exponential function eˣ, which is its own slope.
struct Exponential: Elementwise, Configurable {
  static let kind = "exp"

  /// eˣ
  func value<N: Quantity>(_ x: N) -> N { .call(.exp, x) }

  /// y
  func slope<N: Quantity>(at x: N, value y: N) -> N { y }
}
