/// The natural logarithm ln x, whose slope is 1 / x.
package struct Logarithm: Elementwise, Configurable {
  /// What files call it.
  package static let kind = "ln"
  /// What the name alone stands for.
  package static let usual = Logarithm()

  /// What the laws are checked on.
  package static var examples: [PrimitiveExample] {
    [PrimitiveExample(Logarithm(), shapes: [[2, 3]], ranges: [0.1...3])]
  }

  /// The natural logarithm.
  package init() {}

  /// ln x
  package func value<N: Quantity>(_ x: N) -> N { .call(.ln, x) }

  /// 1 / x
  package func slope<N: Quantity>(at x: N, value y: N) -> N { 1.0 / x }
}
