/// The quotient a / b, whose slopes are 1 / b and −a / b².
struct Division: Pairwise {
  static var examples: [PrimitiveExample] { broadcast(ranges: [0.5...2]) }

  /// a / b
  func value<N: Quantity>(_ a: N, _ b: N) -> N { a / b }

  /// 1 / b and −a / b²
  func slopes<N: Quantity>(at a: N, _ b: N, value y: N) -> (N, N) {
    (1.0 / b, -(a / .power(b, 2.0)))
  }
}
