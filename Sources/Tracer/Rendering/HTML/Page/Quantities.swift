/// Quantities that a page calculates anew, and from what they follow.
struct Quantities {
  struct Given {
    var name: String
    let value: Double
    /// A role such as `weight`, or `rate` for what the optimizer is given and `state` for what it
    /// keeps.
    var kind: String
  }

  /// Every calculated quantity, each behind those that it follows from.
  private(set) var formulas: [(name: String, formula: Formula)] = []
  /// Where the formula is not the one to calculate with whatever the numbers are, that one; `nil` for
  /// what careful rules pass.
  private(set) var stable: [String: Formula?] = [:]
  var given: [Given] = []

  init() {}

  /// Some quantities of a step, and all that they follow from.
  /// - Parameter told: The equations that are shown, which need not be those of the step.
  init(_ wanted: [String], told: [String: Equation], in worked: WorkedStep) {
    let deltas = worked.gradientsByDelta
    let (open, careful) = (
      worked.forAnyNumbers(isCareful: false), worked.forAnyNumbers(isCareful: true)
    )
    let symbols = Dictionary(uniqueKeysWithValues: deltas.map { ($1, $0) })
    func renamed(_ formula: Formula) -> Formula {
      guard worked.chain == .delta else { return formula }
      return formula.replacingSymbols { name, value in
        symbols[name].map { .symbol(name: $0, value: value) }
      }
    }
    let isTold = { told[$0] != nil }
    var seen: Set<String> = []
    var waiting: [(name: String, formula: Formula?)] = wanted.reversed().map { ($0, nil) }
    while let (name, formula) = waiting.popLast() {
      if let formula {
        formulas.append((name, formula))
      } else if seen.insert(name).inserted {
        let told = told[name]?.formula
        let delta = worked.chain == .delta ? symbols[name].flatMap { isTold($0) ? $0 : nil } : nil
        let alias = told == nil ? deltas[name] ?? delta : nil
        let source = alias == nil ? deltas[name] ?? name : ""
        let own = open.equation(named: source).map { renamed($0.formula) }
        let way = careful.equation(named: source).map { renamed($0.formula) }
        let isOwn = told == nil || told == own?.chosen.simplified
        let formula = isOwn ? own ?? way ?? alias.map { .symbol(name: $0, value: 0) } : told
        if let formula {
          if own != nil, way != own { stable[name] = .some(way) }
          waiting.append((name, formula))
          for case .symbol(let operand, let value)
            in (formula.everySymbol + (way?.everySymbol ?? []))
            .reversed()
          {
            waiting.append((operand, nil))
            if !seen.contains(operand), !worked.isCalculated(operand),
              careful.equation(named: operand) == nil
            {
              add(operand, value, of: worked, &seen)
            }
          }
        } else {
          // Of a setting of the optimizer, the formulas that use it have the value.
          seen.remove(name)
          guard let element = worked.graph.element(named: name) else { continue }
          add(name, worked.before[element], of: worked, &seen)
        }
      }
    }
  }

  private mutating func add(
    _ name: String, _ value: Double, of worked: WorkedStep, _ seen: inout Set<String>
  ) {
    guard !worked.isCalculated(name), seen.insert(name).inserted else { return }
    let element = worked.graph.element(named: name)
    let kind = element.map { worked.graph[$0.node].role.rawValue }
    given.append(
      Given(name: name, value: value, kind: kind ?? (worked.isState(name) ? "state" : "rate")))
  }

  var names: [String] { given.map(\.name) + formulas.map(\.name) }

  /// Leaves out what there is elsewhere.
  mutating func subtract(_ others: Quantities) {
    let known = Set(others.names)
    formulas.removeAll { known.contains($0.name) }
    given.removeAll { known.contains($0.name) }
  }

  /// Adds what is not there yet.
  mutating func add(_ others: Quantities) {
    var others = others
    others.subtract(self)
    formulas += others.formulas
    given += others.given
  }

  /// Calls quantities otherwise.
  /// - Parameter settings: What kind of quantities those are now that an optimizer is given.
  mutating func rename(_ names: [String: String], settings: String) {
    formulas = formulas.map { name, formula in
      let formula = formula.replacingSymbols { .symbol(name: names[$0] ?? $0, value: $1) }
      return (names[name] ?? name, formula)
    }
    given = given.map { old in
      var new = old
      new.name = names[old.name] ?? old.name
      if new.kind == "rate", new.name != old.name { new.kind = settings }
      return new
    }
  }

  /// What takes the place of given quantities in an update.
  var moves: [(name: String, formula: Formula)] { moves(with: self, "") }

  /// What takes their place in an update whose quantities have names of their own.
  func moves(with own: Quantities, _ prefix: String) -> [(name: String, formula: Formula)] {
    let values = Dictionary(uniqueKeysWithValues: given.map { ($0.name, $0.value) })
      .merging(own.given.map { ($0.name, $0.value) }) { $1 }
    let known = Set(own.formulas.map(\.name))
    let moves = values.keys.sorted().compactMap { name -> (name: String, formula: Formula)? in
      [Notation.updated(name), prefix + Notation.updated(name)].first(where: known.contains)
        .map { (name, .symbol(name: $0, value: 0)) }
    }
    guard !moves.isEmpty, let number = values["t"] else { return moves }
    return moves + [("t", .symbol(name: "t", value: number) + 1.0)]
  }
}
