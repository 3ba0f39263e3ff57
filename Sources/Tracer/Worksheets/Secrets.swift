/// What a sheet keeps to itself so that no line that is given shows a result that is asked for.
///
/// A line from whose number a blank follows at once is a blank, too, if another one that is asked for
/// follows from it; otherwise it is left out, with what follows from it and what leads nowhere else.
struct Secrets {
  private(set) var blanks: Set<String>
  private(set) var unknown: Set<String>
  private(set) var leftOut: Set<String> = []

  /// - Parameters:
  ///   - equations: The lines, each behind those that it follows from.
  ///   - askable: Those that can be blank.
  init(of equations: [Equation], asked: [String], askable: Set<String>, digits: Int) {
    func figures(of value: Double) -> UInt64 {
      RoundedDecimal(value, significantDigits: digits).stripped.digits
    }
    (blanks, unknown) = (Set(asked), Set(asked))
    var (leading, written) = (blanks, Set<UInt64>())
    for equation in equations.reversed() where leading.contains(equation.name) {
      leading.formUnion(equation.formula.symbols)
      if blanks.contains(equation.name) { written.insert(figures(of: equation.value)) }
    }
    written.remove(0)
    for equation in equations where !blanks.contains(equation.name) {
      let (name, symbols) = (equation.name, equation.formula.symbols)
      guard symbols.contains(where: unknown.contains) else { continue }
      let isAnotherName = if case .symbol = equation.formula { true } else { false }
      if symbols.contains(where: leftOut.contains) {
        leftOut.insert(name)
      } else if !isAnotherName {
        guard equation.formula.yields(unknown) || written.contains(figures(of: equation.value))
        else { continue }
        if !leading.contains(name) {
          leftOut.insert(name)
        } else if askable.contains(name) {
          blanks.insert(name)
          written.insert(figures(of: equation.value))
        }
      }
      unknown.insert(name)
    }
    let used = Set(equations.flatMap(\.formula.symbols))
    var kept: Set<String> = []
    for equation in equations.reversed() where !leftOut.contains(equation.name) {
      let name = equation.name
      if used.contains(name), !kept.contains(name), !blanks.contains(name) {
        leftOut.insert(name)
      } else {
        kept.formUnion(equation.formula.symbols)
      }
    }
  }
}

extension Formula {
  /// Whether its number gives an unknown operand away: it is the only one, and the others on the way to
  /// it need not be calculated.
  fileprivate func yields(_ unknown: Set<String>) -> Bool {
    let parts: [Formula]
    switch self {
    case .symbol(let name, _): return unknown.contains(name)
    case .literal, .power, .call: return false
    case .product: parts = factors
    case .sum: parts = terms
    case .difference, .quotient, .negation: parts = children
    }
    let open = parts.filter { $0.symbols.contains(where: unknown.contains) }
    return open.count == 1 && open[0].yields(unknown)
      && parts.allSatisfy { $0.children.isEmpty || $0 == open[0] }
  }
}
