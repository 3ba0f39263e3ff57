/// What is told of a network that nobody reads whole.
extension Derivation {
  /// Outputs up to so many need no table.
  private static let fewOutputs = 2
  /// A softmax of more outputs is told with a name for the sum below.
  private static let shortSoftmax = 4

  /// The sample, the network, and what of it is told.
  mutating func tellGiven(of focus: Focus) {
    if !options.isContinued {
      tellTitle()
      say(options.carry.map(Phrases.carrying) ?? Phrases.rounding(digits))
    }
    tellSample(of: focus)
    if !options.isContinued { tellNetwork(of: focus) }
    if options.only.isEmpty { tellChoice(of: focus) }
  }

  mutating func tellSample(of focus: Focus) {
    let notes = worked.model.samples
    let picture = notes?.pictures[ifAny: focus.sample]
    let name = sampleName(of: focus)
    let heading = blocks.count
    defer {
      blocks += worked.model.notes.map(Block.paragraph)
      if blocks.count > heading {
        let title = Phrases.Essentials.samples(focus.samples, arePictures: picture != nil)
        blocks.insert(.heading(level: 2, title), at: heading)
      }
    }
    if focus.samples > 1 {
      say(
        Phrases.Essentials.batch(
          focus.samples, followed: name, isWorst: options.sample == nil,
          arePictures: picture != nil))
    }
    if var picture, !options.isContinued {
      picture.maps = maps(of: focus)
      show(.digit(picture))
    }
    if focus.isClassified {
      let answers = (0..<outputCount).map { value(of: outputName($0, of: focus)) }
      let answer = answers.indices.max { answers[$0] < answers[$1] } ?? 0
      say(
        Phrases.Essentials.label(
          className(focus.outputs[0]), of: name, answer: className(answer),
          isRight: answer == focus.outputs[0], value: answers[answer],
          isProbability: graph[outputNode].primitive is Softmax))
    }
    if let picture {
      say(Phrases.Essentials.ink(picture.pixels.count { $0 > 0 }, of: picture.pixels.count))
    }
  }

  /// The weights from all inputs to the first unit that is told of, and their gradients.
  private func maps(of focus: Focus) -> [DigitDrawing.Map] {
    guard let id = graph.nodes(.weight, in: 1).first,
      let gradient = worked.before.gradients[id.index],
      let unit = focus.units[1]?.first ?? focus.path.first ?? focus.outputs.first
    else { return [] }
    let (width, label) = (graph[id].shape[1], graph[id].names.label)
    let symbol = PlainScript().symbol(graph.derivative(by: label)).text
    return [(label, worked.before.values[id.index]), (symbol, gradient)].map { name, numbers in
      DigitDrawing.Map(
        name: "\(name)[:, \(unit)]",
        values: stride(from: unit, to: numbers.shape.count, by: width).map { numbers[$0] })
    }
  }

  private mutating func tellNetwork(of focus: Focus) {
    let sizes =
      graph.ids.filter { graph[$0].role == .input }.map { graph[$0].shape[1] }
      + (1...focus.last).compactMap { layer in
        graph.nodes(.net, in: layer).last.map { graph[$0].shape[1] }
      }
    let count = worked.model.trained.reduce(0) { $0 + graph[$1].shape.count }
    head(Phrases.Essentials.network)
    say(
      Phrases.Essentials.sizes(
        sizes, parameters: count,
        columns: worked.model.samples?.pictures[ifAny: focus.sample]?.columns))
    let rows = graph.ids.filter { graph[$0].role != .literal }.map { id in
      [
        "\(symbol: graph[id].names.label)", "\(graph[id].shape.description)",
        Phrases.Essentials.meaning(
          of: graph[id], in: graph, notes: worked.model.samples,
          areClasses: focus.isClassified),
      ]
    }
    show(
      Table(
        header: [
          Phrases.Essentials.tensor, Phrases.Essentials.shape, Phrases.Essentials.meaning,
        ], rows: rows))
    guard options.detail != .summary else { return }
    if let drawing = NetworkDrawing(worked.model), !drawing.sizes.isEmpty {
      show(.network(drawing))
    }
    tellSettings()
  }

  mutating func tellChoice(of focus: Focus) {
    let units = focus.path.enumerated().compactMap { position, unit -> String? in
      graph.nodes(.out, in: position + 1).last.map {
        graph.name(of: ElementID($0, focus.sample * graph[$0].shape[1] + unit))
      }
    }
    say(
      Phrases.Essentials.choice(
        outputs: focus.outputs.map { outputName($0, of: focus) },
        isClassified: focus.isClassified, units: units,
        input: focus.input.map { graph.name(of: $0) },
        place: focus.input.flatMap { input in
          worked.model.samples?.pictures[ifAny: focus.sample].map {
            (input.offset % $0.pixels.count).quotientAndRemainder(dividingBy: $0.columns)
          }
        }))
  }

  /// The output layer: what comes out of all its units, and how, for the units that are told of.
  mutating func tellOutputs(_ elements: [ElementID], of focus: Focus) {
    guard graph[outputNode].primitive is Softmax, outputCount > Self.shortSoftmax else {
      elements.forEach { tellValue(of: $0) }
      return tellOutputTable(of: focus)
    }
    for element in elements {
      tell(derive(graph.name(of: ElementID(graph[outputNode].inputs[0], element.offset))))
    }
    say(Phrases.Essentials.softmax)
    tellOutputTable(of: focus)
    for element in elements { tellShare(graph.name(of: element), sum: "S") }
  }

  /// Why only the right class counts in a cross-entropy.
  mutating func tellCrossEntropy(of focus: Focus) {
    let isEntropy = graph.nodes.contains {
      $0.primitive is SoftmaxCrossEntropy || $0.primitive is CrossEntropy
    }
    guard focus.isClassified, isEntropy else { return }
    say(Phrases.Essentials.crossEntropy(outputName(focus.outputs[0], of: focus)))
  }

  /// The softmax of one output: what the exponentials sum to, and its share in that.
  private mutating func tellShare(_ name: String, sum sumName: String) {
    guard let share = worked.equation(named: name),
      case .quotient(let part, let sum) = share.formula, case .sum = sum,
      graph.element(named: "S") == nil
    else { return tell(derive(name)) }
    let value = sum.evaluated()
    if list[sumName] == nil {
      tell([list.append(Equation(name: sumName, kind: .value, formula: sum, value: value))])
    }
    let whole = Formula.symbol(name: sumName, value: value)
    tell([
      list.append(Equation(name: name, kind: share.kind, formula: part / whole, value: share.value))
    ])
  }

  private mutating func tellOutputTable(of focus: Focus) {
    guard outputCount > Self.fewOutputs else { return }
    let net = graph[outputNode].inputs[0]
    let label = graph[net].names.label
    let nets = row(of: net, in: focus).map { value(of: graph.name(of: $0)) }
    let powers = nets.map { Double.call(.exp, $0) }
    let hasPowers = graph[outputNode].primitive is Softmax && powers.allSatisfy(\.isFinite)
    let rows = table(
      ["\(symbol: label)"]
        + (hasPowers ? ["\(formula: .call(.exp, .symbol(name: label, value: 0)))"] : [])
        + ["\(symbol: graph[outputNode].names.label)"]
    ) { output in
      [nets[output]] + (hasPowers ? [powers[output]] : [])
        + [value(of: outputName(output, of: focus))]
    }
    blocks.append(rows)
  }

  /// What comes back to every unit of the output layer.
  mutating func tellDeltas(of focus: Focus) {
    guard outputCount > Self.fewOutputs else { return }
    let net = graph[outputNode].inputs[0]
    let nets = row(of: net, in: focus)
    let label = graph[net].names.label
    let gradient = graph.derivative(by: label)
    let targets = graph.ids.last { graph[$0].role == .target }.map { row(of: $0, in: focus) } ?? []
    let rows = table([
      "\(symbol: graph[outputNode].names.label)", "\(symbol: "target")",
      "\(symbol: worked.chain == .delta ? deltaName(ofNet: label) ?? gradient : gradient)",
    ]) { output in
      [
        value(of: outputName(output, of: focus)), worked.before[targets[output]],
        value(of: worked.gradientName(nets[output])),
      ]
    }
    blocks.append(rows)
  }

  /// The errors with the new parameters, and all outputs before and after.
  mutating func tellAfter(of focus: Focus) {
    head(Phrases.forwardAgain)
    if options.carry != nil { say(Phrases.Essentials.unrounded) }
    func after(_ name: String) -> String { Notation.name(name, afterStep: 1) }
    let output = after(outputName(focus.outputs[0], of: focus))
    if graph[outputNode].primitive is Softmax, outputCount > Self.shortSoftmax {
      tellShare(output, sum: after("S"))
    } else {
      tell(derive(output))
    }
    for element in worked.forwardElements where graph[element.node].layer == nil {
      if focus.tells(element, after: true) { tell(derive(after(graph.name(of: element)))) }
    }
    blocks.append(.equations(derive(worked.changeName)))
    guard outputCount > Self.fewOutputs else { return }
    let rows = table([Phrases.before, Phrases.after]) { unit in
      let name = outputName(unit, of: focus)
      return [value(of: name), value(of: after(name))]
    }
    blocks.append(rows)
  }

  /// The error with a parameter moved a little to both sides, beside the derivative.
  mutating func tellNumericGradients() {
    guard options.isMeasured else { return }
    let check = GradientCheck(worked.model, of: parameters)
    head(Phrases.Essentials.numericHeading)
    say(Phrases.Essentials.numeric(check.step))
    for (parameter, row) in zip(parameters, check.rows) {
      let name = worked.gradientName(parameter)
      show(.differenceQuotient(name, "E_above", "E_below", row.quotient))
      if row.isExtrapolated {
        say(Phrases.Check.extrapolated(name, row.numeric, step: row.quotient.step))
      }
      say(Phrases.Essentials.compared(name, value(of: name), row))
      switch row.verdict {
      case .kink where isFirst("measured kink"): say(Phrases.Check.aboutKinks)
      case .hidden where isFirst("hidden slope"): say(Phrases.Check.aboutHidden)
      default: break
      }
      if options.order == .inPlace, (graph[parameter.node].layer ?? 0) < worked.model.layerCount,
        isFirst("gradient of weights in use")
      {
        say(Phrases.Essentials.inPlaceDiffers)
      }
    }
  }

  /// A table with a row for each output.
  private func table(_ columns: [Phrase], _ numbers: (Int) -> [Double]) -> Block {
    let notes = worked.model.samples
    let noun = notes?.classes.isEmpty == false ? notes?.classNoun : nil
    return .table(
      header: [noun ?? Phrases.Essentials.output] + columns,
      rows: (0..<outputCount).map { output in
        ["\(className(output))"] + numbers(output).map { Phrase("\(number: $0)") }
      })
  }

  /// The node of the network's outputs; there is one where there is a focus.
  private var outputNode: NodeID {
    graph.ids.last { graph[$0].role == .out && graph[$0].shape.rank == 2 } ?? graph.objective
  }

  private var outputCount: Int { graph[outputNode].shape[1] }

  private func row(of node: NodeID, in focus: Focus) -> [ElementID] {
    let width = graph[node].shape[1]
    return (0..<width).map { ElementID(node, focus.sample * width + $0) }
  }

  private func outputName(_ output: Int, of focus: Focus) -> String {
    graph.name(of: row(of: outputNode, in: focus)[output])
  }

  private func className(_ output: Int) -> String {
    if let name = worked.model.samples?.classes[ifAny: output] { return name }
    return worked.model.units.last?[ifAny: output] ?? "\(output)"
  }

  private func sampleName(of focus: Focus) -> Phrase {
    if let name = worked.model.samples?.names[ifAny: focus.sample] { return Phrase("\(name)") }
    let number = graph[outputNode].names.listed == nil ? focus.sample : focus.sample + 1
    return Phrase(en: "sample \(number)", ko: "표본 \(number)")
  }
}

extension Array {
  /// The element at a position, if there is one.
  subscript(ifAny position: Int) -> Element? {
    indices.contains(position) ? self[position] : nil
  }
}
