/// What a rule is written in: `Float` and `Double` calculate, `Formula` explains.
///
/// A primitive states its value and its slopes once, generic over this protocol; what is printed
/// cannot drift from what is calculated, because both are the same line of code.
public protocol Quantity: Sendable, ExpressibleByFloatLiteral {
  /// The sum of two quantities.
  static func + (a: Self, b: Self) -> Self
  /// The difference of two quantities.
  static func - (a: Self, b: Self) -> Self
  /// The product of two quantities.
  static func * (a: Self, b: Self) -> Self
  /// The quotient of two quantities.
  static func / (a: Self, b: Self) -> Self
  /// The quantity with its sign changed.
  static prefix func - (x: Self) -> Self
  /// The sum of the terms, added from the first to the last; 0 if there are none.
  static func sum(_ terms: [Self]) -> Self
  /// A quantity raised to a power.
  static func power(_ base: Self, _ exponent: Self) -> Self
  /// A function of one argument.
  static func call(_ function: Function, _ x: Self) -> Self
  /// A function of two arguments.
  static func call(_ function: Function, _ x: Self, _ y: Self) -> Self
  /// ln(1 + x), which a number knows to more digits than 1 + x has.
  static func logarithm(ofOneAnd x: Self) -> Self
  /// A number known only when the program runs, such as a hyperparameter.
  static func constant(_ value: Double) -> Self
  /// The number that the quantity has here.
  var number: Double { get }
  /// One of two for a positive x and the other for any other, for a rule that differs from place to
  /// place.
  static func choice(
    _ x: Self, positive: @autoclosure () -> Self, other: @autoclosure () -> Self
  ) -> Self
}

extension Quantity {
  /// The logarithm of the sum.
  public static func logarithm(ofOneAnd x: Self) -> Self { .call(.ln, 1.0 + x) }

  /// The one that the number asks for.
  @inlinable public static func choice(
    _ x: Self, positive: @autoclosure () -> Self, other: @autoclosure () -> Self
  ) -> Self {
    x.number > 0 ? positive() : other()
  }
}

extension Quantity where Self: BinaryFloatingPoint {
  /// The sum of the terms, added from the first to the last.
  @inlinable public static func sum(_ terms: [Self]) -> Self { terms.reduce(0, +) }

  /// The number itself.
  public var number: Double { Double(self) }

  /// The number in this precision.
  @inlinable public static func constant(_ value: Double) -> Self { Self(value) }

  /// ln(1 + x), with all its digits where x is too small to change the 1.
  public static func logarithm(ofOneAnd x: Self) -> Self {
    Self(Function.logarithm(ofOneAnd: Double(x)))
  }

  /// eˣ − 1, with all its digits where eˣ is hardly more or less than 1.
  static func exponentialLessOne(_ x: Self) -> Self {
    Self(Function.exponentialLessOne(Double(x)))
  }
}

extension Double: Quantity {
  /// The base raised to the exponent; a square is one multiplication.
  public static func power(_ base: Double, _ exponent: Double) -> Double {
    exponent == 2 ? base * base : Function.power(base, exponent)
  }

  /// The function's value.
  public static func call(_ function: Function, _ x: Double) -> Double { function.value(at: x) }

  /// The function's value.
  public static func call(_ function: Function, _ x: Double, _ y: Double) -> Double {
    function.value(at: x, y)
  }
}

/// Functions are calculated in double precision and rounded once.
extension Float: Quantity {
  /// The base raised to the exponent; a square is one multiplication.
  public static func power(_ base: Float, _ exponent: Float) -> Float {
    exponent == 2 ? base * base : Float(Function.power(Double(base), Double(exponent)))
  }

  /// The function's value.
  public static func call(_ function: Function, _ x: Float) -> Float {
    Float(function.value(at: Double(x)))
  }

  /// The function's value.
  public static func call(_ function: Function, _ x: Float, _ y: Float) -> Float {
    Float(function.value(at: Double(x), Double(y)))
  }
}
