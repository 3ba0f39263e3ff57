/// An equation's line of numbers, as it can be printed.
enum NumericLine: Equatable {
  /// There is none: the right-hand side is a number, or the name of one.
  case none
  /// The numbers have so many significant digits, and from them one gets the result: exactly, to its
  /// digits, or, where it is 0, but for rounding.
  case follows(digits: Int, isExact: Bool)
  /// With whatever digits, one gets another number.
  case broken(found: Double)
}

extension Equation {
  /// How the line of numbers is printed above a result of so many significant digits.
  ///
  /// The line shows as many further digits of its operands as it takes to calculate the result from
  /// the line itself.
  func line(digits: Int) -> NumericLine {
    if case .symbol = formula { return .none }
    if formula.symbols.isEmpty { return .none }
    let style = NumberStyle(digits: min(digits, carry ?? digits))
    let isDifference = leavesFewDigits
    func gives(_ number: Double) -> Bool {
      carry == nil && !isDifference
        ? style.write(number) == style.write(value) : style.rounded(number) == style.rounded(value)
    }
    let isFinite = formula.firstNotFinite == nil
    for digits in digits...max(digits, 16) where isFinite {
      let printed = NumberStyle(digits: digits)
      // What comes of the numbers as they are needs no look at their rounding, unless it is 0.
      if value != 0, !isDifference, gives(formula.evaluated { printed.rounded($1) }) {
        return .follows(digits: digits, isExact: true)
      }
      let found = formula.evaluated(as: Approximate.self) {
        Approximate(given: printed.rounded($1))
      }
      guard found.value.isFinite else { continue }
      // What all digits do not tell apart, the order of calculation does.
      let isNear = digits >= 16 && abs(found.value - value) <= 2 * found.error + 4 * value.ulp
      if isNear || !isDifference && gives(formula.evaluated { printed.rounded($1) })
        || gives(found.settled(recorded: value).value)
      {
        return .follows(digits: digits, isExact: value != 0 || found.isZero)
      }
    }
    return .broken(found: formula.evaluated())
  }

  /// Whether few digits of its operands may be left in the result: a change, or a share of a difference.
  var leavesFewDigits: Bool {
    switch formula {
    case .quotient: formula.isWrittenDifference
    default: kind == .change && formula.isWrittenDifference
    }
  }
}

extension Equation {
  /// How many digits of the operands it takes to calculate the result from them.
  func digitsShown(digits: Int) -> Int {
    if case .follows(let shown, _) = line(digits: digits) { shown } else { digits }
  }
}

extension [Block] {
  /// Adds an equation to those just before it, and what is to be said of it.
  mutating func append(_ equation: Equation, digits: Int) {
    if case .equations(var equations) = last {
      // Taken out of the list first, so that it grows in place.
      removeLast()
      equations.append(equation)
      append(.equations(equations))
    } else {
      append(.equations([equation]))
    }
    if case .broken(let found) = equation.line(digits: digits) {
      let style = NumberStyle(digits: digits)
      let part = equation.formula.firstNotFinite?.replacingSymbols { .literal(style.rounded($1)) }
      append(
        .paragraph(
          tellsOfBrokenLine
            ? Phrases.brokenAgain(found: found, part: part)
            : Phrases.broken(equation.name, found: found, part: part)))
    }
  }

  /// Whether a line that is left out has been accounted for.
  private var tellsOfBrokenLine: Bool {
    contains { block in
      if case .paragraph(let told) = block {
        return told.english.words.hasPrefix(Phrases.brokenStart)
      }
      return false
    }
  }
}
