import Tracer

/// `backprop trace mnist`
enum TraceDigitsCommand: Subcommand {
  static let name = "trace mnist"
  static let summary = "Derive a training step on handwritten digits, for any of 79,510 parameters."
  static let operands: [Operand] = []
  static let options: [any AnyOption] =
    [
      Options.image.usually("test:0, or with --after what is trained on next"),
      Options.batch.within(1...1_000).usually("1, or with --after 32"), Options.after,
      Options.derive, Options.weights, Options.seed, Options.hidden, Options.activation,
      Options.initialization, Options.optimizer, Options.learningRate, Options.data,
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
    (
      call: "backprop trace mnist --after 1epoch --optimizer adam:lr=0.001 --only b2",
      does: "the first update of the second epoch by Adam, as train mnist makes it"
    ),
  ]

  static func run(_ arguments: Arguments) throws {
    let format = try Format(arguments)
    let updates = arguments[Options.after]
    let count = arguments[Options.batch] ?? (updates == nil ? 1 : 32)
    var generator = arguments.generator()
    var description = ModelDescription(
      name: TrainingOrigin.digits,
      network: try arguments.digitNetwork(batch: count, from: &generator),
      optimizer: GradientDescent(learningRate: TrainingOrigin.usualLearningRate))
    try arguments.takeOptimizer(into: &description)
    let first = arguments[Options.image] ?? (updates == nil ? .first : nil)
    let digits = try arguments.digits(first?.part ?? .train)
    var images = try first?.images(count, of: digits) ?? []
    if let updates {
      var training = try Training<Double>(
        description, training: first?.part == .test ? arguments.digits(.train) : digits,
        batch: count, generator: generator)
      let next = try updates.make(in: &training)
      if first == nil { images = next }
      description = training.trained
    }
    var model = try description.network.model(
      of: digits, images: images, learningRate: TrainingOrigin.usualLearningRate)
    description.continueTraining(in: &model)
    try TraceCommand.tell(
      [name], as: format, arguments, updates: try arguments.derivedUpdates(for: format)
    ) { _ in model }
  }
}
