/// What the program of a page knows: every quantity with the formula that gives it, so that all of it
/// can be calculated anew, and how each is written.
package struct LivePage: Sendable {
  /// A quantity that is given.
  struct Given {
    let name: String
    let value: Double
    /// A role such as `weight`, or `rate` for what the optimizer is given and `state` for what it
    /// keeps.
    let kind: String
  }

  /// More parameters than these are not changed one by one.
  private static let mostParameters = 250
  /// How many times the model is told with other numbers.
  private static let probes = 8

  /// The equations that the page shows, in order.
  let shown: [Equation]
  /// Every calculated quantity, each behind those that it follows from.
  private(set) var formulas: [(name: String, formula: Formula)] = []
  /// Every quantity that is given.
  private(set) var given: [Given] = []
  /// Whether every number follows from those given.
  private(set) var isAlive: Bool
  /// What is said whatever the numbers are.
  private var lasting: Set<String> = []
  private let worked: WorkedStep
  private let document: Document
  private let carry: Int?
  /// What goes into the page besides, as members of its data.
  package var more: [String] = []

  /// What there is to know of a derivation.
  /// - Parameter document: The derivation as it is shown.
  package init(_ derivation: Derivation, _ document: Document) {
    worked = derivation.worked
    self.document = document
    carry = derivation.options.carry
    shown = document.equations
    isAlive =
      derivation.focus == nil && worked.parameters.count <= Self.mostParameters
      && worked.spoiled.isEmpty
    let told = Dictionary(shown.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
    let phrases = document.everyBlock.flatMap(\.phrases).flatMap { [$0] + $0.otherwise }
    let numbers =
      phrases.flatMap(\.holds)
      + phrases.flatMap(\.english.barePieces).compactMap {
        if case .number(_, let formula?, _) = $0 { formula } else { nil }
      }
    var wanted = shown.flatMap { [$0.name] + $0.formula.symbols } + numbers.flatMap(\.symbols)
    if isAlive {
      let recorded = worked.equations(recordedFor: derivation).map(\.equation.name)
      wanted += worked.names + recorded
      // Told in short, or by names that are nobody's, it can't be calculated from what is there.
      isAlive = shown.allSatisfy { equation in
        equation.formula.symbols.allSatisfy { told[$0] != nil || worked.isKnown($0) }
      }
    }
    if isAlive {
      sort(wanted, told: told)
      let order = Dictionary(worked.names.enumerated().map { ($1, $0) }, uniquingKeysWith: min)
      given.sort { (order[$0.name] ?? .max) < (order[$1.name] ?? .max) }
      lasting = Self.lasting(derivation)
    } else {
      listValues()
    }
  }

  private mutating func listValues() {
    var seen: Set<String> = []
    func add(_ name: String, _ value: Double) -> Given? {
      seen.insert(name).inserted ? Given(name: name, value: value, kind: "fixed") : nil
    }
    given = shown.compactMap { add($0.name, $0.value) }
    for equation in shown {
      for case .symbol(let name, let value) in equation.formula.everySymbol {
        if let new = add(name, value) { given.append(new) }
      }
    }
  }

  private mutating func sort(_ wanted: [String], told: [String: Equation]) {
    let deltas = worked.gradientsByDelta
    var seen: Set<String> = []
    var open: [(name: String, formula: Formula?)] = wanted.reversed().map { ($0, nil) }
    while let (name, formula) = open.popLast() {
      if let formula {
        formulas.append((name, formula))
      } else if seen.insert(name).inserted {
        let formula =
          (told[name] ?? worked.equation(named: name))?.formula
          ?? deltas[name].map { .symbol(name: $0, value: 0) }
        if let formula {
          open.append((name, formula))
          for case .symbol(let operand, let value) in formula.everySymbol.reversed() {
            open.append((operand, nil))
            if !seen.contains(operand), !worked.isCalculated(operand) { add(operand, value, &seen) }
          }
        } else if let element = worked.graph.element(named: name) {
          seen.remove(name)
          add(name, worked.before[element], &seen)
        }
      }
    }
  }

  private mutating func add(_ name: String, _ value: Double, _ seen: inout Set<String>) {
    guard worked.equation(named: name) == nil, worked.gradientsByDelta[name] == nil,
      seen.insert(name).inserted
    else { return }
    let element = worked.graph.element(named: name)
    let kind = element.map { worked.graph[$0.node].role.rawValue }
    given.append(
      Given(
        name: name, value: value, kind: kind ?? (worked.isState(name) ? "state" : "rate")))
  }

  /// What is said of the model with any numbers: all that does not change while they do.
  private static func lasting(_ derivation: Derivation) -> Set<String> {
    var lasting = Set(derivation.document().everyBlock.flatMap(\.sayings))
    var generator = NumPyGenerator(seed: 1)
    let graph = derivation.graph
    var count = 0
    for probe in 0..<Self.probes {
      var model = derivation.worked.model
      // What was written about the numbers of the model holds of no others.
      (model.epilogue, model.source) = ({ [] }, nil)
      for (id, leaf) in model.leaves.sorted(by: { $0.key < $1.key })
      where graph[id].role != .literal {
        for offset in 0..<leaf.shape.count {
          let factor = generator.uniform(0.4, 1.6)
          let turn = probe % 2 == 1 && graph[id].role.isLearned && generator.uniform(0, 1) < 0.5
          let zero = leaf[offset] == 0 ? generator.uniform(0, 1) : 0
          model.leaves[id]?[offset] = leaf[offset] * factor * (turn ? -1 : 1) + zero
        }
      }
      guard let other = try? Derivation(model, options: derivation.options) else { continue }
      lasting.formIntersection(other.document().everyBlock.flatMap(\.sayings))
      count += 1
    }
    return count > 2 ? lasting : []
  }

  /// Whether a sentence holds whatever the numbers are.
  func isLasting(_ phrase: Phrase) -> Bool { lasting.contains(phrase.saying) }

  /// Whether a table is there whatever the numbers are.
  func isLasting(_ table: Table) -> Bool { lasting.contains(table.saying) }

  /// Whether the program knows of a quantity.
  func knows(_ name: String) -> Bool { known.contains(name) }

  private var known: Set<String> { Set(formulas.map(\.name) + given.map(\.name)) }

  /// The network with all that is calculated in it, if there is one.
  var drawing: Figure? {
    guard isAlive else { return nil }
    return NetworkDrawing(worked).map { .network($0) }
      ?? GraphDrawing(worked.before).map { .graph($0) }
  }

  /// All of it in JSON, so that it can stand in a page.
  func json(titles: [(Language, String)]) -> String {
    let script = MathMLScript()
    var names: [String] = []
    var seen: Set<String> = []
    for name in given.map(\.name) + formulas.map(\.name) + shown.map(\.name)
      + shown.flatMap(\.formula.symbols) where seen.insert(name).inserted
    {
      names.append(name)
    }
    let quoted = JSONValue.quoted
    let symbols = names.map { name in
      let symbol = script.symbol(name)
      let isAtom = symbol.binding == .atom ? ",1" : ""
      let plain = quoted(PlainScript().symbol(name).text)
      return "\(quoted(name)):[\(quoted(symbol.text)),\(plain)\(isAtom)]"
    }
    let own = Dictionary(formulas.map { ($0.name, $0.formula.json) }, uniquingKeysWith: { $1 })
    let equations = shown.map { equation in
      let tree = equation.formula.json
      let isOwn = own[equation.name] == tree
      let isRepeated = ShownEquation(equation, in: script, digits: document.digits).symbols == nil
      return "[\(quoted(equation.name)),\(isOwn ? "null" : tree)\(isRepeated ? ",1" : "")]"
    }
    let after = Set(formulas.map(\.name).filter { $0.hasSuffix("+") })
    let moved = given.map(\.name).filter { after.contains(Notation.updated($0)) }
    func list(_ name: String, _ elements: [String]) -> String {
      "\"\(name)\":[\(elements.joined(separator: ",\n"))]"
    }
    let members =
      [
        "\"alive\":\(isAlive)", "\"digits\":\(document.digits)",
        "\"dense\":\(document.isDense)",
        "\"carry\":\(carry.map(String.init) ?? "null")",
        "\"objective\":\(quoted(worked.objectiveName))",
        "\"short\":\(quoted(worked.graph.objectiveSymbol))",
        "\"titles\":{\(titles.map { "\"\($0.rawValue)\":\(quoted($1))" }.joined(separator: ","))}",
        list("given", given.map { "[\(quoted($0.name)),\($0.value.jsonText),\(quoted($0.kind))]" }),
        list("moved", moved.map(quoted)),
        list("formulas", formulas.map { "[\(quoted($0.name)),\($0.formula.json)]" }),
        list("shown", equations),
        "\"symbols\":{\(symbols.joined(separator: ",\n"))}",
      ] + more
    return "{\(members.joined(separator: ",\n"))}".replacing("<", with: "\\u003c")
  }
}

extension WorkedStep {
  /// The gradient that each δ stands for.
  var gradientsByDelta: [String: String] {
    let nets = graph.ids.filter { graph[$0].role == .net }.flatMap { graph.elements(of: $0) }
    return Dictionary(
      nets.filter { before.gradient(for: $0) != nil && graph.name(of: $0).hasPrefix("net_") }.map {
        ("delta_\(graph.name(of: $0).dropFirst(4))", gradientName($0))
      }, uniquingKeysWith: { first, _ in first })
  }

  /// Every quantity of both forward passes, and what becomes of the objective.
  fileprivate var names: [String] {
    let elements = graph.ids.filter { graph[$0].role != .literal }.flatMap {
      graph.elements(of: $0)
    }
    let first = elements.map { graph.name(of: $0) }
    return updated.isEmpty ? first : first + elements.map(nameAfter) + [changeName]
  }

  /// Whether there is such a quantity, given or calculated.
  fileprivate func isKnown(_ name: String) -> Bool {
    value(named: name) != nil || gradientsByDelta[name] != nil || isOfOptimizer(name)
  }

  fileprivate func isCalculated(_ name: String) -> Bool {
    gradientsByDelta[name] != nil || equation(named: name) != nil
  }

  private func isOfOptimizer(_ name: String) -> Bool {
    isState(name)
      || parameters.first.map { first in
        updateEquations(of: first).contains { $0.formula.symbols.contains(name) }
      } ?? false
  }

  /// Whether the optimizer keeps a quantity from step to step.
  fileprivate func isState(_ name: String) -> Bool {
    equation(named: Notation.updated(name))?.kind == .state
  }
}

extension Formula {
  /// The tree as nested lists: `["*", "w5", 0.5]`.
  var json: String {
    func list(_ sign: String) -> String {
      "[\"\(sign)\",\(children.map(\.json).joined(separator: ","))]"
    }
    switch self {
    case .literal(let value): return value.isFinite ? value.jsonText : "null"
    case .symbol(let name, _): return JSONValue.quoted(name)
    case .sum(let terms): return terms.isEmpty ? "0" : list("+")
    case .difference: return list("-")
    case .product: return list("*")
    case .quotient: return list("/")
    case .power: return list("^")
    case .negation: return list("neg")
    case .call(let function, _): return list(function.rawValue)
    }
  }

  /// The attribute by which a page's program knows of what a number is.
  var liveAttribute: String {
    if case .symbol(let name, _) = self { return "data-v=\"\(MathMLScript.escaped(name))\"" }
    return "data-v=\"\(MathMLScript.escaped(json))\""
  }

  /// The symbols, as often as they are written.
  fileprivate var everySymbol: [Formula] {
    if case .symbol = self { return [self] }
    return children.flatMap(\.everySymbol)
  }
}

extension Document {
  /// The blocks of the document and of its chapters.
  fileprivate var everyBlock: [Block] { blocks + chapters.flatMap(\.everyBlock) }
}

extension Block {
  /// The prose in the block.
  fileprivate var phrases: [Phrase] {
    switch self {
    case .heading(_, let phrase), .paragraph(let phrase): [phrase]
    case .list(let points): points
    case .table(let table): table.header + table.rows.joined()
    case .equations, .matrices, .figure, .listing: []
    }
  }

  /// What is said in the block, without the numbers that it knows how to find.
  fileprivate var sayings: [String] {
    if case .table(let table) = self { return [table.saying] }
    return phrases.map(\.saying)
  }
}

extension Table {
  /// What the columns hold.
  fileprivate var saying: String { header.map(\.saying).joined(separator: " | ") }
}

extension Phrase {
  /// The words, without the numbers of quantities.
  fileprivate var saying: String {
    let numbers = NumberStyle(digits: 17)
    return english.barePieces.map { piece in
      if case .number(_, of: .some, _) = piece { return "#" }
      return piece.text(in: numbers)
    }.joined()
  }
}
