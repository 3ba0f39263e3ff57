/// The logistic function σ(x) = 1 / (1 + e⁻ˣ), whose slope is σ(x)·(1 − σ(x)).
public struct Sigmoid: Elementwise {
  /// What the laws are checked on.
  public static var examples: [PrimitiveExample] {
    [
      PrimitiveExample(Sigmoid(), shapes: [[2, 3]]),
      PrimitiveExample(Sigmoid(), shapes: [[1, 17]]),
    ]
  }

  /// The logistic function.
  public init() {}

  /// 1 / (1 + e⁻ˣ)
  public func value<N: Quantity>(_ x: N) -> N { 1.0 / (1.0 + .call(.exp, -x)) }

  /// y·(1 − y)
  public func slope<N: Quantity>(at x: N, value y: N) -> N { y * (1.0 - y) }
}
