/// The difference a − b, whose slopes are 1 and −1.
public struct Subtraction: Pairwise {
  /// What the laws are checked on.
  public static var examples: [PrimitiveExample] {
    [
      PrimitiveExample(Subtraction(), shapes: [[2, 3], [2, 3]]),
      PrimitiveExample(Subtraction(), shapes: [[], [2, 2]]),
      PrimitiveExample(Subtraction(), shapes: [[2, 2], []]),
    ]
  }

  /// A difference.
  public init() {}

  /// a − b
  public func value<N: Quantity>(_ a: N, _ b: N) -> N { a - b }

  /// 1 and −1
  public func slopes<N: Quantity>(at a: N, _ b: N, value y: N) -> (N, N) { (1.0, -1.0) }
}
