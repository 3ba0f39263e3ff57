/// The quotient a / b, whose slopes are 1 / b and −a / b².
package struct Division: Pairwise {
  /// What the laws are checked on.
  package static var examples: [PrimitiveExample] {
    [
      PrimitiveExample(Division(), shapes: [[2, 3], [2, 3]], ranges: [0.5...2]),
      PrimitiveExample(Division(), shapes: [[], [2, 2]], ranges: [0.5...2]),
      PrimitiveExample(Division(), shapes: [[2, 2], []], ranges: [0.5...2]),
    ]
  }

  /// A quotient.
  package init() {}

  /// a / b
  package func value<N: Quantity>(_ a: N, _ b: N) -> N { a / b }

  /// 1 / b and −a / b²
  package func slopes<N: Quantity>(at a: N, _ b: N, value y: N) -> (N, N) {
    (1.0 / b, -(a / .power(b, 2.0)))
  }
}
