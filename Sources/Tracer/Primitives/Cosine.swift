/// The cosine of an angle in radians, whose slope is −sin x.
package struct Cosine: Elementwise, Configurable {
  /// What files call it.
  package static let kind = "cos"
  /// What the name alone stands for.
  package static let usual = Cosine()

  /// What the laws are checked on.
  package static var examples: [PrimitiveExample] {
    [PrimitiveExample(Cosine(), shapes: [[2, 3]])]
  }

  /// The cosine.
  package init() {}

  /// cos x
  package func value<N: Quantity>(_ x: N) -> N { .call(.cos, x) }

  /// −sin x
  package func slope<N: Quantity>(at x: N, value y: N) -> N { -.call(.sin, x) }
}
