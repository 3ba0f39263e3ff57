import Foundation
import Synchronization
import Tracer

/// From where a training run sets out: seeded anew, from a file's weights, or where another ended.
struct TrainingOrigin {
  /// Draws the order of the epochs once the weights are drawn.
  var generator: NumPyGenerator
  /// How many epochs were trained before.
  private(set) var epochs = 0
  /// How many images are trained on.
  var images: Int?
  /// How many images a step takes.
  let batch: Int
  /// The step size.
  let learningRate: Double
  private var seed: String
  private var initialization: Initialization
  private let resumed: String?

  /// Where nothing else is asked for.
  static let usualLearningRate = 0.1

  /// What `--seed`, `--init`, `--load` and `--resume` say.
  init(_ arguments: Arguments) throws {
    generator = arguments.generator()
    seed = "\(arguments[Options.seed] ?? 0)"
    initialization = arguments[Options.initialization] ?? .xavier
    let rate = arguments[Options.learningRate]
    let batch = arguments[Options.batch]
    guard arguments.has(Options.resume) else {
      resumed = nil
      self.batch = batch ?? 32
      learningRate = rate ?? Self.usualLearningRate
      return
    }
    guard let file = arguments[Options.load] else {
      throw UsageError.missingValue(
        option: Options.resume.name, expected: "\(Options.load.name) FILE beside it")
    }
    let drawing: [any AnyOption] = [Options.seed, Options.initialization]
    for option in drawing where arguments.isGiven(option) {
      throw UsageError.excluded(option: option.name, by: Options.resume.name)
    }
    resumed = file
    let metadata = try Safetensors(path: file).metadata
    guard let epochs = metadata["epochs"].flatMap(Int.init), epochs >= 0, epochs <= 1_000_000,
      let seed = metadata["seed"], let number = UInt32(seed),
      let initialization = metadata["init"].flatMap(Initialization.init),
      let images = metadata["images"].flatMap(Int.init),
      let trainedBatch = metadata["batch"].flatMap(Int.init), (1...60_000).contains(trainedBatch),
      let trainedRate = metadata["learning rate"].flatMap(Double.init), trainedRate.isFinite,
      trainedRate > 0
    else { throw ResumeError.unknownRun(file: file) }
    (self.seed, self.epochs, self.initialization) = (seed, epochs, initialization)
    self.images = images
    self.batch = batch ?? trainedBatch
    learningRate = rate ?? trainedRate
    generator = NumPyGenerator(seed: number)
  }

  /// The network to begin with. The weights of a resumed run are drawn once more and passed over,
  /// so that the generator stands where it stood.
  /// - Parameter images: How many there are at most, which no batch exceeds.
  mutating func network(_ arguments: Arguments, images: Int) throws -> DigitNetwork {
    let network = try arguments.network(
      weights: Options.load, from: &generator, batch: min(batch, images))
    if resumed != nil {
      _ = DigitNetwork(
        hidden: network.layout.hidden,
        initialization: initialization, from: &generator)
    }
    return network
  }

  /// Refuses to resume a run with another number of images, whose order would be another.
  func check(images found: Int) throws(ResumeError) {
    if let resumed, let images, images != found {
      throw .otherImages(file: resumed, expected: images, found: found)
    }
  }

  /// What a later `--resume` needs to know.
  func metadata(epochs: Int) -> [String: String] {
    [
      "seed": seed, "epochs": "\(epochs)", "init": initialization.rawValue,
      "images": "\(images ?? 0)", "batch": "\(batch)", "learning rate": "\(learningRate)",
    ]
  }
}

/// A run that cannot be resumed.
enum ResumeError: Fault {
  /// `w.safetensors: expected a run's seed, init, epochs, images, batch and learning rate in its
  /// metadata, found none; …`
  case unknownRun(file: String)
  /// `w.safetensors: was trained on 60000 images, found 1000; expected the same --data and --limit`
  case otherImages(file: String, expected: Int, found: Int)

  var kind: FaultKind { .badData }

  var description: String {
    switch self {
    case .unknownRun(let file):
      "\(quoting: file): expected a run's seed, init, epochs, images, batch and learning rate in its "
        + "metadata, found none; "
        + "--load without --resume begins a new run with these weights"
    case .otherImages(let file, let expected, let found):
      "\(quoting: file): was trained on \(expected) images, found \(found); expected the same --data and "
        + "--limit"
    }
  }
}

/// The file that keeps the weights of the last finished epoch.
final class WeightsFile: Sendable {
  private let path: String
  private let origin: TrainingOrigin
  private let state = Mutex<(epochs: Int, source: (any DispatchSourceSignal)?)>((0, nil))

  init(path: String, origin: TrainingOrigin) {
    self.path = path
    self.origin = origin
  }

  /// Writes the weights after an epoch; an interruption waits until they are written.
  func save<Scalar: Real>(
    _ network: DigitNetwork, epochs: Int, as scalar: Scalar.Type
  ) throws(FileFault) {
    var file = network.safetensors(as: scalar)
    file.metadata.merge(origin.metadata(epochs: epochs)) { _, new in new }
    let (path, finished) = (path, file)
    let failure = state.withLock { state -> FileFault? in
      do throws(FileFault) { try finished.write(to: path) } catch { return error }
      state.epochs = epochs
      return nil
    }
    if let failure { throw failure }
  }

  /// Lets Ctrl-C end the run between two writes, and say what was kept.
  func keepWhenInterrupted() {
    signal(SIGINT, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    source.setEventHandler { [self] in
      state.withLock { state in
        Output.note(
          state.epochs == 0
            ? "\ninterrupted before the first epoch was finished; nothing was saved"
            : "\ninterrupted; \(path) holds the weights after epoch \(state.epochs)")
        exit(128 + SIGINT)
      }
    }
    source.resume()
    state.withLock { $0.source = source }
  }
}
