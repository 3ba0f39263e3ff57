/// What answers are compared with: every quantity of a calculation, with the formulas that lead to
/// it.
package struct AnswerKey: Sendable {
  /// A quantity that an answer can be about.
  struct Entry: Sendable {
    let name: String
    /// What its equation states; `nil` for a given quantity.
    let kind: Equation.Kind?
    /// The recorded number.
    let exact: Double
    /// The ways to calculate it, the customary one first; none for a given quantity.
    var formulas: [Formula]
    /// Whether a derivation tells of it.
    var isExpected = false
  }

  /// A number that a quantity has under another convention.
  enum Variant: Sendable {
    /// With the new weights taking effect in the other order.
    case updateOrder(UpdateOrder, Double)
    /// After another number of updates.
    case step(Int, UpdateOrder, Double)
  }

  /// The quantities, each behind those it follows from.
  private(set) var entries: [Entry] = []
  /// The position of each quantity by its name.
  private(set) var index: [String: Int] = [:]
  /// Of how many samples the loss is the mean; `nil` if it is none.
  private(set) var samplesOfMean: Int?
  /// Whether updates went before: what is said to come after one may be what is given.
  private(set) var isContinued = false
  /// The quantities that a worksheet asks for; empty if it is none.
  package var blanks: [String] = []
  /// The graph behind the quantities, where there is one.
  let graph: Graph?
  /// What quantities are where something is done otherwise that is no mistake in itself.
  private(set) var variants: [String: [Variant]] = [:]
  /// What is calculated if new weights take effect otherwise.
  var otherOrders: [UpdateOrder: AnswerKey] = [:]
  /// For each quantity, those that it could be mistaken for.
  private(set) var siblings: [String: [String]] = [:]
  /// For a derivative that is another one by its formula, as ∂E_o1/∂net_o1 is ∂E/∂net_o1, that one.
  private(set) var aliased: [Int: Int] = [:]
  /// The positions of what the formulas of each quantity are made of.
  private var operands: [[[Int]]] = []

  /// Compares with a list of equations.
  /// - Parameters:
  ///   - equations: What a derivation tells of.
  ///   - alternatives: Other ways to the same quantities, and quantities that may be answered though
  ///     no derivation tells of them.
  ///   - graph: The graph behind them, where there is one.
  package init(
    _ equations: [Equation], alternatives: [Equation] = [], graph: Graph? = nil
  ) {
    self.graph = graph
    var entries: [Entry] = []
    var index: [String: Int] = [:]
    func add(_ entry: Entry) {
      guard let position = index[entry.name] else {
        index[entry.name] = entries.count
        return entries.append(entry)
      }
      for formula in entry.formulas where !entries[position].formulas.contains(formula) {
        entries[position].formulas.append(formula)
      }
    }
    let all = equations + alternatives
    let calculated = Set(all.map(\.name))
    for case .symbol(let name, let value) in all.flatMap(\.formula.leaves)
    where !calculated.contains(name) {
      add(Entry(name: name, kind: nil, exact: value, formulas: []))
    }
    for (position, equation) in all.enumerated() {
      add(
        Entry(
          name: equation.name, kind: equation.kind, exact: equation.value,
          formulas: [equation.formula], isExpected: position < equations.count))
    }
    self.entries = Self.sorted(entries, index: index)
    self.index = Dictionary(
      self.entries.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    for (position, entry) in self.entries.enumerated() {
      let by = derivativeParts(of: entry.name)?.by
      for case .symbol(let name, _) in entry.formulas where by != nil {
        guard derivativeParts(of: name)?.by == by, let same = self.index[name] else { continue }
        aliased[position] = same
      }
    }
    operands = self.entries.map { entry in
      entry.formulas.map { $0.symbols.compactMap { self.index[$0] } }
    }
    samplesOfMean = countedSamples
    for family in Dictionary(grouping: entries.map(\.name), by: { family(of: $0) }).values {
      // Of very many, the first are enough.
      for name in family { siblings[name] = family.prefix(17).filter { $0 != name } }
    }
  }

  /// Compares with one step of training, its gradients calculated along the chain or through δ.
  /// - Parameters:
  ///   - order: When a new weight takes effect.
  ///   - carry: To how many significant digits each line is rounded before it is used further.
  package init(_ model: Model, order: UpdateOrder = .simultaneous, carry: Int? = nil) {
    let precision = Precision(digits: carry ?? model.digits, carry: carry)
    var list = EquationList.all(
      of: WorkedStep(model, order: order, precision: precision), carry: carry)
    let told = list.equations.count
    list.deriveEverything()
    var throughDelta = EquationList(
      WorkedStep(model, chain: .delta, order: order, precision: precision), carry: carry)
    throughDelta.deriveGradients()
    self.init(
      Array(list.equations[..<told]),
      alternatives: list.equations[told...] + throughDelta.equations
        + throughDelta.throughOutputs + list.equations.flatMap { Self.steps(of: $0) },
      graph: model.graph)
    isContinued = model.updates > 0
  }

  /// What is added to a parameter, Δw, as it stands in the update and as a difference.
  private static func steps(of update: Equation) -> [Equation] {
    let old = String(update.name.dropLast())
    guard update.kind == .update else { return [] }
    let step: Formula? =
      switch update.formula {
      case .difference(.symbol(old, _), let step): -step
      case .sum(let terms) where terms.count == 2 && terms[0].symbols == [old]: terms[1]
      default: nil
      }
    guard case .symbol(_, let value)? = update.formula.leaves.first(where: { $0.symbols == [old] })
    else { return [] }
    let difference =
      Formula.symbol(name: update.name, value: update.value) - .symbol(name: old, value: value)
    return [step, difference].compactMap(\.self).map {
      Equation(
        name: Notation.step(of: old), kind: .change, formula: $0, value: update.value - value)
    }
  }

  /// The entries, each behind all those that any of its formulas needs.
  private static func sorted(_ entries: [Entry], index: [String: Int]) -> [Entry] {
    var sorted: [Entry] = []
    var seen = [Bool](repeating: false, count: entries.count)
    for start in entries.indices {
      var open = [(position: start, isReady: false)]
      while let (position, isReady) = open.popLast() {
        if isReady {
          sorted.append(entries[position])
        } else if !seen[position] {
          seen[position] = true
          open.append((position, true))
          let needed = entries[position].formulas.flatMap(\.symbols).compactMap { index[$0] }
          open += needed.reversed().map { ($0, false) }
        }
      }
    }
    return sorted
  }

  /// The key of a calculation with other formulas.
  func rewritten(_ rewrite: (Entry, Formula) -> Formula) -> AnswerKey {
    var key = self
    for (position, entry) in entries.enumerated() {
      let formulas = entry.formulas.map { rewrite(entry, $0) }
      let exact = formulas.first?.evaluated { name, value in
        key.index[name].map { key.entries[$0].exact } ?? value
      }
      key.entries[position] = Entry(
        name: entry.name, kind: entry.kind, exact: exact ?? entry.exact, formulas: formulas,
        isExpected: entry.isExpected)
    }
    key.samplesOfMean = key.countedSamples
    return key
  }

  /// Adds a quantity that no other one follows from.
  mutating func append(_ entry: Entry) {
    guard index[entry.name] == nil else { return }
    index[entry.name] = entries.count
    operands.append(entry.formulas.map { $0.symbols.compactMap { index[$0] } })
    entries.append(entry)
  }

  /// Whether a quantity is a derivative that is calculated from others.
  func isDerivative(_ position: Int) -> Bool { entries[position].kind == .gradient }

  /// The positions of what each formula of a quantity is made of.
  func operands(of position: Int) -> [[Int]] { operands[position] }

  /// Adds what a quantity is under another convention.
  mutating func add(_ variant: Variant, to name: String) {
    variants[name, default: []].append(variant)
  }

  /// The names under which the quantities are found.
  /// - Complexity: O(number of quantities); keep them to read many write-ups.
  package var knownNames: KnownNames {
    var names = KnownNames(
      entries.map(\.name),
      values: Dictionary(entries.map { ($0.name, $0.exact) }, uniquingKeysWith: { a, _ in a }),
      formulas: Dictionary(
        entries.map { ($0.name, $0.formulas) }, uniquingKeysWith: { a, _ in a }),
      graph: graph)
    names.isContinued = isContinued
    return names
  }

  /// The entry of a quantity.
  func entry(named name: String) -> Entry? { index[name].map { entries[$0] } }

  /// The quantities that are missed when they are not answered. Slopes and what flows through a unit
  /// may be left to the products they are in.
  var asked: [String] { blanks.isEmpty ? entries.filter(isAsked).map(\.name) : blanks }

  private func isAsked(_ entry: Entry) -> Bool {
    switch entry.kind {
    case .slope, .contribution: return false
    case .gradient:
      let through: Set<Role> = [.net, .out, .error]
      let isThrough = derivativeParts(of: entry.name).flatMap { role(of: $0.by) }.map(
        through.contains)
      return entry.isExpected && isThrough != true
    default: return entry.isExpected
    }
  }

  /// What a quantity is the same number as, by its formula: ∂net_o1/∂w5 is out_h1.
  func restated(by name: String) -> String? {
    guard case .symbol(let other, _)? = entry(named: name)?.formulas.first else { return nil }
    return other
  }

  /// The parts y and x of the name of a derivative ∂y/∂x.
  func derivativeParts(of name: String) -> (of: String, by: String)? {
    guard name.hasPrefix("d"), let slash = name.firstRange(of: "/d") else { return nil }
    return (String(name[..<slash.lowerBound].dropFirst()), String(name[slash.upperBound...]))
  }
}

extension EquationList {
  /// The elements whose derivatives somebody may state; of a large graph, the parameters alone.
  private var differentiable: [ElementID] {
    let graph = worked.graph
    guard graph.nodes.reduce(0, { $0 + $1.shape.count }) <= 2_000 else {
      return worked.parameters
    }
    return graph.ids.flatMap { graph.elements(of: $0) }
  }

  /// The gradients with ∂E/∂out · ∂out/∂net in place of δ: whoever has ∂E/∂out goes on from there.
  fileprivate var throughOutputs: [Equation] {
    let deltas = Dictionary(
      differentiable.filter { worked.graph[$0.node].role == .net }.compactMap { element in
        let name = worked.gradientName(element)
        return self[name].map { (name, $0.formula) }
      }, uniquingKeysWith: { first, _ in first })
    return worked.parameters.compactMap { parameter in
      guard let equation = self[worked.gradientName(parameter)],
        equation.formula.symbols.contains(where: { deltas[$0] != nil })
      else { return nil }
      return Equation(
        name: equation.name, kind: equation.kind,
        formula: equation.formula.replacingSymbols { name, _ in deltas[name] },
        value: equation.value)
    }
  }

  /// Adds the gradient by every element.
  fileprivate mutating func deriveGradients() {
    for element in differentiable { derive(worked.gradientName(element)) }
  }

  /// Adds every derivative, also those that a derivation has no use for.
  fileprivate mutating func deriveEverything() {
    deriveGradients()
    let graph = worked.graph
    let errors = graph.ids.filter { graph[$0].role == .error }.flatMap { graph.elements(of: $0) }
    for element in differentiable {
      let reached = worked.before.paths(from: element).map(\.next)
      // The slope of the objective is the gradient, under another name.
      for other in reached + errors where other != element && other != worked.objective {
        derive(Notation.derivative(of: graph.name(of: other), by: graph.name(of: element)))
      }
    }
  }
}

extension Formula {
  /// The symbols, as often as they are written.
  var leaves: [Formula] {
    switch self {
    case .symbol: [self]
    default: children.flatMap(\.leaves)
    }
  }

  /// The values of symbols and literals, as often as they are written.
  var numbers: [Double] {
    switch self {
    case .symbol(_, let value), .literal(let value): [value]
    default: children.flatMap(\.numbers)
    }
  }
}
