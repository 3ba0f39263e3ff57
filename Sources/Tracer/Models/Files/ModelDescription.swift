/// A network with everything that a derivation needs to know, as a model file says it.
package struct ModelDescription: Sendable {
  /// Of gradient descent, where nothing else is asked for.
  package static let usualLearningRate = 0.1

  package var name: String
  /// What stands at the top of a derivation.
  package var title: Phrase
  package var network: Network
  package var optimizer: any Optimizer
  package var trainsBiases: Bool
  /// How many significant digits are shown unless one asks for others.
  package var digits: Int

  /// What it is trained on, if its samples are not its own.
  package var data: DataReference?
  /// What is done to inputs from data before the network sees them.
  package var normalization: Normalization?
  /// The names of the classes that the outputs stand for.
  package var classes: [String] = []
  /// What is said of the samples that are given.
  var notes: [Phrase] = []
  /// How the network answers the sample, where it is one of a class.
  var answer: Phrase?
  /// What is known of them beyond their numbers.
  var samples: SampleNotes?
  /// What has drawn the weights that a file does not list, and draws on.
  package var generator: NumPyGenerator?
  /// Where its training stands, as `Training` writes it.
  package var progress: [String: String] = [:]
  /// What the optimizer keeps of each parameter, by names such as `W1.v`.
  package var state: [String: Tensor<Double>] = [:]

  package var variants: VariantNumbers?
  package var worksheet: WorksheetNote?
  /// The sizes of batches that a derivation compares at its end.
  package var miniBatches: MiniBatches?
  /// What a derivation teaches, said at its end.
  package var lesson: Phrase?
  /// What stands before the lesson: tables and plots that compare, which no file can say.
  var study: @Sendable () -> [Block] = { [] }

  /// A description of a network.
  /// - Parameter title: By default it says that the name is derived step by step.
  package init(
    name: String, title: Phrase? = nil, network: Network, optimizer: any Optimizer,
    trainsBiases: Bool = true, digits: Int = 6
  ) {
    self.name = name
    self.title = title ?? Self.usualTitle(of: name)
    self.network = network
    self.optimizer = optimizer
    self.trainsBiases = trainsBiases
    self.digits = digits
  }

  /// The title of a derivation that has none of its own.
  static func usualTitle(of name: String) -> Phrase {
    Phrases.title(Phrases.named(name))
  }

  /// What a derivation ends with: comparisons, then the lesson.
  static func epilogue(_ study: [Block], _ lesson: Phrase?) -> [Block] {
    let blocks = study + (lesson.map { [.paragraph($0)] } ?? [])
    return blocks.isEmpty ? [] : [.heading(level: 2, Phrases.lesson)] + blocks
  }

  /// The model to be derived.
  package func model(trainingBiases: Bool = false) throws(ShapeError) -> Model {
    let built = try network.build()
    let isTrained = trainsBiases || trainingBiases
    var model = Model(
      name: name, title: title, graph: built.graph, leaves: built.leaves, optimizer: optimizer,
      trained: built.weights + (isTrained ? built.biases : []), digits: digits,
      units: network.units)
    model.notes = notes + (scheduled.map { [$0] } ?? [])
    model.samples = samples
    model.worksheet = worksheet
    // Of classes with an output each, a short derivation tells this itself.
    if let answer, !model.isTooLong || network.units.last?.count == 1 { model.notes.append(answer) }
    continueTraining(in: &model)
    model.epilogue = {
      let batches = miniBatches?.study(of: self, trainingBiases: isTrained) ?? []
      return Self.epilogue(study() + batches, lesson)
    }
    if data?.source == DataReference.digits { model.callDigits() }
    return model
  }

  /// What a schedule has made of the learning rate so far.
  private var scheduled: Phrase? {
    guard let schedule = progress["schedule"].flatMap({ RateSchedule($0) }),
      let rate = progress["rate"].flatMap(Double.init),
      let epochs = progress["epochs"].flatMap(Int.init), epochs > 0
    else { return nil }
    let formula = Formula.literal(rate) * schedule.formula(after: epochs)
    let now = Registry.learningRate(optimizer)
    return Phrase(
      en: """
        The learning rate has changed as the schedule \(code: schedule.words) says; after epoch \(epochs), \
        \(symbol: "alpha") = \(formula: formula) = \(number: now).
        """,
      ko: """
        학습률은 계획 \(code: schedule.words)에 따라 바뀌었다. 에포크 \(epochs) 뒤에는 \
        \(symbol: "alpha") = \(formula: formula) = \(number: now)이다.
        """)
  }

  /// Lets the updates of a model of this network go on where its training stands.
  package func continueTraining(in model: inout Model) {
    model.optimizer = optimizer
    model.updates = progress["steps"].flatMap(Int.init) ?? 0
    for id in model.trained {
      let kept = state.kept(of: model.graph[id].names.label)
      if !kept.isEmpty { model.state[id] = kept }
    }
  }
}

extension Dictionary where Key == String {
  /// What an optimizer keeps of one parameter, of what it keeps of all: `v` of `W1.v`.
  func kept(of label: String) -> [String: Value] {
    let mine = filter { $0.key.hasPrefix("\(label).") }
    return Dictionary(
      uniqueKeysWithValues: mine.map { (String($0.key.dropFirst(label.count + 1)), $0.value) })
  }
}
