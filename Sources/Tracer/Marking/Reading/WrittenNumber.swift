/// A number as somebody wrote it: its value, and how exactly it was stated.
package struct WrittenNumber: Hashable, Sendable {
  /// The number as written, without the spaces around it.
  package var text: String
  /// The nearest double; not finite where what was written is no number, such as 1/0.
  package var value: Double
  /// How many digits were written from the first that isn't 0; at least 1.
  package var significantDigits: Int
  /// The power of ten of the last digit written: −4 for `0.0275`, −5 for `1.2e-4`.
  package var unit: Int

  /// A number and its precision.
  package init(text: String, value: Double, significantDigits: Int, unit: Int) {
    self.text = text
    self.value = value
    self.significantDigits = significantDigits
    self.unit = unit
  }

  /// The number in the digits written, with a raised power of ten where it was written with one;
  /// nobody reads more than forty digits.
  var shown: String {
    let plain = (text.utf8.count > 40 ? "\(text.prefix(40))…" : text).replacing("-", with: "−")
    let mantissa = plain.prefix { $0.isNumber || "−+.,".contains($0) }
    let rest = plain.dropFirst(mantissa.count)
    if mantissa.hasSuffix("10"), rest.hasPrefix("^") || rest.hasPrefix("**") {
      return "\(mantissa)\(Superscript.of(unit))"
    }
    guard !mantissa.isEmpty, "eE".contains(rest.first ?? " ") || rest.contains("10") else {
      return plain
    }
    let decimals = mantissa.reversed().prefix(while: \.isNumber).count
    let isWhole = mantissa.allSatisfy { !".,".contains($0) }
    return "\(mantissa)·10\(Superscript.of(unit + (isWhole ? 0 : decimals)))"
  }

  /// Whether it is written without decimals and without a power of ten.
  var isWhole: Bool { text.utf8.allSatisfy { (0x30...0x39).contains($0) } }

  /// The number written with the opposite sign.
  var negated: WrittenNumber {
    WrittenNumber(
      text: "-\(text)", value: -value, significantDigits: significantDigits, unit: unit)
  }

  /// The quotient of two written numbers, which is exact: 1/3 states all its digits.
  static func fraction(_ numerator: WrittenNumber, _ denominator: WrittenNumber) -> WrittenNumber {
    let value = numerator.value / denominator.value
    let exact = value.isFinite ? RoundedDecimal(value, significantDigits: 15).exponent : 0
    return WrittenNumber(
      text: "\(numerator.text)/\(denominator.text)", value: value, significantDigits: 15,
      unit: exact
    )
  }

  /// The digits around the decimal sign and a power of ten.
  init(integer: String, fraction: String, exponent: Int, text: String) {
    let value = Double("\(integer.isEmpty ? "0" : integer).\(fraction)0e\(exponent)") ?? .infinity
    let significant = (integer + fraction).drop { $0 == "0" }.count
    self.init(
      text: text, value: value, significantDigits: max(1, significant),
      unit: exponent - fraction.count)
  }
}

extension WrittenNumber {
  /// The number without its sign.
  var magnitude: WrittenNumber { value < 0 ? negated : self }

  /// Whether it is how a value reads in the digits written.
  func isRounded(from exact: Double) -> Bool {
    abs(value - exact) <= 0.501 * Double.power(10, Double(unit))
  }

  /// Whether it states a value to all its digits but perhaps the last.
  func isNear(_ exact: Double) -> Bool {
    abs(value - exact) <= 1.001 * Double.power(10, Double(unit))
  }
}
