/// The backward pass, the update, and what it did.
extension DigitDerivation {
  mutating func tellBackward() {
    head(Phrases.backward)
    say(Phrases.backwardReason("E"))
    tellOutputDeltas()
    for (layer, parameters) in Derivation.grouped(
      story.parameters, by: { graph[$0.node].layer ?? 0 })
    {
      head(Phrases.layer(layer, of: last), level: 3)
      if layer < last { tellDeltas(ofLayer: layer) }
      for parameter in parameters { tellUpdate(of: parameter) }
    }
  }

  /// How ŷ − y comes about, and all ten of them.
  private mutating func tellOutputDeltas() {
    head(DigitPhrases.outputDeltas, level: 3)
    // Told here in its own words.
    for key in ["fused softmax", "Softmax 0"] { _ = story.isFirst(key) }
    let (right, wrong) = (name("y", choice.digit), name("y", choice.rival))
    say(DigitPhrases.jacobian)
    for (y, class_) in [(right, choice.digit), (right, choice.rival)] {
      tell(Notation.derivative(of: y, by: name("net_o", class_)))
    }
    say(DigitPhrases.difference(right: right, wrong: wrong))
    let gradient = gradientName(name("net_o", choice.digit))
    if let delta = story.deltaName(gradient) { say(Phrases.delta(delta, for: gradient)) }
    if isBatch { tell(gradientName(lossName)) }
    for unit in units[last - 1] {
      let net = name("net_o", unit)
      if isBatch { tell(Notation.derivative(of: lossName, by: net)) }
      tell(gradientName(net))
    }
    let delta = story.deltaName(gradientName(name("net_o", 0))) ?? ""
    story.blocks.append(
      .table(
        Table(
          header: [
            DigitPhrases.digit, Phrase("\(symbol: "y")"), Phrase("\(symbol: "target")"),
            Phrase("\(symbol: String(delta.prefix { $0 != "[" }))"),
          ],
          rows: (0..<DigitSet.classCount).map { digit in
            [
              Phrase("\(digit)"), Phrase("\(number: value(name("y", digit)))"),
              Phrase("\(number: value(name("target", digit)))"),
              Phrase("\(number: value(gradientName(name("net_o", digit))))"),
            ]
          })))
  }

  /// What comes back to the units of a hidden layer.
  private mutating func tellDeltas(ofLayer layer: Int) {
    for unit in units[layer - 1] {
      let (net, out) = (name("net", ofLayer: layer, unit), name("out", ofLayer: layer, unit))
      say(DigitPhrases.ways(out, count: network.sizes[layer + 1]))
      tell(gradientName(out), terms: 10)
      tell(Notation.derivative(of: out, by: net))
      tell(gradientName(net))
    }
  }

  private mutating func tellUpdate(of parameter: ElementID) {
    let name = graph.name(of: parameter)
    head(
      graph[parameter.node].role == .weight
        ? Phrases.weightHeading(name) : Phrases.biasHeading(name), level: 4)
    if isBatch, story.isFirst("sum over images") { say(DigitPhrases.sumOverImages(digits.count)) }
    tell(gradientName(name))
    if story.isFirst("update") { say(Phrases.simultaneous) }
    for equation in story.worked.updateEquations(of: parameter) { tell(equation) }
  }

  /// E with a parameter moved a little to both sides, beside the derivative.
  mutating func tellNumericGradients() {
    guard let step = options.numericStep else { return }
    head(DigitPhrases.numericHeading)
    say(DigitPhrases.numeric(step))
    for parameter in story.parameters {
      let name = graph.name(of: parameter)
      let (above, below) = (loss(moving: parameter, by: step), loss(moving: parameter, by: -step))
      let formula =
        (Formula.symbol(name: "E_above", value: above) - .symbol(name: "E_below", value: below))
        / (2.0 * .symbol(name: "h", value: step))
      let equation = Equation(
        name: gradientName(name), kind: .gradient, formula: formula, value: formula.evaluated())
      story.tell([equation])
      say(DigitPhrases.compared(gradientName(name), value(gradientName(name)), equation.value))
    }
  }

  private func loss(moving parameter: ElementID, by change: Double) -> Double {
    var model = story.worked.model
    model.leaves[parameter.node]?[parameter.offset] += change
    return model.trace["E"] ?? .nan
  }

  mutating func tellAfter() {
    head(Phrases.newWeights)
    story.blocks.append(.table(story.updateTable()))
    head(Phrases.forwardAgain)
    let y = name("y", choice.digit)
    func after(_ name: String) -> String { Notation.name(name, afterStep: 1) }
    tellSoftmax(after(y), sum: after(name("S")))
    tell(after(lossName))
    if isBatch { tell(after("E")) }
    tell(story.worked.changeName)
    story.tellChange()
    story.blocks.append(
      .table(
        Table(
          header: [DigitPhrases.digit, Phrases.before, Phrases.after],
          rows: (0..<DigitSet.classCount).map { digit in
            [
              Phrase("\(digit)"), Phrase("\(number: value(name("y", digit)))"),
              Phrase("\(number: value(after(name("y", digit))))"),
            ]
          })))
  }
}
