/// What the program of a page knows: every quantity with the formula that gives it, so that all of it
/// can be calculated anew, and how each is written.
package struct LivePage: Sendable {
  /// More parameters than these are not changed one by one.
  private static let mostParameters = 250
  /// How many times the model is told with other numbers.
  private static let probes = 8

  /// The equations that the page shows, in order.
  private(set) var shown: [Equation]
  /// The quantities from which numbers in sentences and tables follow.
  private(set) var said: Set<String> = []
  /// Every quantity, and from what it follows.
  private(set) var quantities = Quantities()
  /// What training goes on with, by what begins the names of its own quantities: given ones, each with
  /// what takes its place in an update.
  private(set) var runs: [(prefix: String, moves: [(name: String, formula: Formula)])] = []
  /// What the settings of each run stand under.
  private(set) var groups: [(prefix: String, title: Phrase)] = []
  /// The usual names of quantities that are called otherwise, because there are several of them.
  private var usual: [String: String] = [:]
  /// Whether every number follows from those given.
  private(set) var isAlive: Bool
  /// What is said whatever the numbers are.
  private var lasting: Set<String> = []
  private let worked: WorkedStep
  private let document: Document
  let carry: Int?
  /// How many updates are told of each run.
  private(set) var lastUpdate = 0
  /// What goes into the page besides, as members of its data.
  package var more: [String] = []

  /// What there is to know of a derivation.
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
    said = Set(numbers.flatMap(\.symbols))
    var wanted = shown.flatMap { [$0.name] + $0.formula.symbols } + said.sorted()
    if isAlive {
      let recorded = worked.equations(recordedFor: derivation).map(\.equation.name)
      wanted += worked.names + recorded
      // Told in short, or by names that are nobody's, it can't be calculated from what is there.
      isAlive = shown.allSatisfy { equation in
        equation.formula.symbols.allSatisfy { told[$0] != nil || worked.isKnown($0) }
      }
    }
    guard isAlive else {
      listValues()
      return
    }
    quantities = Quantities(wanted, told: told, in: worked)
    let order = Dictionary(worked.names.enumerated().map { ($1, $0) }, uniquingKeysWith: min)
    quantities.given.sort { (order[$0.name] ?? .max) < (order[$1.name] ?? .max) }
    let moves = quantities.moves
    runs = moves.isEmpty ? [] : [("", moves)]
    lasting = Self.lasting(derivation)
  }

  /// What there is to know of optimizers on a surface, each of which has quantities of its own.
  package init(_ comparison: OptimizerComparison, _ document: Document) {
    let steps = comparison.workedSteps
    (worked, self.document, carry, shown) = (steps[0].worked, document, nil, [])
    lastUpdate = comparison.steps
    isAlive = steps.allSatisfy { $0.worked.spoiled.isEmpty }
    guard isAlive else {
      shown = document.equations
      listValues()
      return
    }
    let gradients = worked.parameters.map { worked.gradientName($0) }
    let common = Quantities([worked.objectiveName] + gradients, told: [:], in: worked)
    quantities = common
    var renaming: [[String: String]] = []
    for (prefix, title, worked) in steps {
      let updates = worked.parameters.flatMap { worked.updateEquations(of: $0).map(\.name) }
      var own = Quantities(updates, told: [:], in: worked)
      own.subtract(common)
      let names = own.names.filter { $0 != "t" }
      renaming.append(Dictionary(uniqueKeysWithValues: names.map { ($0, prefix + $0) }))
      usual.merge(names.map { (prefix + $0, $0) }) { $1 }
      own.rename(renaming[renaming.count - 1], settings: prefix)
      groups.append((prefix, title))
      runs.append((prefix, common.moves(with: own, prefix)))
      quantities.add(own)
    }
    for (equation, place) in zip(document.equations, comparison.places(in: document)) {
      guard let (entry, step) = place else {
        shown.append(equation)
        continue
      }
      let prefix = steps[entry].prefix
      func renamed(_ name: String) -> String {
        let own = renaming[entry][name] ?? name
        let new =
          step == 0
          ? own : Notation.name(own.hasPrefix(prefix) ? own : prefix + own, afterStep: step)
        if new != name { usual[new] = name }
        return new
      }
      let formula = equation.formula.replacingSymbols { .symbol(name: renamed($0), value: $1) }
      shown.append(
        Equation(
          name: renamed(equation.name), kind: equation.kind, formula: formula,
          value: equation.value))
    }
    let passing = Set(comparison.passing.map(\.saying))
    lasting = Set(document.everyBlock.flatMap(\.sayings)).subtracting(passing)
  }

  /// Every calculated quantity, each behind those that it follows from.
  var formulas: [(name: String, formula: Formula)] { quantities.formulas }
  var given: [Quantities.Given] { quantities.given }

  private mutating func listValues() {
    var seen: Set<String> = []
    for case .symbol(let name, let value) in shown.map(\.symbol)
      + shown.flatMap(\.formula.everySymbol) where seen.insert(name).inserted
    {
      quantities.given.append(Quantities.Given(name: name, value: value, kind: "fixed"))
    }
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

  /// Whether a table is there whatever the numbers are, or tells nothing but numbers that are found
  /// anew.
  func isLasting(_ table: Table) -> Bool {
    lasting.contains(table.saying)
      || table.rows.joined().allSatisfy {
        $0.english.barePieces.allSatisfy { piece in
          switch piece {
          case .number(_, let formula, _): formula != nil
          case .text(let text): text.allSatisfy { $0.isNumber || $0 == "," }
          default: false
          }
        }
      }
  }

  func knows(_ name: String) -> Bool { known.contains(name) }

  private var known: Set<String> { Set(formulas.map(\.name) + given.map(\.name)) }

  /// The network with all that is calculated in it, if there is one.
  var drawing: Figure? {
    guard isAlive else { return nil }
    if !groups.isEmpty {
      return document.everyBlock.lazy.compactMap {
        if case .figure(let figure) = $0 { figure } else { nil }
      }.last
    }
    return NetworkDrawing(worked).map { .network($0) }
      ?? GraphDrawing(worked.before).map { .graph($0) }
  }

  /// The parameter that a gradient or an update is about.
  private var parameters: [String: String] {
    let pairs = worked.parameters.flatMap { element in
      let name = worked.graph.name(of: element)
      return [(worked.gradientName(element), name), (Notation.updated(name), name)]
    }
    return Dictionary(pairs) { first, _ in first }
  }

  /// A quantity as it is written in plain text, and whose it is, where there are several.
  func plain(_ name: String) -> (symbol: String, owner: String) {
    let run = runs.first { !$0.prefix.isEmpty && name.hasPrefix($0.prefix) }
    return (
      PlainScript().symbol(usual[name] ?? name).text, run.map { " (\($0.prefix.dropLast()))" } ?? ""
    )
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
      let symbol = script.symbol(usual[name] ?? name)
      let isAtom = symbol.binding == .atom ? ",1" : ""
      let (plain, owner) = plain(name)
      return "\(quoted(name)):[\(quoted(symbol.text)),\(quoted(plain + owner))\(isAtom)]"
    }
    let own = Dictionary(formulas.map { ($0.name, $0.formula) }, uniquingKeysWith: { $1 })
    let equations = shown.map { equation in
      let tree = equation.formula.json
      let isOwn = own[equation.name]?.chosen.simplified == equation.formula
      let isRepeated = ShownEquation(equation, in: script, digits: document.digits).symbols == nil
      let traits = [(isRepeated, "repeated"), (equation.leavesFewDigits, "few")].filter(\.0).map(
        \.1)
      return "[\(quoted(equation.name)),\(isOwn ? "null" : tree),"
        + "\(quoted(parameters[equation.name] ?? "")),\(quoted(traits.joined(separator: " ")))]"
    }
    let moves = runs.map { run in
      let pairs = run.moves.map { "[\(quoted($0.name)),\($0.formula.json)]" }
      return "\(quoted(run.prefix)):[\(pairs.joined(separator: ","))]"
    }
    let functions = Function.allCases.map { function in
      let written = script.call(function, [Written("\n", .atom)])
      let ends = written.text.split(separator: "\n").map { quoted(String($0)) }
      let parts = (ends + ["\(written.binding.rawValue)"]).joined(separator: ",")
      return "\(quoted(function.rawValue)):[\(parts)]"
    }
    func byLanguage(_ name: String, _ text: (Language) -> String) -> String {
      let members = Language.allCases.map { "\(quoted($0.rawValue)):\(quoted(text($0)))" }
      return "\(quoted(name)):{\(members.joined(separator: ","))}"
    }
    func list(_ name: String, _ elements: [String]) -> String {
      "\"\(name)\":[\(elements.joined(separator: ",\n"))]"
    }
    let members =
      [
        "\"alive\":\(isAlive)", "\"digits\":\(document.digits)",
        "\"dense\":\(document.isDense)",
        "\"carry\":\(carry.map(String.init) ?? "null")",
        "\"objective\":\(quoted(worked.objectiveName))",
        "\"updates\":\(lastUpdate)",
        "\"titles\":{\(titles.map { "\"\($0.rawValue)\":\(quoted($1))" }.joined(separator: ","))}",
        list("given", given.map { "[\(quoted($0.name)),\($0.value.jsonText),\(quoted($0.kind))]" }),
        "\"words\":\(PageWords.json)", "\"functions\":{\(functions.joined(separator: ","))}",
        byLanguage("tools") { PageTools(self, $0).bar },
        byLanguage("panels") { PageTools(self, $0).panel },
        "\"runs\":{\(moves.joined(separator: ","))}",
        list(
          "formulas",
          formulas.map { name, formula in
            let stable = quantities.stable[name].map { ",\($0?.json ?? "null")" } ?? ""
            return "[\(quoted(name)),\(formula.json)\(stable)]"
          }),
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

  func isCalculated(_ name: String) -> Bool {
    gradientsByDelta[name] != nil || equation(named: name) != nil
  }

  private func isOfOptimizer(_ name: String) -> Bool {
    isState(name)
      || parameters.first.map { first in
        updateEquations(of: first).contains { $0.formula.symbols.contains(name) }
      } ?? false
  }

  /// Whether the optimizer keeps a quantity from step to step.
  func isState(_ name: String) -> Bool {
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
    case .choice: return list("choice")
    }
  }

  /// The attribute by which a page's program knows of what a number is.
  var liveAttribute: String {
    if case .symbol(let name, _) = self { return "data-v=\"\(MathMLScript.escaped(name))\"" }
    return "data-v=\"\(MathMLScript.escaped(json))\""
  }

  /// The symbols, as often as they are written.
  var everySymbol: [Formula] {
    if case .symbol = self { return [self] }
    return children.flatMap(\.everySymbol)
  }
}

extension Document {
  /// The blocks of the document and of its chapters.
  fileprivate var everyBlock: [Block] { blocks + chapters.flatMap(\.everyBlock) }
}

extension Block {
  fileprivate var phrases: [Phrase] {
    switch self {
    case .heading(_, let phrase), .paragraph(let phrase): [phrase]
    case .list(let points): points
    case .table(let table): table.header + table.rows.joined()
    case .figure(.plot(let plot)): plot.series.map(\.name)
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
