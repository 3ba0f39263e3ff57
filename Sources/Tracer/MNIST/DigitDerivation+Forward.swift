/// The image, the network, and the forward pass.
extension DigitDerivation {
  mutating func tellImage() {
    if !options.isContinued {
      head(story.worked.model.title, level: 1)
      say(Phrases.rounding(story.digits))
    }
    head(isBatch ? DigitPhrases.images : DigitPhrases.image)
    let (row, digit) = (choice.sample, choice.digit)
    let answer = (0..<DigitSet.classCount).max { value(name("y", $0)) < value(name("y", $1)) }
    if isBatch { say(DigitPhrases.batch(digits.count, followed: imageNames[row])) }
    let drawing = DigitDrawing(
      pixels: Array(digits.image(row)), columns: DigitSet.columns, name: imageNames[row])
    if !options.isContinued { story.blocks.append(.figure(.digit(drawing))) }
    let ink = digits.image(row).count { $0 > 0 }
    say(
      DigitPhrases.label(
        digit, of: imageNames[row], answer: answer ?? digit,
        probability: value(name("y", answer ?? digit)), ink: ink))
  }

  mutating func tellNetwork() {
    if !options.isContinued { tellShapes() }
    if options.only.isEmpty { tellChoice() }
  }

  private mutating func tellShapes() {
    head(DigitPhrases.network)
    say(
      DigitPhrases.sizes(
        network.sizes, parameters: network.parameterCount))
    let rows = graph.ids.map { id in
      let node = graph[id]
      return [
        Phrase("\(symbol: node.names.label)"), Phrase("\(node.shape.description)"),
        DigitPhrases.meaning(of: node, in: graph),
      ]
    }
    story.blocks.append(
      .table(
        Table(
          header: [DigitPhrases.tensor, DigitPhrases.shape, DigitPhrases.meaning], rows: rows)))
  }

  private mutating func tellChoice() {
    say(
      DigitPhrases.choice(
        digit: choice.digit, rival: choice.rival,
        units: choice.units.enumerated().map { name("out", ofLayer: $0 + 1, $1) },
        pixel: choice.pixel, pixelName: name("x", choice.pixel)))
  }

  mutating func tellForward() {
    head(Phrases.forward)
    say(Phrases.forwardReason)
    for layer in 1...last {
      guard !units[layer - 1].isEmpty else { continue }
      head(Phrases.layer(layer, of: last), level: 3)
      for unit in units[layer - 1] {
        tell(name("net", ofLayer: layer, unit))
        if layer < last { tell(name("out", ofLayer: layer, unit)) }
      }
    }
  }

  mutating func tellOutput() {
    head(DigitPhrases.softmaxHeading, level: 3)
    say(DigitPhrases.softmax)
    let classes = 0..<DigitSet.classCount
    story.blocks.append(
      .table(
        Table(
          header: [
            DigitPhrases.digit, Phrase("\(symbol: "net_o")"),
            Phrase("\(formula: .call(.exp, .symbol(name: "net_o", value: 0)))"),
            Phrase("\(symbol: "y")"),
          ],
          rows: classes.map { digit in
            let net = value(name("net_o", digit))
            return [
              Phrase("\(digit)"), Phrase("\(number: net)"), Phrase("\(number: .call(.exp, net))"),
              Phrase("\(number: value(name("y", digit)))"),
            ]
          })))
    tellSoftmax(name("y", choice.digit), sum: name("S"))
    head(Phrases.error)
    say(DigitPhrases.crossEntropy(name("y", choice.digit)))
    tell(lossName)
    if isBatch { tell("E") }
  }
}
