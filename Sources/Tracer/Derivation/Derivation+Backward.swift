/// The chain rule for every parameter, and its update.
extension Derivation {
  mutating func tellBackward() {
    if parameters.isEmpty { return }
    head(Phrases.backward)
    let objective = worked.objectiveName
    if isFirst("backward") {
      say(
        isCalculation
          ? Phrases.backwardReason(ofCalculation: objective) : Phrases.backwardReason(objective))
    }
    let idle = isCalculation ? worked.idleNames : []
    if !idle.isEmpty { say(Phrases.idle(idle, in: objective)) }
    let count = worked.model.layerCount
    for (layer, elements) in Self.grouped(parameters, by: { graph[$0.node].layer ?? 0 }) {
      if layer > 0 { head(Phrases.layer(layer, of: count), level: 3) }
      for (_, alike) in Self.grouped(elements, by: { unit(of: $0) }) {
        let isShort = options.detail == .compact && alike.count > 1
        guard isShort else {
          for element in alike { tellGradient(of: element) }
          continue
        }
        // Of an example in which all is 0, nobody learns.
        let example = alike.first { (worked.before.gradient(for: $0) ?? 0) != 0 } ?? alike[0]
        tellGradient(of: example, standingFor: alike)
        tellTable(of: alike.filter { $0 != example })
      }
      if let focus, layer == focus.last { tellDeltas(of: focus) }
    }
  }

  /// The parameters whose gradients differ in their last factors alone: the weights that lead into a
  /// unit, and the biases of a layer.
  private func unit(of element: ElementID) -> Int {
    let node = graph[element.node]
    let isMatrix = node.role == .weight && node.shape.rank == 2
    let unit = isMatrix ? element.offset % node.shape[1] : node.role == .bias ? 0 : element.offset
    return element.node.index << 32 + unit
  }

  /// One parameter: the way to the error, the factors, the product, the new value.
  /// - Parameter others: Those that are told after it in a table.
  private mutating func tellGradient(of element: ElementID, standingFor others: [ElementID] = []) {
    let name = graph.name(of: element)
    let names = others.isEmpty ? [name] : others.map { graph.name(of: $0) }
    let heading: Phrase =
      switch graph[element.node].role {
      case .weight: Phrases.weightHeading(names)
      case .bias: Phrases.biasHeading(names)
      default: "\(symbol: name)"
      }
    // The weights of a layer stand below its heading.
    head(heading, level: (graph[element.node].layer ?? 0) > 0 ? 4 : 3)
    tellPath(of: element)
    let new = derive(worked.gradientName(element))
    tellWay(from: element, needing: new)
    // The reason of a sum comes before all that is calculated for it.
    let starts = starts(of: new)
    let sums = Dictionary(grouping: new.indices.reversed().filter { isGradient(new[$0]) }) {
      starts[$0]
    }
    for (position, equation) in new.enumerated() where !isRepeated(equation) {
      for sum in sums[position] ?? [] { tellReason(of: new[sum]) }
      tellReason(of: equation)
      if equation.name == worked.gradientName(element) { tellLastFactor(of: element) }
      tell([equation])
    }
    tellRepeated(new)
    let update = list.update(element)
    if !update.isEmpty, isFirst("update") {
      let remark = worked.model.optimizer.remark
      say(options.order == .inPlace ? Phrases.inPlace(remark) : Phrases.simultaneous(remark))
    }
    tell(update)
    tellSense(of: element)
  }

  /// A drawing of the ways of a weight to the error, once a layer, where there is room to look at
  /// one weight.
  private mutating func tellPath(of element: ElementID) {
    guard graph[element.node].role == .weight, focus == nil,
      options.detail == .compact || !options.only.isEmpty,
      // A softmax in two steps has ways between the units of a layer, which have no lines.
      !graph.nodes.contains(where: { $0.primitive is Softmax }),
      isFirst("path from layer \(graph[element.node].layer ?? 0)"),
      let drawing = NetworkDrawing(worked.model)?.lighting(
        graph.name(of: element), to: graph.objectiveSymbol)
    else { return }
    show(.network(drawing))
  }

  /// Where a product has the last factor itself for its name, why it is that, once.
  private mutating func tellLastFactor(of element: ElementID) {
    let paths = worked.ways(from: element)
    guard worked.chain == .delta, paths.count == 1,
      isFirst("last factor \(graph[element.node].role)")
    else { return }
    tell(
      derive(Notation.derivative(of: graph.name(of: paths[0].next), by: graph.name(of: element))))
  }

  /// What the update of an output unit's parameter is good for, once for outputs that are too large
  /// and once for those too small.
  private mutating func tellSense(of element: ElementID) {
    if let input = worked.idleInput(of: element), isFirst("input of 0") {
      say(Phrases.idleInput(input, of: graph.name(of: element)))
    }
    guard let sense = worked.sense(of: element, in: list),
      isFirst("sense \(sense.excess > 0)")
    else { return }
    say(Phrases.sense(of: graph.name(of: element), output: graph.name(of: sense.output), sense))
  }

  /// For each equation, the position of the first one that is there only for its sake.
  private func starts(of equations: [Equation]) -> [Int] {
    equations.indices.reduce(into: []) { starts, position in
      let operands = Set(equations[position].formula.symbols)
      var start = position
      while start > 0, operands.contains(equations[start - 1].name) { start = starts[start - 1] }
      starts.append(start)
    }
  }

  /// Why the gradient of a parameter has the factors that it has.
  private mutating func tellWay(from element: ElementID, needing new: [Equation]) {
    let (way, isWhole) = singleWay(from: element)
    let (name, objective) = (graph.name(of: element), worked.objectiveName)
    let through = way.map { graph.name(of: $0) }
    if !way.isEmpty, isFirst("way of \(way.count), layer \(graph[element.node].layer ?? 0)") {
      say(
        isWhole
          ? Phrases.oneWay(
            name, through: through, to: objective,
            delta: worked.chain == .delta ? deltaName(worked.gradientName(way[0])) : nil)
          : Phrases.partingWay(name, through: through, to: objective))
    } else if new.count == 2, new[0].kind == .slope, worked.ways(from: element).count == 1,
      isFirst("only the last factor is new")
    {
      say(Phrases.onlyLastFactor)
    }
  }

  /// The elements through which a change goes on while it has one way only, and whether that way
  /// leads all the way to the objective.
  private func singleWay(from element: ElementID) -> (way: [ElementID], isWhole: Bool) {
    var way: [ElementID] = []
    var at = element
    while way.count < 6 {
      let paths = worked.ways(from: at)
      guard paths.count == 1 else { return (way, false) }
      at = paths[0].next
      // The parts of the error are told of as the error.
      if at == worked.objective || graph[at.node].role == .error { return (way, true) }
      way.append(at)
    }
    return (way, false)
  }

  /// Why a gradient is a sum, why only one partial error counts, what δ stands for.
  private mutating func tellReason(of equation: Equation) {
    guard let (_, x) = worked.derivativeParts(of: equation.name) else { return }
    if worked.chain == .delta, let delta = deltaName(equation.name), isFirst("delta") {
      say(Phrases.delta(delta, for: equation.name, of: worked.objectiveName))
    }
    guard isGradient(equation) else { return }
    let paths = worked.ways(from: x)
    let name = graph.name(of: x)
    if paths.count == 1, let error = worked.reach.only(from: x), paths[0].next == error,
      isFirst("only one error")
    {
      say(Phrases.onlyOneError(graph.name(of: error), of: name, in: worked.objectiveName))
    }
    guard paths.count > 1, isFirst("ways of \(name)") else { return }
    if isParameter(x), worked.samples(of: paths) == paths.count {
      if isFirst("every sample") {
        say(Phrases.everySample(name, of: paths.count, to: worked.objectiveName))
      }
      return
    }
    let next = paths.prefix(Phrases.mostListed).map { graph.name(of: $0.next) }
    say(
      isFirst("several ways")
        ? Phrases.severalWays(name, into: next, of: paths.count, to: worked.objectiveName)
        : Phrases.several(name, into: next, of: paths.count))
  }

  private func isParameter(_ element: ElementID) -> Bool {
    [.weight, .bias].contains(graph[element.node].role)
  }

  /// Whether the equation states a derivative of the error, or a part of one.
  private func isGradient(_ equation: Equation) -> Bool {
    equation.kind == .contribution || equation.kind == .gradient
  }
}

extension Phrases {
  /// What an update is good for, and what it would be good for if the numbers had other signs.
  fileprivate static func sense(of name: String, output: String, _ sense: Sense) -> Phrase {
    .choosing(sense.excess > 0, sense.isRising) { isTooLarge, isRising in
      let difference = isTooLarge ? sense.actual - sense.wanted : sense.wanted - sense.actual
      var phrase = Self.sense(
        of: name, output: output, isTooLarge: isTooLarge, by: difference, isRising: isRising)
      phrase.holds = [
        difference, isRising ? sense.slope : -sense.slope,
        isTooLarge == isRising ? -sense.movement : sense.movement,
      ]
      return phrase
    }
  }
}
