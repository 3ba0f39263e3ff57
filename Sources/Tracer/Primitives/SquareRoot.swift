/// The square root √x, whose slope is 1 / (2·√x).
struct SquareRoot: Elementwise, Configurable {
  static let kind = "sqrt"

  static var examples: [PrimitiveExample] {
    [PrimitiveExample(SquareRoot(), shapes: [[2, 3]], ranges: [0.1...3])]
  }

  /// √x
  func value<N: Quantity>(_ x: N) -> N { .call(.sqrt, x) }

  /// 1 / (2·y)
  func slope<N: Quantity>(at x: N, value y: N) -> N { 1.0 / (2.0 * y) }
}
