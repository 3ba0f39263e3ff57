import MNISTData
import Tracer

/// A network and what it is trained on: work that peers do, too, from the same numbers in the same
/// order.
struct Work {
  /// What the peers call it.
  let name: String
  /// What it is, for the table.
  let title: String
  let sizes: [Int]
  /// The activation of the hidden layers, and the optimizer, in the words of the options.
  let hidden: String
  let loss: Loss
  let optimizer: String
  let batch: Int

  static let all = [
    digits,
    Work(
      name: "digits-adam", title: "784-128-64-10, ReLU, Adam, batch 32", sizes: [784, 128, 64, 10],
      hidden: "relu", loss: .softmaxCrossEntropy, optimizer: "adam:lr=0.001", batch: 32),
    Work(
      name: "plane", title: "2-16-16-1, tanh, binary cross-entropy, batch 32",
      sizes: [2, 16, 16, 1],
      hidden: "tanh", loss: .binaryCrossEntropy, optimizer: "gradient-descent:lr=0.1",
      batch: 32),
    Work(
      name: "xor", title: "2-2-1, sigmoid, binary cross-entropy, batch 4", sizes: [2, 2, 1],
      hidden: "sigmoid", loss: .binaryCrossEntropy, optimizer: "gradient-descent:lr=0.5",
      batch: 4),
  ]

  /// The net of the walkthrough on all of MNIST.
  static let digits = Work(
    name: "digits", title: "784-100-10, sigmoid, gradient descent, batch 32",
    sizes: [784, 100, 10],
    hidden: "sigmoid", loss: .softmaxCrossEntropy, optimizer: "gradient-descent:lr=0.1",
    batch: 32)

  /// Multiplications and additions of one step's matrix products, each counted as one.
  var operationsPerStep: Double {
    let products = zip(sizes, sizes.dropFirst()).enumerated().map { layer, sizes in
      (layer == 0 ? 2 : 3) * sizes.0 * sizes.1
    }
    return Double(2 * batch * products.reduce(0, +))
  }

  /// The samples: digits, or points whose class is an exclusive or, as the peers draw them.
  func samples(isDense: Bool = false) throws -> Samples {
    if sizes[0] == 784 {
      var digits = try DataSet.mnist(.train, folder: MNISTData.folder)
      if isDense, case .bytes(let bytes, let scale) = digits.inputs {
        digits.inputs = .bytes(bytes.map { max($0, 1) }, scale: scale)
      }
      return try digits.samples(outputs: 10)
    }
    var generator = NumPyGenerator(seed: 1)
    let x =
      name == "xor"
      ? [0, 0, 0, 1, 1, 0, 1, 1] : generator.uniform(-1, 1, shape: [2048, 2]).elements
    let targets = stride(from: 0, to: x.count, by: 2).map {
      (x[$0] > 0.25) == (x[$0 + 1] > 0.25) ? 0.0 : 1
    }
    return Samples(
      count: targets.count, width: 2, inputs: .numbers(x), targets: .numbers(targets, width: 1))
  }

  /// The network over two samples, and which sample comes when in 1875 steps.
  private func start(count: Int) throws -> (network: Network.Built, order: [Int32]) {
    var generator = NumPyGenerator(seed: 0)
    var network = Network(
      sizes: sizes, activation: try Registry.activation(words: hidden),
      output: try Registry.activation(words: loss == .binaryCrossEntropy ? "sigmoid" : "softmax"),
      loss: loss)
    network.draw(from: &generator)
    let built = network.graph(samples: 2)
    let order = generator.permutation(count).map { Int32($0) }
    let all = (0..<(batch * 1875 + count - 1) / count).flatMap { _ in order }
    return (built, all)
  }

  /// A run from the beginning, and the order of its samples.
  func run<Scalar: Real>(
    threads: Int, isDense: Bool = false, as scalar: Scalar.Type
  ) throws -> (run: Run<Scalar>, order: [Int32]) {
    let samples = try samples(isDense: isDense)
    let (network, order) = try start(count: samples.count)
    let run = try Run<Scalar>(
      network.graph, values: network.leaves.mapValues { $0.converted() },
      trained: network.weights + network.biases,
      optimizer: try Registry.optimizer(words: optimizer), samples: samples, batch: batch,
      threads: threads)
    return (run, order)
  }

  /// The objective of the hundredth step: what a peer must come to, too.
  func objectiveOfStep100() throws -> Double {
    let (run, order) = try run(threads: 1, as: Double.self)
    var last = Double.nan
    _ = try run.run(order: Array(order.prefix(100 * batch))) { last = $1 }
    return last
  }

  /// A run that takes all its turns from the parameters where the last one left them.
  func contender<Scalar: Real>(
    _ name: String, _ scalar: Scalar.Type, steps: Int, threads: Int = 1,
    recording: Recording = .none, isDense: Bool = false, reference: String? = nil
  ) throws -> Contender {
    let (run, order) = try run(threads: threads, isDense: isDense, as: Scalar.self)
    run.recording = recording
    let some = Array(order.prefix(steps * batch))
    return Contender(name: name, reference: reference, work: self, unit: .millisecondsPerStep) {
      try Contender.milliseconds { _ = try run.run(order: some) } / Double(steps)
    }
  }

  /// The same through the graph, every value and gradient of each step at hand.
  func contenderThroughGraph(_ name: String, steps: Int, reference: String) throws -> Contender {
    let samples = try samples()
    let (network, order) = try start(count: samples.count)
    let graph = try network.graph.overSamples(batch)
    var leaves = network.leaves.mapValues { $0.converted(to: Float.self) }
    func batchTensors(_ start: Int) -> [NodeID: Tensor<Float>] {
      samples.tensors(order[start..<start + batch].map(Int.init), for: graph)
    }
    leaves.merge(batchTensors(0)) { $1 }
    var trace = Trace<Float>(graph, leaves: leaves)
    let optimizer = try Registry.optimizer(words: optimizer)
    let batches = (0..<max(1, steps / 5)).map { batchTensors($0 * batch) }
    return Contender(name: name, reference: reference, work: self, unit: .millisecondsPerStep) {
      Contender.milliseconds {
        for batch in batches {
          trace.set(batch)
          trace.backward()
          trace.update(network.weights + network.biases, with: optimizer)
        }
      } / Double(batches.count)
    }
  }
}

extension Contender {
  /// 10,000 steps of the worked example.
  static func workedExample() -> Contender {
    Contender(name: "2-2-2, 10,000 updates", reference: nil, work: nil, unit: .milliseconds) {
      let model = Example.twoTwoTwo.model()
      let plan = Plan<Double>(
        model.graph, leaves: model.leaves, trained: model.trained, optimizer: model.optimizer)
      return milliseconds { plan.run(steps: 10_000) }
    }
  }
}
