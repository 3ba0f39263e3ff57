import Foundation
import MNISTData
import Tracer

/// An image of MNIST as it is named: `test:0`.
struct DigitName: Sendable {
  let part: DigitSet.Part
  let index: Int

  /// How names begin.
  static let starts = DigitSet.Part.allCases.map { "\($0.rawValue):" }
  /// The first of the images to test with.
  static let first = DigitName(part: .test, index: 0)

  private init(part: DigitSet.Part, index: Int) { (self.part, self.index) = (part, index) }

  /// The image of a name.
  init(_ word: String) throws(UsageError) {
    let words = word.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard words.count == 2, let part = DigitSet.Part(rawValue: words[0]),
      let index = Int(words[1]), index >= 0
    else {
      throw .invalid(
        option: Options.image.name, found: word, expected: "an image such as test:0")
    }
    self.init(part: part, index: index)
  }

  /// So many images of a set, from this one on, and their names.
  /// - Throws: `UsageError` if the set does not have them all.
  func images(
    _ count: Int, of digits: DigitSet
  ) throws(UsageError) -> (images: DigitSet, names: [String]) {
    guard count <= digits.count, index <= digits.count - count else {
      throw .invalid(
        option: Options.image.name,
        found: "\(part.rawValue):\(index)\(count == 1 ? "" : " \(Options.batch.name) \(count)")",
        expected: "images from 0 to \(digits.count - 1), which the \(part.rawValue) set has,")
    }
    let range = index..<index + count
    return (digits.images(in: range), range.map { "\(part.rawValue):\($0)" })
  }
}

/// The units of each hidden layer.
enum HiddenUnits {
  /// What `--hidden` says.
  static func read(_ value: String) throws(UsageError) -> [Int] {
    let units = value.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    let valid = units.compactMap(\.self).filter { (1...10_000).contains($0) }
    guard valid.count == units.count, valid.count <= 16 else {
      throw .invalid(
        option: Options.hidden.name, found: value,
        expected: "up to 16 whole numbers from 1 to 10000, separated by commas,")
    }
    return valid
  }

  static func written(_ units: [Int]) -> String { units.map(String.init).joined(separator: ",") }
}

extension Arguments {
  /// The digits of one part of MNIST.
  func digits(_ part: DigitSet.Part) throws -> DigitSet {
    try self[Options.data].map { try DigitSet(part, folder: $0) } ?? DigitSet(included: part)
  }

  /// The generator of `--seed`.
  func generator() -> NumPyGenerator { NumPyGenerator(seed: UInt32(self[Options.seed] ?? 0)) }

  /// A network of weights from a file, or of weights drawn from the generator.
  /// - Parameters:
  ///   - weights: The option that names the file.
  ///   - batch: How many images a step takes.
  func network(
    weights: Option<String>, from generator: inout NumPyGenerator, batch: Int
  ) throws -> DigitNetwork {
    let hidden = self[Options.hidden]
    guard let file = self[weights] else {
      try checkMemory(ofLayers: hidden ?? [100], batch: batch)
      return DigitNetwork(
        hidden: hidden ?? [100], activation: self[Options.activation] ?? .sigmoid,
        initialization: self[Options.initialization] ?? .xavier, from: &generator)
    }
    if isGiven(Options.initialization) {
      throw UsageError.excluded(option: Options.initialization.name, by: weights.name)
    }
    let contents = try Safetensors(path: file)
    let asked = self[Options.activation]
    let network = try DigitNetwork(contents, name: file, activation: asked)
    let found = network.layout
    if let hidden, hidden != found.hidden {
      throw UsageError.invalid(
        option: Options.hidden.name, found: HiddenUnits.written(hidden),
        expected: "\(HiddenUnits.written(found.hidden)), as in \(quoting: file),")
    }
    if let asked, let named = contents.activationName.flatMap(Activation.init), named != asked {
      throw UsageError.invalid(
        option: Options.activation.name, found: asked.rawValue,
        expected: "\(named.rawValue), as in \(quoting: file),")
    }
    if !found.hidden.isEmpty, contents.activationName == nil, asked == nil {
      Output.note(
        "backprop: \(quoting: file): names no activation; \(found.activation.rawValue) is taken, and "
          + "\(Options.activation.name) names another")
    }
    return network
  }

  /// Refuses layers and batches for which this machine has no memory.
  private func checkMemory(ofLayers hidden: [Int], batch: Int) throws(MemoryFault) {
    let sizes = [DigitSet.pixelCount] + hidden + [DigitSet.classCount]
    try MemoryFault.check(
      LayeredNetwork(sizes: sizes, activation: .sigmoid).memory(batch: batch),
      for: "\(Options.hidden.name) \(HiddenUnits.written(hidden)) \(Options.batch.name) \(batch)",
      remedy: "fewer or smaller layers, or a smaller batch,", kind: .usage)
  }
}

extension DigitSet {
  /// One part of the digits that come along.
  /// - Throws: `MissingDigits` if the program was copied without them.
  init(included part: Part) throws {
    guard FileManager.default.fileExists(atPath: MNISTData.folder) else {
      throw MissingDigits(places: MNISTData.places)
    }
    try self.init(part, folder: MNISTData.folder)
  }
}

/// The files of MNIST are not where they should be.
struct MissingDigits: Fault {
  /// Where they were looked for.
  let places: [String]

  var kind: FaultKind { .missingFile }

  /// `the files of MNIST are neither in /lab/backprop_MNISTData.resources/MNIST nor /lab/MNIST; put
  /// them into the last of these folders, or name their own with --data DIR`
  var description: String {
    let looked = places.map { "\(quoting: $0)" }.joined(separator: " nor ")
    return "the files of MNIST are neither in \(looked); "
      + "put them into the last of these folders, or name their own with --data DIR"
  }
}
