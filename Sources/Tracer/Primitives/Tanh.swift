/// The hyperbolic tangent, whose slope is 1 − tanh² x.
public struct Tanh: Elementwise {
  /// What the laws are checked on.
  public static var examples: [PrimitiveExample] {
    [PrimitiveExample(Tanh(), shapes: [[2, 3]])]
  }

  /// The hyperbolic tangent.
  public init() {}

  /// tanh x
  public func value<N: Quantity>(_ x: N) -> N { .call(.tanh, x) }

  /// 1 − y²
  public func slope<N: Quantity>(at x: N, value y: N) -> N { 1.0 - .power(y, 2.0) }
}
