import Foundation
import MNISTData
import Tracer

/// The options that `train mnist` and `trace mnist` share.
extension Option {
  static let learningRate = Option(
    "--learning-rate", "RATE", "the step size of gradient descent; by default 0.1")
  static let hidden = Option(
    "--hidden", "100|128,64|…", "the units of each hidden layer; by default 100")
  static let activation = Option(
    "--activation", "sigmoid|relu|tanh", "of the hidden layers; by default sigmoid")
  static let initialization = Option(
    "--init", "xavier|he|0.01", "how weights are drawn; by default xavier")
  static let seed = Option(
    "--seed", "N", "seed of NumPy's RandomState, from which all is drawn; by default 0")
  static let data = Option(
    "--data", "DIR", "the folder of MNIST's files; by default those that come along")
}

extension Arguments {
  /// The digits of one part of MNIST.
  func digits(_ part: DigitSet.Part) throws -> DigitSet {
    try self["--data"].map { try DigitSet(part, folder: $0) } ?? DigitSet(included: part)
  }

  /// The learning rate, above 0, if there is one.
  func learningRate() throws(UsageError) -> Double? {
    guard let rate = try number("--learning-rate") else { return nil }
    guard rate > 0 else {
      throw .invalid(
        option: "--learning-rate", found: self["--learning-rate"] ?? "",
        expected: "a number above 0")
    }
    return rate
  }

  /// The generator of `--seed`.
  func generator() throws(UsageError) -> NumPyGenerator {
    let seed = try integer("--seed", in: 0...Int(UInt32.max)) ?? 0
    return NumPyGenerator(seed: UInt32(seed))
  }

  /// A network of weights from a file, or of weights drawn from the generator.
  /// - Parameter weights: The option that names the file.
  func network(
    weights: String, from generator: inout NumPyGenerator
  ) throws -> DigitNetwork {
    let activation = try choice("--activation", of: Activation.self)
    let initialization = try choice("--init", of: Initialization.self)
    let hidden = try hiddenUnits()
    guard let file = self[weights] else {
      return DigitNetwork(
        hidden: hidden ?? [100], activation: activation ?? .sigmoid,
        initialization: initialization ?? .xavier, from: &generator)
    }
    if initialization != nil {
      throw UsageError.excluded(option: "--init", by: weights)
    }
    let network = try DigitNetwork(weights: file, activation: activation)
    let found = Array(network.layout.sizes.dropFirst().dropLast())
    if let hidden, hidden != found {
      throw UsageError.invalid(
        option: "--hidden", found: self["--hidden"] ?? "",
        expected: "\(found.map(String.init).joined(separator: ",")), as in \(quoting: file),")
    }
    return network
  }

  private func hiddenUnits() throws(UsageError) -> [Int]? {
    guard let value = self["--hidden"] else { return nil }
    let units = value.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    let valid = units.compactMap(\.self).filter { (1...10_000).contains($0) }
    guard valid.count == units.count, valid.count <= 16 else {
      throw .invalid(
        option: "--hidden", found: value,
        expected: "up to 16 whole numbers from 1 to 10000, separated by commas,")
    }
    return valid
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
