/// The chain rule as equations.
extension WorkedStep {
  /// A product has at most so many factors; longer chains go on from a derivative named on the way.
  private static let longestProduct = 6

  /// The name of the objective's derivative by an element, such as `dE/dw5`.
  package func gradientName(_ element: ElementID) -> String {
    graph.derivative(by: graph.name(of: element))
  }

  /// The y and x of a derivative's name; y is `nil` for the objective.
  func derivativeParts(of name: String) -> (y: ElementID?, x: ElementID)? {
    guard name.utf8.first == UInt8(ascii: "d"), let slash = name.firstRange(ofBytesOf: "/d"),
      let x = graph.element(named: String(name[slash.upperBound...]))
    else { return nil }
    let y = String(name[..<slash.lowerBound].dropFirst())
    if y == graph.objectiveSymbol { return (nil, x) }
    return graph.element(named: y).map { ($0, x) }
  }

  /// The equation of a derivative; of the objective by its own name, it is the whole of it, whatever
  /// other ways there are.
  func derivative(_ y: ElementID?, _ x: ElementID) -> Equation? {
    guard let y, graph.name(of: y) != graph.objectiveSymbol else { return gradient(of: x) }
    if isPassed(x) { return nil }
    let name = Notation.derivative(of: graph.name(of: y), by: graph.name(of: x))
    if let slope = fan(from: x).slope(of: y) ?? before.slopeFormula(of: y, by: x) {
      return Equation(name: name, kind: .slope, formula: slope, value: number(of: slope))
    }
    return contribution(of: y, to: x, name: name)
  }

  /// ∂E/∂x: over every way out of x, what flows back along it, summed.
  private func gradient(of x: ElementID) -> Equation? {
    guard let value = before.gradient(for: x), !isPassed(x) else { return nil }
    let fan = fan(from: x)
    let paths = fan.leading
    let formula: Formula
    if x == objective {
      formula = .literal(1)
    } else if let errors = fan.errors {
      formula = .sum(zip(errors, paths).map { symbol(ofContribution: $0, to: x, along: $1) })
    } else {
      formula = sum(of: paths.map { term(of: $0, from: x, factors: Self.longestProduct) })
    }
    return Equation(
      name: gradientName(x), kind: .gradient, formula: formula.simplified, value: value)
  }

  /// The ways from an element that lead on to the objective; an output that is only looked at is
  /// none.
  func ways(from x: ElementID) -> [Path] { fan(from: x).leading }

  /// What one partial error contributes to ∂E/∂x.
  private func contribution(of error: ElementID, to x: ElementID, name: String) -> Equation? {
    let formula: Formula
    let value: Double
    if let path = fan(from: x).way(to: error) {
      formula = term(of: path, from: x, factors: Self.longestProduct)
      value = flow(along: path)
    } else if reach.only(from: x) == error {
      formula = symbol(ofGradient: x)
      value = before.gradient(for: x) ?? 0
    } else {
      return nil
    }
    return Equation(name: name, kind: .contribution, formula: formula.simplified, value: value)
  }

  /// One path's part of a gradient: what flows into the element reached, times the slope.
  private func term(of path: Path, from x: ElementID, factors: Int) -> Formula {
    if isUnit(path.next) { return path.slope }
    return .product(
      of: upstream(of: path.next, factors: factors - 1).factors + [factor(path, from: x)])
  }

  /// ∂E/∂y as it is written in a product: its own product where it has one, else its name.
  private func upstream(of y: ElementID, factors: Int) -> Formula {
    let paths = ways(from: y)
    guard chain == .product, factors > 1, paths.count == 1, !isUnit(paths[0].next) else {
      return symbol(ofGradient: y)
    }
    return term(of: paths[0], from: y, factors: factors)
  }

  /// A slope as a factor: its name, or, in δ notation, the quantity itself where it is just one.
  private func factor(_ path: Path, from x: ElementID) -> Formula {
    if chain == .delta {
      switch path.slope {
      case .symbol, .literal: return path.slope
      default: break
      }
    }
    let name = Notation.derivative(of: graph.name(of: path.next), by: graph.name(of: x))
    return .symbol(name: name, value: number(of: path.slope))
  }

  /// Whether ∂E/∂y is 1 because y is the objective, or one of the terms of which it is the sum.
  func isUnit(_ y: ElementID) -> Bool {
    if y == objective { return true }
    guard graph.consumers[y.node.index].first?.node == graph.objective else { return false }
    let paths = ways(from: y)
    return paths.count == 1 && paths[0].slope == .literal(1)
  }

  private func sum(of terms: [Formula]) -> Formula { terms.count == 1 ? terms[0] : .sum(terms) }

  private func symbol(ofGradient x: ElementID) -> Formula {
    .symbol(name: gradientName(x), value: before.gradient(for: x) ?? 0)
  }

  private func symbol(
    ofContribution error: ElementID, to x: ElementID, along path: Path
  ) -> Formula {
    .symbol(
      name: Notation.derivative(of: graph.name(of: error), by: graph.name(of: x)),
      value: flow(along: path))
  }

  /// What comes back along one way.
  private func flow(along path: Path) -> Double {
    (before.gradient(for: path.next) ?? 0) * number(of: path.slope)
  }

  /// The number of a slope, calculated from outputs that are only looked at as they are told.
  private func number(of slope: Formula) -> Double { naming(asides: slope, in: "").evaluated() }
}
