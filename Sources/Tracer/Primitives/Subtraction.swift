/// The difference a − b, whose slopes are 1 and −1.
struct Subtraction: Pairwise {
  static var examples: [PrimitiveExample] { broadcast() }

  /// a − b
  func value<N: Quantity>(_ a: N, _ b: N) -> N { a - b }

  /// 1 and −1
  func slopes<N: Quantity>(at a: N, _ b: N, value y: N) -> (N, N) { (1.0, -1.0) }
}
