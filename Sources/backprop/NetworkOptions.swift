import Foundation
import Tracer

/// The units of layers.
enum HiddenUnits {
  /// What `--hidden` says.
  static func read(_ value: String) throws(UsageError) -> [Int] {
    try read(
      value, separator: value.contains("-") ? "-" : ",", option: "--hidden", in: 0...16,
      "commas or dashes")
  }

  /// What `--layers` says.
  static func readLayers(_ value: String) throws(UsageError) -> [Int] {
    try read(value, separator: "-", option: "--layers", in: 2...18, "dashes, inputs first")
  }

  private static func read(
    _ value: String, separator: Character, option: String, in counts: ClosedRange<Int>,
    _ separated: String
  ) throws(UsageError) -> [Int] {
    let units = value.split(separator: separator, omittingEmptySubsequences: false).map { Int($0) }
    let valid = units.compactMap(\.self).filter { (1...10_000).contains($0) }
    guard valid.count == units.count, counts.contains(valid.count) else {
      throw .invalid(
        option: option, found: value,
        expected:
          "up to \(counts.upperBound) whole numbers from 1 to 10000, separated by \(separated),")
    }
    return valid
  }

  static func written(_ units: [Int]) -> String { units.map(String.init).joined(separator: ",") }
}

/// An activation and the words that stand for it.
struct NamedActivation: Sendable {
  let words: String
  let primitive: any Primitive

  static let names = Registry.activations.map { $0.kind }

  init(_ words: String) throws(UsageError) {
    let name = String(words.prefix { $0 != ":" })
    guard Self.names.contains(name) else {
      throw .unknown("value for --activation", words, among: Self.names, listing: true)
    }
    do throws(ModelFileError) { primitive = try Registry.activation(words: words) } catch {
      throw .invalidSetting(option: "--activation", reason: error.description)
    }
    self.words = words
  }
}

extension Initializer {
  /// What `--init` says.
  static func read(_ word: String) throws(UsageError) -> Initializer {
    guard let found = Initializer(name: word) else {
      throw .unknown("value for --init", word, among: ["xavier", "he"] + names, listing: true)
    }
    return found
  }
}

extension Arguments {
  /// What draws the weights that are missing, and then the order of the samples: by the seed of
  /// `--seed`, or by that of the model file that has them drawn.
  func generator(for description: ModelDescription?) -> NumPyGenerator {
    if let seed = known(Options.seed) { return NumPyGenerator(seed: UInt32(seed)) }
    let own = description.flatMap { $0.network.isDrawn ? nil : $0.progress["seed"] }
    return description?.generator ?? NumPyGenerator(seed: own.flatMap { UInt32($0) } ?? 0)
  }

  /// What is done to inputs, if the options say so.
  func normalization(of training: DataSet) -> Normalization? {
    guard let scale = known(Options.scale) else {
      return knows(Options.standardize) ? Normalization(standardizing: training) : nil
    }
    return .scale(scale)
  }

  /// The network that the options describe, or one that suits the data; its weights are not drawn.
  func network(for data: DataSet, isMNIST: Bool) throws -> Network {
    let asked = known(Options.layers)
    if let asked, asked[0] != data.width {
      throw UsageError.invalid(
        option: Options.layers.name, found: asked.map(String.init).joined(separator: "-"),
        expected: "\(data.width) units first, one for each input of \(quoting: data.name),")
    }
    let loss = known(Options.loss) ?? .usual(for: data, outputs: asked?.last)
    let hidden = self[Options.hidden] ?? (isMNIST ? [100] : [16])
    let sizes = asked ?? [data.width] + hidden + [loss.usualOutputs(for: data)]
    let activation =
      try self[Options.activation] ?? NamedActivation(isMNIST ? "sigmoid" : "tanh")
    return Network(
      sizes: sizes, inputUnits: data.unitNames,
      activation: activation.primitive,
      output: loss.usualOutput(for: data), loss: loss,
      initializer: self[Options.initialization] ?? .xavierUniform)
  }

  /// The optimizer that the options name, or the one that there is, with the learning rate asked for.
  func optimizer(over known: (any Optimizer)?) throws -> any Optimizer {
    let rate = self.known(Options.learningRate)
    guard let words = self.known(Options.optimizer) else {
      let optimizer = known ?? GradientDescent(learningRate: ModelDescription.usualLearningRate)
      return rate.map { Registry.optimizer(optimizer, learningRate: $0) } ?? optimizer
    }
    guard words.count == 1 else {
      throw UsageError.invalid(
        option: Options.optimizer.name, found: words.joined(separator: ","),
        expected: "one optimizer")
    }
    let name = String(words[0].prefix { $0 != ":" })
    let usual = name == GradientDescent.kind ? ModelDescription.usualLearningRate : nil
    do {
      let optimizer = try Registry.optimizer(
        words: words[0], defaultRates: usual.map { [name: $0] } ?? [:])
      return rate.map { Registry.optimizer(optimizer, learningRate: $0) } ?? optimizer
    } catch {
      throw UsageError.invalidSetting(
        option: Options.optimizer.name, reason: error.description)
    }
  }

  /// Gives a network the optimizer that the options name. What one of another kind has kept means
  /// nothing to it, and a schedule changes the learning rate asked for.
  func takeOptimizer(into description: inout ModelDescription) throws {
    let before = description.optimizer
    description.optimizer = try optimizer(over: before)
    if type(of: before) != type(of: description.optimizer), !description.state.isEmpty {
      description.state = [:]
      description.progress["steps"] = "0"
      Output.note(
        "backprop: \(quoting: operands[0]): what \(Registry.words(before)) has kept is left behind")
    }
    if let decay = known(Options.weightDecay) {
      description.optimizer = Registry.optimizer(description.optimizer, weightDecay: decay)
    }
    let schedule = known(Options.schedule)
    if let schedule {
      let done = description.progress["epochs"].flatMap(Int.init) ?? 0
      let isTraining = subcommand.name == TrainCommand.name
      guard isTraining || schedule != .cosine(epochs: nil) else {
        throw UsageError.invalid(
          option: Options.schedule.name, found: schedule.words,
          expected: "the number of epochs behind it, such as cosine:20,")
      }
      description.progress["schedule"] =
        schedule.lasting(done + (known(Options.epochs) ?? 1)).words
    }
    let isAsked = known(Options.optimizer) != nil || known(Options.learningRate) != nil
    if schedule != nil || isAsked && description.progress["rate"] != nil {
      description.progress["rate"] = "\(Registry.learningRate(description.optimizer))"
    }
  }

  /// The value of an option that not every subcommand with networks has.
  func known<Value>(_ option: Option<Value>) -> Value? {
    subcommand.options.contains { $0.name == option.name } ? self[option] : nil
  }

  /// Whether a flag is given that not every subcommand has.
  func knows(_ flag: Flag) -> Bool {
    subcommand.options.contains { $0.name == flag.name } && has(flag)
  }

  /// Refuses options that contradict a network that was read.
  func checkKept(_ description: ModelDescription, from file: String) throws(UsageError) {
    let (sizes, layers) = (description.network.sizes, description.network.layers)
    func contradiction(_ option: String, _ found: String, _ expected: String) -> UsageError {
      .invalid(option: option, found: found, expected: "\(expected), as in \(quoting: file),")
    }
    if let asked = known(Options.layers), asked != sizes {
      throw contradiction(
        Options.layers.name, asked.map(String.init).joined(separator: "-"),
        sizes.map(String.init).joined(separator: "-"))
    }
    let hidden = Array(sizes.dropFirst().dropLast())
    if let asked = self[Options.hidden], asked != hidden {
      throw contradiction(
        Options.hidden.name, HiddenUnits.written(asked), HiddenUnits.written(hidden))
    }
    if let asked = self[Options.activation], layers.count > 1,
      let own = layers[0].activation as? any Configurable,
      type(of: own).kind != asked.words.prefix(while: { $0 != ":" })
    {
      throw contradiction(Options.activation.name, asked.words, type(of: own).kind)
    }
    if let asked = known(Options.loss), asked != description.network.loss,
      !description.network.leavesLossOpen
    {
      throw contradiction(
        Options.loss.name, asked.rawValue, description.network.loss.rawValue)
    }
    if isGiven(Options.initialization), description.network.isDrawn {
      let own = isGiven(Options.load) ? Options.load.name : "the weights of \(file)"
      throw .excluded(option: Options.initialization.name, by: own)
    }
  }
}
