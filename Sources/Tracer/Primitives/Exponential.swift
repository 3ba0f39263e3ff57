/// The exponential function eˣ, which is its own slope.
package struct Exponential: Elementwise, Configurable {
  /// What files call it.
  package static let kind = "exp"
  /// What the name alone stands for.
  package static let usual = Exponential()

  /// What the laws are checked on.
  package static var examples: [PrimitiveExample] {
    [PrimitiveExample(Exponential(), shapes: [[2, 3]])]
  }

  /// The exponential function.
  package init() {}

  /// eˣ
  package func value<N: Quantity>(_ x: N) -> N { .call(.exp, x) }

  /// y
  package func slope<N: Quantity>(at x: N, value y: N) -> N { y }
}
