import Tracer

extension Options {
  static let compare = Option<ComparedSetting>(
    "--compare", Form(placeholder: "OPTION=A,B,…", words: ComparedSetting.names.map { "\($0)=" }),
    "train once with each value of an option, from the same seed", value: ComparedSetting.init)
}

/// An option and the values that are compared.
struct ComparedSetting: Sendable {
  let name: String
  let values: [String]

  static let names = [
    "optimizer", "batch", "learning-rate", "weight-decay", "activation", "init", "hidden",
  ]

  init(_ word: String) throws(UsageError) {
    let sides = word.split(separator: "=", maxSplits: 1).map(String.init)
    guard sides.count == 2, Self.names.contains(sides[0]), sides[1].listed.count > 1,
      sides[1].listed.allSatisfy({ !$0.isEmpty })
    else {
      throw .invalid(
        option: "--compare", found: word,
        expected: "two values or more of \(Self.names.joined(separator: ", ")), such as "
          + "optimizer=momentum,adam,")
    }
    (name, values) = (sides[0], sides[1].listed)
  }
}

extension TrainCommand {
  /// Trains with each value of a setting, and says what each came to.
  static func compare<Scalar: Real>(
    _ setting: ComparedSetting, _ arguments: Arguments, in precision: Scalar.Type
  ) throws {
    let comparison = try comparison(setting, arguments, in: precision) {
      try Output.print($0.inColumns(arguments.language) + "\n")
    }
    try Output.print(
      PlainTextRenderer(language: arguments.language).render(comparison.document()))
    if let file = arguments[Options.plot] {
      try comparison.plot.write(to: file, in: arguments.language)
    }
  }

  /// - Parameter announce: Is told what is trained, before the first run.
  static func comparison<Scalar: Real>(
    _ setting: ComparedSetting, _ arguments: Arguments, in precision: Scalar.Type,
    announcing announce: (Phrase) throws -> Void
  ) throws -> TrainingComparison {
    var areClasses = false
    var runs: [TrainingComparison.Run] = []
    // A value that can't be is refused before any of the others is trained with.
    for value in setting.values {
      _ = try TrainingOrigin(try arguments.with("--\(setting.name)", value))
    }
    for value in setting.values {
      let origin = try TrainingOrigin(try arguments.with("--\(setting.name)", value))
      areClasses = origin.training.classes != nil
      if runs.isEmpty, !origin.isMNIST { try announce(origin.announcement) }
      var training = try Training<Scalar>(
        origin.description, training: origin.training, test: origin.test, batch: origin.batch,
        generator: origin.generator, after: origin.epochs)
      var epochs: [Training<Scalar>.Epoch] = []
      var fault: String?
      do {
        for _ in 0..<(arguments[Options.epochs] ?? 1) { epochs.append(try training.epoch()) }
      } catch let error as TrainingError { fault = error.description }
      let (last, test) = (epochs.last?.training, epochs.last?.test)
      runs.append(
        TrainingComparison.Run(
          name: value, losses: epochs.map { ($0.loss, $0.test?.loss) },
          shares: (
            last?.accuracy ?? last?.determination, test?.accuracy ?? test?.determination
          ), fault: fault))
    }
    return TrainingComparison(of: setting.name, areClasses: areClasses, runs)
  }
}
