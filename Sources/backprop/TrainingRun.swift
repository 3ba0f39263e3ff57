import Foundation
import Tracer

/// One run of `train`.
struct TrainingRun<Scalar: Real> {
  private var training: Training<Scalar>
  private let epochs: Int
  private let language: Language
  private let announcement: String?
  private let records: (interval: Int, folder: String)?
  private let plotFile: String?
  private let boundaryFile: String?
  private let samples: DataSet
  private let historyFile: String?
  private let saving: SavedModel?
  private var losses = LossCurve()
  private var history = TrainingHistory<Scalar>()
  private let patience: Int?

  /// Everything that the command line asks for, read and checked.
  init(_ origin: TrainingOrigin, _ arguments: Arguments) throws {
    epochs = arguments[Options.epochs] ?? 1
    patience = arguments[Options.stopEarly]
    language = arguments.language
    plotFile = arguments[Options.plot]
    boundaryFile = arguments[Options.boundary]
    samples = origin.training
    if let boundaryFile, samples.width != 2 || samples.classes == nil {
      throw UsageError.invalid(
        option: Options.boundary.name, found: boundaryFile,
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
    let number = String(step)
    let padding = String(repeating: "0", count: max(0, 6 - number.count))
    return "\(folder)/step-\(padding)\(number).safetensors"
  }

  /// Trains, and says how it goes and what it came to.
  mutating func run() throws {
    saving?.keepWhenInterrupted()
    var announcement = announcement
    for _ in 0..<epochs {
      try epoch(announcing: &announcement)
      if let patience, history.epochsSinceBest >= patience { break }
    }
    if let turn = history.turn {
      try Output.print("\n" + TextLayout.wrapped(turn).joined(separator: "\n") + "\n")
    }
    let told = training.test ?? training.training
    let report = TrainingReport(
      confusion: try training.confusion(told), classes: told.classes ?? [],
      isTest: training.test != nil, losses: losses.points, tests: history.testLosses)
    let document = report.document(isPlotted: Terminal.isOutput)
    let text = PlainTextRenderer(language: language).render(document)
    if !document.blocks.isEmpty { try Output.print("\n" + text) }
    if let plotFile { try draw(report.plot, into: plotFile) }
    if let boundaryFile, let boundary = try training.trained.boundary(samples) {
      try draw(boundary, into: boundaryFile)
    }
  }

  /// Writes a plot as an image, or in characters.
  private func draw(_ plot: Plot, into file: String) throws {
    let style = NumberStyle(digits: 4)
    let text =
      file.hasSuffix(".txt")
      ? plot.text(in: language, style).joined(separator: "\n") : plot.svg(in: language, style)
    try AtomicFile.write(text + "\n", to: file)
  }

  /// - Parameter announcement: What is said before the first epoch, once it has succeeded.
  private mutating func epoch(announcing announcement: inout String?) throws {
    let (before, steps) = (training.epochs, training.stepsInEpoch)
    let bar = ProgressBar(title: "epoch \(before + 1)", count: steps)
    let clock = ContinuousClock()
    let start = clock.now
    var learned: Duration = .zero
    var done = 0
    var losses = losses
    let records = records
    let epoch = try training.epoch(
      recordingEvery: records?.interval,
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
    self.losses = losses
    bar.clear()
    history.epochs.append(epoch)
    if let text = announcement {
      try Output.print(text + "\n")
      announcement = nil
    }
    try tell(epoch, learned)
    if let historyFile { try AtomicFile.write(history.text(for: historyFile), to: historyFile) }
    // A run that is to stop early keeps the best network, not the last.
    if patience == nil || history.epochsSinceBest == 0 {
      try saving?.save(training.trained, epochs: epoch.number, as: Scalar.self)
    }
  }

  private func tell(_ epoch: Training<Scalar>.Epoch, _ learned: Duration) throws {
    let seconds = Double(learned.components.seconds) + Double(learned.components.attoseconds) / 1e18
    let speed = Int(Double(training.training.count) / max(seconds, 1e-9))
    let noun = training.training.pictureColumns == nil ? "samples" : "images"
    func shown(_ name: String, _ score: Training<Scalar>.Score) -> String {
      if let accuracy = score.accuracy { return "   \(name) \(Self.decimals(accuracy, 4))" }
      return score.determination.map { "   \(name) R² \(Self.decimals($0, 4))" } ?? ""
    }
    let test = epoch.test.map { shown("test", $0) } ?? ""
    try Output.print(
      "epoch \(epoch.number)   loss \(Self.decimals(epoch.loss, 4))"
        + shown("training", epoch.training) + test
        + "   \(Self.decimals(seconds, 2)) s   \(speed) \(noun)/s\n")
    let loss = training.description.network.loss
    let classes = Double(training.description.network.sizes.last ?? 1)
    if loss == .softmaxCrossEntropy || loss == .crossEntropy, epoch.loss > 2 * log(classes) {
      let rate = Registry.learningRate(training.description.optimizer)
      Output.note(
        """
        epoch \(epoch.number) lost more than twice what guessing does, ln \(Int(classes)) = \
        \(Self.decimals(log(classes), 3)); the learning rate \(rate) may be too large
        """)
    }
  }

  private static func decimals(_ x: Double, _ count: Int) -> String {
    abs(x) < 1e6 ? String(format: "%.\(count)f", x) : String(format: "%.\(count)e", x)
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
