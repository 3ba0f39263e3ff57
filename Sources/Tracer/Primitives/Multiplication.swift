/// The product a·b, whose slopes are the other factor: b and a.
public struct Multiplication: Pairwise {
  /// What the laws are checked on.
  public static var examples: [PrimitiveExample] {
    [
      PrimitiveExample(Multiplication(), shapes: [[2, 3], [2, 3]]),
      PrimitiveExample(Multiplication(), shapes: [[], [2, 2]]),
      PrimitiveExample(Multiplication(), shapes: [[2, 2], []]),
    ]
  }

  /// A product of two.
  public init() {}

  /// a·b
  public func value<N: Quantity>(_ a: N, _ b: N) -> N { a * b }

  /// b and a
  public func slopes<N: Quantity>(at a: N, _ b: N, value y: N) -> (N, N) { (b, a) }
}
