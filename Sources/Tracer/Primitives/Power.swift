/// The power aᵇ, whose slopes are b·aᵇ⁻¹ and aᵇ·ln a.
public struct Power: Pairwise {
  /// What the laws are checked on.
  public static var examples: [PrimitiveExample] {
    [
      PrimitiveExample(Power(), shapes: [[2, 3], [2, 3]], ranges: [0.5...2]),
      PrimitiveExample(Power(), shapes: [[], [2, 2]], ranges: [0.5...2]),
      PrimitiveExample(Power(), shapes: [[2, 2], []], ranges: [0.5...2]),
    ]
  }

  /// A power.
  public init() {}

  /// aᵇ
  public func value<N: Quantity>(_ a: N, _ b: N) -> N { .power(a, b) }

  /// b·aᵇ⁻¹ and aᵇ·ln a
  public func slopes<N: Quantity>(at a: N, _ b: N, value y: N) -> (N, N) {
    (b * .power(a, b - 1.0), y * .call(.ln, a))
  }
}
