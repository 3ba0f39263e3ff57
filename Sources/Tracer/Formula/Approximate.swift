import Foundation

/// A number, and how far rounding may have brought it from the one that it stands for.
///
/// No sum of powers of two is 0.1, and so 0.1 + 0.2 − 0.3 comes out as 5.6·10⁻¹⁷. But sums,
/// differences and products of decimals are decimals themselves: what is known more closely than
/// their last digit is known exactly, and here it is 0.
struct Approximate: Quantity {
  /// The number as it was calculated; the decimal that it stands for, where that is known.
  let value: Double
  /// How far it is at most from the number that it stands for.
  let error: Double
  /// The power of ten of which the number that it stands for is a multiple, if it is a decimal.
  private let unit: Int?

  /// The unit of 0, which is a multiple of anything.
  private static let coarsest = 400

  /// A number as it is written in decimal.
  init(given value: Double) {
    self.value = value
    // An integer is exact; another decimal lies beside its double.
    let isExact = !value.isFinite || value == value.rounded() && abs(value) <= 0x1p53
    error = isExact ? 0 : value.ulp / 2
    unit = value.isFinite ? Self.unit(of: value) ?? (isExact ? 0 : nil) : nil
  }

  private init(value: Double, error: Double, unit: Int?) {
    (self.value, self.error, self.unit) = (value, error, unit)
  }

  private static func unit(of value: Double) -> Int? {
    if value == 0 { return coarsest }
    let decimal = RoundedDecimal(value, significantDigits: 15)
    return decimal.value == value ? decimal.stripped.unit : nil
  }

  /// The result of an operation.
  private static func result(
    _ value: Double, error: Double, unit: Int? = nil
  ) -> Approximate {
    let found = Approximate(
      value: value, error: error.isFinite ? error : 0,
      unit: value == 0 && error == 0 ? coarsest : unit)
    guard found.isDecimal, let unit = found.unit else { return found }
    return Approximate(given: RoundedDecimal(value, unit: unit).value)
  }

  /// Whether it can be only one multiple of its unit, of no more digits than a double has.
  private var isDecimal: Bool {
    guard let step = unit.map({ pow(10, Double($0)) }), value.isFinite else { return false }
    return error < step / 2 && abs(value) < step * 1e15
  }

  init(floatLiteral value: Double) { self.init(given: value) }

  static func constant(_ value: Double) -> Approximate { Approximate(given: value) }

  /// The number as a line shows it and the next one uses it: a decimal where it is known to be one,
  /// 0 where it is nothing but rounding.
  /// - Parameter recorded: The same number calculated in another way, which may have kept more.
  func settled(recorded: Double) -> Approximate {
    guard value.isFinite else { return Approximate(given: recorded) }
    if isDecimal { return self }
    let number = abs(value - recorded) <= error ? recorded : value
    // Beyond that, a line says nothing of how exact the numbers in it are.
    return abs(number) <= error
      ? 0.0
      : Approximate(value: number, error: Swift.min(error, abs(number) * 0x1p-45), unit: nil)
  }

  var number: Double { value }

  /// Whether the number that it stands for is known to be 0.
  var isZero: Bool { value == 0 && error == 0 }

  static func + (a: Approximate, b: Approximate) -> Approximate { sum([a, b]) }

  static func - (a: Approximate, b: Approximate) -> Approximate { sum([a, -b]) }

  static func sum(_ terms: [Approximate]) -> Approximate {
    guard var (value, error, unit) = terms.first.map({ ($0.value, $0.error, $0.unit) }) else {
      return 0.0
    }
    for term in terms.dropFirst() {
      value += term.value
      error += term.error + value.ulp / 2
      unit = common(unit, term.unit, Swift.min)
    }
    return result(value, error: error, unit: unit)
  }

  static func * (a: Approximate, b: Approximate) -> Approximate {
    let value = a.value * b.value
    let brought = abs(a.value) * b.error + abs(b.value) * a.error + a.error * b.error
    return result(
      value, error: value == 0 ? brought : brought + value.ulp / 2, unit: common(a.unit, b.unit, +))
  }

  static func / (a: Approximate, b: Approximate) -> Approximate {
    let value = a.value / b.value
    if let quotient = decimal(a, over: b) { return quotient }
    let byDivisor = unsure(abs(value) * b.error / (abs(b.value) - b.error), of: value)
    let rounding = value == 0 ? 0 : value.ulp / 2
    return result(value, error: a.error / abs(b.value) + byDivisor + rounding)
  }

  /// The quotient of two decimals, if it is one.
  private static func decimal(_ a: Approximate, over b: Approximate) -> Approximate? {
    guard a.isDecimal, b.isDecimal, b.value != 0 else { return nil }
    let quotient = Approximate(given: a.value / b.value)
    let product = quotient * b
    return product.isDecimal && product.value == a.value ? quotient : nil
  }

  static prefix func - (x: Approximate) -> Approximate {
    result(-x.value, error: x.error, unit: x.unit)
  }

  static func power(_ base: Approximate, _ exponent: Approximate) -> Approximate {
    let value = Double.power(base.value, exponent.value)
    let size = abs(base.value)
    let shift = exponent.value > 0 ? base.error : -base.error
    let byBase = unsure(Double.power(size + shift, exponent.value) - abs(value), of: value)
    let byExponent = exponent.error == 0 ? 0 : abs(value * log(size)) * exponent.error
    let times = exponent.error == 0 && (1...64).contains(exponent.value) ? Int(exponent.value) : nil
    return result(
      value, error: byBase + byExponent + (value == 0 ? 0 : value.ulp),
      unit: times.flatMap { times in base.unit.map { $0 * times } })
  }

  /// What an operand that may be anything near 0 does to a result makes no noise of it.
  private static func unsure(_ error: Double, of value: Double) -> Double {
    error >= 0 && error < abs(value) / 2 ? error : abs(value) / 2
  }

  private static func common(_ a: Int?, _ b: Int?, _ choice: (Int, Int) -> Int) -> Int? {
    a.flatMap { a in b.map { Swift.min(choice(a, $0), coarsest) } }
  }

  static func call(_ function: Function, _ x: Approximate) -> Approximate {
    let value = function.value(at: x.value)
    if x.isZero, value.isFinite { return Approximate(given: value) }
    switch function {
    // Nobody asks on which side a number may be besides.
    case .sign, .step: return Approximate(given: value)
    case .abs: return x.value < 0 ? -x : x
    case .sqrt where x.error == 0 && value * value == x.value: return Approximate(given: value)
    case .exp, .ln, .log10, .sqrt, .sin, .cos, .tanh, .max, .min:
      let brought = [x.value - x.error, x.value + x.error].reduce(0.0) {
        let shift = abs(function.value(at: $1) - value)
        return shift.isFinite ? Swift.max($0, shift) : $0
      }
      // An exponential is 0 only where it is too small for a number.
      let isWhole = value == 0 && function != .exp
      return result(value, error: isWhole ? brought : brought + value.ulp)
    }
  }

  static func logarithm(ofOneAnd x: Approximate) -> Approximate {
    if x.isZero { return 0.0 }
    let value = Double.logarithm(ofOneAnd: x.value)
    let slope = 1 / (1 + x.value)
    return result(value, error: unsure(x.error * slope, of: value) + value.ulp)
  }

  static func call(_ function: Function, _ x: Approximate, _ y: Approximate) -> Approximate {
    function.value(at: x.value, y.value) == x.value ? x : y
  }
}
