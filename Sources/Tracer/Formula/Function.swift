import Foundation

/// A named function that a formula can apply.
public enum Function: String, Hashable, Sendable, CaseIterable {
  /// The exponential function eˣ.
  case exp
  /// The natural logarithm.
  case ln
  /// The logarithm to base 10; no rule uses it, but a hand calculation may by mistake.
  case log10
  /// The square root.
  case sqrt
  /// The sine of an angle in radians.
  case sin
  /// The cosine of an angle in radians.
  case cos
  /// The hyperbolic tangent.
  case tanh
  /// The absolute value.
  case abs
  /// −1, 0 or 1.
  case sign
  /// 1 for a positive argument, otherwise 0: written `[x > 0]`.
  case step
  /// The larger of two numbers.
  case max
  /// The smaller of two numbers.
  case min

  /// How many arguments the function takes.
  package var arity: Int {
    switch self {
    case .max, .min: 2
    case .exp, .ln, .log10, .sqrt, .sin, .cos, .tanh, .abs, .sign, .step: 1
    }
  }

  /// The value at one argument.
  func value(at x: Double) -> Double {
    switch self {
    case .exp: Foundation.exp(x)
    case .ln: Foundation.log(x)
    case .log10: Foundation.log10(x)
    case .sqrt: x.squareRoot()
    case .sin: Foundation.sin(x)
    case .cos: Foundation.cos(x)
    case .tanh: Foundation.tanh(x)
    case .abs: Swift.abs(x)
    case .sign: x > 0 ? 1 : x < 0 ? -1 : x
    case .step: x > 0 ? 1 : 0
    case .max, .min: preconditionFailure("\(rawValue) takes two arguments")
    }
  }

  /// The value at two arguments.
  func value(at x: Double, _ y: Double) -> Double {
    switch self {
    case .max: Swift.max(x, y)
    case .min: Swift.min(x, y)
    default: preconditionFailure("\(rawValue) takes one argument")
    }
  }

  /// ln(1 + x), with all its digits where x is too small to change the 1.
  static func logarithm(ofOneAnd x: Double) -> Double { Foundation.log1p(x) }

  /// eˣ − 1, with all its digits where eˣ is hardly more or less than 1.
  static func exponentialLessOne(_ x: Double) -> Double { Foundation.expm1(x) }

  /// The base raised to the exponent.
  static func power(_ base: Double, _ exponent: Double) -> Double {
    Foundation.pow(base, exponent)
  }
}
