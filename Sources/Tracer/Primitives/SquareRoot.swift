/// The square root √x, whose slope is 1 / (2·√x).
package struct SquareRoot: Elementwise, Configurable {
  /// What files call it.
  package static let kind = "sqrt"
  /// What the name alone stands for.
  package static let usual = SquareRoot()

  /// What the laws are checked on.
  package static var examples: [PrimitiveExample] {
    [PrimitiveExample(SquareRoot(), shapes: [[2, 3]], ranges: [0.1...3])]
  }

  /// The square root.
  package init() {}

  /// √x
  package func value<N: Quantity>(_ x: N) -> N { .call(.sqrt, x) }

  /// 1 / (2·y)
  package func slope<N: Quantity>(at x: N, value y: N) -> N { 1.0 / (2.0 * y) }
}
