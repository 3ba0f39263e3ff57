/// The number with its sign changed, −x, whose slope is −1.
package struct Negation: Elementwise {
  /// What the laws are checked on.
  package static var examples: [PrimitiveExample] {
    [PrimitiveExample(Negation(), shapes: [[2, 3]])]
  }

  /// A change of sign.
  package init() {}

  /// −x
  package func value<N: Quantity>(_ x: N) -> N { -x }

  /// −1
  package func slope<N: Quantity>(at x: N, value y: N) -> N { -1.0 }
}
