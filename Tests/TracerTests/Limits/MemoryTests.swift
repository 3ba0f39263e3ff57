import Foundation
import MNISTData
import Testing

@testable import Tracer

@Suite struct MemoryTests {
  private static func network(_ sizes: [Int]) -> Network {
    Network(sizes: sizes, activation: Sigmoid(), output: Softmax(), loss: .softmaxCrossEntropy)
  }

  @Test func `sixteen layers of ten thousand units need more than a small machine has`() throws {
    let layers = [784] + [Int](repeating: 10_000, count: 16) + [10]
    let large = Self.network(layers).memory(batch: 32)
    // A billion and a half weights, each at least three times: as drawn, as trained, as saved.
    #expect(large > 3 * 8 * 1_500_000_000)
    let fault = #expect(throws: MemoryFault.self) {
      try MemoryFault.check(
        large, for: "--hidden 10000,…", remedy: "smaller layers", kind: .usage,
        available: 8_000_000_000)
    }
    let sentence = try #require(fault?.description)
    #expect(sentence.hasPrefix("--hidden 10000,…: about "))
    #expect(sentence.hasSuffix(" but this machine has 8.0 GB; smaller layers expected"))
  }

  @Test func `the usual network fits into half a gigabyte`() {
    let usual = Self.network([784, 100, 10])
    #expect(usual.memory(batch: 32) < 500_000_000)
    #expect(usual.memory(batch: 60_000) < 8_000_000_000)
  }

  @Test(arguments: [
    (999, "999 bytes"), (1000, "1.0 kB"), (25_300_000_000, "25 GB"), (9_960_000, "10 MB"),
    (999_600, "1.0 MB"),
  ])
  func `a number of bytes is said in two digits`(bytes: Int, words: String) {
    #expect(Memory.words(bytes) == words)
  }

  @Test func `a file that unpacks to more than the machine has is refused by its header`() throws {
    let labels = Data([0, 0, 8, 1, 0, 0, 0, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    #expect(try IDXFile(labels, name: "f", axes: 1, memory: 9).elements.count == 9)
    #expect(throws: MemoryFault.self) {
      try IDXFile(labels, name: "f", axes: 1, memory: 8)
    }
  }

  @Test func `a batch takes no more memory than there are images`() throws {
    var generator = NumPyGenerator(seed: 0)
    let network = Network.digits(hidden: [4], from: &generator)
    let one = DataSet(
      name: "one", count: 1, inputNames: (0..<784).map { "x\($0)" },
      inputs: .bytes([UInt8](repeating: 9, count: 784), scale: 1 / 255),
      targets: .classes([3], names: (0..<10).map(String.init)))
    var training = try Training<Float>(
      ModelDescription(
        name: "one", network: network, optimizer: GradientDescent(learningRate: 0.1)),
      training: one, test: one, batch: 60_000, generator: generator)
    #expect(training.run.batch == 1)
    #expect(try training.epoch().number == 1)
  }

  @Test func `a text for whose numbers the machine has no memory is refused before it is read`() {
    let text = Data("x = 1\ny = x + x\n".utf8)
    #expect(throws: Never.self) { try ModelSource(contents: text, file: "f", memory: 10_000) }
    let fault = #expect(throws: MemoryFault.self) {
      try ModelSource(contents: text, file: "f", memory: 4_000)
    }
    #expect(
      fault?.description
        == "f: about 4.1 kB of memory needed, but this machine has 4.0 kB; a shorter text expected")
    #expect(fault?.kind == .badData)
    let comment = Data("x = 1\ny = x + x  # \(String(repeating: "x", count: 100))\n".utf8)
    #expect(throws: Never.self) { try ModelSource(contents: comment, file: "f", memory: 10_000) }
  }

  @Test func `a small file with many samples and units is refused`() {
    let zeros = [String](repeating: "0", count: 4000).joined(separator: ",")
    let text = ModelFileTests.file([
      "inputs": "[\([String](repeating: "[0]", count: 4000).joined(separator: ","))]",
      "targets": "[\(zeros)]",
      "layers": #"[{"units": 10000, "weights": "zeros", "activation": "tanh"}]"#,
    ])
    let error = #expect(throws: ModelFileError.self) {
      try ModelSource(contents: Data(text.utf8), file: "f")
    }
    #expect(error?.path == "layers[0]")
    #expect(error?.description.contains("; 80010000 found") == true)
  }

  @Test func `to tell every weight of a large network takes memory, to tell one does not`() throws {
    let weights = (0..<100).map { _ in [Double](repeating: 0.01, count: 100) }
    let network = Network(
      inputs: [[Double](repeating: 1, count: 100)],
      targets: [[Double](repeating: 0, count: 100)],
      layers: [
        Network.Layer(units: (1...100).map { "o\($0)" }, weights: weights, activation: Identity())
      ])
    let model = try ModelDescription(
      name: "wide", network: network, optimizer: GradientDescent(learningRate: 0.1)
    ).model()
    var options = DerivationOptions()
    options.telling = .everything
    let whole = try Derivation(model, options: options).memory
    options.only = ["W1[0,0]"]
    #expect(try Derivation(model, options: options).memory * 30 < whole)
  }
}
