/// The difference a − b, whose slopes are 1 and −1.
package struct Subtraction: Pairwise {
  /// What the laws are checked on.
  package static var examples: [PrimitiveExample] {
    [
      PrimitiveExample(Subtraction(), shapes: [[2, 3], [2, 3]]),
      PrimitiveExample(Subtraction(), shapes: [[], [2, 2]]),
      PrimitiveExample(Subtraction(), shapes: [[2, 2], []]),
    ]
  }

  /// A difference.
  package init() {}

  /// a − b
  package func value<N: Quantity>(_ a: N, _ b: N) -> N { a - b }

  /// 1 and −1
  package func slopes<N: Quantity>(at a: N, _ b: N, value y: N) -> (N, N) { (1.0, -1.0) }
}
