/// Training a network of digits, epoch by epoch, in the order in which NumPy would shuffle.
package struct DigitTraining<Scalar: Real> {
  /// What one epoch came to.
  package struct Epoch: Sendable, Equatable {
    /// Which epoch it was, counted from 1.
    package let number: Int
    /// The mean loss of its images, each before the step that it belonged to.
    package let loss: Double
    /// The share of training images told right after it, from 0 to 1.
    package let trainingAccuracy: Double
    /// The share of test images told right after it, from 0 to 1.
    package let testAccuracy: Double
  }

  /// A training step at which a record is made, before it is taken.
  package struct Moment: Sendable {
    /// Which step of the training is next, counted from 1.
    package let step: Int
    /// The images of its batch, by their positions in the training set.
    package let images: [Int]
  }

  /// The images that are learned.
  package let training: DigitSet
  /// The images on which it is tested what was learned.
  package let test: DigitSet
  /// How many epochs are done.
  package private(set) var epochs = 0
  private let layout: LayeredNetwork
  let run: Run<Scalar>
  private var generator: NumPyGenerator

  /// Training that begins with a network's weights.
  /// - Parameters:
  ///   - batch: How many images a step takes; the last one of an epoch takes what is left.
  ///   - generator: Draws the order of each epoch: `permutation(training.count)`.
  ///   - epochs: How many epochs are done already; their orders are drawn and passed over.
  /// - Throws: `TrainingError` if the network and the images do not fit together.
  package init(
    _ network: DigitNetwork, training: DigitSet, test: DigitSet, batch: Int = 32,
    learningRate: Double = 0.1, generator: NumPyGenerator, after epochs: Int = 0
  ) throws(TrainingError) {
    self.training = training
    self.test = test
    self.generator = generator
    self.epochs = epochs
    layout = network.layout
    run = try network.run(
      on: training, optimizer: GradientDescent(learningRate: learningRate), batch: batch)
    for _ in 0..<epochs { _ = self.generator.permutation(training.count) }
    run.steps = epochs * stepsInEpoch
  }

  /// The network with the weights as they are now.
  package var network: DigitNetwork {
    var parameters: [String: Tensor<Double>] = [:]
    for id in run.trained {
      parameters[run.graph[id].names.label] = run.value(of: id)?.converted()
    }
    return DigitNetwork(layout: layout, parameters: parameters)
  }

  /// How many steps an epoch has.
  package var stepsInEpoch: Int { (training.count + run.batch - 1) / run.batch }

  /// Trains on every image once.
  /// - Parameters:
  ///   - interval: Of how many steps the first one is announced to `onMoment`; `nil` for none.
  ///   - onMoment: Called before such a step, with the network as it is then.
  ///   - onStep: Called after each step.
  /// - Throws: `TrainingError` if the loss is no longer finite, and what `onMoment` throws.
  package mutating func epoch(
    recordingEvery interval: Int? = nil,
    onMoment: (Moment, DigitNetwork) throws -> Void = { _, _ in },
    onStep: (_ loss: Double) -> Void = { _ in }
  ) throws -> Epoch {
    let order = generator.permutation(training.count).map(Int32.init)
    var total = 0.0
    var start = 0
    while start < order.count {
      var end = order.count
      if let interval {
        let done = run.steps
        if done.isMultiple(of: interval) {
          let batch = order[start..<min(start + run.batch, order.count)]
          try onMoment(Moment(step: done + 1, images: batch.map(Int.init)), network)
        }
        end = min(end, start + (interval - done % interval) * run.batch)
      }
      let part = Array(order[start..<end])
      total += try run.run(order: part) { onStep($1) } * Double(part.count)
      start = end
    }
    epochs += 1
    return Epoch(
      number: epochs, loss: total / Double(order.count),
      trainingAccuracy: try accuracy(on: training), testAccuracy: try accuracy(on: test))
  }

  /// The digit that the network finds most probable for each image; the first of equals.
  package func answers(to images: DigitSet) throws(TrainingError) -> [Int] {
    guard let output = run.graph.ids.last(where: { run.graph[$0].role == .net }) else { return [] }
    let nets = try run.values(of: output, for: images.samples)
    return stride(from: 0, to: nets.count, by: DigitSet.classCount).map { start in
      (1..<DigitSet.classCount).reduce(0) { nets[start + $1] > nets[start + $0] ? $1 : $0 }
    }
  }

  /// The share of images whose most probable digit is their label, 0 … 1.
  package func accuracy(on images: DigitSet) throws(TrainingError) -> Double {
    let right = try zip(answers(to: images), images.labels).count { $0 == Int($1) }
    return Double(right) / Double(images.count)
  }

  /// How the test images are told: a row for each digit, a column for each answer.
  package func confusion() throws(TrainingError) -> [[Int]] {
    var table = [[Int]](
      repeating: [Int](repeating: 0, count: DigitSet.classCount), count: DigitSet.classCount)
    for (answer, label) in zip(try answers(to: test), test.labels) {
      table[Int(label)][answer] += 1
    }
    return table
  }
}

extension DigitNetwork {
  /// A run that trains this network.
  /// - Throws: `TrainingError` if the images and the network do not fit together.
  package func run<Scalar: Real>(
    on images: DigitSet, optimizer: any Optimizer, batch: Int = 32, threads: Int = 2,
    as scalar: Scalar.Type = Scalar.self
  ) throws(TrainingError) -> Run<Scalar> {
    let graph = layout.graph(samples: 2)
    return try Run(
      graph, values: graph.leaves(parameters.mapValues { $0.converted() }), trained: graph.learned,
      optimizer: optimizer, samples: images.samples, batch: batch, threads: threads)
  }
}
