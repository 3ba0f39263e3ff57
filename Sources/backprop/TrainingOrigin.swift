import Foundation
import Tracer

/// From where a training sets out: a network, its data, and the generator that draws what is to come.
struct TrainingOrigin {
  /// What is trained, with all its weights.
  private(set) var description: ModelDescription
  /// What it is trained on.
  let training: DataSet
  /// What it is tested on.
  let test: DataSet?
  /// Draws the order of the epochs.
  private(set) var generator: NumPyGenerator
  /// How many epochs were trained before.
  private(set) var epochs = 0
  /// How many samples a step takes.
  let batch: Int
  /// Whether it is the network of digits, which is known.
  let isMNIST: Bool

  /// The operand that stands for MNIST.
  static let digits = DataReference.digits

  /// What the operand and the options say.
  init(_ arguments: Arguments) throws {
    let operand = arguments.operands[0]
    isMNIST = operand == Self.digits
    var found = try isMNIST ? nil : arguments.trainedModel(operand)
    let isModel = found != nil
    let loaded = arguments.known(Options.load)
    var weights: Safetensors?
    if let loaded, let (model, bare) = try arguments.loaded(loaded) {
      found = model ?? found
      weights = bare
    }
    let reference = try arguments.dataReference(isModel ? nil : operand, over: found)
    (training, test) = try Self.samples(arguments, reference, of: found)
    let normalization = arguments.normalization(of: training) ?? found?.normalization
    let batch = arguments.known(Options.batch)
    generator = arguments.generator(for: found)
    if let weights, let loaded {
      if found == nil {
        found = try arguments.description(of: weights, from: loaded, for: training)
      } else if let mapping = try found?.network.take(weights: weights, name: loaded) {
        arguments.note(mapping, of: loaded)
      }
    }
    description =
      try found
      ?? ModelDescription(
        name: isMNIST ? operand : training.name,
        network: arguments.network(for: training, isMNIST: isMNIST),
        optimizer: GradientDescent(learningRate: ModelDescription.usualLearningRate))
    if found != nil { try arguments.checkKept(description, from: loaded ?? operand) }
    if description.network.leavesLossOpen, let loss = arguments.known(Options.loss) {
      (description.network.loss, description.network.leavesLossOpen) = (loss, false)
    }
    description.data = reference
    if !training.columns.inputs.isEmpty {
      description.data?.choice.inputs = training.columns.inputs
      description.data?.choice.targets = training.columns.targets
    }
    description.normalization = normalization
    description.classes = training.classes ?? []
    try description.network.take(inputsOf: training)
    let isResumed = arguments.knows(Options.resume)
    let progress = description.progress
    if !isResumed {
      // Where the schedule of an earlier run has led to is no beginning.
      if let rate = progress["rate"].flatMap(Double.init) {
        description.optimizer = Registry.optimizer(description.optimizer, learningRate: rate)
      }
      description.progress = [:]
    }
    try arguments.takeOptimizer(into: &description)
    if isResumed { try Self.checkResumed(arguments, progress, samples: training.count) }
    self.batch = batch ?? (isResumed ? progress["batch"].flatMap(Int.init) : nil) ?? 32
    try MemoryFault.check(
      description.network.memory(batch: min(self.batch, training.count)),
      for: "\(description.network.sizes.map(String.init).joined(separator: "-")) "
        + "\(Options.batch.name) \(min(self.batch, training.count))",
      remedy: "fewer or smaller layers, or a smaller batch,", kind: .usage)
    if isResumed {
      epochs = Int(progress["epochs"] ?? "") ?? 0
      generator = NumPyGenerator(seed: UInt32(progress["seed"] ?? "") ?? 0)
      generator.skip(Int(progress["draws"] ?? "") ?? 0)
    } else {
      description.network.draw(from: &generator)
      description.progress["seed"] = "\(generator.seed)"
      description.progress["draws"] = "\(generator.draws)"
      description.state = [:]
    }
    if let limit = arguments.known(Options.limit) { description.progress["limit"] = "\(limit)" }
  }

  /// In which precision is trained if nothing is said.
  var usualPrecision: Precision { isMNIST ? .float : .double }

  private static func samples(
    _ arguments: Arguments, _ reference: DataReference?, of model: ModelDescription?
  ) throws -> (training: DataSet, test: DataSet?) {
    let training: DataSet
    var test: DataSet?
    if let reference {
      (training, test) = try arguments.open(reference)
    } else if let own = model?.ownSamples {
      training = own
    } else {
      throw UsageError.missingValue(option: Options.data.name, expected: "FILE|NAME to train on")
    }
    let kept = arguments.knows(Options.resume) ? model?.progress["limit"].flatMap { Int($0) } : nil
    return (training.first(arguments.known(Options.limit) ?? kept), test)
  }

  private static func checkResumed(
    _ arguments: Arguments, _ progress: [String: String], samples: Int
  ) throws {
    guard let file = arguments[Options.load] else {
      throw UsageError.missingValue(
        option: Options.resume.name, expected: "\(Options.load.name) FILE beside it")
    }
    guard let epochs = progress["epochs"].flatMap(Int.init), (0...1_000_000).contains(epochs),
      progress["seed"].flatMap({ UInt32($0) }) != nil,
      let draws = progress["draws"].flatMap(Int.init), (0...1_000_000_000_000).contains(draws),
      let batch = progress["batch"].flatMap(Int.init), batch > 0,
      let trained = progress["samples"].flatMap(Int.init)
    else { throw ResumeError.unknownRun(file: file) }
    guard trained == samples else {
      throw ResumeError.otherSamples(file: file, expected: trained, found: samples)
    }
  }

  /// What was chosen, for who did not say it.
  var announcement: Phrase {
    func listed(_ names: [String]) -> String {
      names.prefix(8).joined(separator: ", ") + (names.count > 8 ? " …" : "")
    }
    let all = training.count + (test?.count ?? 0)
    let parts = test.map { (training.count, $0.count) }
    let targets =
      switch training.targets {
      case .classes(_, let names):
        (
          en: "\(names.count) classes (\(listed(names)))",
          ko: "클래스 \(names.count)개(\(listed(names)))"
        )
      case .numbers(_, let names): (en: "the numbers \(listed(names))", ko: "수 \(listed(names))")
      }
    let normalization =
      switch description.normalization {
      case nil: (en: "", ko: "")
      case .standard: (en: ", standardized", ko: ", 표준화함")
      case .scale(let factor): (en: ", times \(factor)", ko: ", \(factor)배")
      }
    let (network, optimizer) = (description.network, Registry.words(description.optimizer))
    let size = min(batch, training.count)
    return Phrase(
      en: """
        data       \(training.name): \(all) sample\(all == 1 ? "" : "s") of \(training.width) \
        input\(training.width == 1 ? "" : "s")\(normalization.en)\
        \(parts.map { "; \($0) to train, \($1) to test" } ?? "")
        targets    \(targets.en)
        network    \(network.summary); \(network.parameterCount) parameters
        optimizer  \(optimizer); batches of \(size)

        """,
      ko: """
        데이터    \(training.name): 입력 \(training.width)개인 표본 \(all)개\(normalization.ko)\
        \(parts.map { "; 학습 \($0)개, 테스트 \($1)개" } ?? "")
        목표      \(targets.ko)
        신경망    \(network.summary); 매개변수 \(network.parameterCount)개
        최적화    \(optimizer); 배치 크기 \(size)

        """)
  }
}

/// A run that cannot be resumed.
enum ResumeError: Fault {
  /// `w.safetensors: expected a run's seed, epochs, draws, samples and batch in its metadata, …`
  case unknownRun(file: String)
  /// `w.safetensors: was trained on 60000 samples, found 1000; expected the same data and --limit`
  case otherSamples(file: String, expected: Int, found: Int)

  var kind: FaultKind { .badData }

  var description: String {
    switch self {
    case .unknownRun(let file):
      "\(quoting: file): expected a run's seed, epochs, draws, samples and batch in its metadata, found "
        + "none; --load without --resume begins a new run with these weights"
    case .otherSamples(let file, let expected, let found):
      "\(quoting: file): was trained on \(expected) samples, found \(found); expected the same data, "
        + "--split and --limit"
    }
  }
}
