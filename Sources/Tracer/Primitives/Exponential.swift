/// The exponential function eˣ, which is its own slope.
public struct Exponential: Elementwise {
  /// What the laws are checked on.
  public static var examples: [PrimitiveExample] {
    [PrimitiveExample(Exponential(), shapes: [[2, 3]])]
  }

  /// The exponential function.
  public init() {}

  /// eˣ
  public func value<N: Quantity>(_ x: N) -> N { .call(.exp, x) }

  /// y
  public func slope<N: Quantity>(at x: N, value y: N) -> N { y }
}
