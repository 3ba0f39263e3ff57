import Foundation
import MNISTData
import Testing

@testable import Tracer

struct DigitTrainingTests {
  private func training(after epochs: Int = 0, from network: DigitNetwork? = nil)
    throws -> DigitTraining<Float>
  {
    let digits = try DigitSet(.train, folder: MNISTData.folder).images(in: 0..<200)
    var generator = NumPyGenerator(seed: 5)
    let drawn = DigitNetwork(hidden: [10], from: &generator)
    return try DigitTraining(
      network ?? drawn, training: digits, test: digits, batch: 32, generator: generator,
      after: epochs)
  }

  @Test func `a run that is resumed ends where one in a single go does`() throws {
    var whole = try training()
    for _ in 0..<3 { _ = try whole.epoch() }
    var first = try training()
    _ = try first.epoch()
    let file = first.network.safetensors(as: Float.self)
    var second = try training(after: 1, from: DigitNetwork(file, name: "f"))
    _ = try second.epoch()
    let last = try second.epoch()
    #expect(last.number == 3)
    #expect(second.network == whole.network)
  }

  @Test func `records come every so many steps over the ends of epochs`() throws {
    var plain = try training()
    var recorded = try training()
    var moments: [DigitTraining<Float>.Moment] = []
    for _ in 0..<2 {
      let epoch = try recorded.epoch(
        recordingEvery: 3,
        onMoment: { moment, _ in
          moments.append(moment)
        })
      let unrecorded = try plain.epoch()
      #expect(abs(epoch.loss - unrecorded.loss) < 1e-12)
    }
    // 200 images are 7 steps an epoch, the last one of 8 images.
    #expect(moments.map(\.step) == [1, 4, 7, 10, 13])
    #expect(moments.map(\.images.count) == [32, 32, 8, 32, 32])
    #expect(recorded.network == plain.network)
  }

  @Test func `the confusion matrix counts every image once`() throws {
    let run = try training()
    let counts = try run.confusion().map { $0.reduce(0, +) }
    #expect(counts == (0..<10).map { digit in run.test.labels.count { $0 == digit } })
  }
}

struct DigitWeightsTests {
  private func transposed(_ tensor: Tensor<Double>) -> Tensor<Double> {
    let (rows, columns) = (tensor.shape[0], tensor.shape[1])
    return Tensor(
      (0..<columns).flatMap { column in (0..<rows).map { tensor[$0 * columns + column] } },
      shape: [columns, rows])
  }

  private func network() -> DigitNetwork {
    var generator = NumPyGenerator(seed: 1)
    return DigitNetwork(hidden: [10, 10], activation: .relu, from: &generator)
  }

  @Test func `weights are read back as they were, activation and all`() throws {
    let file = network().safetensors(as: Double.self)
    #expect(try DigitNetwork(file, name: "f") == network())
  }

  // W2 and W3 are square, and tell nothing of their own: W1 speaks for them.
  @Test func `weights as PyTorch keeps them are recognised by the shape of W1`() throws {
    var file = network().safetensors(as: Double.self)
    for name in ["W1", "W2", "W3"] {
      file.set(transposed(try #require(network().parameters[name])), as: name)
    }
    #expect(try DigitNetwork(file, name: "f") == network())
  }

  @Test func `a tensor that is missing, misshapen or not finite is named`() throws {
    func error(_ change: (inout Safetensors) -> Void) -> SafetensorsError? {
      var file = network().safetensors(as: Double.self)
      change(&file)
      return #expect(throws: SafetensorsError.self) { try DigitNetwork(file, name: "f") }
    }
    #expect(
      error { $0.set(Tensor<Double>(repeating: 0, shape: [11]), as: "b2") }
        == .wrongShape(file: "f", tensor: "b2", expected: [[10], [1, 10]], found: [11]))
    #expect(
      error { $0.set(Tensor<Double>(repeating: 0, shape: [10, 9]), as: "W3") }
        == .wrongShape(file: "f", tensor: "b3", expected: [[9], [1, 9]], found: [10]))
    #expect(
      error { $0.set(Tensor<Double>(repeating: 0, shape: [7, 10]), as: "W1") }
        == .wrongWeights(file: "f", tensor: "W1", inputs: 784, outputs: nil, found: [7, 10]))
    #expect(
      error { $0.set(Tensor<Double>(repeating: .nan, shape: [10]), as: "b1") }
        == .notFinite(file: "f", tensor: "b1", index: [0], found: "nan"))
    #expect(throws: SafetensorsError.missingTensor(file: "f", tensor: "W1", found: [])) {
      try DigitNetwork(Safetensors(), name: "f")
    }
  }
}
