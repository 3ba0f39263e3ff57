/// The cosine of an angle in radians, whose slope is −sin x.
public struct Cosine: Elementwise {
  /// What the laws are checked on.
  public static var examples: [PrimitiveExample] {
    [PrimitiveExample(Cosine(), shapes: [[2, 3]])]
  }

  /// The cosine.
  public init() {}

  /// cos x
  public func value<N: Quantity>(_ x: N) -> N { .call(.cos, x) }

  /// −sin x
  public func slope<N: Quantity>(at x: N, value y: N) -> N { -.call(.sin, x) }
}
