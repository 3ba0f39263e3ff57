/// The update of each parameter as equations.
extension WorkedStep {
  /// The equations that lead from a parameter's gradient to its new value, the new value last;
  /// empty for an element that is not trained.
  package func updateEquations(of element: ElementID) -> [Equation] {
    guard let updated = updated[element.node] else { return [] }
    let parameter = graph.name(of: element)
    let kept = state[element.node, default: [:]]
    var step = UpdateStep<Formula>(number: number) { name in
      .symbol(name: Self.stateName(name, of: parameter), value: kept[name]?[element.offset] ?? 0)
    } naming: { name, formula in
      if case .literal(let value) = formula { return .symbol(name: name, value: value) }
      return .symbol(name: Self.stateName(name, of: parameter), value: formula.evaluated())
    }
    let gradient = Formula.symbol(
      name: gradientName(element), value: before.gradient(for: element) ?? 0)
    let formula = model.optimizer.update(before.symbol(for: element), gradient: gradient, in: &step)
    return step.defined.map {
      Equation(
        name: Self.stateName($0.isState ? Notation.updated($0.name) : $0.name, of: parameter),
        kind: .state, formula: $0.value.simplified, value: $0.value.evaluated())
    } + [
      Equation(
        name: Notation.updated(parameter), kind: .update, formula: formula.simplified,
        value: updated[element.offset])
    ]
  }

  /// What a quantity that the optimizer keeps is called for one parameter: `v+` of w5 is `v_w5+`.
  static func stateName(_ name: String, of parameter: String) -> String {
    name.last == "+" ? "\(name.dropLast())_\(parameter)+" : "\(name)_\(parameter)"
  }

  /// The equation of a new parameter or of something that the optimizer defines for it.
  func updateEquations(defining name: String) -> Equation? {
    let stem = name.last == "+" ? String(name.dropLast()) : name
    var candidate: Substring = stem[...]
    while true {
      if let element = graph.element(named: String(candidate)),
        let equation = updateEquations(of: element).first(where: { $0.name == name })
      {
        return equation
      }
      guard let underscore = candidate.firstIndex(of: "_") else { return nil }
      candidate = candidate[candidate.index(after: underscore)...]
    }
  }
}
