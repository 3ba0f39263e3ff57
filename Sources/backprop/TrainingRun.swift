import Foundation
import Tracer

/// One run of `train mnist`.
struct TrainingRun<Scalar: Real> {
  private var training: DigitTraining<Scalar>
  private let epochs: Int
  private let language: Language
  private let learningRate: Double
  private let records: (interval: Int, folder: String)?
  private let plotFile: String?
  private let saving: WeightsFile?
  private var losses = LossCurve()

  /// Everything that the command line asks for, read and checked.
  init(_ arguments: Arguments) throws {
    epochs = arguments[Options.epochs] ?? 1
    language = arguments.language
    plotFile = arguments[Options.plot]
    records = try Self.records(arguments)
    let limit = arguments[Options.limit]
    var origin = try TrainingOrigin(arguments)
    learningRate = origin.learningRate
    guard Scalar(learningRate).isNormal else {
      throw UsageError.invalid(
        option: Options.learningRate.name, found: "\(learningRate)",
        expected: "a number that fits --precision \(Scalar.self == Float.self ? "float" : "double")"
      )
    }
    let network = try origin.network(arguments, images: limit ?? 60_000)
    let all = try arguments.digits(.train)
    let digits = limit.map { all.images(in: 0..<min($0, all.count)) } ?? all
    try origin.check(images: digits.count)
    training = try DigitTraining(
      network, training: digits, test: try arguments.digits(.test), batch: origin.batch,
      learningRate: learningRate, generator: origin.generator, after: origin.epochs)
    origin.images = digits.count
    saving = arguments[Options.save].map { WeightsFile(path: $0, origin: origin) }
  }

  private static func records(
    _ arguments: Arguments
  ) throws -> (interval: Int, folder: String)? {
    guard let interval = arguments[Options.recordEvery] else {
      if let word = arguments.operands.first {
        throw UsageError.unexpectedOperand(word, subcommand: TrainDigitsCommand.name)
      }
      return nil
    }
    guard let folder = arguments.operands.first else {
      throw UsageError.missingOperand("DIR", subcommand: TrainDigitsCommand.name)
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
    for _ in 0..<epochs { try epoch() }
    let report = TrainingReport(confusion: try training.confusion(), losses: losses.points)
    let document = report.document(isPlotted: Terminal.isOutput)
    try Output.print("\n" + PlainTextRenderer(language: language).render(document))
    if let plotFile {
      try AtomicFile.write(
        report.plot.svg(in: language, NumberStyle(digits: document.digits)) + "\n", to: plotFile)
    }
  }

  private mutating func epoch() throws {
    let (before, steps) = (training.epochs, training.stepsInEpoch)
    let bar = ProgressBar(title: "epoch \(before + 1)", count: steps)
    let clock = ContinuousClock()
    let start = clock.now
    var learned: Duration = .zero
    var done = 0
    var losses = losses
    let (records, learningRate, digits) = (records, learningRate, training.training)
    let epoch = try training.epoch(
      recordingEvery: records?.interval,
      onMoment: { moment, network in
        guard let records else { return }
        let record = network.record(
          of: moment.images, in: digits, learningRate: learningRate,
          step: moment.step, as: Scalar.self)
        try record.write(to: Self.recordFile(of: moment.step, in: records.folder))
      },
      onStep: { loss in
        done += 1
        losses.add(loss, at: Double(before) + Double(done) / Double(steps))
        bar.show(done, note: "loss \(Self.decimals(loss, 4))")
        if done == steps { learned = start.duration(to: clock.now) }
      })
    self.losses = losses
    bar.clear()
    let seconds = Double(learned.components.seconds) + Double(learned.components.attoseconds) / 1e18
    let speed = Int(Double(training.training.count) / seconds)
    try Output.print(
      """
      epoch \(epoch.number)   loss \(Self.decimals(epoch.loss, 4))   \
      training \(Self.decimals(epoch.trainingAccuracy, 4))   \
      test \(Self.decimals(epoch.testAccuracy, 4))   \
      \(Self.decimals(seconds, 2)) s   \(speed) images/s

      """)
    if epoch.loss > 2 * log(Double(DigitSet.classCount)) {
      Output.note(
        """
        epoch \(epoch.number) lost more than twice what guessing does, ln 10 = 2.303; the learning \
        rate \(learningRate) may be too large
        """)
    }
    try saving?.save(training.network, epochs: epoch.number, as: Scalar.self)
  }

  private static func decimals(_ x: Double, _ count: Int) -> String {
    x < 1e6 ? String(format: "%.\(count)f", x) : String(format: "%.\(count)e", x)
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
