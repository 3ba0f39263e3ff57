/// Training a network of digits, epoch by epoch, in the order in which NumPy would shuffle.
public struct DigitTraining<Scalar: Real>: Sendable {
  /// What one epoch came to.
  public struct Epoch: Sendable, Equatable {
    /// Which epoch it was, counted from 1.
    public let number: Int
    /// The mean loss of its images, each before the step that it belonged to.
    public let loss: Double
    /// The share of training images told right after it, from 0 to 1.
    public let trainingAccuracy: Double
    /// The share of test images told right after it, from 0 to 1.
    public let testAccuracy: Double
  }

  /// A training step at which a record is made, before it is taken.
  public struct Moment: Sendable {
    /// Which step of the training is next, counted from 1.
    public let step: Int
    /// The images of its batch, by their positions in the training set.
    public let images: [Int]
  }

  /// The images that are learned.
  public let training: DigitSet
  /// The images on which it is tested what was learned.
  public let test: DigitSet
  /// How many epochs are done.
  public private(set) var epochs = 0
  private(set) var trainer: Trainer<Scalar>
  private let images: (training: LabelledImages, test: LabelledImages)
  private var generator: NumPyGenerator

  /// Training that begins with a network's weights.
  /// - Parameters:
  ///   - batch: How many images a step takes; the last one of an epoch takes what is left.
  ///   - generator: Draws the order of each epoch: `permutation(training.count)`.
  ///   - epochs: How many epochs are done already; their orders are drawn and passed over.
  /// - Throws: `TrainingError` if the network and the images do not fit together.
  public init(
    _ network: DigitNetwork, training: DigitSet, test: DigitSet, batch: Int = 32,
    learningRate: Double = 0.1, generator: NumPyGenerator, after epochs: Int = 0
  ) throws(TrainingError) {
    self.training = training
    self.test = test
    self.generator = generator
    self.epochs = epochs
    images = (training.labelled, test.labelled)
    trainer = try Trainer(
      network: network.layout, parameters: network.parameters.mapValues { $0.converted() },
      images: images.training, batch: min(batch, training.count), learningRate: Scalar(learningRate)
    )
    for _ in 0..<epochs { _ = self.generator.permutation(training.count) }
    trainer.steps = epochs * stepsInEpoch
  }

  /// The network with the weights as they are now.
  public var network: DigitNetwork {
    DigitNetwork(
      layout: trainer.network, parameters: trainer.parameters.mapValues { $0.converted() })
  }

  /// How many steps an epoch has.
  public var stepsInEpoch: Int { (training.count + trainer.batch - 1) / trainer.batch }

  /// Trains on every image once.
  /// - Parameters:
  ///   - interval: Of how many steps the first one is announced to `onMoment`; `nil` for none.
  ///   - onMoment: Called before such a step, with the network as it is then.
  ///   - onStep: Called after each step.
  /// - Throws: `TrainingError` if the loss is no longer finite, and what `onMoment` throws.
  public mutating func epoch(
    recordingEvery interval: Int? = nil,
    onMoment: (Moment, DigitNetwork) throws -> Void = { _, _ in },
    onStep: (Trainer<Scalar>.Step) -> Void = { _ in }
  ) throws -> Epoch {
    let order = generator.permutation(training.count).map(Int32.init)
    var total = 0.0
    var start = 0
    while start < order.count {
      var end = order.count
      if let interval {
        let done = trainer.steps
        if done.isMultiple(of: interval) {
          let batch = order[start..<min(start + trainer.batch, order.count)]
          try onMoment(Moment(step: done + 1, images: batch.map(Int.init)), network)
        }
        end = min(end, start + (interval - done % interval) * trainer.batch)
      }
      let part = Array(order[start..<end])
      total += try trainer.run(order: part, onStep: onStep) * Double(part.count)
      start = end
    }
    epochs += 1
    return Epoch(
      number: epochs, loss: total / Double(order.count),
      trainingAccuracy: try trainer.accuracy(on: images.training),
      testAccuracy: try trainer.accuracy(on: images.test))
  }

  /// How the test images are told: a row for each digit, a column for each answer.
  public func confusion() throws(TrainingError) -> [[Int]] {
    var table = [[Int]](
      repeating: [Int](repeating: 0, count: DigitSet.classCount), count: DigitSet.classCount)
    for (answer, label) in zip(try trainer.predictions(for: images.test), test.labels) {
      table[Int(label)][Int(answer)] += 1
    }
    return table
  }
}

extension DigitSet {
  /// The images as a trainer takes them; the pixels are shared, not copied.
  var labelled: LabelledImages { LabelledImages(pixels: pixels, labels: labels) }
}
