/// The update of each parameter as equations.
extension WorkedStep {
  /// The equations that lead from a parameter's gradient to its new value, the new value last;
  /// empty for an element that is not trained.
  package func updateEquations(of element: ElementID) -> [Equation] {
    guard let updated = updated[element.node] else { return [] }
    let parameter = graph.name(of: element)
    let kept = state[element.node, default: [:]]
    let gradient = Formula.symbol(
      name: gradientName(element), value: before.gradient(for: element) ?? 0)
    var equations = updateRule(
      of: before.symbol(for: element), gradient: gradient,
      naming: { Self.stateName($0, of: parameter) }, kept: { kept[$0]?[element.offset] ?? 0 }
    ).map { Equation(name: $0, kind: .state, formula: $1, value: $1.evaluated()) }
    let formula = equations.removeLast().formula
    return equations + [
      Equation(
        name: Notation.updated(parameter), kind: .update, formula: formula,
        value: updated[element.offset])
    ]
  }

  /// The lines of the optimizer's rule, the new value last.
  /// - Parameters:
  ///   - naming: What a quantity of the rule is called.
  ///   - kept: The number of what the step before has left.
  func updateRule(
    of w: Formula, gradient: Formula, naming: @escaping (String) -> String = { $0 },
    kept: @escaping (String) -> Double = { _ in 0 }
  ) -> [(name: String, formula: Formula)] {
    var step = UpdateStep<Formula>(number: number) { name in
      .symbol(name: naming(name), value: kept(name))
    } naming: { name, formula in
      if case .literal(let value) = formula { return .symbol(name: name, value: value) }
      return .symbol(name: naming(name), value: formula.evaluated())
    }
    let new = model.optimizer.update(w, gradient: gradient, in: &step)
    return step.defined.map {
      (naming($0.isState ? Notation.updated($0.name) : $0.name), $0.value.simplified)
    } + [(Notation.updated(w.symbols[0]), new.simplified)]
  }

  /// The optimizer's constants, each once.
  var settings: [(name: String, value: Double)] {
    guard let parameter = parameters.first else { return [] }
    let state = "_\(graph.name(of: parameter))"
    let leaves = updateEquations(of: parameter).flatMap { constants(in: $0.formula) }
    return leaves.reduce(into: []) { settings, leaf in
      if !settings.contains(where: { $0.name == leaf.name }), !leaf.name.hasSuffix(state) {
        settings.append(leaf)
      }
    }
  }

  /// The leaves of a formula that belong to no tensor and no equation: hyperparameters.
  private func constants(in formula: Formula) -> [(name: String, value: Double)] {
    var found: [(name: String, value: Double)] = []
    _ = formula.replacingSymbols { name, value in
      if self.value(named: name) == nil { found.append((name, value)) }
      return nil
    }
    return found
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
