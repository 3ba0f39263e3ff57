import Tracer

extension Options {
  static let sample = Option<SampleChoice>(
    "--sample",
    Form(placeholder: "17|test:17|0:32|worst|misclassified", words: ["worst", "misclassified"]),
    "the samples of the data, counted from 0: one, several (3,7), a batch (0:32), the one with the "
      + "largest loss, or the Nth that is told wrong (misclassified:N)",
    usual: "the first to test with, or of all, where a model has none of its own"
  ) { (word) throws(UsageError) in
    guard let choice = SampleChoice(word) else {
      throw .invalid(
        option: "--sample", found: word,
        expected: "samples such as 17, test:17, 3,7, 0:32, worst or misclassified:2")
    }
    return choice
  }
  static let after = Option<Updates>(
    "--after", Form(placeholder: "N|Nepochs"),
    "make N updates first, or train for N epochs; what is derived comes next", value: Updates.init)

  /// What subcommands know that look at the samples of a data set.
  static let ofSamples: [any AnyOption] =
    [sample, data, target, inputs, kind, labels, split, test] + ofNetwork + [seed]
  /// What describes a network for data that is named in place of a model.
  static let ofNetwork: [any AnyOption] = [
    layers, hidden, activation, loss, initialization, load, standardize, scale,
  ]
}

/// How many updates come before what is looked at.
enum Updates: Sendable, Equatable {
  case steps(Int)
  case epochs(Int)

  init(_ word: String) throws(UsageError) {
    let digits = word.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int(digits), number <= 10_000_000 else { throw Self.fault(word) }
    switch word.dropFirst(digits.count) {
    case "": self = .steps(number)
    case "epoch", "epochs": self = .epochs(number)
    default: throw Self.fault(word)
    }
  }

  /// Makes them, and draws the samples of the update that comes next.
  func make(in training: inout Training<Double>) throws -> [Int] {
    switch self {
    case .steps(let count): try training.take(steps: count)
    case .epochs(let count): try training.take(steps: count * training.stepsInEpoch)
    }
  }

  private static func fault(_ word: String) -> UsageError {
    .invalid(option: "--after", found: word, expected: "updates such as 10, or 3epochs,")
  }
}

extension Arguments {
  /// Whether the options name samples in place of a model's own.
  var namesSamples: Bool {
    known(Options.data) != nil || known(Options.sample) != nil || known(Options.batch) != nil
  }

  /// Whether the batch is looked at with which a training goes on: it is where its size is asked for
  /// and no sample, and what a program's gradients are of.
  private var looksAtBatch: Bool {
    known(Options.sample) == nil
      && (known(Options.batch) != nil
        || subcommand.name == CheckCommand.name && GradientFile.isOne(operands[1]))
  }

  /// Whether anything is asked of the part to train with.
  var looksAtTraining: Bool {
    subcommand.name == TrainCommand.name || looksAtBatch || known(Options.after) != nil
      || known(Options.sample)?.isOfTest == false || knows(Options.standardize)
  }

  /// A model after the updates that `--after` names, made on its own samples; an epoch is one.
  func after(_ model: Model) throws -> Model {
    var model = model
    if known(Options.optimizer) != nil || known(Options.learningRate) != nil {
      model.optimizer = try optimizer(over: model.optimizer)
    }
    switch known(Options.after) {
    case nil: return model
    case .steps(let count), .epochs(let count): return model.after(updates: count)
    }
  }

  /// A network over the samples that the options name, trained before as far as they say.
  func sampled(_ description: ModelDescription) throws -> SampledNetwork {
    var description = description
    let file = operands[0]
    let own = description.ownSamples
    guard own == nil || namesSamples else { return SampledNetwork(description, isAfter: false) }
    let reference = try dataReference(over: description)
    let choice = known(Options.sample)
    func open(_ reference: DataReference) throws -> (training: DataSet, test: DataSet?) {
      try self.open(reference)
    }
    let all: (training: DataSet, test: DataSet?)
    if let reference {
      all = try open(reference)
    } else if let own {
      all = (own, nil)
    } else {
      throw UsageError.missingValue(
        option: Options.data.name, expected: "FILE|NAME, since \(file) has no samples of its own")
    }
    try description.network.take(inputsOf: all.training)
    description.normalization = normalization(of: all.training) ?? description.normalization
    var generator = generator(for: description)
    if !description.network.isDrawn {
      guard known(Options.seed) != nil || description.progress["seed"] != nil else {
        throw DataError(
          file: file,
          expected: "weights (train \(file) --save FILE draws and trains them) or --seed N",
          found: "none")
      }
      description.network.draw(from: &generator)
    }
    try takeOptimizer(into: &description)
    var next: SampledNetwork?
    if let updates = known(Options.after) ?? (looksAtBatch ? .steps(0) : nil) {
      if let draws = description.progress["draws"].flatMap(Int.init) {
        generator = NumPyGenerator(seed: UInt32(description.progress["seed"] ?? "") ?? 0)
        generator.skip(draws)
      }
      let samples = all.training.first(description.progress["limit"].flatMap(Int.init))
      var training = try Training<Double>(
        description, training: samples,
        batch: known(Options.batch) ?? description.progress["batch"].flatMap(Int.init) ?? 32,
        generator: generator,
        after: Int(description.progress["epochs"] ?? "") ?? 0)
      let batch = try updates.make(in: &training)
      description = training.trained
      if choice == nil {
        next = SampledNetwork(try description.over(batch, of: samples))
        for _ in 1..<max(1, known(Options.derive) ?? 1) {
          let batch = try training.take(steps: 1)
          next?.following.append(try training.trained.over(batch, of: samples))
        }
      }
    }
    if let choice {
      let data = try reference.map { try choice.data($0, open) } ?? all.training
      let chosen = try choice.positions(of: description, in: data)
      return SampledNetwork(try description.over(chosen, of: data))
    }
    return try next ?? SampledNetwork(description.over([0], of: all.test ?? all.training))
  }
}

/// A network over the samples that are looked at.
struct SampledNetwork {
  let description: ModelDescription
  /// Whether the updates of `--after` are made.
  let isAfter: Bool
  /// The network at the updates that come next in its training, each over its own batch.
  var following: [ModelDescription] = []

  init(_ description: ModelDescription, isAfter: Bool = true) {
    (self.description, self.isAfter) = (description, isAfter)
  }

  func model(trainingBiases: Bool) -> Model {
    func model(_ description: ModelDescription) -> Model {
      ModelSource.network(description).model(trainingBiases: trainingBiases)
    }
    var first = model(description)
    first.following = following.map(model)
    return first
  }
}
