import Foundation
import MNISTData
import Tracer

/// The work that is timed: the net of the walkthrough on all of MNIST.
struct Training {
  let network: DigitNetwork
  let digits: DigitSet
  let order: [Int32]
  let steps: Int

  /// Multiplications and additions of one step's matrix products, each counted as one.
  static let operationsPerStep = Double(2 * 32 * (2 * 784 * 100 + 3 * 100 * 10))
  /// Steps of an epoch.
  static let stepsPerEpoch = 1875.0

  /// Reads the digits and draws what a run starts from, as the peers do.
  init(steps: Int) throws {
    digits = try DigitSet(.train, folder: MNISTData.folder)
    var generator = NumPyGenerator(seed: 0)
    network = DigitNetwork(from: &generator)
    order = generator.permutation(digits.count).prefix(steps * 32).map { Int32($0) }
    self.steps = steps
  }

  /// A run that takes all its turns from the parameters where the last one left them.
  func contender<Scalar: Real>(
    _ name: String, _ scalar: Scalar.Type, threads: Int = 1, recording: Recording = .none,
    isDense: Bool = false, reference: String? = nil
  ) throws -> Contender {
    let samples =
      isDense ? DigitSet(pixels: digits.pixels.map { max($0, 1) }, labels: digits.labels) : digits
    let run: Run<Scalar> = try network.run(
      on: samples, optimizer: GradientDescent(learningRate: 0.1), threads: threads)
    run.recording = recording
    return Contender(name: name, reference: reference, unit: .millisecondsPerStep) {
      try Contender.milliseconds { _ = try run.run(order: order) } / Double(steps)
    }
  }

  /// The same through the graph, every value and gradient of each step at hand.
  func contenderThroughGraph(_ name: String, reference: String) throws -> Contender {
    let batches = stride(from: 0, to: max(32, order.count / 5), by: 32).map { start in
      digits.batch(of: order[start..<start + 32].map(Int.init), as: Float.self)
    }
    let model = network.model(
      x: Tensor(repeating: 0, shape: [32, 784]), target: Tensor(repeating: 0, shape: [32, 10]),
      learningRate: 0.1)
    var trace = Trace<Float>(model.graph, leaves: model.leaves.mapValues { $0.converted() })
    return Contender(name: name, reference: reference, unit: .millisecondsPerStep) {
      Contender.milliseconds {
        for batch in batches {
          trace.set(["x": batch.x, "target": batch.target])
          trace.backward()
          trace.update(model.trained, with: model.optimizer)
        }
      } / Double(batches.count)
    }
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
