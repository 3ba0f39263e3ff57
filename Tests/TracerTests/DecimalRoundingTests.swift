import Testing

import Tracer

@Suite struct DecimalRoundingTests {
  @Test(
    arguments: [
      (0.027485, 4, 0.02749, 0.02748), (0.042475, 4, 0.04248, 0.04248), (2.5, 1, 3, 2),
      (3.5, 1, 4, 4), (-0.125, 2, -0.13, -0.12), (0.99995, 4, 1, 1), (1e300, 3, 1e300, 1e300),
      (1.2345e-300, 4, 1.235e-300, 1.234e-300), (123456, 2, 120000, 120000),
      (0.1 + 0.2, 15, 0.3, 0.3), (999_999.5, 6, 1_000_000, 1_000_000), (0, 3, 0, 0),
      (.leastNonzeroMagnitude, 2, .leastNonzeroMagnitude, .leastNonzeroMagnitude),
      (9.995, 3, 10, 10),
    ])
  func `a tie is decided in decimal`(
    x: Double, digits: Int, halfUp: Double, halfEven: Double
  ) {
    #expect(rounded(x, significantDigits: digits, rule: .halfUp) == halfUp)
    #expect(rounded(x, significantDigits: digits, rule: .halfEven) == halfEven)
    #expect(rounded(-x, significantDigits: digits, rule: .halfUp) == -halfUp)
  }

  @Test func `a tie made by binary arithmetic is a tie`() {
    #expect(rounded(0.05 * 0.1499 + 0.1 * 0.1999, significantDigits: 4) == 0.02749)
    #expect(rounded(0.05 * 0.2499 + 0.1 * 0.2998, significantDigits: 4) == 0.04248)
  }

  @Test(
    arguments: [
      (0.5968, -2, RoundingRule.truncation, 0.59), (0.5968, -2, .halfUp, 0.6),
      (-0.0049, -2, .halfUp, 0), (0.005, -2, .halfUp, 0.01), (0.005, -2, .halfEven, 0),
      (0.5, 3, .halfUp, 0), (500, 3, .halfUp, 1000), (1234.5, -30, .halfUp, 1234.5),
    ])
  func `rounding to a unit keeps the digits above it`(
    x: Double, unit: Int, rule: RoundingRule, expected: Double
  ) {
    #expect(RoundedDecimal(x, unit: unit, rule: rule).value == expected)
  }

  @Test func `numbers that aren't finite stay as they are`() {
    #expect(rounded(.infinity, significantDigits: 3) == .infinity)
    #expect(rounded(.nan, significantDigits: 3).isNaN)
  }

  @Test func `every decimal of fifteen digits survives`() {
    var generator = SeededGenerator(seed: 15)
    for _ in 0..<2_000 {
      let coefficient = UInt64.random(
        in: 100_000_000_000_000..<1_000_000_000_000_000, using: &generator)
      let exponent = Int.random(in: -320...290, using: &generator)
      guard let x = Double("\(coefficient)e\(exponent)"), x.isNormal else { continue }
      #expect(rounded(x, significantDigits: 15) == x, "\(coefficient)e\(exponent)")
    }
  }
}
