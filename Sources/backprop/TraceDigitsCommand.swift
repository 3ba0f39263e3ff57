import Tracer

/// `backprop trace mnist`
enum TraceDigitsCommand: Subcommand {
  static let name = "trace mnist"
  static let summary = "Derive a training step on handwritten digits, for any of 79,510 parameters."
  static let operands: [Operand] = []
  static let options: [any AnyOption] =
    [
      Options.image, Options.batch.within(1...1_000).usually("1"), Options.weights, Options.seed,
      Options.hidden, Options.activation, Options.initialization, Options.learningRate,
      Options.data,
    ] + TraceCommand.telling
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
    let count = arguments[Options.batch] ?? 1
    let network = try arguments.digitNetwork(batch: count)
    let first = arguments[Options.image] ?? .first
    let digits = try arguments.digits(first.part)
    let model = try network.model(
      of: digits, images: try first.images(count, of: digits),
      learningRate: arguments[Options.learningRate] ?? 0.1)
    try TraceCommand.tell([name], as: format, arguments) { _ in model }
  }
}
