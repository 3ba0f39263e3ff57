/// Training a network on a data set, epoch by epoch, in the order in which NumPy would shuffle.
///
/// Weights that are missing are drawn first, layer by layer; then each epoch draws
/// `permutation(training.count)` and takes batches in that order, the last one of what is left.
package struct Training<Scalar: Real> {
  /// How well the network answers some samples.
  package struct Score: Equatable, Sendable {
    /// The mean of the losses of the samples.
    package var loss: Double
    /// The share that is told right, from 0 to 1; for classes.
    package var accuracy: Double?
    /// R², the share of the targets' variance that the outputs explain; for numbers.
    package var determination: Double?
  }

  /// What one epoch came to.
  package struct Epoch: Sendable, Equatable {
    /// Which epoch it was, counted from 1.
    package let number: Int
    /// The mean loss of its samples, each before the step that it belonged to.
    package let loss: Double
    /// How well the samples are answered that it trained on, right after it.
    package let training: Score
    /// How well those are answered that it did not.
    package let test: Score?
    package let rate: Double
  }

  /// A training step at which a record is made, before it is taken.
  package struct Moment: Sendable {
    /// Which step of the training is next, counted from 1.
    package let step: Int
    /// The samples of its batch, by their positions in the training set.
    package let samples: [Int]
  }

  /// What is trained; its parameters are those of the beginning.
  package let description: ModelDescription
  /// What is learned, normalized.
  package let training: DataSet
  /// What it is tested on that was learned, normalized.
  package let test: DataSet?
  package private(set) var epochs: Int
  let run: Run<Scalar>
  private let samples: Samples
  private var generator: NumPyGenerator
  /// The order of an epoch that has begun, and how many of its samples were taken.
  private var order: [Int] = []
  private var taken = 0
  /// How the learning rate changes, and from where.
  private let schedule: RateSchedule?
  private let rate: Double

  /// Training that goes on where a description stands, or begins with its weights.
  /// - Parameters:
  ///   - description: A network with all its weights.
  ///   - batch: How many samples a step takes.
  ///   - generator: Draws the order of each epoch.
  ///   - epochs: How many epochs are done already, whose orders the generator has drawn.
  /// - Throws: `DataError` or `TrainingError` if the network and the data do not fit together.
  package init(
    _ description: ModelDescription, training: DataSet, test: DataSet? = nil, batch: Int = 32,
    generator: NumPyGenerator, after epochs: Int = 0
  ) throws {
    let network = description.network
    self.description = description
    self.training = try training.normalized(by: description.normalization)
    self.test = try test?.normalized(by: description.normalization)
    self.generator = generator
    self.epochs = epochs
    schedule = description.progress["schedule"].flatMap { RateSchedule($0) }
    rate =
      description.progress["rate"].flatMap(Double.init)
      ?? Registry.learningRate(description.optimizer)
    samples = try self.training.samples(outputs: network.sizes[network.sizes.count - 1])
    let built = network.graph(samples: 2)
    run = try Run(
      built.graph, values: built.leaves.mapValues { $0.converted() },
      trained: built.weights + (description.trainsBiases ? built.biases : []),
      optimizer: description.optimizer, samples: samples, batch: batch)
    run.state = description.state.mapValues { $0.converted() }
    run.steps = description.progress["steps"].flatMap(Int.init) ?? epochs * stepsInEpoch
  }

  package var stepsInEpoch: Int { (training.count + run.batch - 1) / run.batch }

  /// The description with the parameters as they are now, and with what a later run needs to go on.
  package var trained: ModelDescription {
    var description = description
    var parameters: [String: Tensor<Double>] = [:]
    for id in run.graph.learned {
      parameters[run.graph[id].names.label] = run.value(of: id)?.converted()
    }
    description.network.parameters = parameters
    description.state = run.state.mapValues { $0.converted() }
    description.optimizer = run.optimizer
    if let schedule {
      (description.progress["schedule"], description.progress["rate"]) = (schedule.words, "\(rate)")
    }
    description.progress["epochs"] = "\(epochs)"
    description.progress["draws"] = "\(generator.draws)"
    description.progress["samples"] = "\(training.count)"
    description.progress["batch"] = "\(run.batch)"
    description.progress["steps"] = "\(run.steps)"
    return description
  }

  /// Trains on every sample once.
  /// - Parameters:
  ///   - interval: Of how many steps the first one is announced to `onMoment`; `nil` for none.
  ///   - numerically: If given, central differences take the place of backpropagation, and it is
  ///     called after each step with what that cost.
  ///   - onMoment: Called before such a step, with its record.
  ///   - onStep: Called after each step.
  /// - Throws: `TrainingError` if the loss is no longer finite, and what `onMoment` throws.
  package mutating func epoch(
    recordingEvery interval: Int? = nil, numerically: ((NumericalStep) -> Void)? = nil,
    onMoment: (Moment, () -> Safetensors) throws -> Void = { _, _ in },
    onStep: (_ loss: Double) -> Void = { _ in }
  ) throws -> Epoch {
    setRate()
    let order = generator.permutation(training.count).map(Int32.init)
    var total = 0.0
    var start = 0
    while start < order.count {
      var end = order.count
      if let interval {
        let done = run.steps
        if done.isMultiple(of: interval) {
          let batch = order[start..<min(start + run.batch, order.count)].map(Int.init)
          let moment = Moment(step: done + 1, samples: batch)
          try onMoment(moment) { record(of: moment) }
        }
        end = min(end, start + (interval - done % interval) * run.batch)
      }
      if let numerically {
        end = min(order.count, start + run.batch)
        let (objective, cost) = try numericalStep(on: order[start..<end].map(Int.init))
        total += lossSum(objective, end - start)
        numerically(cost)
        onStep(lossSum(objective, end - start) / Double(end - start))
        start = end
        continue
      }
      var left = end - start
      _ = try run.run(order: Array(order[start..<end])) { _, objective in
        let count = min(run.batch, left)
        left -= count
        total += lossSum(objective, count)
        onStep(lossSum(objective, count) / Double(count))
      }
      start = end
    }
    epochs += 1
    let done = Registry.learningRate(run.optimizer)
    setRate()
    return Epoch(
      number: epochs, loss: total / Double(order.count), training: try score(training),
      test: try test.map { (data) throws in try score(data) }, rate: done)
  }

  private func setRate() {
    guard let schedule else { return }
    let now = rate * schedule.factor(after: epochs)
    if now != Registry.learningRate(run.optimizer) {
      run.optimizer = Registry.optimizer(run.optimizer, learningRate: now)
    }
  }

  /// Takes so many steps.
  /// - Returns: The samples of the batch that comes next, by their positions.
  /// - Throws: `TrainingError` if the loss is no longer finite.
  package mutating func take(steps: Int) throws -> [Int] {
    var left = steps
    while true {
      if taken == order.count {
        setRate()
        order = generator.permutation(training.count)
        taken = 0
      }
      let end = min(order.count, taken + left * run.batch)
      if end > taken { _ = try run.run(order: order[taken..<end].map(Int32.init)) }
      left -= (end - taken + run.batch - 1) / run.batch
      taken = end
      if end < order.count { return Array(order[end..<min(order.count, end + run.batch)]) }
      epochs += 1
    }
  }

  /// The sum of the losses of a batch with such an objective.
  func lossSum(_ objective: Double, _ count: Int) -> Double {
    description.network.reduction == .mean ? objective * Double(count) : objective
  }

  /// Every tensor of the next step, calculated one primitive after the other.
  private func record(of moment: Moment) -> Safetensors {
    var trace = trace(of: moment.samples)
    trace.backward()
    let (updated, _) = updates(step: moment.step, by: trace)
    var file = Safetensors(recording: trace, updated: updated)
    for (name, tensor) in run.state { file.set(tensor, as: name) }
    // With its model file, a record can be traced.
    file.metadata["model"] = try? ModelFile.text(trained, withParameters: false)
    file.metadata["step"] = "\(moment.step)"
    file.metadata["samples"] = moment.samples.map(String.init).joined(separator: ", ")
    return file
  }

  /// The forward pass of some samples with the parameters as they are.
  func trace(of positions: [Int]) -> Trace<Scalar> {
    let graph = run.rebatched(positions.count)
    var leaves: [NodeID: Tensor<Scalar>] = samples.tensors(positions, for: graph)
    for id in graph.ids where graph[id].primitive == nil && leaves[id] == nil {
      leaves[id] = run.value(of: id)
    }
    return Trace(graph, leaves: leaves)
  }

  /// What a step makes of the parameters and of what the optimizer keeps of them.
  func updates(
    step: Int, by trace: Trace<Scalar>
  ) -> (parameters: [NodeID: Tensor<Scalar>], state: [String: Tensor<Scalar>]) {
    var (updated, all): ([NodeID: Tensor<Scalar>], [String: Tensor<Scalar>]) = ([:], run.state)
    for id in run.trained {
      guard let gradient = trace.gradients[id.index] else { continue }
      var parameter = trace.values[id.index]
      let label = trace.graph[id].names.label
      var kept = all.kept(of: label)
      run.optimizer.update(&parameter, gradient: gradient, state: &kept, step: step)
      for (name, tensor) in kept { all["\(label).\(name)"] = tensor }
      updated[id] = parameter
    }
    return (updated, all)
  }
}
