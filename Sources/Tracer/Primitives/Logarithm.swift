/// The natural logarithm ln x, whose slope is 1 / x.
struct Logarithm: Elementwise, Configurable {
  static let kind = "ln"

  static var examples: [PrimitiveExample] {
    [PrimitiveExample(Logarithm(), shapes: [[2, 3]], ranges: [0.1...3])]
  }

  /// ln x
  func value<N: Quantity>(_ x: N) -> N { .call(.ln, x) }

  /// 1 / x
  func slope<N: Quantity>(at x: N, value y: N) -> N { 1.0 / x }
}
