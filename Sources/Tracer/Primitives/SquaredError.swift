/// The squared error (t − o)² of targets t and outputs o, whose slope is −2·(t − o).
public struct SquaredError: Pairwise {
  /// What the laws are checked on.
  public static var examples: [PrimitiveExample] {
    [
      PrimitiveExample(SquaredError(), shapes: [[2, 3], [2, 3]])
    ]
  }

  /// The squared error.
  public init() {}

  /// (t − o)²
  public func value<N: Quantity>(_ t: N, _ o: N) -> N { .power(t - o, 2.0) }

  /// 2·(t − o) for the target, −2·(t − o) for the output.
  public func slopes<N: Quantity>(at t: N, _ o: N, value y: N) -> (N, N) {
    (2.0 * (t - o), -2.0 * (t - o))
  }
}
