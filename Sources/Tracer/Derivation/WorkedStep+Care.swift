/// How many digits somebody sees who follows a derivation.
package struct Precision: Sendable {
  package var digits: Int
  /// Significant digits to which each line is rounded before it is used further, if it is.
  package var carry: Int?
}

/// Rules that rounding or an overflow spoils, and the careful ones in their place.
extension WorkedStep {
  /// More terms than these in all formulas of a node nobody follows; its rule is taken as it is.
  private static let mostTerms = 100_000

  /// The equation of a calculated element: by its rule, where that gives the recorded number, else by
  /// the careful one.
  /// - Parameters:
  ///   - name: What it is called in the pass, if not by its own name.
  ///   - naming: Gives the quantities of a formula the names that they have in the pass.
  func equation(
    of element: ElementID, in trace: Trace<Double>, called name: String? = nil,
    naming: (Formula) -> Formula = { $0 }
  ) -> Equation? {
    guard let rule = trace.formula(for: element).map(naming) else { return nil }
    let (exact, name) = (trace[element], name ?? graph.name(of: element))
    func equation(_ formula: Formula, value: Double) -> Equation {
      Equation(name: name, kind: .value, formula: formula, value: value, exact: exact)
    }
    guard let careful = trace.carefulFormula(for: element) else {
      return equation(rule, value: exact)
    }
    let told = self.naming(asides: rule, in: name)
    return gives(told, exact)
      ? equation(rule, value: told.evaluated()) : equation(naming(careful), value: exact)
  }

  /// The elements of the first pass whose rule does not give the recorded number.
  func elementsInNeedOfCare() -> Set<ElementID> {
    let elements = graph.ids.lazy.filter { id in
      let operands = graph[id].inputs.reduce(0) { $0 + graph[$1].shape.count }
      return graph[id].shape.count * operands <= Self.mostTerms
    }.flatMap { graph.elements(of: $0) }
    return Set(
      elements.filter { element in
        guard before.carefulFormula(for: element) != nil, let rule = before.formula(for: element)
        else { return false }
        return !gives(naming(asides: rule, in: graph.name(of: element)), before[element])
      })
  }

  /// Whether a formula gives a number to all digits that are shown, and can be calculated at all by
  /// somebody who rounds.
  private func gives(_ formula: Formula, _ exact: Double) -> Bool {
    // Where the logarithm of a small number is large, its argument has lost more than it.
    let tolerance = max(0.01 * Double.power(10, -Double(precision.digits)), 16 * Double.ulpOfOne)
    guard !isCareful, formula.firstNotFinite == nil else { return false }
    let isExact = abs(formula.evaluated() - exact) <= tolerance * min(abs(exact), 1)
    guard isExact, let carry = precision.carry else { return isExact }
    return formula.evaluated { rounded($1, significantDigits: carry) }.isFinite
  }

  /// How an element is calculated, and from what.
  func step(to element: ElementID) -> (primitive: any Primitive, inputs: [NodeID])? {
    if spoiled.contains(element) { return before.carefulStep(to: element.node) }
    let node = graph[element.node]
    return node.primitive.map { ($0, node.inputs) }
  }

  /// Whether an element is passed on the way to one that is calculated with care, so that nothing
  /// flows back through it.
  func isPassed(_ element: ElementID) -> Bool {
    !spoiled.isEmpty && before.passed.contains(element.node)
      && before.paths(from: element).contains { spoiled.contains($0.next) }
  }
}
