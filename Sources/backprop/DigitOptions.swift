import Foundation
import MNISTData
import Tracer

/// An image of MNIST as it is named: `test:0`.
struct DigitName: Sendable {
  let part: DataSet.Part
  let index: Int

  /// How names begin.
  static let starts = DataSet.Part.allCases.map { "\($0.rawValue):" }
  /// The first of the images to test with.
  static let first = DigitName(part: .test, index: 0)

  private init(part: DataSet.Part, index: Int) { (self.part, self.index) = (part, index) }

  /// The image of a name.
  init(_ word: String) throws(UsageError) {
    let words = word.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard words.count == 2, let part = DataSet.Part(rawValue: words[0]),
      let index = Int(words[1]), index >= 0
    else {
      throw .invalid(
        option: Options.image.name, found: word, expected: "an image such as test:0")
    }
    self.init(part: part, index: index)
  }

  /// The positions of so many images of a set, from this one on.
  /// - Throws: `UsageError` if the set does not have them all.
  func images(_ count: Int, of digits: DataSet) throws(UsageError) -> [Int] {
    guard count <= digits.count, index <= digits.count - count else {
      throw .invalid(
        option: Options.image.name,
        found: "\(part.rawValue):\(index)\(count == 1 ? "" : " \(Options.batch.name) \(count)")",
        expected: "images from 0 to \(digits.count - 1), which the \(part.rawValue) set has,")
    }
    return Array(index..<index + count)
  }
}

extension Arguments {
  /// The digits of one part of MNIST, of `--data` or of those that come along.
  func digits(_ part: DataSet.Part) throws -> DataSet {
    let folder = self[Options.data].flatMap { $0 == TrainingOrigin.digits ? nil : $0 }
    return try .mnist(part, folder: folder ?? MNISTData.found())
  }

  /// A network of weights from a file, or of weights drawn from the generator.
  /// - Parameters:
  ///   - batch: How many images are traced at once.
  ///   - generator: Draws the weights.
  func digitNetwork(batch: Int, from generator: inout NumPyGenerator) throws -> Network {
    let digits = try digits(.test)
    guard let file = self[Options.weights] else {
      var network = try self.network(for: digits, isMNIST: true)
      try MemoryFault.check(
        network.memory(batch: batch),
        for: "\(Options.hidden.name) \(HiddenUnits.written(self[Options.hidden] ?? [100])) "
          + "\(Options.batch.name) \(batch)",
        remedy: "fewer or smaller layers, or a smaller batch,", kind: .usage)
      network.draw(from: &generator)
      return network
    }
    let weights = try Safetensors(path: file)
    let description =
      try ModelDescription(weights, name: file) ?? description(of: weights, from: file, for: digits)
    try checkKept(description, from: file)
    return description.network
  }
}

extension MNISTData {
  /// The folder of the digits that come along.
  /// - Throws: `MissingDigits` if the program was copied without them.
  static func found() throws(MissingDigits) -> String {
    guard FileManager.default.fileExists(atPath: folder) else {
      throw MissingDigits(places: places)
    }
    return folder
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
