/// Trains a `LayeredNetwork` on images by mini-batch gradient descent.
///
/// The steps run on kernels that are fused across the layers; `runThroughGraph` is the plain path
/// with which they agree. A trainer is a value: a copy trains on its own.
public struct Trainer<Scalar: Real>: Sendable {
  /// The layers and their activation.
  public let network: LayeredNetwork
  /// The images to train on.
  public let images: LabelledImages
  /// How many images a step takes; the last step of an epoch takes what is left.
  public let batch: Int
  /// The step size of gradient descent.
  public var learningRate: Scalar
  /// How many threads a step may use; the results are the same bits for any number.
  public var threads = 2
  /// What the next run keeps of its steps.
  public var recording = Recording.none
  /// How many steps were taken.
  public internal(set) var steps = 0
  /// What the last run kept.
  private(set) var recorded: RecordedRun<Scalar>?

  var fused: FusedNetwork<Scalar>

  /// What a step was like.
  public struct Step: Sendable {
    /// Its position, from 0, since training began.
    public let index: Int
    /// The mean cross-entropy of its batch before the update.
    public let loss: Double
    fileprivate let record: RecordedRun<Scalar>?

    /// A tensor that is being recorded: `Trainer.tensor(named:ofStep:)`, while `onStep` runs.
    public func tensor(named name: String) -> Tensor<Scalar>? {
      record?.tensor(named: name, ofStep: index)
    }
  }

  /// A trainer with initial parameters.
  /// - Parameters:
  ///   - parameters: `W1` [inputs, units], `b1` [units], `W2` … as `network.parameterShapes` lists
  ///     them.
  ///   - images: Bytes, of which each becomes a number from 0 to 1 by division by 255.
  ///   - batch: At least 1.
  /// - Throws: `TrainingError` if a parameter is missing or has another shape, if the images have
  ///   another size than the first layer, or if a label is no class of the last.
  public init(
    network: LayeredNetwork, parameters: [String: Tensor<Scalar>], images: LabelledImages,
    batch: Int = 32, learningRate: Scalar
  ) throws(TrainingError) {
    precondition(batch >= 1, "a batch has a sample")
    self.network = network
    self.images = images
    self.batch = batch
    self.learningRate = learningRate
    try images.check(for: network)
    fused = FusedNetwork(network, batch: batch, pixelScale: 1 / 255)
    try fused.setParameters(parameters)
  }

  /// The learning rate as a person writes it: 0.1 where `Float` has 0.100000001490116.
  var statedLearningRate: Double { Double("\(learningRate)") ?? Double(learningRate) }

  /// The parameters as they are now, by name.
  public var parameters: [String: Tensor<Scalar>] { fused.parameters.tensors }

  /// Trains on images in the order given: an epoch, if they are all of them.
  /// - Parameters:
  ///   - order: Positions of images, from 0.
  ///   - onStep: Called after each step.
  /// - Returns: The mean loss over the images, each before the update that its step made.
  /// - Throws: `TrainingError.lossIsNotFinite`; the step in question has changed no parameter.
  public mutating func run(
    order: [Int32], onStep: (Step) -> Void = { _ in }
  ) throws(TrainingError) -> Double {
    try check(order)
    let first = steps, count = (order.count + batch - 1) / batch
    let record = prepare(forSteps: count)
    let epoch = FusedEpoch(
      images: images, order: order, learningRate: learningRate, threads: threads, record: record)
    let run = recording == .none ? nil : RecordedRun(epoch, first: first, network: fused)
    let result = fused.train(epoch) {
      onStep(Step(index: first + $0, loss: $1, record: run))
    }
    steps += result.failedStep ?? count
    recorded = run?.finished(count: result.failedStep ?? count)
    if let failed = result.failedStep {
      throw .lossIsNotFinite(
        step: steps, tensor: fused.firstNonFinite(in: record.slot(failed)),
        learningRate: statedLearningRate)
    }
    return order.isEmpty ? 0 : result.total / Double(order.count)
  }

  /// Drops the record of the last run, and separates this trainer from its copies.
  /// - Returns: Memory for a record: that of the last run, if it fits and no copy reads it.
  private mutating func prepare(forSteps count: Int) -> FusedRecord<Scalar> {
    var old = recorded?.epoch.record
    recorded = nil
    if !isKnownUniquelyReferenced(&fused) { fused = fused.copy() }
    if isKnownUniquelyReferenced(&old), let old, recording == old.recording, old.steps == count {
      return old
    }
    return FusedRecord(recording, of: fused, steps: count)
  }

  /// Accepts the order of a run.
  func check(_ order: [Int32]) throws(TrainingError) {
    for position in order where position < 0 || Int(position) >= images.labels.count {
      throw .noSuchImage(position: Int(position), images: images.labels.count)
    }
  }

  /// The class that the network finds most probable for each image.
  /// - Throws: `TrainingError` if the images do not fit the network.
  public func predictions(for images: LabelledImages) throws(TrainingError) -> [UInt8] {
    try images.check(for: network)
    return fused.predictions(for: images)
  }

  /// The share of images whose most probable class is their label, 0 … 1.
  /// - Throws: `TrainingError` if the images do not fit the network.
  public func accuracy(on images: LabelledImages) throws(TrainingError) -> Double {
    let right = try zip(predictions(for: images), images.labels).count { $0 == $1 }
    return images.labels.isEmpty ? 0 : Double(right) / Double(images.labels.count)
  }
}
