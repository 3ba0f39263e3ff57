/// One training step on a handwritten digit, or on a batch of them, told like the worked example:
/// the same equations from the same graph, for a few of the parameters.
package struct DigitDerivation: Sendable {
  /// What to tell, and how.
  package struct Options: Sendable {
    /// The learning rate of the step.
    package var learningRate = 0.1
    /// Significant digits shown.
    package var digits = 4
    /// The parameters that are derived, such as `W1[406,17]`; empty for a choice that teaches.
    package var only: [String] = []
    /// Whether the reader knows the network and has seen the image: there is no title, no table of
    /// shapes and no drawing.
    package var isContinued = false
    /// The step of the central differences that are shown beside the derivatives; `nil` for none.
    package var numericStep: Double?

    /// The choice that teaches, in four digits.
    package init() {}
  }

  /// The network, with the weights before the step.
  package let network: Network
  /// The images of the batch.
  package let digits: DigitSet
  /// What the images are called, such as `test:0`.
  package let imageNames: [String]
  /// What to tell, and how.
  package let options: Options
  var story: Derivation
  let choice: DigitChoice
  /// The units told of in each layer after the first.
  let units: [[Int]]
  /// What has been told, under the names of its quantities.
  private(set) var equations: [Equation] = []

  /// The derivation of one step.
  /// - Parameters:
  ///   - digits: The images of the batch, one or several.
  ///   - imageNames: What each is called.
  /// - Throws: `SelectionError` if `options.only` names something that the network does not have;
  ///   `NotFiniteError` if something grows beyond all numbers.
  package init(
    of network: Network, on digits: DigitSet, imageNames: [String],
    options: Options = Options()
  ) throws {
    precondition(imageNames.count == digits.count, "each image has a name")
    self.network = network
    self.digits = digits
    self.imageNames = imageNames
    self.options = options
    let (x, target) = digits.batch(of: 0..<digits.count, as: Double.self)
    let model = network.digitModel(x: x, target: target, learningRate: options.learningRate)
    var trace = model.trace
    trace.backward()
    choice = DigitChoice(trace, sizes: network.sizes)
    var telling = DerivationOptions()
    telling.chain = .delta
    telling.digits = options.digits
    telling.only =
      options.only.isEmpty ? choice.parameters(ofLayers: network.layers.count) : options.only
    story = try Derivation(model, options: telling)
    try story.worked.checkExponentials()
    units = Self.units(of: story.parameters, choice: choice, graph: model.graph)
  }

  /// The step as a document.
  package func document() -> Document {
    Document(digits: story.digits, blocks: told.story.blocks)
  }

  /// The equations of the step that the document tells of, as data.
  package func traceRecord() -> TraceRecord {
    let told = told
    return TraceRecord(of: told.story.worked, equations: told.equations)
  }

  /// The same with everything told.
  private var told: DigitDerivation {
    var told = self
    told.tellImage()
    told.tellNetwork()
    told.tellForward()
    told.tellOutput()
    told.tellBackward()
    told.tellNumericGradients()
    told.tellAfter()
    return told
  }

  /// Every tensor of the step: values, slopes, gradients and updated parameters.
  ///
  /// y, the softmax, stands in it a second time as out_o.
  package func record() -> Safetensors {
    var file = Safetensors(
      recording: story.worked.before, updated: story.worked.updated)
    file.describeDigits(of: network)
    file.metadata["images"] = imageNames.joined(separator: ", ")
    file.metadata["learning rate"] = "\(options.learningRate)"
    return file
  }

  /// The units that a parameter leads into or comes from, layer by layer, and the outputs of the
  /// digit and its rival.
  private static func units(
    of parameters: [ElementID], choice: DigitChoice, graph: Graph
  ) -> [[Int]] {
    let last = graph.nodes.compactMap { $0.role == .weight ? $0.layer : nil }.max() ?? 0
    var units = [Set<Int>](repeating: [], count: last)
    units[last - 1] = [choice.digit, choice.rival]
    for parameter in parameters {
      guard let layer = graph[parameter.node].layer, layer > 0 else { continue }
      let index = graph[parameter.node].shape.index(at: parameter.offset)
      units[layer - 1].insert(index[index.count - 1])
      if index.count == 2, layer > 1 { units[layer - 2].insert(index[0]) }
    }
    return units.map { $0.sorted() }
  }
}

extension DigitDerivation {
  var graph: Graph { story.graph }
  var trace: Trace<Double> { story.worked.before }
  var isBatch: Bool { digits.count > 1 }
  /// The number of the output layer.
  var last: Int { network.layers.count }

  /// The name of an element of the image that is followed: `net_h[17]`, in a batch `net_h[3,17]`.
  func name(_ label: String, _ unit: Int) -> String {
    isBatch ? "\(label)[\(choice.sample),\(unit)]" : "\(label)[\(unit)]"
  }

  /// The name of what the image that is followed has once: `S`, in a batch `S[3]`.
  func name(_ label: String) -> String { isBatch ? "\(label)[\(choice.sample)]" : label }

  /// The name of a unit's net input or output.
  func name(_ stem: String, ofLayer layer: Int, _ unit: Int) -> String {
    name("\(stem)_\(network.suffix(ofLayer: layer))", unit)
  }

  /// The loss of the image that is followed.
  var lossName: String { isBatch ? "E_image[\(choice.sample)]" : "E" }

  func value(_ name: String) -> Double { story.value(of: name) }

  /// The name of E's derivative.
  func gradientName(_ name: String) -> String { Notation.derivative(of: "E", by: name) }

  /// Tells the equation of a quantity, its long sum shortened.
  mutating func tell(_ name: String, terms: Int = 6) {
    guard let equation = story.worked.equation(named: name) else {
      preconditionFailure("\(name) has an equation")
    }
    let (shown, leftOut) = equation.shortened(to: terms)
    tell(shown)
    guard let leftOut else { return }
    let arePixels =
      name.hasPrefix("net_") && graph.element(named: name).map { graph[$0.node].layer } == 1
    say(Phrases.leftOut(leftOut, arePixels: arePixels))
  }

  /// Tells the softmax of a class: what the exponentials sum to, and one's share in that.
  mutating func tellSoftmax(_ name: String, sum sumName: String) {
    guard let share = story.worked.equation(named: name),
      case .quotient(let part, let sum) = share.formula
    else { preconditionFailure("\(name) is a part of a whole") }
    let value = sum.evaluated()
    tell(Equation(name: sumName, kind: .value, formula: sum, value: value))
    let whole = Formula.symbol(name: sumName, value: value)
    tell(Equation(name: name, kind: share.kind, formula: part / whole, value: share.value))
  }

  /// Tells an equation as it is.
  mutating func tell(_ equation: Equation) {
    equations.append(equation)
    story.tell([story.list.append(equation)])
  }

  mutating func say(_ phrase: Phrase) { story.blocks.append(.paragraph(phrase)) }

  mutating func head(_ phrase: Phrase, level: Int = 2) {
    story.blocks.append(.heading(level: level, phrase))
  }
}

extension Safetensors {
  /// Says of a record of digits what its names mean.
  mutating func describeDigits(of network: Network) {
    describe(network)
    guard let softmax = self["y"] else { return }
    set(softmax, as: "out_o")
    metadata["out_o"] = "the same as y: the outputs of the last layer"
    metadata["y"] = "the softmax of net_o, what the network answers; the labels are target"
    metadata["x"] = "pixels divided by 255, one image a row"
    metadata["target"] = "the labels, one-hot"
    metadata["dE/dnet_o"] =
      "the gradient of E by net_o; E follows from net_o in one step, so "
      + "there is no dE/dy"
  }
}
