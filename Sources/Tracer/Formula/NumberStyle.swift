/// How numbers are written: in significant digits, never in fixed decimals.
package struct NumberStyle: Hashable, Sendable {
  /// How many significant digits a rounded number has.
  package var digits: Int

  /// Numbers with at most so many significant digits; from 16 on, all that a double has.
  package init(digits: Int) {
    precondition(digits >= 1, "a number has at least one significant digit")
    self.digits = digits
  }

  /// The style with other digits, if there are any.
  func showing(_ digits: Int?) -> NumberStyle { digits.map { NumberStyle(digits: $0) } ?? self }

  /// The parts of a written number: −1.25·10⁻⁷ is negative, `1.25`, exponent −7.
  package struct Written: Hashable, Sendable {
    /// Whether a minus sign stands before it.
    package let isNegative: Bool
    /// Digits with a decimal point, or a word such as `∞`.
    package let magnitude: String
    /// The power of ten, where the number is too large or small to be written out.
    package let exponent: Int?
  }

  /// The number as it is written.
  ///
  /// A number that needs fewer digits is written with those it needs, 0.25; one that is rounded
  /// has all of them, 0.2500.
  package func write(_ x: Double) -> Written {
    guard x.isFinite else {
      return Written(isNegative: x < 0, magnitude: x.isNaN ? "NaN" : "∞", exponent: nil)
    }
    guard x != 0 else { return Written(isNegative: false, magnitude: "0", exponent: nil) }
    let (digits, unit, isRounded) = self.digits(of: abs(x))
    let leading = unit + digits.count - 1
    // The zeros of a rounded 720 would look like digits.
    guard (-7...11).contains(leading), unit <= 0 || !isRounded else {
      return Written(
        isNegative: x < 0, magnitude: Self.placed(digits, unit: 1 - digits.count),
        exponent: leading)
    }
    return Written(isNegative: x < 0, magnitude: Self.placed(digits, unit: unit), exponent: nil)
  }

  /// The number as the reader sees it.
  package func rounded(_ x: Double) -> Double {
    digits > 15 ? x : Tracer.rounded(x, significantDigits: digits)
  }

  /// The significant digits, and the power of ten of the last one.
  private func digits(of x: Double) -> (digits: String, unit: Int, isRounded: Bool) {
    let full =
      digits > 15 ? Self.shortest(x) : Self.stripped(RoundedDecimal(x, significantDigits: 15))
    if digits > 15 || full.digits.count <= digits { return (full.digits, full.unit, false) }
    let rounded = Self.stripped(RoundedDecimal(x, significantDigits: digits))
    let missing = digits - rounded.digits.count
    return (
      rounded.digits + String(repeating: "0", count: missing), rounded.unit - missing, true
    )
  }

  private static func stripped(_ decimal: RoundedDecimal) -> (digits: String, unit: Int) {
    let (digits, unit) = decimal.stripped
    return (String(digits), unit)
  }

  /// The shortest decimal that reads back as the same double.
  private static func shortest(_ x: Double) -> (digits: String, unit: Int) {
    let parts = x.description.split(separator: "e")
    let mantissa = parts[0].split(separator: ".")
    let fraction = mantissa.count > 1 && mantissa[1] != "0" ? String(mantissa[1]) : ""
    let power = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let all = (String(mantissa[0]) + fraction).drop { $0 == "0" }
    let zeros = all.reversed().prefix { $0 == "0" }.count
    return (String(all.dropLast(zeros)), power - fraction.count + zeros)
  }

  /// Digits with the decimal point where the unit of the last one puts it.
  private static func placed(_ digits: String, unit: Int) -> String {
    if unit >= 0 { return digits + String(repeating: "0", count: unit) }
    let whole = digits.count + unit
    if whole <= 0 { return "0." + String(repeating: "0", count: -whole) + digits }
    return "\(digits.prefix(whole)).\(digits.dropFirst(whole))"
  }
}
