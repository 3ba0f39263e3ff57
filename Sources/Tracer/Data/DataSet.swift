/// Samples and the names of what they hold: what a network is trained on, tested with and traced at.
package struct DataSet: Equatable, Sendable {
  package enum Targets: Equatable, Sendable {
    /// The class of each sample, by its position among the names.
    case classes([UInt8], names: [String])
    /// For each sample so many numbers as there are names, row-major.
    case numbers([Double], names: [String])
  }

  package enum Part: String, CaseIterable, Sendable {
    case train
    case test
  }

  /// What it is called: a file, or a built-in name.
  package var name: String
  package private(set) var count: Int
  package let inputNames: [String]
  /// The inputs, [count, inputNames.count], row-major; bytes stay bytes.
  package var inputs: Samples.Inputs
  package private(set) var targets: Targets
  /// What its columns are called where it was read; empty if they have no names.
  package let columns: DataChoice.Columns
  /// Which part of a data set it is; `nil` for all of it.
  package var part: Part?
  /// How many columns a picture has, for samples that are pictures.
  package var pictureColumns: Int?

  static let mostClasses = 256

  package init(
    name: String, count: Int, inputNames: [String], inputs: Samples.Inputs, targets: Targets,
    columns: DataChoice.Columns = DataChoice.Columns(), pictureColumns: Int? = nil
  ) {
    precondition(inputs.count == count * inputNames.count, "each sample has all inputs")
    self.name = name
    self.count = count
    self.inputNames = inputNames
    self.inputs = inputs
    self.targets = targets
    self.columns = columns
    self.pictureColumns = pictureColumns
  }

  package var width: Int { inputNames.count }

  /// What is wrong with the samples.
  func fault(_ expected: String, _ found: String? = nil, column: String? = nil) -> DataError {
    DataError(file: name, column: column, expected: expected, found: found)
  }

  /// The names of the classes; `nil` where the targets are numbers.
  package var classes: [String]? {
    if case .classes(_, let names) = targets { names } else { nil }
  }

  package func named(part: Part) -> DataSet {
    var named = self
    named.part = part
    return named
  }

  /// What a sample is called, such as `test:17`.
  package func name(of sample: Int) -> String { "\(part?.rawValue ?? "sample"):\(sample)" }

  /// So many samples from the first on; all if there is no limit.
  package func first(_ limit: Int?) -> DataSet {
    guard let limit, limit > 0, limit < count else { return self }
    return subset(Array(0..<limit))
  }

  /// Some of the samples, in the order given.
  package func subset(_ chosen: [Int]) -> DataSet {
    var subset = self
    subset.count = chosen.count
    func rows<Element>(_ elements: [Element], of width: Int) -> [Element] {
      chosen.flatMap { elements[$0 * width..<($0 + 1) * width] }
    }
    switch inputs {
    case .bytes(let bytes, let scale):
      subset.inputs = .bytes(rows(bytes, of: width), scale: scale)
    case .numbers(let numbers): subset.inputs = .numbers(rows(numbers, of: width))
    }
    switch targets {
    case .classes(let classes, let names):
      subset.targets = .classes(rows(classes, of: 1), names: names)
    case .numbers(let numbers, let names):
      subset.targets = .numbers(rows(numbers, of: names.count), names: names)
    }
    return subset
  }

  /// The samples in two parts, drawn by `RandomState(seed).permutation(count)`: the first of the
  /// permutation are the first part.
  /// - Parameter share: How many of all are in the first part, between 0 and 1.
  package func split(
    _ share: Double, seed: UInt32
  ) throws(DataError) -> (training: DataSet, test: DataSet) {
    var generator = NumPyGenerator(seed: seed)
    let first = Int((Double(count) * share).rounded(.toNearestOrEven))
    guard (1..<count).contains(first) else {
      throw fault("at least one sample in each part of a split \(share)", "\(first) of \(count)")
    }
    let order = generator.permutation(count)
    return (
      subset(Array(order[..<first])).named(part: .train),
      subset(Array(order[first...])).named(part: .test)
    )
  }
}

extension DataSet {
  /// The samples as a network of so many outputs takes them: classes one-hot, or of two classes the
  /// second as 1 and the first as 0 for a single output.
  package func samples(outputs: Int) throws(DataError) -> Samples {
    func misfit(_ what: String, _ count: Int) -> DataError {
      fault("\(outputs) \(what), one for each output of the network", "\(count)")
    }
    let found: Samples.Targets =
      switch targets {
      case .classes(let classes, let names) where names.count == outputs:
        .classes(classes, of: outputs)
      case .classes(let classes, let names) where names.count == 2 && outputs == 1:
        .numbers(classes.map(Double.init), width: 1)
      case .numbers(let numbers, let names) where names.count == outputs:
        .numbers(numbers, width: outputs)
      case .classes(_, let names): throw misfit("classes", names.count)
      case .numbers(_, let names): throw misfit("targets", names.count)
      }
    return Samples(count: count, width: width, inputs: inputs, targets: found)
  }

  /// The bytes of a sample that is a picture, or of numbers from 0 to 1 times 255.
  package func picture(_ sample: Int) -> [UInt8] {
    let range = sample * width..<(sample + 1) * width
    switch inputs {
    case .bytes(let bytes, _): return Array(bytes[range])
    case .numbers(let numbers):
      return numbers[range].map { UInt8((max(0, min(1, $0)) * 255).rounded()) }
    }
  }
}
