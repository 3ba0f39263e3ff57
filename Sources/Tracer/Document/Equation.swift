/// A quantity, the formula that gives it, and the number.
public struct Equation: Hashable, Sendable {
  /// What an equation states.
  public enum Kind: String, Sendable, CaseIterable {
    /// A value of the forward pass.
    case value
    /// The slope ∂y/∂x between neighbours in the graph.
    case slope
    /// What one partial error contributes to a gradient.
    case contribution
    /// The derivative of the objective.
    case gradient
    /// A quantity that the optimizer keeps or passes through.
    case state
    /// A parameter's new value.
    case update
    /// By how much the objective changed.
    case change
  }

  /// The ASCII name of the quantity, such as `dE/dw5`.
  public let name: String
  /// What the equation states.
  public let kind: Kind
  /// The right-hand side, in quantities of earlier equations and given ones.
  public let formula: Formula
  /// The number that the trace recorded, or the rounded one that is carried on in its place.
  public let value: Double
  /// The number that the trace recorded.
  public let exact: Double
  /// To how many significant digits the number is rounded; `nil` if it has all of them.
  let carry: Int?
  /// By what other places of the document refer to it, if they do.
  package var number: Int?
  /// The blank that its result is, if it is one.
  package var blank: Blank?
  package var sides: Set<Side> = [.symbols, .numbers, .result]

  /// An equation whose number is the recorded one.
  package init(name: String, kind: Kind, formula: Formula, value: Double) {
    self.init(name: name, kind: kind, formula: formula, value: value, exact: value, carry: nil)
  }

  /// An equation whose number is not quite, or not at all, the recorded one.
  init(name: String, kind: Kind, formula: Formula, value: Double, exact: Double) {
    self.init(name: name, kind: kind, formula: formula, value: value, exact: exact, carry: nil)
  }

  private init(
    name: String, kind: Kind, formula: Formula, value: Double, exact: Double, carry: Int?
  ) {
    self.name = name
    self.kind = kind
    self.formula = formula
    self.value = value
    self.exact = exact
    self.carry = carry
  }

  /// The quantity with its number.
  var symbol: Formula { .symbol(name: name, value: value) }

  func renamed(_ naming: (String) -> String) -> Equation {
    let formula = formula.replacingSymbols { .symbol(name: naming($0), value: $1) }
    return Equation(
      name: naming(name), kind: kind, formula: formula, value: value, exact: exact, carry: carry)
  }

  /// The same equation with another right-hand side of the same value.
  func rewritten(_ formula: (Formula) -> Formula) -> Equation {
    Equation(
      name: name, kind: kind, formula: formula(self.formula), value: value, exact: exact,
      carry: carry)
  }

  /// The equation as a person calculates it from the numbers in the lines before it.
  /// - Returns: The equation with these numbers, and its own one for those that follow.
  func calculated(
    from numbers: [String: Approximate], carry: Int?
  ) -> (equation: Equation, number: Approximate) {
    let line = formula.replacingSymbols { name, value in
      numbers[name].map { .symbol(name: name, value: $0.value) }
    }
    let number = formula.settled(
      from: numbers, recorded: line.writtenDifference ?? value, carry: carry)
    let equation = Equation(
      name: name, kind: kind, formula: line, value: number.value, exact: exact, carry: carry)
    return (equation, number)
  }
}

extension Formula {
  /// What a line comes to, as it shows it and the next one uses it.
  /// - Parameters:
  ///   - numbers: Those of the lines before it; the formula has those of others.
  ///   - recorded: The same number calculated in another way, if there is one.
  ///   - carry: To how many significant digits it is rounded.
  func settled(
    from numbers: [String: Approximate], recorded: Double? = nil, carry: Int? = nil
  ) -> Approximate {
    let found = evaluated(as: Approximate.self) { numbers[$0] ?? Approximate(given: $1) }
    let number = found.settled(recorded: recorded ?? found.value)
    return carry.map { Approximate(given: rounded(number.value, significantDigits: $0)) } ?? number
  }
}
