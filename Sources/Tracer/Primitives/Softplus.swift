/// The smooth rectifier ln(1 + eˣ), whose slope is the logistic function 1 / (1 + e⁻ˣ).
public struct Softplus: Elementwise {
  /// What the laws are checked on.
  public static var examples: [PrimitiveExample] {
    [PrimitiveExample(Softplus(), shapes: [[2, 3]])]
  }

  /// The smooth rectifier.
  public init() {}

  /// ln(1 + eˣ)
  public func value<N: Quantity>(_ x: N) -> N { .call(.ln, 1.0 + .call(.exp, x)) }

  /// 1 / (1 + e⁻ˣ)
  public func slope<N: Quantity>(at x: N, value y: N) -> N { 1.0 / (1.0 + .call(.exp, -x)) }

  /// max(0, x) + ln(1 + e⁻|ˣ|): the same number, without an overflow for large x.
  public func calculation<N: Quantity>(_ x: N) -> N {
    .call(.max, 0.0, x) + .call(.ln, 1.0 + .call(.exp, -.call(.abs, x)))
  }
}
