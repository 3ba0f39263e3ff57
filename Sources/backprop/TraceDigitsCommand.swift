import Tracer

/// `backprop trace mnist`
enum TraceDigitsCommand: Subcommand {
  static let name = "trace mnist"
  static let summary = "Derive a training step on handwritten digits, for any of 79,510 parameters."
  static let operands: [Operand] = []
  static let options: [any AnyOption] = [
    Options.image, Options.batch.within(1...1_000).usually("1"), Options.weights, Options.seed,
    Options.hidden, Options.activation, Options.initialization, Options.learningRate,
    Options.only.usually("a choice that teaches"), Options.numeric, Options.record,
    Options.format.without(.csv), Options.language, Options.digits.usually("4"), Options.data,
    Options.output,
  ]
  static let examples = [
    (
      call: "backprop trace mnist", does: "the first test image, with the initial weights of seed 0"
    ),
    (
      call: "backprop trace mnist --image train:7 --only 'W1[406,17],b2[3]' --numeric",
      does: "two parameters, checked by central differences"
    ),
    (
      call: "backprop trace mnist --image train:0 --batch 32 --record step.safetensors",
      does: "32 images as one batch, and all its tensors in a file that Python reads"
    ),
  ]

  static func run(_ arguments: Arguments) throws {
    let format = try Format(arguments)
    var options = DigitDerivation.Options()
    options.learningRate = arguments[Options.learningRate] ?? options.learningRate
    options.digits = arguments[Options.digits] ?? 4
    options.only = arguments[Options.only] ?? []
    options.numericStep = arguments.has(Options.numeric) ? 1e-5 : nil
    let network = try arguments.digitNetwork(batch: arguments[Options.batch] ?? 1)
    let first = arguments[Options.image] ?? .first
    let (images, names) = try first.images(
      arguments[Options.batch] ?? 1, of: try arguments.digits(first.part))
    let derivation = try DigitDerivation(
      of: network, on: images, imageNames: names, options: options)
    if let file = arguments[Options.record] { try derivation.record().write(to: file) }
    if format == .json {
      try Output.deliver(derivation.traceRecord().json(), to: arguments[Options.output])
    } else {
      try format.deliver(
        derivation.document(), in: arguments.language, to: arguments[Options.output])
    }
  }
}
