/// Equations in an order in which each can be calculated from those before it, each once.
package struct EquationList: Sendable {
  package let worked: WorkedStep
  package private(set) var equations: [Equation] = []
  private let carry: Int?
  private var numbers: [String: Approximate] = [:]
  private var known: Set<String> = []
  private var places: [String: Int] = [:]

  /// An empty list.
  /// - Parameter carry: To how many significant digits each result is rounded before it is used
  ///   further; `nil` to calculate on with all digits.
  package init(_ worked: WorkedStep, carry: Int? = nil) {
    self.worked = worked
    self.carry = carry
  }

  package subscript(name: String) -> Equation? { places[name].map { equations[$0] } }

  /// Adds the equation of a quantity, after those it needs that are not there yet.
  /// - Parameter isWanted: Of which quantities an equation is wanted; the numbers of others are used
  ///   as they are.
  /// - Returns: What was added, in order; nothing for a given quantity or one that is there.
  @discardableResult
  package mutating func derive(
    _ name: String, where isWanted: (String) -> Bool = { _ in true }
  ) -> [Equation] {
    let start = equations.count
    // A list of things to do instead of recursion: a chain may be a hundred thousand long.
    var open: [(name: String, equation: Equation?)] = [(name, nil)]
    while let (name, equation) = open.popLast() {
      if let equation {
        append(equation)
      } else if isWanted(name), known.insert(name).inserted,
        let equation = worked.equation(named: name)
      {
        open.append((name, equation))
        open += equation.formula.symbols.reversed().map { ($0, nil) }
      }
    }
    return Array(equations[start...])
  }

  /// Adds what leads from a parameter's gradient to its new value.
  @discardableResult
  package mutating func update(_ parameter: ElementID) -> [Equation] {
    worked.updateEquations(of: parameter).flatMap { derive($0.name) }
  }

  /// Adds an equation, calculated from the numbers of those before it.
  @discardableResult
  mutating func append(_ equation: Equation) -> Equation {
    let (calculated, number) = equation.calculated(from: numbers, carry: carry)
    known.insert(equation.name)
    places[equation.name] = equations.count
    numbers[equation.name] = number
    equations.append(calculated)
    return calculated
  }
}

extension EquationList {
  /// Every equation of one step in the order of a derivation: the forward pass, for each
  /// parameter its gradient and its update, the forward pass with the new parameters.
  package static func all(of worked: WorkedStep, carry: Int? = nil) -> EquationList {
    var list = EquationList(worked, carry: carry)
    list.deriveForward()
    for parameter in worked.parameters { list.deriveUpdate(of: parameter) }
    guard !worked.updated.isEmpty else { return list }
    list.deriveForward { Notation.name($0, afterStep: 1) }
    list.derive(worked.changeName)
    return list
  }

  /// Adds what leads to a parameter's gradient, and from there to its new value.
  mutating func deriveUpdate(of parameter: ElementID) {
    derive(worked.gradientName(parameter))
    update(parameter)
  }

  /// Adds what leads to every gradient.
  mutating func deriveParameterGradients() {
    for parameter in worked.parameters { derive(worked.gradientName(parameter)) }
  }

  /// Adds the forward pass, unit by unit.
  @discardableResult
  package mutating func deriveForward(naming: (String) -> String = { $0 }) -> [Equation] {
    worked.forwardElements.flatMap { derive(naming(worked.graph.name(of: $0))) }
  }
}

extension WorkedStep {
  /// The calculated elements in the order in which a derivation tells of them: a unit's net input
  /// just before its output.
  package var forwardElements: [ElementID] {
    graph.ids.filter { id in
      let isNetOfUnit =
        graph[id].role == .net && graph.consumers[id.index].contains { graph[$0.node].role == .out }
      return graph[id].primitive != nil && !isNetOfUnit
    }.flatMap { graph.elements(of: $0) }
  }

  /// The elements whose derivatives are of interest, the last layer first and unit by unit.
  package var parameters: [ElementID] {
    let layers = Dictionary(grouping: model.differentiated) { graph[$0].layer ?? 0 }
    return layers.keys.sorted(by: >).flatMap { layer in
      layers[layer, default: []].flatMap { id in
        elementsByUnit(of: id)
      }
    }
  }

  /// The elements of a node in the order in which they are told of: weights are kept one row an
  /// input, and told of one unit after the other.
  func elementsByUnit(of id: NodeID) -> [ElementID] {
    let shape = graph[id].shape
    guard graph[id].role == .weight, shape.rank == 2 else { return graph.elements(of: id) }
    return (0..<shape[1]).flatMap { unit in
      (0..<shape[0]).map { ElementID(id, $0 * shape[1] + unit) }
    }
  }
}
