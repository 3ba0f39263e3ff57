/// What is given, and the forward pass.
extension Derivation {
  /// What it is about, where its numbers were published, and which of its updates it is.
  mutating func tellTitle() {
    let model = worked.model
    head(model.title, level: 1)
    if let source = model.source { say(Phrases.source(source)) }
    if model.updates > 0 { say(Phrases.earlier(updates: model.updates)) }
  }

  /// The title, the network, and every given number.
  mutating func tellGiven() {
    let model = worked.model
    if !explained.isEmpty {
      head(Phrases.update(number: worked.number), level: 1)
      if isOnOtherSamples { tellOtherSamples() }
      return
    }
    if let focus { return tellGiven(of: focus) }
    tellTitle()
    say(options.carry.map(Phrases.carrying) ?? Phrases.rounding(digits))
    let drawing = NetworkDrawing(model)
    head(drawing == nil ? Phrases.givenGraph : Phrases.given)
    if let drawing { show(.network(drawing)) }
    let isDrawn =
      drawing?.sizes.isEmpty == true && options.detail == .compact && worked.samples == 1
    if isDrawn {
      tellSettings()
    } else {
      let table = givenTable()
      table.rows.isEmpty ? say(Phrases.nothingGiven) : show(table)
    }
    let long = graph.ids.filter { graph[$0].primitive == nil && isLong($0) }
    if !long.isEmpty { say(Phrases.long(long.map { graph[$0].names.label })) }
    blocks += model.notes.map(Block.paragraph)
    if model.trained.isEmpty { return }
    let trained = Set(model.trained)
    let frozen = graph.ids.contains { graph[$0].role == .bias && !trained.contains($0) }
    if frozen { say(Phrases.frozenBiases) }
  }

  /// What an update goes by that is made on other samples than the one before.
  private mutating func tellOtherSamples() {
    if let samples = worked.model.samples { say(Phrases.update(on: samples.listed)) }
    if let focus { return tellSample(of: focus) }
    show(givenTable(of: [.input, .target]))
    blocks += worked.model.notes.map(Block.paragraph)
  }

  /// Whether a tensor has more numbers than anybody reads in a table.
  private func isLong(_ id: NodeID) -> Bool { graph[id].shape.count > 100 }

  /// The leaves, all or those of some roles, and the optimizer's constants, each with its value.
  private func givenTable(of roles: Set<Role>? = nil) -> Table {
    let leaves = graph.ids.filter {
      graph[$0].primitive == nil && graph[$0].role != .literal && !isLong($0)
        && roles?.contains(graph[$0].role) != false
    }.flatMap { worked.elementsByUnit(of: $0) }
    let rows = leaves.map { (name: graph.name(of: $0), value: worked.before[$0]) } + worked.settings
    return inColumns(rows, header: [Phrases.symbol, Phrases.value]) {
      ["\(symbol: $0.name)", "\(quantity: .symbol(name: $0.name, value: $0.value))"]
    }.captioned(Phrases.givenValues)
  }

  /// The numbers that are chosen for the update.
  mutating func tellSettings() {
    let settings = worked.settings.map { ($0.name, Formula.symbol(name: $0.name, value: $0.value)) }
    if !settings.isEmpty { say(Phrases.settings(settings)) }
  }

  /// A long list beside itself, as far as a page is wide: rows are filled column by column.
  func inColumns<Row>(_ rows: [Row], header: [Phrase], cells: (Row) -> [Phrase]) -> Table {
    let numbers = NumberStyle(digits: digits)
    let widest =
      ([header] + rows.map(cells)).map { cells in
        cells.reduce(0) { $0 + 4 + TextLayout.width($1.english.held(numbers)) }
      }.max() ?? 1
    let fitting = max(1, TextLayout.columns / widest)
    let columns = rows.count > 6 ? min(3, (rows.count + 5) / 6, fitting) : 1
    let height = (rows.count + columns - 1) / columns
    let empty = header.map { _ in Phrase("") }
    return Table(
      header: Array(repeatElement(header, count: columns).joined()),
      rows: (0..<height).map { line in
        (0..<columns).flatMap { column in
          let position = column * height + line
          return position < rows.count ? cells(rows[position]) : empty
        }
      })
  }

  mutating func tellForward() {
    head(Phrases.forward)
    let elements = worked.forwardElements.filter { focus?.tells($0) ?? true }
    let inLayers = elements.filter { graph[$0.node].layer != nil }
    if !inLayers.isEmpty, isFirst("forward") {
      let hasBiases = graph.nodes.contains { $0.role == .bias }
      say(Phrases.forwardReason(hasBiases: hasBiases, isDeep: worked.model.layerCount > 1))
    }
    let count = worked.model.layerCount
    for (layer, elements) in Self.grouped(inLayers, by: { graph[$0.node].layer ?? 0 }) {
      head(Phrases.layer(layer, of: count), level: 3)
      if let focus, layer == focus.last {
        tellOutputs(elements, of: focus)
      } else {
        tellValues(of: elements)
      }
    }
    let rest = elements.filter { graph[$0.node].layer == nil }
    if !inLayers.isEmpty, !rest.isEmpty {
      head(Phrases.error)
      if isFirst("error") { say(Phrases.errorReason) }
      if let focus { tellCrossEntropy(of: focus) }
    }
    tellValues(of: rest)
    if graph.objectiveSymbol != worked.objectiveName, isFirst("short objective") {
      say(Phrases.short(graph.objectiveSymbol, for: worked.objectiveName))
    }
  }

  /// Values, those that repeat others in other samples together in the end.
  private mutating func tellValues(of elements: [ElementID]) {
    let repeated = elements.flatMap { tellValue(of: $0) }
    tellRepeated(repeated)
  }

  /// A value, and which slope its rule takes if it stands at a kink.
  @discardableResult
  mutating func tellValue(of element: ElementID) -> [Equation] {
    let new = derive(graph.name(of: element))
    let told = new.filter { !isRepeated($0) }
    tell(told)
    for equation in told {
      if let element = graph.element(named: equation.name),
        let kink = worked.before.kink(of: element), kink.position == 0,
        isFirst(kink.remark.english.words)
      {
        say(kink.remark)
      }
    }
    return new
  }

  /// Whether this is a calculation and no network.
  var isCalculation: Bool { worked.model.units.isEmpty && worked.model.trained.isEmpty }

  /// The graph of a calculation, with all that flows through it.
  mutating func tellGraph() {
    guard isCalculation, options.only.isEmpty, let drawing = GraphDrawing(shown.before) else {
      return
    }
    head(Phrases.graph)
    say(Phrases.graphReason)
    show(.graph(drawing))
  }

  /// Neighbours with the same key together, in order.
  static func grouped<Element>(
    _ elements: [Element], by key: (Element) -> Int
  ) -> [(key: Int, elements: [Element])] {
    elements.reduce(into: []) { groups, element in
      if groups.last?.key == key(element) {
        groups[groups.count - 1].elements.append(element)
      } else {
        groups.append((key(element), [element]))
      }
    }
  }
}

extension WorkedStep {
  /// The names of given numbers on which the objective does not depend, a dozen at most.
  var idleNames: [String] {
    graph.ids.lazy.filter {
      graph[$0].primitive == nil && graph[$0].role != .literal
        && before.gradient(for: ElementID($0, 0)) == nil
    }.prefix(12).map { graph[$0].names.label }
  }
}
