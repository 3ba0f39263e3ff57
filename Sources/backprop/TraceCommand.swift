import Tracer

/// `backprop trace`
enum TraceCommand: Subcommand {
  static let name = "trace"
  static let summary = "Derive a training step: forward pass, chain rule, update, new error."
  static let operands: [Operand] = [.models]
  static let options: [any AnyOption] =
    telling + [
      Options.trainBiases, Options.after, Options.derive, Options.optimizer.usually("the model's"),
      Options.learningRate.usually(nil), Options.schedule, Options.batch,
    ] + Options.ofSamples
  /// How a step is told, of whatever model.
  static let telling: [any AnyOption] =
    [
      Options.format.without(.csv), Options.language, Options.width, Options.digits, Options.carry,
      Options.only,
      Options.detail, Options.form, Options.everything, Options.chain, Options.update,
      Options.steps, Options.numeric,
      Options.record, Options.fragment, Options.output,
    ] + Options.imprint
  static let examples = [
    (call: "backprop trace 2-2-2", does: "the whole derivation, as text"),
    (call: "backprop trace 2-2-2 --only w5,w1 --chain delta", does: "two weights, with δ"),
    (
      call: "backprop trace 2-2-2 --carry 4 --language ko --output handout.md",
      does: "a handout in Korean that goes on with four digits, as one does by hand"
    ),
    (
      call: "backprop trace mnist --sample train:7 --only 'W1[406,17],b2[3]' --numeric",
      does: "two of the 79,510 parameters that tell handwritten digits apart, measured, too"
    ),
    (
      call: "backprop trace mnist --sample train:0:32 --record step.safetensors",
      does: "32 images as one batch, and all its tensors in a file that Python reads"
    ),
    (
      call: "backprop trace mnist --after 1epoch --optimizer adam:lr=0.001 --only b2",
      does: "the first update of the second epoch by Adam, as train mnist makes it"
    ),
    (call: "backprop trace 2-2-2 mazur --output both.html", does: "two examples, a chapter each"),
    (
      call: "backprop trace mazur --steps 10000 --update in-place",
      does: "ten thousand updates, each layer's weights changed at once"
    ),
    (
      call: "backprop trace 2-2-2 --optimizer adam:lr=0.1 --after 1 --derive 2 --only w5",
      does: "the second and the third update of Adam, with what it keeps of the steps before"
    ),
  ]

  static func run(_ arguments: Arguments) throws {
    let format = try Format(arguments)
    let count = try arguments.derivedUpdates(for: format)
    try tell(arguments.operands, as: format, arguments, updates: count) {
      try ModelOperand.model(arguments.with(operand: $0))
    }
  }

  /// Derives models as the options say, each in a chapter of its own if there are several.
  /// - Parameters:
  ///   - updates: How many updates are derived, one after the other.
  ///   - model: The model of a name.
  static func tell(
    _ names: [String], as format: Format, _ arguments: Arguments, updates: Int = 1,
    _ model: (String) throws -> Model
  ) throws {
    if names.count > 1, format == .json || arguments.isGiven(Options.record) {
      throw UsageError.invalid(
        option: format == .json ? "--format json" : Options.record.name,
        found: names.joined(separator: " "), expected: "one model")
    }
    var notes: [String] = []
    let chapters = try names.compactMap {
      try chapter(
        try model($0), named: $0, as: format, arguments, updates: updates, noting: &notes)
    }
    guard !chapters.isEmpty else { return }
    let title = Phrase(en: "Backpropagation step by step", ko: "한 단계씩 따라가는 역전파")
    let derivation = chapters[0].derivation
    try format.deliver(
      Document(chapters.map(\.document), under: title), arguments,
      isFragment: arguments.has(Options.fragment),
      live: chapters.count > 1 || updates > 1
        ? nil
        : { document in
          var live = LivePage(derivation, document)
          live.addMistakes(of: derivation)
          return live
        })
    notes.forEach(Output.note)
  }

  /// - Parameter notes: What is to be said once all is written.
  /// - Returns: `nil` for JSON, which is written at once.
  private static func chapter(
    _ model: Model, named name: String, as format: Format, _ arguments: Arguments, updates: Int,
    noting notes: inout [String]
  ) throws -> (document: Document, derivation: Derivation)? {
    var options = DerivationOptions(arguments, for: format)
    let steps = options.steps
    if updates > 1 { options.steps = 1 }
    let derivation = try Derivation(model, options: options)
    try MemoryFault.check(
      derivation.memory, for: name, remedy: "a smaller model, or --only,", kind: .badData)
    if let file = arguments[Options.record] {
      let record = derivation.record()
      try record.write(to: file)
      if let names = record.metadata[Safetensors.leftOut] {
        Output.note("backprop: \(quoting: file): \(names) left out, since not finite")
      }
    }
    guard format != .json else {
      try Output.deliver(to: arguments[Options.output], TraceRecord(derivation).write)
      return nil
    }
    var document = derivation.document()
    var told = derivation
    for count in stride(from: 2, through: updates, by: 1) {
      told = try told.next(steps: count == updates ? max(1, steps - updates + 1) : 1)
      document.blocks += told.document().asPart
    }
    if derivation.isShortened, !arguments.has(Options.everything), arguments[Options.only] == nil {
      notes.append(
        "backprop: told in short; \(Options.only.name) chooses parameters, and "
          + "\(Options.everything.name) tells all \(derivation.lineCount) quantities")
    }
    return (document, derivation)
  }
}

extension Arguments {
  /// How many updates are derived, one after the other.
  func derivedUpdates(for format: Format) throws(UsageError) -> Int {
    let count = self[Options.derive] ?? 1
    guard count > 0, count == 1 || format != .json else {
      throw .invalid(
        option: Options.derive.name, found: "\(count)",
        expected: "1, or for JSON \(Options.steps.name) N,")
    }
    return count
  }
}

extension DerivationOptions {
  /// The options of a derivation as they stand on the command line.
  init(_ arguments: Arguments, for format: Format) {
    self.init()
    detail = arguments[Options.detail] ?? (format.isForPaper ? .compact : .full)
    digits = arguments[Options.digits]
    carry = arguments[Options.carry]
    form = arguments[Options.form] ?? form
    chain = arguments[Options.chain]
    telling = arguments.has(Options.everything) ? .everything : nil
    isMeasured = arguments.has(Options.numeric)
    order = arguments[Options.update] ?? order
    only = arguments[Options.only] ?? only
    steps = arguments[Options.steps] ?? steps
  }
}
