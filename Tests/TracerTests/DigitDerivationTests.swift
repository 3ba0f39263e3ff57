import Foundation
import MNISTData
import Testing

@testable import Tracer

struct ShortenedSumTests {
  private func equation(_ factors: [(Double, Double)], bias: Double? = nil) -> Equation {
    var terms = factors.enumerated().map { position, factors in
      Formula.symbol(name: "x[\(position)]", value: factors.0)
        * .symbol(name: "w[\(position)]", value: factors.1)
    }
    if let bias { terms.append(.symbol(name: "b", value: bias)) }
    let formula = Formula.sum(terms)
    return Equation(name: "net", kind: .value, formula: formula, value: formula.evaluated())
  }

  @Test func `the largest terms stay in their order, the others become one symbol`() throws {
    let long = equation([(1, 2), (0, 9), (1, -7), (3, 1), (0.5, 1), (0, 1), (2, 0.1)], bias: 0)
    let (shown, leftOut) = long.shortened(to: 2)
    #expect(shown.formula.symbols == ["x[2]", "w[2]", "x[3]", "w[3]", "rest_net", "b"])
    #expect(leftOut == LeftOut(name: "rest_net", count: 3, value: 2.7, zeros: 2))
    #expect(shown.formula.evaluated().agrees(with: long.value))
  }

  @Test func `a sum is not shortened by one term`() {
    let (shown, leftOut) = equation([(1, 2), (1, 3), (1, 4)]).shortened(to: 2)
    #expect(shown.formula.symbols.count == 6)
    #expect(leftOut == nil)
  }

  @Test func `terms that are 0 are left out of a sum however short`() {
    let (shown, leftOut) = equation([(0, 2), (1, 3), (0, 4)]).shortened(to: 5)
    #expect(shown.formula.symbols == ["x[1]", "w[1]"])
    #expect(leftOut == LeftOut(name: nil, count: 0, value: 0, zeros: 2))
  }
}

struct DigitDerivationTests {
  /// A small network on some test images.
  private func derivation(
    of images: Range<Int>, only: [String] = [], activation: Activation = .sigmoid
  ) throws -> DigitDerivation {
    let digits = try DigitSet(.test, folder: MNISTData.folder).images(in: images)
    var generator = NumPyGenerator(seed: 3)
    let network = DigitNetwork(hidden: [9], activation: activation, from: &generator)
    var options = DigitDerivation.Options()
    options.only = only
    return try DigitDerivation(
      of: network, on: digits, imageNames: images.map { "test:\($0)" }, options: options)
  }

  @Test func `the unit followed has the largest delta, its pixel the most ink`() throws {
    let told = try derivation(of: 0..<1)
    let deltas = (0..<9).map { abs(told.value("dE/dnet_h[\($0)]")) }
    #expect(deltas[told.choice.units[0]] == deltas.max())
    let ink = told.digits.image(0).max() ?? 0
    #expect(told.digits.image(0)[told.choice.pixel] == ink)
    #expect(told.choice.digit == 7)
    let wrong = (0..<10).filter { $0 != 7 }.map { told.value("y[\($0)]") }
    #expect(told.value("y[\(told.choice.rival)]") == wrong.max())
  }

  @Test(arguments: [0..<1, 0..<5], Activation.allCases)
  func `every equation told gives the recorded number`(
    images: Range<Int>, activation: Activation
  ) throws {
    let document = try derivation(of: images, activation: activation).document()
    #expect(document.equations.count > 15)
    for equation in document.equations {
      #expect(equation.formula.evaluated().agrees(with: equation.exact, to: 1e-9), "\(equation)")
    }
  }

  @Test func `the pixels left out are told in number`() throws {
    let digits = try DigitSet(.test, folder: MNISTData.folder)
    let blank = digits.image(0).count { $0 == 0 }
    let text = PlainTextRenderer(language: .english).render(
      try derivation(of: 0..<1).document())
    #expect(text.contains("\(784 - blank - 6) other terms sum to"))
    #expect(text.contains("; \(blank) pixels are 0."))
  }

  @Test func `a parameter that the network lacks is refused with a hint`() {
    #expect(throws: SelectionError.self) { try derivation(of: 0..<1, only: ["W1[784,0]"]) }
  }

  @Test func `the record has every tensor, and the gradients of the images add up`() throws {
    let record = try derivation(of: 0..<3).record()
    let names = ["x", "W1", "b1", "net_h", "out_h", "W2", "b2", "net_o", "out_o", "y", "E"]
    for name in names + ["dout_h/dnet_h", "dE/dnet_o", "dE/dW1", "dE/db2", "W1+", "b2+"] {
      #expect(record[name] != nil, "\(name) is missing")
      #expect(record.metadata[name] != nil, "\(name) is not explained")
    }
    let single = try (0..<3).map { try derivation(of: $0..<$0 + 1).record() }
    let sums = try single.map {
      try #require($0["dE/dW2"]).converted(to: Double.self).elements
    }
    let batch = try #require(record["dE/dW2"]).converted(to: Double.self).elements
    for offset in batch.indices {
      let mean = sums.reduce(0) { $0 + $1[offset] } / 3
      #expect(abs(batch[offset] - mean) < 1e-14)
    }
  }
}

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
