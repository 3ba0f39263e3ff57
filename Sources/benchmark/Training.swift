import Foundation
import MNISTData
import Tracer

/// The work that is timed: the net of the walkthrough on all of MNIST.
struct Training {
  let network = LayeredNetwork(sizes: [784, 100, 10], activation: .sigmoid)
  let images: LabelledImages
  let parameters: [String: Tensor<Double>]
  let order: [Int32]
  let steps: Int

  /// Multiplications and additions of one step's matrix products, each counted as one.
  static let operationsPerStep = Double(2 * 32 * (2 * 784 * 100 + 3 * 100 * 10))
  /// Steps of an epoch.
  static let stepsPerEpoch = 1875.0

  /// Reads the digits and draws what a run starts from, as the peers do.
  init(steps: Int) throws {
    let digits = try DigitSet(.train, folder: MNISTData.folder)
    images = LabelledImages(pixels: digits.pixels, labels: digits.labels)
    var generator = NumPyGenerator(seed: 0)
    parameters = DigitNetwork(from: &generator).parameters
    order = generator.permutation(digits.count).prefix(steps * 32).map { Int32($0) }
    self.steps = steps
  }

  /// A trainer that takes all its turns from the parameters where the last one left them.
  func contender<Scalar: Real>(
    _ name: String, _ scalar: Scalar.Type, threads: Int = 1, recording: Recording = .none,
    reference: String? = nil
  ) throws -> Contender {
    var trainer = try trainer(Scalar.self)
    trainer.threads = threads
    trainer.recording = recording
    return Contender(name: name, reference: reference, unit: .millisecondsPerStep) {
      try Contender.milliseconds { _ = try trainer.run(order: order) } / Double(steps)
    }
  }

  /// The same through the graph, every value and gradient of each step at hand.
  func contenderThroughGraph(_ name: String, reference: String) throws -> Contender {
    var trainer = try trainer(Float.self)
    let some = Array(order.prefix(max(32, order.count / 5 / 32 * 32)))
    return Contender(name: name, reference: reference, unit: .millisecondsPerStep) {
      try Contender.milliseconds { _ = try trainer.runThroughGraph(order: some) }
        / Double(some.count / 32)
    }
  }

  private func trainer<Scalar: Real>(_ scalar: Scalar.Type) throws -> Trainer<Scalar> {
    try Trainer(
      network: network, parameters: parameters.mapValues { $0.converted() }, images: images,
      learningRate: 0.1)
  }
}

extension Contender {
  /// 10,000 steps of the worked example through its trace.
  static func workedExample() -> Contender {
    Contender(name: "2-2-2, 10,000 steps", reference: nil, unit: .milliseconds) {
      var descent = Descent(Example.twoTwoTwo.model())
      return milliseconds { for _ in 0..<10_000 { descent.advance() } }
    }
  }
}
