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
  func digits(_ part: DigitSet.Part) throws(IDXError) -> DigitSet {
    try DigitSet(part, folder: self["--data"] ?? MNISTData.folder)
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

  /// Refuses a file whose folder is not there, before a long run and not after it.
  func checkFolder(of option: String) throws(FileFault) {
    guard let file = self[option] else { return }
    let folder = URL(fileURLWithPath: file).deletingLastPathComponent().path
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder),
      isFolder.boolValue
    else { throw .unwritable(file: file, reason: "no such file or folder") }
  }

  /// The generator of `--seed`.
  func generator() throws(UsageError) -> NumPyGenerator {
    let seed = try integer("--seed", in: 0...Int(UInt32.max)) ?? 0
    return NumPyGenerator(seed: UInt32(seed))
  }

  /// A network of weights from a file, or of weights drawn from the generator.
  /// - Parameters:
  ///   - weights: The option that names the file.
  ///   - batch: How many images a step takes.
  func network(
    weights: String, from generator: inout NumPyGenerator, batch: Int
  ) throws -> DigitNetwork {
    let activation = try choice("--activation", of: Activation.self)
    let initialization = try choice("--init", of: Initialization.self)
    let hidden = try hiddenUnits()
    guard let file = self[weights] else {
      try checkMemory(ofLayers: hidden ?? [100], batch: batch)
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
        expected: "\(found.map(String.init).joined(separator: ",")), as in \(file),")
    }
    return network
  }

  /// Refuses layers and batches for which this machine has no memory.
  private func checkMemory(ofLayers hidden: [Int], batch: Int) throws(MemoryFault) {
    let sizes = [DigitSet.pixelCount] + hidden + [DigitSet.classCount]
    let written = ["--hidden", "--batch"].compactMap { option in
      self[option].map { "\(option) \($0)" }
    }
    try MemoryFault.check(
      LayeredNetwork(sizes: sizes, activation: .sigmoid).memory(batch: batch),
      for: written.joined(separator: " "), remedy: "fewer or smaller layers, or a smaller batch,",
      kind: .usage)
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
