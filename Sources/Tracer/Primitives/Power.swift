/// The power aᵇ, whose slopes are b·aᵇ⁻¹ and aᵇ·ln a.
///
/// a⁰ is 1 for every a, 0 among them, and its slope by a is 0; 0ᵇ has the slope 0 by every b that is
/// not negative, as PyTorch has it.
package struct Power: Pairwise {
  /// What the laws are checked on.
  package static var examples: [PrimitiveExample] {
    [
      PrimitiveExample(Power(), shapes: [[2, 3], [2, 3]], ranges: [0.5...2]),
      PrimitiveExample(Power(), shapes: [[], [2, 2]], ranges: [0.5...2]),
      PrimitiveExample(Power(), shapes: [[2, 2], []], ranges: [0.5...2]),
    ]
  }

  /// A power.
  package init() {}

  /// At 0, powers have slopes of their own.
  package var looksAtNumbers: Bool { true }

  /// aᵇ
  package func value<N: Quantity>(_ a: N, _ b: N) -> N { .power(a, b) }

  /// b·aᵇ⁻¹ and aᵇ·ln a
  package func slopes<N: Quantity>(at a: N, _ b: N, value y: N) -> (N, N) {
    (
      b.number == 0 ? 0.0 : b * .power(a, b - 1.0),
      a.number == 0 && b.number >= 0 ? 0.0 : y * .call(.ln, a)
    )
  }
}
