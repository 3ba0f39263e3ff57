import Tracer

/// `backprop trace`
enum TraceCommand: Subcommand {
  static let name = "trace"
  static let summary = "Derive a training step: forward pass, chain rule, update, new error."
  static let operands = ["EXAMPLE|FILE|-"]
  static let options: [Option] = [
    .format, .language, .digits, .carry,
    Option("--only", "w5,h1,…", "derive these weights, or those into these units, only"),
    Option(
      "--chain", "product|delta",
      "write gradients as full products (the default), or with δ named once and reused"),
    .update, .trainBiases,
    Option("--steps", "N", "make N updates: the first is derived, the others are in a table"),
    .output,
  ]
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
  ]

  static func run(_ arguments: Arguments) throws {
    let language = try arguments.choice("--language", of: Language.self) ?? .english
    let format = try Format(arguments)
    let options = try DerivationOptions(arguments)
    let model = try ModelOperand.model(arguments)
    let derivation = try Derivation(model, options: options)
    try MemoryFault.check(
      derivation.memory, for: arguments.operands[0], remedy: "a smaller model, or --only,",
      kind: .badData)
    if format == .json {
      try Output.deliver(TraceRecord(derivation).json(), to: arguments["--output"])
    } else {
      try format.deliver(derivation.document(), in: language, to: arguments["--output"])
    }
  }
}

extension DerivationOptions {
  /// The options of a derivation as they stand on the command line.
  init(_ arguments: Arguments) throws(UsageError) {
    self.init()
    digits = try arguments.integer("--digits", in: 1...17)
    carry = try arguments.integer("--carry", in: 1...15)
    chain = try arguments.choice("--chain") ?? .product
    order = try arguments.choice("--update") ?? .simultaneous
    only = arguments.list("--only")
    steps = try arguments.integer("--steps", in: 1...10_000_000) ?? 1
  }
}
