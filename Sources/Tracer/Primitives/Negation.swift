/// The number with its sign changed, −x, whose slope is −1.
public struct Negation: Elementwise {
  /// What the laws are checked on.
  public static var examples: [PrimitiveExample] {
    [PrimitiveExample(Negation(), shapes: [[2, 3]])]
  }

  /// A change of sign.
  public init() {}

  /// −x
  public func value<N: Quantity>(_ x: N) -> N { -x }

  /// −1
  public func slope<N: Quantity>(at x: N, value y: N) -> N { -1.0 }
}
