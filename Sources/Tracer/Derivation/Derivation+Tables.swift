/// What is told in tables where there is no room for a line each.
extension Derivation {
  /// Most terms of a sum that a cell holds.
  private static let mostTerms = 6

  /// The parameters of a unit that differ from one told before in their numbers alone, each with the
  /// factors of its gradient.
  mutating func tellTable(of elements: [ElementID]) {
    let equations = elements.compactMap { element -> Equation? in
      let name = worked.gradientName(element)
      _ = derive(name)
      list.update(element)
      return list[name] ?? worked.equation(named: name)
    }
    guard equations.count == elements.count else { return }
    let names = elements.map { graph.name(of: $0) }
    let columns = factorColumns(of: equations, for: elements)
    let rows = elements.indices.map { row in
      ["\(symbol: names[row])"] + columns.map { $0.cells[row] } + [
        gradientCell(of: elements[row]),
        isUpdated(elements[row])
          ? "\(quantity: quantity(Notation.updated(names[row])))" : "–",
      ]
    }
    show(
      Table(
        header: [Phrases.parameter] + columns.map(\.header) + [Phrases.gradient, Phrases.after],
        rows: rows, caption: Phrases.alike(names)))
  }

  /// A gradient in as many digits as it takes to calculate the update from it.
  private func gradientCell(of element: ElementID) -> Phrase {
    let digits = digits(ofGradient: element)
    return Phrase("\(quantity: quantity(worked.gradientName(element)), digits: digits)")
  }

  /// How many digits of a parameter and its gradient it takes to calculate the update from them.
  private func digits(ofGradient element: ElementID) -> Int {
    guard let update = list[Notation.updated(graph.name(of: element))],
      update.formula.symbols.contains(worked.gradientName(element))
    else { return digits }
    return update.digitsShown(digits: digits)
  }

  /// The factors of the gradients, a column each; of sums, their terms. They have as many digits as
  /// it takes to calculate the gradient from them.
  private func factorColumns(
    of equations: [Equation], for elements: [ElementID]
  ) -> [(header: Phrase, cells: [Phrase])] {
    /// How many digits a row of numbers needs that lead to a gradient.
    func shown(_ row: Int, _ formula: ([Formula]) -> Formula, of parts: [Formula]) -> Int {
      let values = parts.map { Formula.symbol(name: "x", value: $0.evaluated()) }
      return equations[row].rewritten { _ in formula(values) }
        .digitsShown(digits: digits(ofGradient: elements[row]))
    }
    let sums = equations.map { $0.formula.terms }
    if let count = sums.first?.count, count > 1 {
      guard count <= Self.mostTerms else { return [] }
      return [
        (
          Phrases.contributions,
          sums.enumerated().map { row, terms in
            let digits = shown(row, Formula.sum, of: terms)
            let style = NumberStyle(digits: digits)
            let numbers = terms.map { Formula.literal(style.rounded($0.evaluated())) }
            return Phrase("\(formula: .sum(numbers), digits: digits)")
          }
        )
      ]
    }
    let factors = equations.map { $0.formula.factors.map(written) }
    guard let count = factors.first?.count, factors.allSatisfy({ $0.count == count }) else {
      return []
    }
    let shownDigits = factors.enumerated().map { shown($0, Formula.product(of:), of: $1) }
    return (0..<count).map { place in
      let column = factors.map { $0[place] }
      let isShared = column.allSatisfy { $0 == column[0] }
      return (
        isShared ? "\(formula: column[0])" : Phrases.input,
        zip(column, shownDigits).map { factor, digits in
          isShared
            ? "\(quantity: factor, digits: digits)"
            : "\(formula: factor) = \(quantity: factor, digits: digits)"
        }
      )
    }
  }

  /// A factor as a reader knows it: a derivative that is nothing but a quantity, as that quantity.
  private func written(_ factor: Formula) -> Formula {
    guard case .symbol(let name, let value) = factor else { return factor }
    if let equation = worked.equation(named: name), equation.kind == .slope,
      case .symbol(let quantity, _) = equation.formula
    {
      return .symbol(name: quantity, value: value)
    }
    return .symbol(name: worked.chain == .delta ? deltaName(name) ?? name : name, value: value)
  }

  /// Whether a line says of another sample what a line before it said of the first.
  func isRepeated(_ equation: Equation) -> Bool {
    options.detail == .compact && focus == nil && Notation(equation.name).lastSample > 1
  }

  /// What was left out because it is repeated, with its number alone.
  mutating func tellRepeated(_ equations: [Equation]) {
    let rows = equations.filter(isRepeated)
    guard !rows.isEmpty else { return }
    let samples = Set(rows.map { Notation($0.name).lastSample })
    show(
      inColumns(rows, header: [Phrases.symbol, Phrases.value]) { equation in
        let name = worked.chain == .delta ? deltaName(equation.name) : nil
        return ["\(symbol: name ?? equation.name)", "\(quantity: equation.symbol)"]
      }.captioned(Phrases.repeated(in: samples.count == 1 ? samples.first : nil)))
  }

  /// Every value of the forward pass before and after the update.
  func passTable() -> Table {
    let shown = worked.forwardElements.flatMap { element -> [ElementID] in
      let node = graph[element.node]
      return node.role == .out && node.inputs.count == 1
        ? [ElementID(node.inputs[0], element.offset), element] : [element]
    }.filter { focus?.tells($0) ?? true }
    let names = shown.map { graph.name(of: $0) }.filter { isTold($0) }
    return inColumns(names, header: [Phrases.symbol, Phrases.before, Phrases.after]) {
      row($0, $0, Notation.name($0, afterStep: 1))
    }.captioned(Phrases.passes)
  }

  /// The step on one page: the rules, the figure, and all numbers.
  mutating func tellSummary() {
    tellTitle()
    if let focus { tellChoice(of: focus) }
    tellRules()
    list.deriveForward()
    for parameter in parameters { list.deriveUpdate(of: parameter) }
    let isUpdated = !worked.updated.isEmpty
    if isUpdated { list.deriveForward { Notation.name($0, afterStep: 1) } }
    head(Phrases.allNumbers)
    tellFigure()
    show(isUpdated ? passTable() : valueTable())
    if isUpdated {
      if tellUpdates() { tellChange() }
    } else {
      show(gradientTable(parameters))
    }
  }

  mutating func tellFigure() {
    if let drawing = NetworkDrawing(shown) {
      show(.network(drawing))
    } else if let drawing = GraphDrawing(shown.before), isCalculation {
      show(.graph(drawing))
    }
  }

  /// Each parameter before and after, with its gradient.
  func updateTable() -> Table {
    let header = [Phrases.parameter, Phrases.before, Phrases.gradient, Phrases.after]
    let rows = parameters.filter(isUpdated).map { element in
      let name = graph.name(of: element)
      return [
        "\(symbol: name)",
        Phrase(
          "\(quantity: worked.before.symbol(for: element), digits: digits(ofGradient: element))"),
        gradientCell(of: element), "\(quantity: quantity(Notation.updated(name)))",
      ]
    }
    let table =
      options.detail == .full
      ? Table(header: header, rows: rows) : inColumns(rows, header: header) { $0 }
    return table.captioned(Phrases.parametersUpdated)
  }

  private func valueTable() -> Table {
    inColumns(worked.forwardElements, header: [Phrases.symbol, Phrases.value]) {
      row(graph.name(of: $0), graph.name(of: $0))
    }.captioned(Phrases.valuesCalculated)
  }

  func gradientTable(_ parameters: [ElementID]) -> Table {
    inColumns(parameters, header: [Phrases.symbol, Phrases.value, Phrases.gradient]) {
      row(graph.name(of: $0), graph.name(of: $0), worked.gradientName($0))
    }.captioned(Phrases.valuesAndGradients)
  }

  /// A symbol, and the numbers of some quantities.
  private func row(_ symbol: String, _ quantities: String...) -> [Phrase] {
    ["\(symbol: symbol)"] + quantities.map { "\(quantity: quantity($0))" }
  }
}

extension WorkedStep {
  /// How many samples the network calculates at once.
  var samples: Int { NetworkRules(before)?.samples ?? 1 }
}

extension Notation {
  /// The number of the last sample that the name speaks of; 1 if it speaks of none.
  fileprivate var lastSample: Int {
    switch self {
    case .quantity(let parts): parts.sample ?? 1
    case .derivative(let y, let x): max(y.lastSample, x.lastSample)
    case .difference(let a, let b): max(a.lastSample, b.lastSample)
    }
  }
}
