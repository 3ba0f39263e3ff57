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

  /// An equation whose number is the recorded one.
  public init(name: String, kind: Kind, formula: Formula, value: Double) {
    self.init(name: name, kind: kind, formula: formula, value: value, exact: value)
  }

  /// An equation whose number is not quite, or not at all, the recorded one.
  init(name: String, kind: Kind, formula: Formula, value: Double, exact: Double) {
    self.name = name
    self.kind = kind
    self.formula = formula
    self.value = value
    self.exact = exact
  }

  /// The same equation with other names for its quantities.
  func renamed(_ naming: (String) -> String) -> Equation {
    let formula = formula.replacingSymbols { .symbol(name: naming($0), value: $1) }
    return Equation(
      name: naming(name), kind: kind, formula: formula, value: value, exact: exact)
  }

  /// The same equation with another right-hand side of the same value.
  func rewritten(_ formula: (Formula) -> Formula) -> Equation {
    Equation(name: name, kind: kind, formula: formula(self.formula), value: value, exact: exact)
  }

  /// The equation as a person calculates it who goes on with rounded numbers.
  /// - Parameters:
  ///   - values: The rounded numbers of earlier equations.
  ///   - round: Rounds this one's result.
  public func carrying(_ values: [String: Double], round: (Double) -> Double) -> Equation {
    let carried = formula.replacingSymbols { name, value in
      .symbol(name: name, value: values[name] ?? value)
    }
    return Equation(
      name: name, kind: kind, formula: carried, value: round(carried.evaluated()), exact: exact)
  }
}
