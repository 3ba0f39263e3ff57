import Foundation
import Tracer

/// One run of `train`.
struct TrainingRun<Scalar: Real> {
  private var training: Training<Scalar>
  private let epochs: Int
  private let language: Language
  private let announcement: Phrase?
  private let records: (interval: Int, folder: String)?
  private let plotFile: String?
  private let boundaryFile: String?
  private let printsBoundary: Bool
  private let samples: DataSet
  private let historyFile: String?
  private let saving: SavedModel?
  private var losses = LossCurve()
  private var history = TrainingHistory<Scalar>()
  private let patience: Int?
  /// The best network so far and how it answers, of a run that is to stop early.
  private var best: (description: ModelDescription, confusion: [[Int]])?
  private let isNumerical: Bool
  private var speed = TrainingSpeed()

  /// Everything that the command line asks for, read and checked.
  init(_ origin: TrainingOrigin, _ arguments: Arguments) throws {
    epochs = arguments[Options.epochs] ?? 1
    isNumerical = arguments[Options.gradients] == .numerical
    if case .list(let numbers) = arguments[Options.gradients] {
      throw UsageError.invalid(
        option: Options.gradients.name, found: numbers.map { "\($0)" }.joined(separator: ","),
        expected: "numerical, the only way for \(TrainCommand.name),")
    }
    patience = arguments[Options.stopEarly]
    if patience != nil, origin.test == nil {
      throw UsageError.missingValue(
        option: Options.stopEarly.name,
        expected:
          "\(Options.split.name) or \(Options.test.name) beside it, for samples to test with")
    }
    language = arguments.language
    let plot = arguments[Options.plot]
    printsBoundary = plot == "boundary"
    plotFile = printsBoundary ? nil : plot
    boundaryFile = arguments[Options.boundary]
    samples = origin.training
    if let found = boundaryFile ?? (printsBoundary ? plot : nil),
      samples.width != 2 || samples.classes == nil
    {
      throw UsageError.invalid(
        option: boundaryFile == nil ? Options.plot.name : Options.boundary.name, found: found,
        expected: "data of classes over two inputs beside it")
    }
    historyFile = arguments[Options.history]
    records = try Self.records(arguments)
    if let rate = arguments[Options.learningRate], !Scalar(rate).isNormal {
      throw UsageError.invalid(
        option: Options.learningRate.name, found: "\(rate)",
        expected: "a number that fits --precision \(Scalar.self == Float.self ? "float" : "double")"
      )
    }
    training = try Training(
      origin.description, training: origin.training, test: origin.test, batch: origin.batch,
      generator: origin.generator, after: origin.epochs)
    announcement = origin.isMNIST ? nil : origin.announcement
    saving = arguments[Options.save].map { SavedModel(path: $0) }
  }

  private static func records(
    _ arguments: Arguments
  ) throws -> (interval: Int, folder: String)? {
    let folder = arguments.operands.dropFirst().first
    guard let interval = arguments[Options.recordEvery] else {
      if let word = folder {
        throw UsageError.unexpectedOperand(word, subcommand: TrainCommand.name)
      }
      return nil
    }
    guard let folder else {
      throw UsageError.missingOperand("DIR", subcommand: TrainCommand.name)
    }
    try FileManager.default.makeFolder(folder)
    try AtomicFile.look(at: Self.recordFile(of: 1, in: folder))
    return (interval, folder)
  }

  private static func recordFile(of step: Int, in folder: String) -> String {
    "\(folder)/step-\(step.padded(to: 6)).safetensors"
  }

  /// Trains, and says how it goes and what it came to.
  mutating func run() throws {
    saving?.keepWhenInterrupted()
    var announcement = announcement
    for _ in 0..<epochs {
      try epoch(announcing: &announcement)
      if let patience, history.epochsSinceBest >= patience { break }
    }
    if let told = speed.told(in: language) { Output.note(told) }
    let kept = patience.flatMap(history.kept)
    for phrase in [speed.passes, history.turn, kept].compactMap(\.self) {
      let words = phrase[language].words
      try say("\n" + TextLayout.wrapped(words).joined(separator: "\n") + "\n")
    }
    let told = training.test ?? training.training
    // Within a single epoch, the batches show how the loss falls.
    let plot = history.epochs.count > 1 ? history.plot : history.plot(losses.points)
    let document = TrainingReport(
      confusion: try best?.confusion ?? training.confusion(told), classes: told.classes ?? [],
      isTest: training.test != nil
    ).document(Terminal.isOutput ? plot : nil)
    let text = PlainTextRenderer(language: language).render(document)
    if !document.blocks.isEmpty { try say("\n" + text) }
    if let plotFile { try plot.write(to: plotFile, in: language) }
    if boundaryFile != nil || printsBoundary,
      let boundary = try (best?.description ?? training.trained).boundary(samples)
    {
      if let boundaryFile { try boundary.write(to: boundaryFile, in: language) }
      if printsBoundary {
        try say(
          "\n"
            + PlainTextRenderer(language: language).render(
              Document(digits: 6, blocks: [.figure(.plot(boundary))])))
      }
    }
  }

  /// - Parameter announcement: What is said before the first epoch, once it has succeeded.
  private mutating func epoch(announcing announcement: inout Phrase?) throws {
    let (before, steps) = (training.epochs, training.stepsInEpoch)
    let title = Phrase(en: "epoch \(before + 1)", ko: "에포크 \(before + 1)")
    let bar = ProgressBar(title: title[language].words, count: steps)
    let clock = ContinuousClock()
    let start = clock.now
    var learned: Duration = .zero
    var done = 0
    var (losses, speed) = (losses, speed)
    let records = records
    let epoch = try training.epoch(
      recordingEvery: records?.interval,
      numerically: isNumerical ? { speed.add($0) } : nil,
      onMoment: { moment, record in
        guard let records else { return }
        try record().write(to: Self.recordFile(of: moment.step, in: records.folder))
      },
      onStep: { loss in
        done += 1
        losses.add(loss, at: Double(before) + Double(done) / Double(steps))
        bar.show(done, note: "loss \(Self.decimals(loss, 4))")
        if done == steps { learned = start.duration(to: clock.now) }
      })
    speed.add(samples: training.training.count, learned)
    (self.losses, self.speed) = (losses, speed)
    bar.clear()
    history.epochs.append(epoch)
    if let text = announcement {
      try say(text.inColumns(language) + "\n")
      announcement = nil
    }
    try tell(epoch)
    if let historyFile { try history.write(to: historyFile, in: language) }
    // A run that is to stop early keeps the best network, not the last.
    guard patience == nil || history.epochsSinceBest == 0 else { return }
    let trained = training.trained
    try saving?.save(trained, epochs: epoch.number, as: Scalar.self)
    if patience != nil, let test = training.test {
      best = (trained, try training.confusion(test))
    }
  }

  /// Prints; a run that writes files goes on when nobody reads any more.
  private func say(_ text: String) throws {
    do { try Output.print(text) } catch FileFault.abandoned where writesFiles {}
  }

  private var writesFiles: Bool {
    saving != nil || records != nil
      || [historyFile, plotFile, boundaryFile].contains { $0 != nil }
  }

  private func tell(_ epoch: Training<Scalar>.Epoch) throws {
    func shown(_ name: String, _ score: Training<Scalar>.Score) -> String {
      if let accuracy = score.accuracy { return "   \(name) \(Self.decimals(accuracy, 4))" }
      return score.determination.map { "   \(name) R² \(Self.decimals($0, 4))" } ?? ""
    }
    func line(_ number: String, _ loss: String, _ training: String, _ test: String) -> String {
      "\(number) \(epoch.number)   \(loss) \(Self.decimals(epoch.loss, 4))"
        + shown(training, epoch.training) + (epoch.test.map { shown(test, $0) } ?? "")
    }
    try say(
      (language == .english
        ? line("epoch", "loss", "training", "test") : line("에포크", "손실", "학습", "테스트")) + "\n")
    let loss = training.description.network.loss
    let classes = training.description.network.sizes.last ?? 1
    guard [.softmaxCrossEntropy, .crossEntropy].contains(loss),
      epoch.loss > 2 * log(Double(classes))
    else { return }
    let rate = Registry.learningRate(training.description.optimizer)
    let guessing = Self.decimals(log(Double(classes)), 3)
    Output.note(
      Phrase(
        en: """
          epoch \(epoch.number) lost more than twice what guessing does, ln \(classes) = \(guessing); \
          the learning rate \("\(rate)") may be too large
          """,
        ko: """
          에포크 \(epoch.number)의 손실이 짐작만 할 때의 손실 ln \(classes) = \(guessing)의 두 배를 넘었다. \
          학습률 \("\(rate)")이 너무 클 수 있다
          """)[language].words)
  }

  private static func decimals(_ x: Double, _ count: Int) -> String {
    abs(x) < 1e6 ? String(format: "%.\(count)f", x) : String(format: "%.\(count)e", x)
  }
}

/// How long a run takes, and what numerical gradients cost.
struct TrainingSpeed {
  private var samples = 0
  private var seconds = 0.0
  private var steps: [NumericalStep] = []

  mutating func add(samples: Int, _ time: Duration) {
    self.samples += samples
    seconds += time / .seconds(1)
  }

  mutating func add(_ step: NumericalStep) { steps.append(step) }

  /// How many forward passes numerical gradients took, and how near they came.
  var passes: Phrase? {
    guard let first = steps.first else { return nil }
    let all = steps.reduce(0) { $0 + $1.passes }
    let difference = String(format: "%.1e", steps.map(\.difference).max() ?? 0)
    return Phrase(
      en: """
        Numerical gradients: 2 forward passes for each of \(first.passes / 2) parameters, \
        \(first.passes) a step, \(all) in all. Backpropagation takes one forward and one backward pass a \
        step, \(steps.count) of each, and its gradients differ by at most \(difference).
        """,
      ko: """
        수치 미분: 매개변수 \(first.passes / 2)개마다 순전파 2번, 곧 갱신 한 번에 \(first.passes)번, 모두 \
        \(all)번의 순전파를 했다. 역전파는 갱신 한 번에 순전파 한 번과 역전파 한 번, 모두 \(steps.count)번씩이면 \
        되고, 두 기울기의 차이는 \(difference) 이하이다.
        """)
  }

  /// What no run repeats to the digit.
  func told(in language: Language) -> String? {
    func rounded(_ number: Double) -> String { String(format: "%.3g", number) }
    if !steps.isEmpty {
      let own = steps.reduce(.zero) { $0 + $1.time }
      let other = steps.reduce(.zero) { $0 + $1.backpropagation }
      let times = rounded(own / other)
      return Phrase(
        en: "backprop: numerical gradients took \(times) times as long as backpropagation",
        ko: "backprop: 수치 미분은 역전파보다 \(times)배 오래 걸렸다")[language].words
    }
    guard Terminal.isNotes, seconds > 0 else { return nil }
    let rate = Int(Double(samples) / seconds)
    return Phrase(
      en: "backprop: trained in \(rounded(seconds)) s, \(rate) samples a second",
      ko: "backprop: 학습에 \(rounded(seconds))초, 1초에 표본 \(rate)개")[language].words
  }
}

/// The loss over a run, in a few hundred points however long it is.
struct LossCurve {
  private var sums: [(total: Double, count: Int, place: Double)] = []
  private var width = 1
  private static let limit = 400

  mutating func add(_ loss: Double, at place: Double) {
    if let last = sums.last, last.count < width {
      sums[sums.count - 1] = (last.total + loss, last.count + 1, place)
    } else {
      sums.append((loss, 1, place))
    }
    guard sums.count > Self.limit else { return }
    width *= 2
    sums = stride(from: 0, to: sums.count, by: 2).map { index in
      let (a, b) = (
        sums[index], index + 1 < sums.count ? sums[index + 1] : (0, 0, sums[index].place)
      )
      return (a.total + b.0, a.count + b.1, b.2)
    }
  }

  var points: [Plot.Point] { sums.map { Plot.Point($0.place, $0.total / Double($0.count)) } }
}
