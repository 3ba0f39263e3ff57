/// The power aᵇ, whose slopes are b·aᵇ⁻¹ and aᵇ·ln a.
///
/// a⁰ is 1 for every a, 0 among them, and its slope by a is 0; 0ᵇ has the slope 0 by every b above 0,
/// and −∞ where it falls from 0⁰ = 1 to 0.
struct Power: Pairwise {
  static var examples: [PrimitiveExample] { broadcast(ranges: [0.5...2]) }

  /// At 0, powers have slopes of their own.
  var looksAtNumbers: Bool { true }

  /// aᵇ
  func value<N: Quantity>(_ a: N, _ b: N) -> N { .power(a, b) }

  /// b·aᵇ⁻¹ and aᵇ·ln a
  func slopes<N: Quantity>(at a: N, _ b: N, value y: N) -> (N, N) {
    (
      b.number == 0 ? 0.0 : b * .power(a, b - 1.0),
      a.number == 0 && b.number > 0 ? 0.0 : y * .call(.ln, a)
    )
  }
}
