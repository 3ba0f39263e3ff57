/// One step of training as an exercise: its derivation, some of whose results are blank.
package struct Exercise: Sendable {
  package struct Task: Sendable {
    package var options: DerivationOptions
    package var choice: BlankChoice
    package var asksRules = false

    /// Every line, with these results left blank.
    package init(options: DerivationOptions = DerivationOptions(), choice: BlankChoice = .results) {
      self.options = options
      self.options.detail = .full
      self.choice = choice
    }

    func digits(of model: Model) -> Int { options.carry ?? options.digits ?? min(model.digits, 4) }
  }

  package let model: Model
  package let task: Task
  /// What its answers are compared with.
  package internal(set) var key: AnswerKey
  package let blanks: [String]
  /// The names of the quantities whose numbers the sheet must not show: the blanks, what is another name
  /// of one, and what is left out.
  let unknown: Set<String>
  /// The lines that the sheet leaves out: each would give a blank away, or leads to such lines alone.
  let leftOut: Set<String>
  /// The derivation up to the update.
  let told: Derivation
  package let digits: Int

  /// An exercise about the first step of a model.
  /// - Throws: As `Derivation` does, and `BlankError` for blanks that there are not.
  package init(_ model: Model, task: Task) throws {
    var options = task.options
    digits = task.digits(of: model)
    options.digits = digits
    var told = try Derivation(model, options: options)
    told.tellGiven()
    told.tellRules()
    told.tellForward()
    told.tellBackward()
    let shown = Dictionary(
      told.blocks.equations.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { a, _ in a })
    let derivation = told
    var key = AnswerKey(
      model, order: options.order, carry: options.carry, comparingOrders: true,
      isOrderStated: true)
    let known = key.knownNames
    // Blanks are numbered in the order in which they are told.
    let results = told.list.equations.filter { equation in
      guard shown[derivation.shownName(equation.name)] != nil,
        known.canonicalName(of: equation.name) == equation.name
      else { return false }
      if case .symbol = equation.formula { return false }
      return !equation.formula.symbols.isEmpty
    }.sorted {
      shown[derivation.shownName($0.name)] ?? 0 < shown[derivation.shownName($1.name)] ?? 0
    }
    let asked = try task.choice.blanks(among: results, of: told.worked, known: known)
    let secrets = Secrets(
      of: told.list.equations, asked: asked, askable: Set(results.map(\.name)), digits: digits)
    blanks = results.map(\.name).filter(secrets.blanks.contains)
    (unknown, leftOut) = (secrets.unknown, secrets.leftOut)
    key.blanks = blanks
    (self.model, self.task, self.key, self.told) = (model, task, key, told)
  }

  func equation(_ name: String) -> Equation? { told.list[name] }

  /// Along how many paths a change reaches what a derivative is of; `nil` for a line that is no chain
  /// rule.
  func paths(to equation: Equation) -> Int? {
    let worked = told.worked
    guard equation.kind == .gradient || equation.kind == .contribution,
      equation.formula.symbols.contains(where: { worked.derivativeParts(of: $0) != nil }),
      let (y, x) = worked.derivativeParts(of: equation.name)
    else { return nil }
    let end = y ?? worked.objective
    var counts: [ElementID: Int] = [:]
    func count(_ element: ElementID) -> Int {
      if element == end { return 1 }
      if let known = counts[element] { return known }
      let count = worked.before.paths(from: element).reduce(0) { $0 + count($1.next) }
      counts[element] = count
      return count
    }
    return count(x)
  }

  package func answer(_ name: String) -> Double { told.list[name]?.value ?? .nan }

  /// A number as a student writes it.
  func written(_ value: Double) -> WrittenNumber {
    let text = NumberStyle(digits: digits).plain(value)
    return WrittenNumber(text)
      ?? WrittenNumber(text: text, value: value, significantDigits: digits, unit: 0)
  }

  /// The numbers of a student who calculates some lines otherwise, and goes on from there.
  /// - Parameter edits: The lines that are calculated otherwise, by the names of their results.
  func numbers(editing edits: [String: Formula]) -> [String: Double] {
    told.list.equations.reduce(into: [:]) { numbers, equation in
      let value = (edits[equation.name] ?? equation.formula).evaluated { numbers[$0] ?? $1 }
      numbers[equation.name] =
        task.options.carry.map { rounded(value, significantDigits: $0) } ?? value
    }
  }

  /// The answers as a file for `check`: a line for each blank.
  /// - Parameter value: The number of a blank; the right one by default.
  package func answers(_ value: ((String) -> Double)? = nil) -> String {
    blanks.map { name in
      "\(name) = \(NumberStyle(digits: digits).plain(value?(name) ?? answer(name)))\n"
    }.joined()
  }
}

extension Derivation {
  /// What a quantity is called where it is told of.
  func shownName(_ name: String) -> String {
    worked.chain == .delta ? deltaName(name) ?? name : name
  }
}

extension NumberStyle {
  /// The number in ASCII, as a program reads it: `-0.0275`, `1.25e-7`.
  func plain(_ x: Double) -> String {
    let parts = write(x)
    return (parts.isNegative ? "-" : "") + parts.magnitude + (parts.exponent.map { "e\($0)" } ?? "")
  }
}
