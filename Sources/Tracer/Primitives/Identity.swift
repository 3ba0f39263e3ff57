/// The number as it is, whose slope is 1: the output of a regression.
public struct Identity: Elementwise {
  /// What the laws are checked on.
  public static var examples: [PrimitiveExample] {
    [PrimitiveExample(Identity(), shapes: [[2, 3]])]
  }

  /// The identity.
  public init() {}

  /// x
  public func value<N: Quantity>(_ x: N) -> N { x }

  /// 1
  public func slope<N: Quantity>(at x: N, value y: N) -> N { 1.0 }
}
