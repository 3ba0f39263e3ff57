import Foundation

/// How a number that lies between two decimals becomes one of them.
package enum RoundingRule: String, Sendable, CaseIterable {
  /// To the nearer; a tie goes away from zero, as taught in school.
  case halfUp
  /// To the nearer; a tie goes to the even digit, as IEEE 754 does.
  case halfEven
  /// Further digits are cut off.
  case truncation
}

/// A number rounded in decimal: ±`coefficient` · 10^`exponent`.
///
/// A binary number is first taken for the decimal of 15 significant digits that it stands for:
/// 0.027485, which no `Double` is exactly, is a tie at four digits and rounds half-up to 0.02749.
package struct RoundedDecimal: Hashable, Sendable {
  /// Whether the number is below zero.
  package var isNegative: Bool
  /// The digits, as an integer below 10^15; 0 if the number is zero.
  package var coefficient: UInt64
  /// The power of ten of the last digit.
  package var exponent: Int

  /// Rounds to a number of significant digits.
  /// - Parameters:
  ///   - x: A finite number.
  ///   - significantDigits: How many digits to keep, at least 1; more than 15 count as 15.
  ///   - rule: What becomes of the rest.
  package init(_ x: Double, significantDigits: Int, rule: RoundingRule = .halfUp) {
    precondition(significantDigits >= 1, "a number has at least one significant digit")
    self.init(snapping: x)
    drop(Self.precision - Swift.min(significantDigits, Self.precision), rule: rule)
    if coefficient == Self.powers[Swift.min(significantDigits, Self.precision)] {
      coefficient /= 10
      exponent += 1
    }
  }

  /// Rounds to a multiple of a power of ten.
  /// - Parameters:
  ///   - x: A finite number.
  ///   - unit: The power of ten of the last digit to keep: −4 keeps four decimals. A finer unit
  ///     than 15 significant digits reach leaves the number at those digits.
  ///   - rule: What becomes of the rest.
  package init(_ x: Double, unit: Int, rule: RoundingRule = .halfUp) {
    self.init(snapping: x)
    drop(unit - exponent, rule: rule)
  }

  /// The nearest double.
  package var value: Double {
    let magnitude: Double
    switch exponent {
    case 0...22: magnitude = Double(coefficient) * Self.exactPowers[exponent]
    case -22..<0: magnitude = Double(coefficient) / Self.exactPowers[-exponent]
    default: magnitude = Double("\(coefficient)e\(exponent)") ?? .infinity
    }
    return isNegative ? -magnitude : magnitude
  }

  /// The digits without the zeros at their end, and the power of ten of the last one.
  var stripped: (digits: UInt64, unit: Int) {
    var (digits, unit) = (coefficient, exponent)
    while digits != 0, digits.isMultiple(of: 10) { (digits, unit) = (digits / 10, unit + 1) }
    return (digits, unit)
  }

  /// The number of digits that a double carries through decimal and back.
  private static let precision = 15

  /// 10^0 … 10^19, all that a `UInt64` holds.
  private static let powers: [UInt64] = (0..<19).reduce(into: [1]) { list, _ in
    list.append(list[list.count - 1] * 10)
  }

  /// 10^0 … 10^22, the powers that a double holds exactly.
  private static let exactPowers: [Double] = (0..<22).reduce(into: [1]) { list, _ in
    list.append(list[list.count - 1] * 10)
  }

  /// The decimal of 15 significant digits nearest to a double.
  private init(snapping x: Double) {
    precondition(x.isFinite, "only a finite number can be rounded")
    isNegative = x < 0
    guard x != 0 else {
      (coefficient, exponent) = (0, 0)
      return
    }
    let magnitude = Swift.abs(x)
    exponent = Int(Foundation.log10(magnitude).rounded(.down)) - (Self.precision - 1)
    coefficient = Self.scaled(magnitude, by: -exponent)
    // log10 may be off by one at a power of ten, and rounding may reach the next.
    if coefficient >= Self.powers[Self.precision] {
      exponent += 1
      coefficient = Self.scaled(magnitude, by: -exponent)
    } else if coefficient < Self.powers[Self.precision - 1] {
      exponent -= 1
      coefficient = Self.scaled(magnitude, by: -exponent)
    }
  }

  /// `magnitude` · 10^`power` to the nearest integer; the result is below 10^16.
  private static func scaled(_ magnitude: Double, by power: Int) -> UInt64 {
    var scaled = magnitude
    var left = power
    while left > 0 {
      let step = Swift.min(left, 22)
      scaled *= exactPowers[step]
      left -= step
    }
    while left < 0 {
      let step = Swift.min(-left, 22)
      scaled /= exactPowers[step]
      left += step
    }
    return UInt64(scaled.rounded())
  }

  /// Removes digits from the end; a negative count removes none.
  private mutating func drop(_ count: Int, rule: RoundingRule) {
    guard count > 0 else { return }
    exponent += count
    guard count < Self.powers.count else {
      coefficient = 0
      return
    }
    let (quotient, remainder) = coefficient.quotientAndRemainder(dividingBy: Self.powers[count])
    let half = Self.powers[count] / 2
    let isUp =
      switch rule {
      case .halfUp: remainder >= half
      case .halfEven: remainder > half || (remainder == half && !quotient.isMultiple(of: 2))
      case .truncation: false
      }
    coefficient = quotient + (isUp ? 1 : 0)
    if coefficient == 0 { isNegative = false }
  }
}

/// The number rounded in decimal, as the nearest double; a number that isn't finite stays as it is.
/// - Parameters:
///   - x: The number.
///   - significantDigits: How many digits to keep, at least 1; more than 15 count as 15.
///   - rule: What becomes of the rest.
package func rounded(
  _ x: Double, significantDigits: Int, rule: RoundingRule = .halfUp
) -> Double {
  x.isFinite ? RoundedDecimal(x, significantDigits: significantDigits, rule: rule).value : x
}
