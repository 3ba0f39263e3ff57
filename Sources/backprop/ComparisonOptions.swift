import Foundation
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
    let values = sides.last?.listedOptimizers ?? []
    guard sides.count == 2, Self.names.contains(sides[0]), values.count > 1,
      values.allSatisfy({ !$0.isEmpty })
    else {
      throw .invalid(
        option: "--compare", found: word,
        expected: "two values or more of \(Self.names.joined(separator: ", ")), such as "
          + "optimizer=momentum,adam,")
    }
    (name, self.values) = (sides[0], sides[0] == "optimizer" ? values : sides[1].listed)
  }

  /// At what rates optimizers are about as fast where none is asked for. The steps of momentum add up
  /// to ten times its rate; where gradients are divided by their size, the rate is how far a step goes.
  private static let rates = [
    GradientDescent.kind: 0.1, "momentum": 0.01, "nesterov": 0.01, "adagrad": 0.1, "rmsprop": 0.01,
    "adam": 0.01, "adamw": 0.01,
  ]

  /// The values as one would give them alone, optimizers with the rate at which they are compared.
  func values(besides arguments: Arguments) -> [String] {
    guard name == "optimizer", arguments[Options.learningRate] == nil else { return values }
    return values.map { value in
      let parts = value.split(separator: ":")
      let rate = parts.contains { $0.hasPrefix("lr=") } ? nil : Self.rates[String(parts[0])]
      return value + (rate.map { ":lr=\($0)" } ?? "")
    }
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

  /// - Parameter announce: Is told what is trained, before the first run, with all that differs.
  static func comparison<Scalar: Real>(
    _ setting: ComparedSetting, _ arguments: Arguments, in precision: Scalar.Type,
    announcing announce: (Phrase) throws -> Void
  ) throws -> TrainingComparison {
    var areClasses = false
    var runs: [TrainingComparison.Run] = []
    let values = setting.values(besides: arguments)
    func origin(_ value: String) throws -> TrainingOrigin {
      try TrainingOrigin(try arguments.with("--\(setting.name)", value))
    }
    // A value that can't be is refused before any of the others is trained with. Each reads its data
    // again below, so that only one data set is kept.
    let announcements = try values.compactMap { value in
      let origin = try origin(value)
      return origin.isMNIST ? nil : origin.announcement
    }
    if !announcements.isEmpty { try announce(Phrase(linesOf: announcements)) }
    for value in values {
      let origin = try origin(value)
      areClasses = origin.training.classes != nil
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

extension Phrase {
  /// The lines of phrases that have as many, each with all that stands in its place.
  fileprivate init(linesOf phrases: [Phrase]) {
    func lines(_ language: Language) -> String {
      let texts = phrases.map { $0[language].words.components(separatedBy: "\n") }
      return texts[0].indices.flatMap { line in
        texts.map { $0[line] }.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
      }.joined(separator: "\n")
    }
    self.init(en: "\(lines(.english))", ko: "\(lines(.korean))")
  }
}
