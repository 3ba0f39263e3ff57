/// A format that documents are written in.
public protocol Renderer: Sendable {
  /// The document in this format, ending in a line break.
  func render(_ document: Document) -> String
}

/// An equation as it is shown: symbols, numbers, result.
struct ShownEquation {
  /// The right-hand side in symbols; `nil` where it would only repeat the left-hand side.
  let symbols: Written?
  /// The right-hand side in numbers; `nil` where it would only repeat the result.
  let numbers: Written?
  /// The result.
  let result: Written

  /// The lines of an equation.
  ///
  /// A line of numbers shows as many further digits of its operands as it takes to calculate the
  /// result from the line itself.
  init(_ equation: Equation, in script: some Script, digits: Int) {
    let style = NumberStyle(digits: digits)
    let symbols = script.symbolic(equation.formula, numbers: style)
    self.symbols =
      TextLayout.unbroken(symbols.text) == script.symbol(equation.name).text ? nil : symbols
    result = script.written(equation.value, numbers: style)
    switch equation.formula {
    case .symbol: self.numbers = nil
    case let formula where formula.symbols.isEmpty: self.numbers = nil
    default:
      let operands = (digits...max(digits, 17)).lazy.map(NumberStyle.init).first {
        style.write(equation.formula.evaluatedFromPrint(in: $0)) == style.write(equation.value)
      }
      let numbers = script.numeric(
        equation.formula, numbers: operands ?? NumberStyle(digits: 17))
      self.numbers = numbers.text == result.text ? nil : numbers
    }
  }

  /// What stands behind the equals signs, each on a line of its own; a line that only renames a
  /// quantity has its number beside it.
  var sides: [String] {
    let sides = [symbols?.text, numbers?.text, result.text].compactMap(\.self)
    guard numbers == nil else { return sides }
    return symbols?.text == result.text ? [result.text] : [sides.joined(separator: " = ")]
  }
}

extension Formula {
  /// The value that a reader gets from the line of numbers as it is printed.
  func evaluatedFromPrint(in style: NumberStyle) -> Double {
    evaluated { _, value in style.rounded(value) }
  }
}
