/// A number, and how far a person who rounds on the way may come away from it.
///
/// Every operation of somebody who rounds widens the radius by half a unit in the last digit that is
/// kept, so that every way of rounding to that many digits, in every line or after every operation,
/// half-up or half-even, ends inside the ball.
struct RoundingInterval: Quantity {
  var value: Double
  var radius: Double
  /// How the person rounds; `nil` for a number that nobody calculated.
  var precision: WorkingPrecision?

  init(_ value: Double, radius: Double, precision: WorkingPrecision? = nil) {
    self.value = value
    self.radius = radius
    self.precision = precision
  }

  init(floatLiteral value: Double) { self.init(value, radius: 0) }

  static func constant(_ value: Double) -> RoundingInterval { RoundingInterval(value, radius: 0) }

  var number: Double { value }

  /// Whether a result that lies inside may have been written down as this number.
  func contains(_ number: WrittenNumber) -> Bool {
    // The arithmetic of the balls themselves is binary.
    abs(number.value - value) <= (radius + number.tolerance) * (1 + 1e-9) + abs(value) * 1e-14
  }

  /// Whether nothing is left of the number but what rounding may have made of 0.
  var isNoise: Bool { radius > 0 && abs(value) <= radius }

  /// The result of an operation on exact operands, with the radius they bring and that of rounding.
  private static func result(_ value: Double, _ radius: Double, of operands: RoundingInterval...)
    -> RoundingInterval
  {
    let precision = operands.lazy.compactMap(\.precision).first
    let rounding = (precision ?? .binary).halfUnit(of: abs(value) + radius)
    return RoundingInterval(value, radius: radius + rounding, precision: precision)
  }

  static func + (a: RoundingInterval, b: RoundingInterval) -> RoundingInterval {
    result(a.value + b.value, a.radius + b.radius, of: a, b)
  }

  static func - (a: RoundingInterval, b: RoundingInterval) -> RoundingInterval {
    result(a.value - b.value, a.radius + b.radius, of: a, b)
  }

  static func * (a: RoundingInterval, b: RoundingInterval) -> RoundingInterval {
    let radius = abs(a.value) * b.radius + abs(b.value) * a.radius + a.radius * b.radius
    return result(a.value * b.value, radius, of: a, b)
  }

  static func / (a: RoundingInterval, b: RoundingInterval) -> RoundingInterval {
    let least = max(abs(b.value) - b.radius, .leastNormalMagnitude)
    let radius = (a.radius + abs(a.value / b.value) * b.radius) / least
    return result(a.value / b.value, radius, of: a, b)
  }

  static prefix func - (x: RoundingInterval) -> RoundingInterval {
    RoundingInterval(-x.value, radius: x.radius, precision: x.precision)
  }

  static func sum(_ terms: [RoundingInterval]) -> RoundingInterval {
    guard let first = terms.first else { return constant(0) }
    return terms.dropFirst().reduce(first, +)
  }

  static func power(_ base: RoundingInterval, _ exponent: RoundingInterval) -> RoundingInterval {
    let value = Double.power(base.value, exponent.value)
    var radius = 0.0
    for base in [base.value - base.radius, base.value + base.radius] {
      for exponent in [exponent.value - exponent.radius, exponent.value + exponent.radius] {
        radius = max(radius, abs(Double.power(base, exponent) - value))
      }
    }
    return result(value, radius.isFinite ? radius : 0, of: base, exponent)
  }

  /// Each function of a formula is monotone, or no steeper inside a ball than at its edges.
  static func call(_ function: Function, _ x: RoundingInterval) -> RoundingInterval {
    let value = Double.call(function, x.value)
    let radius = [x.value - x.radius, x.value + x.radius].map {
      abs(Double.call(function, $0) - value)
    }
    .reduce(0) { $1.isFinite ? max($0, $1) : $0 }
    return result(value, radius, of: x)
  }

  static func call(_ function: Function, _ x: RoundingInterval, _ y: RoundingInterval)
    -> RoundingInterval
  {
    RoundingInterval(
      Double.call(function, x.value, y.value), radius: max(x.radius, y.radius),
      precision: x.precision ?? y.precision)
  }
}
