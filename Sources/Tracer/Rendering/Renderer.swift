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
  let result: Written?
  /// Whether the result is exactly what the numbers give, to its digits.
  let isExact: Bool

  /// The lines of an equation.
  init(_ equation: Equation, in script: some Script, digits: Int) {
    let style = NumberStyle(digits: digits)
    let symbols = script.symbolic(equation.formula, numbers: style)
    // Only another name, or the difference that a change is called by, can look like the name.
    let isRepeated =
      switch equation.formula {
      case .symbol, .difference:
        TextLayout.unbroken(symbols.text) == script.symbol(equation.name).text
      default: false
      }
    let sides = equation.sides
    self.symbols = isRepeated || !sides.contains(.symbols) ? nil : symbols
    let result = script.written(equation.value, numbers: style)
    self.result =
      sides.contains(.result)
      ? equation.blank.map {
        Written(script.blank($0.label, filled: $0.isFilled ? result.text : nil), .atom)
      } ?? result : nil
    if sides.contains(.numbers),
      case .follows(let digits, let isExact) = equation.line(digits: digits)
    {
      let numbers = script.numeric(equation.formula, numbers: NumberStyle(digits: digits))
      self.numbers = isExact && numbers.text == result.text ? nil : numbers
      self.isExact = isExact
    } else {
      (numbers, isExact) = (nil, true)
    }
  }

  /// What stands behind the equals signs, each on a line of its own; a line that only renames a
  /// quantity has its number beside it.
  var sides: [String] {
    let sides = [symbols?.text, numbers?.text, result?.text].compactMap(\.self)
    guard numbers == nil else { return sides }
    return symbols?.text == result?.text ? Array(sides.prefix(1)) : [sides.joined(separator: " = ")]
  }

  /// The sides, each with whether it is exactly what stands before it; those of a dense document
  /// together on a line where they fit, the last ones first.
  func rows(
    approximately: String = " ≈ ", dense fits: ((String) -> Bool)? = nil
  ) -> [(isExact: Bool, text: String)] {
    let rows = sides.enumerated().map { position, side in
      (isExact: position < sides.count - 1 || isExact, text: side)
    }
    guard let fits else { return rows }
    return rows.dropLast().reversed().reduce(into: [rows[rows.count - 1]]) { joined, row in
      let whole = row.text + (joined[0].isExact ? " = " : approximately) + joined[0].text
      if fits(whole) {
        joined[0] = (row.isExact, whole)
      } else {
        joined.insert(row, at: 0)
      }
    }
  }
}
