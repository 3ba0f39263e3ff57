import Foundation
import Tracer

extension Options {
  // Data and networks of one's own.
  static let data = Option<String>(
    "--data", Form(placeholder: "FILE|NAME", words: DataSet.generatedNames, path: .file),
    "the samples: a file (CSV, TSV, npy, npz, safetensors, IDX) or built-in data such as "
      + "moons:n=500:noise=0.1; for mnist, the folder of its files",
    usual: "what the model says; for mnist, the files that come along")
  static let target = Option<[String]>(
    "--target", list: Form(placeholder: "COLUMN[,COLUMN]"),
    "what is to be answered: columns by their names, in quotes if there is a comma in them, or by "
      + "their numbers from 1", usual: "the last column, or the array called y, target or labels")
  static let inputs = Option<[String]>(
    "--inputs", list: Form(placeholder: "COLUMN,…"),
    "from what it is to be answered, in the same way",
    usual: "all other columns")
  static let kind = Option<DataChoice.Kind>(
    "--kind", "what targets are taken as",
    usual: "classes if they are words, few whole numbers or columns of a 1 among zeros")
  static let labels = Option<String>(
    "--labels", .file, "the file of labels that belongs to images in IDX or npy")
  static let standardize = Flag(
    "--standardize",
    "subtract each input's mean and divide by its deviation, over the training part")
  static let scale = Option<Double>(
    "--scale", Form(placeholder: "1/255"), "multiply every input by a number"
  ) { (word) throws(UsageError) in
    let sides = word.split(separator: "/", omittingEmptySubsequences: false).map { Double($0) }
    let numbers = sides.compactMap(\.self)
    let value = numbers.count == 2 ? numbers[0] / numbers[1] : numbers.first ?? .nan
    guard numbers.count == sides.count, sides.count <= 2, value.isFinite, value != 0 else {
      throw .invalid(option: "--scale", found: word, expected: "a number such as 0.1 or 1/255")
    }
    return value
  }
  static let split = Option<Split>(
    "--split", Form(placeholder: "0.8[:SEED]"),
    "train on this share of the samples, the first of RandomState(SEED).permutation(n), and test on "
      + "the others; the seed is 0 if none is given", usual: "train on all", value: Split.init)
  static let test = Option<String>("--test", .file, "a file of samples to test with")
  static let layers = Option<[Int]>(
    "--layers", Form(placeholder: "2-16-16-1"), "the units of every layer, inputs first",
    value: HiddenUnits.readLayers)
  static let loss = Option<Loss>(
    "--loss", Form(placeholder: "NAME", words: Loss.allCases.map(\.rawValue)),
    "what is minimized, as a model file calls it",
    usual: "a cross-entropy for classes, mean-squared-error for numbers"
  ) { (word) throws(UsageError) in
    guard let loss = Loss(rawValue: word) else {
      throw .unknown(
        "value for --loss", word, among: Loss.allCases.map(\.rawValue), listing: true)
    }
    return loss
  }
  static let schedule = Option<RateSchedule>(
    "--schedule", Form(placeholder: "step:N:FACTOR|exponential:FACTOR|cosine[:N]"),
    "change the learning rate from epoch to epoch; cosine falls to 0 over --epochs if N is not given"
  ) { (word) throws(UsageError) in
    guard let schedule = RateSchedule(word) else {
      throw .invalid(
        option: "--schedule", found: word,
        expected: "step:N:FACTOR, exponential:FACTOR or cosine[:N], with factors from 0 to 1,")
    }
    return schedule
  }
  static let weightDecay = Option<Double>(
    "--weight-decay", Form(placeholder: "LAMBDA"), "add λ times each parameter to its gradient",
    usual: "0"
  ) { (word) throws(UsageError) in
    guard let number = Double(word), number.isFinite, number >= 0 else {
      throw .invalid(option: "--weight-decay", found: word, expected: "a number, 0 or more,")
    }
    return number
  }
  static let boundary = Option<String>(
    "--boundary", written: ["svg", "txt"],
    "draw where the network sees which class of two inputs, as .svg or in characters (.txt)")
  static let stopEarly = Option<Int>(
    "--stop-early", in: 1...100_000,
    "stop when the loss of the test part has not fallen for N epochs; --save keeps the best")
  static let history = Option<String>(
    "--history", written: ["csv", "json", "md", "svg", "txt"],
    "the loss and accuracy of every epoch: a table (.csv, .json, .txt), a table and curves (.md), or "
      + "the curves (.svg)")
}

/// How samples are divided: `0.8`, `0.8:7`.
struct Split: Sendable {
  let share: Double
  let seed: UInt32

  init(_ word: String) throws(UsageError) {
    let parts = word.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard let share = Double(parts[0]), share > 0, share < 1, parts.count <= 2,
      let seed = parts.count == 2 ? UInt32(parts[1]) : 0
    else {
      throw .invalid(
        option: "--split", found: word, expected: "a share between 0 and 1, or 0.8:SEED,")
    }
    (self.share, self.seed) = (share, seed)
  }
}

extension Arguments {
  /// Where the samples come from that the options name, over what a model says.
  /// - Parameters:
  ///   - source: What stands in place of `--data`.
  ///   - model: A network that knows its classes and inputs.
  func dataReference(
    _ source: String? = nil, over model: ModelDescription?
  ) throws(UsageError) -> DataReference? {
    let own = model?.data
    // For MNIST, the option names the folder of its files.
    let isFolder =
      own?.source == TrainingOrigin.digits
      && known(Options.data).map(FileManager.default.isFolder) == true
    let named = source ?? (isFolder ? nil : known(Options.data))
    guard var reference = named.map(DataReference.init(source:)) ?? own else { return nil }
    // Another file is read in the same way, its columns by their names, if it has any; the same one is
    // also divided in the same way.
    if let own {
      reference.choice = own.choice
      reference.choice.known = DataChoice.Columns(
        inputs: own.choice.inputs, targets: own.choice.targets)
      (reference.choice.inputs, reference.choice.targets) = ([], [])
    }
    if let own, own.source == reference.source { reference = own }
    reference.choice.classes = model?.classes ?? []
    if reference.choice.known.inputs.isEmpty {
      reference.choice.known.inputs = model?.network.inputUnits ?? []
    }
    if let target = self[Options.target] { reference.choice.targets = target }
    if let inputs = self[Options.inputs] { reference.choice.inputs = inputs }
    if let kind = self[Options.kind] { reference.choice.kind = kind }
    if let labels = self[Options.labels] { reference.choice.labels = labels }
    if let split = self[Options.split] {
      (reference.split, reference.test) = ((split.share, split.seed), nil)
    }
    if let test = self[Options.test] { (reference.split, reference.test) = (nil, test) }
    return reference
  }

  /// The samples of a reference, those of MNIST among the sources.
  func open(_ reference: DataReference) throws -> (training: DataSet, test: DataSet?) {
    guard reference.source == TrainingOrigin.digits else { return try reference.open() }
    try reference.choice.checkWhole(of: reference.source)
    let dividing: [any AnyOption] = [Options.split, Options.test]
    if let option = dividing.first(where: { isGiven($0) }) {
      throw UsageError.excluded(option: option.name, by: TrainingOrigin.digits)
    }
    let test = try digits(.test)
    // It takes longer to read the 60,000 images to train with than to derive one of the others.
    return (looksAtTraining ? try digits(.train) : test, test)
  }
}
