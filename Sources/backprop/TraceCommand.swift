import Tracer

/// `backprop trace`
enum TraceCommand: Subcommand {
  static let name = "trace"
  static let summary = "Derive a training step: forward pass, chain rule, update, new error."
  static let operands: [Operand] = [.model]
  static let options: [any AnyOption] =
    [
      Options.format.without(.csv), Options.language, Options.digits, Options.carry, Options.only,
      Options.chain, Options.update, Options.trainBiases, Options.steps, Options.after,
      Options.derive, Options.optimizer.usually("the model's"), Options.learningRate.usually(nil),
      Options.batch, Options.seed, Options.output,
    ] + Options.ofSamples
  static let examples = [
    (call: "backprop trace 2-2-2", does: "the whole derivation, as text"),
    (call: "backprop trace 2-2-2 --only w5,w1 --chain delta", does: "two weights, with δ"),
    (
      call: "backprop trace 2-2-2 --carry 4 --language ko --output handout.md",
      does: "a handout in Korean that goes on with four digits, as one does by hand"
    ),
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
    var model = try ModelOperand.model(arguments)
    let count = arguments[Options.derive] ?? 1
    guard count > 0, count == 1 || format != .json else {
      throw UsageError.invalid(
        option: Options.derive.name, found: "\(count)",
        expected: "1, or for JSON \(Options.steps.name) N,")
    }
    var document: Document?
    for _ in 0..<count {
      let derivation = try Derivation(model, options: DerivationOptions(arguments))
      try MemoryFault.check(
        derivation.memory, for: arguments.operands[0], remedy: "a smaller model, or --only,",
        kind: .badData)
      if format == .json {
        return try Output.deliver(to: arguments[Options.output], TraceRecord(derivation).write)
      }
      let told = derivation.document()
      document =
        document.map { Document(digits: $0.digits, blocks: $0.blocks + told.blocks) } ?? told
      if count > 1 { model = model.after(updates: 1) }
    }
    guard let document else { return }
    try format.deliver(document, in: arguments.language, to: arguments[Options.output])
  }
}

extension DerivationOptions {
  /// The options of a derivation as they stand on the command line.
  init(_ arguments: Arguments) {
    self.init()
    digits = arguments[Options.digits]
    carry = arguments[Options.carry]
    chain = arguments[Options.chain] ?? chain
    order = arguments[Options.update] ?? order
    only = arguments[Options.only] ?? only
    steps = arguments[Options.steps] ?? steps
  }
}
