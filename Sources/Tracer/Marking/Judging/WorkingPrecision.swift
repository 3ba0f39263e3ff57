import Foundation

/// To how many digits somebody works, read off the numbers they write.
package struct WorkingPrecision: Hashable, Sendable {
  /// The significant digits that most numbers have.
  package var digits: Int
  /// The power of ten of the last digit, where the numbers have the same number of decimals.
  package var unit: Int?
  /// Whether the numbers keep to their decimals, however few digits that leaves them.
  private(set) var isFixed = false

  /// What a double carries through decimal and back.
  static let binary = WorkingPrecision(digits: 15)

  /// A precision in significant digits, or in decimals as well.
  package init(digits: Int, unit: Int? = nil) {
    self.digits = digits
    self.unit = unit
  }

  /// The precision of written numbers: the median of their digits.
  ///
  /// Numbers of very different size with the same last decimal were rounded to decimals.
  init(of numbers: [WrittenNumber]) {
    let digits = numbers.map(\.significantDigits).sorted()
    self.digits = min(15, digits.isEmpty ? 15 : digits[(digits.count - 1) / 2])
    let finest = numbers.lazy.map(\.unit).min() ?? 0
    if finest <= -3, numbers.count(where: { $0.unit == finest }) * 2 >= numbers.count {
      unit = finest
      // A zero left out at the end looks like both.
      let most = digits.last ?? 0
      isFixed =
        numbers.count { $0.significantDigits < most } > 2 * numbers.count { $0.unit > finest }
    }
  }

  /// The precision that differences are excused by: fewer than three digits would excuse too much.
  var excusing: WorkingPrecision {
    var excusing = self
    excusing.digits = max(3, digits)
    return excusing
  }

  /// Whether a number has all the usual digits of another one, but for zeros at its end: 0.9 for
  /// 0.900.
  func keeps(_ number: WrittenNumber, of x: Double) -> Bool {
    abs(number.value - x) <= WorkingPrecision(digits: excusing.digits).halfUnit(of: abs(x))
  }

  /// Whether a number is written to no more than the usual digits, so that these excuse it.
  func carries(_ number: WrittenNumber) -> Bool {
    number.tolerance >= excusing.halfUnit(of: abs(number.value)) * (1 - 1e-9)
  }

  /// Half a unit in the last digit that is kept of a number of this size.
  func halfUnit(of magnitude: Double) -> Double {
    // Nothing is rounded where there is nothing.
    guard magnitude > 0, magnitude.isFinite else { return 0 }
    let decimals = unit.map(Self.half) ?? 0
    if isFixed { return decimals }
    return max(Self.half(Int(Foundation.log10(magnitude).rounded(.down)) + 1 - digits), decimals)
  }

  /// A number as the person writes it down.
  func rounded(_ x: Double, _ rule: RoundingRule) -> Double {
    guard x.isFinite else { return x }
    if let unit { return RoundedDecimal(x, unit: unit, rule: rule).value }
    return Tracer.rounded(x, significantDigits: digits, rule: rule)
  }

  /// Half of a power of ten.
  static func half(_ unit: Int) -> Double { 0.5 * Foundation.pow(10, Double(unit)) }
}

extension WrittenNumber {
  /// Half a unit in the last digit written.
  var tolerance: Double { WorkingPrecision.half(unit) }

  /// How many digits of another number are left where that is rounded to this one.
  func digitsKept(of x: Double) -> Int {
    x.isFinite && x != 0 ? RoundedDecimal(x, significantDigits: 1).exponent - unit + 1 : 0
  }

  /// Whether this is how a number reads that is rounded to the digits written; a tie may go either
  /// way.
  func states(_ x: Double) -> Bool {
    abs(value - x) <= tolerance * (1 + 1e-9) + abs(x) * 1e-14
  }

  /// Whether it tells so little of another number that many would read the same: no digit of it, or
  /// one alone where that is not the custom.
  func isTooCoarse(for x: Double, among precision: WorkingPrecision) -> Bool {
    let kept = digitsKept(of: x)
    guard kept < 2, x != 0 || value != 0, !precision.keeps(self, of: x) else { return false }
    return kept < 1 || value == 0 || unit > precision.unit ?? .min
  }

  /// The number in the middle of those that it is what remains of with their further digits cut off.
  /// One with zeros left out at its end stays as it is.
  func cutOff(to precision: WorkingPrecision) -> WrittenNumber {
    var number = self
    if value != 0, tolerance <= precision.halfUnit(of: abs(value)) * (1 + 1e-9) {
      number.value += value < 0 ? -tolerance : tolerance
    }
    return number
  }

  /// The number, its zeros before the decimal point taken for filling where it would have more digits
  /// than the others: 52670 is 5.267·10⁴ among numbers of four digits.
  func withoutFilling(beyond digits: Int) -> WrittenNumber {
    guard unit >= 0, significantDigits > digits, value != 0 else { return self }
    var (number, rest) = (self, abs(value) / pow(10, Double(unit)))
    while number.significantDigits > digits, rest.remainder(dividingBy: 10) == 0 {
      rest /= 10
      number.unit += 1
      number.significantDigits -= 1
    }
    return number
  }

  /// Whether this is what remains of a number when its further digits are cut off.
  func truncates(_ x: Double) -> Bool {
    x.isFinite && RoundedDecimal(x, unit: unit, rule: .truncation).value == value
  }
}
