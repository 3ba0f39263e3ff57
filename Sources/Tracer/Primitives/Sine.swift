/// The sine of an angle in radians, whose slope is the cosine.
public struct Sine: Elementwise {
  /// What the laws are checked on.
  public static var examples: [PrimitiveExample] {
    [PrimitiveExample(Sine(), shapes: [[2, 3]])]
  }

  /// The sine.
  public init() {}

  /// sin x
  public func value<N: Quantity>(_ x: N) -> N { .call(.sin, x) }

  /// cos x
  public func slope<N: Quantity>(at x: N, value y: N) -> N { .call(.cos, x) }
}
