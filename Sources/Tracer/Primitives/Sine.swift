/// The sine of an angle in radians, whose slope is the cosine.
package struct Sine: Elementwise, Configurable {
  /// What files call it.
  package static let kind = "sin"
  /// What the name alone stands for.
  package static let usual = Sine()

  /// What the laws are checked on.
  package static var examples: [PrimitiveExample] {
    [PrimitiveExample(Sine(), shapes: [[2, 3]])]
  }

  /// The sine.
  package init() {}

  /// sin x
  package func value<N: Quantity>(_ x: N) -> N { .call(.sin, x) }

  /// cos x
  package func slope<N: Quantity>(at x: N, value y: N) -> N { .call(.cos, x) }
}
