/// Training a network on samples, batch by batch: a plan for whole batches, and one for what is left
/// at the end, over the same parameters.
package final class Run<Scalar: Real> {
  /// The network, over however many samples.
  package let graph: Graph
  package let samples: Samples
  /// How many samples a step takes; the last step of an epoch takes what is left.
  package let batch: Int
  package var optimizer: any Optimizer {
    didSet {
      plans.removeAll()
      parameters.forgetPlaces()
    }
  }
  package let trained: [NodeID]
  /// What is kept of the steps of the next call of `run`.
  package var recording = Recording.none
  /// What the last call kept of its steps.
  package private(set) var record: Record<Scalar>?

  private let threads: Int
  private let leastShare: Int
  private let kernels: Kernels<Scalar>
  private let parameters = PlanParameters<Scalar>()
  private let leaves: (x: NodeID, target: NodeID)
  private var plans: [PlanKey: Plan<Scalar>] = [:]

  private struct PlanKey: Hashable {
    let batch: Int
    let taps: Set<Tap>
    let isTraining: Bool
  }

  /// A run that begins with the given parameters.
  /// - Parameters:
  ///   - graph: The network over two samples or more, with one leaf of inputs [samples, inputs] and
  ///     one of targets [samples, outputs].
  ///   - values: The value of every other leaf.
  ///   - threads: At most so many work on a step; the results are the same bits for any number.
  ///   - leastShare: How many operations a thread must have at least to be worth while.
  package init(
    _ graph: Graph, values: [NodeID: Tensor<Scalar>], trained: [NodeID],
    optimizer: any Optimizer, samples: Samples, batch: Int = 32, threads: Int = 2,
    leastShare: Int = 100_000, kernels: Kernels<Scalar> = .best
  ) throws(TrainingError) {
    precondition(batch >= 1, "a batch has a sample")
    func leaf(_ role: Role) -> NodeID {
      guard let id = graph.ids.first(where: { graph[$0].role == role }) else {
        preconditionFailure("a network has inputs and targets")
      }
      return id
    }
    leaves = (leaf(.input), leaf(.target))
    self.graph = graph
    self.samples = samples
    self.batch = min(batch, max(1, samples.count))
    self.optimizer = optimizer
    self.trained = trained
    self.threads = threads
    self.leastShare = leastShare
    self.kernels = kernels
    try samples.check(inputs: graph[leaves.x].shape[1], outputs: graph[leaves.target].shape[1])
    let plan = planOfBatches
    for (id, tensor) in values where id != leaves.x && id != leaves.target {
      plan.set(id, to: tensor)
    }
  }

  /// What trains on whole batches.
  private var planOfBatches: Plan<Scalar> {
    plan(PlanKey(batch: batch, taps: [], isTraining: true))
  }

  private func plan(_ key: PlanKey) -> Plan<Scalar> {
    if let found = plans[key] { return found }
    let plan = Plan<Scalar>(
      rebatched(key.batch), leaves: [:], trained: key.isTraining ? trained : [],
      optimizer: optimizer, observing: key.taps,
      sparse: samples.areSparse ? [leaves.x] : [], sharing: parameters, threads: threads,
      leastShare: leastShare, kernels: kernels)
    plans[key] = plan
    return plan
  }

  func rebatched(_ count: Int) -> Graph {
    do { return try graph.overSamples(count) } catch {
      preconditionFailure("a network fits any number of samples: \(error)")
    }
  }

  package var steps: Int {
    get { parameters.steps }
    set { parameters.steps = newValue }
  }

  package func value(of parameter: NodeID) -> Tensor<Scalar>? {
    planOfBatches.value(of: parameter)
  }

  func set(_ values: [NodeID: Tensor<Scalar>]) {
    let plan = planOfBatches
    for (id, tensor) in values { plan.set(id, to: tensor) }
  }

  /// Trains on samples in the order given: an epoch, if they are all of them.
  /// - Parameter onStep: Called after each step with its position since training began, and its
  ///   objective before the update. If a record is kept, the step can be read there.
  /// - Returns: The mean of the objectives over the samples.
  package func run(
    order: [Int32], onStep: (_ step: Int, _ objective: Double) -> Void = { _, _ in }
  ) throws(TrainingError) -> Double {
    for position in order where position < 0 || Int(position) >= samples.count {
      throw .noSuchSample(position: Int(position), samples: samples.count)
    }
    let whole = order.count / batch * batch
    var total = 0.0
    let record = recording.taps(of: graph).isEmpty ? nil : Record(of: self, recording, order: order)
    self.record = record
    for part in [order[..<whole], order[whole...]] where !part.isEmpty {
      let count = min(batch, part.count)
      let plan = plan(PlanKey(batch: count, taps: recording.taps(of: graph), isTraining: true))
      let (first, steps) = (parameters.steps, part.count / count)
      let environment = batches(of: samples, part, for: plan)
      let slots = record?.begin(plan, first: first, steps: steps)
      let result =
        if let slots {
          plan.run(steps: steps, in: RecordedSteps(steps: environment, slots: slots)) {
            record?.count = first + $0 + 1
            onStep(first + $0, $1)
          }
        } else {
          plan.run(steps: steps, in: environment) { onStep(first + $0, $1) }
        }
      total += result.total * Double(count)
      if result.hasFailed { throw notFinite(in: plan) }
    }
    return order.isEmpty ? 0 : total / Double(order.count)
  }

  /// Goes on from parameters, and what the optimizer kept of them, that were set aside.
  func restore(_ values: [PlanParameters<Scalar>.Key: [Scalar]]) {
    let plan = planOfBatches
    for (key, buffer) in plan.keptParameters {
      if let elements = values[key] { plan.memory.set(buffer, to: elements) }
    }
  }

  private func batches(
    of samples: Samples, _ order: ArraySlice<Int32>, for plan: Plan<Scalar>, isRead: Bool = false
  ) -> Batches<Scalar> {
    Batches(
      samples, order: order, batch: plan.graph[leaves.x].shape[0], x: plan.buffer(of: leaves.x),
      target: plan.buffer(of: leaves.target), isRead: isRead, kernels: kernels)
  }

  /// The first tensor, in the order of calculation, with an element that is infinite or NaN.
  private func firstNonFinite(in plan: Plan<Scalar>) -> String {
    let found = graph.ids.first { id in
      plan.tensor(.value(id))?.elements.contains { !$0.isFinite } ?? false
    }
    return graph[found ?? graph.objective].names.label
  }

  /// The values of a node, [samples, units], for other samples and with the parameters as they are,
  /// and the objective of each batch.
  package func evaluate(
    _ node: NodeID, on samples: Samples
  ) throws(TrainingError) -> (values: [Scalar], objectives: [(samples: Int, objective: Double)]) {
    try samples.check(inputs: graph[leaves.x].shape[1], outputs: graph[leaves.target].shape[1])
    let order = (0..<Int32(samples.count)).map { $0 }
    let (whole, before) = (order.count / batch * batch, parameters.steps)
    var values: [Scalar] = []
    var objectives: [(samples: Int, objective: Double)] = []
    for part in [order[..<whole], order[whole...]] where !part.isEmpty {
      let count = min(batch, part.count)
      let plan = plan(PlanKey(batch: count, taps: [.value(node)], isTraining: false))
      let buffer = plan.buffer(of: node)
      let batches = batches(of: samples, part, for: plan, isRead: true)
      let result = plan.run(steps: part.count / count, in: batches) { _, objective in
        values += plan.memory.elements(of: buffer)
        objectives.append((count, objective))
      }
      parameters.steps = before
      if result.hasFailed { throw notFinite(in: plan) }
    }
    return (values, objectives)
  }

  /// What the optimizer keeps of each parameter, by names such as `W1.v`.
  package var state: [String: Tensor<Scalar>] {
    get {
      let plan = planOfBatches
      var state: [String: Tensor<Scalar>] = [:]
      for (key, buffer) in plan.keptParameters {
        guard case .state(let node, let name) = key else { continue }
        state["\(graph[node].names.label).\(name)"] = Tensor(
          plan.memory.elements(of: buffer), shape: graph[node].shape)
      }
      return state
    }
    set {
      let plan = planOfBatches
      for (key, buffer) in plan.keptParameters {
        guard case .state(let node, let name) = key,
          let kept = newValue["\(graph[node].names.label).\(name)"]
        else { continue }
        plan.memory.set(buffer, to: kept.elements)
      }
    }
  }

  private func notFinite(in plan: Plan<Scalar>) -> TrainingError {
    .lossIsNotFinite(
      step: parameters.steps, tensor: firstNonFinite(in: plan),
      learningRate: (optimizer as? GradientDescent)?.learningRate)
  }
}

extension Samples {
  func check(inputs: Int, outputs: Int) throws(TrainingError) {
    guard width == inputs else { throw .inputCount(found: width, inputs: inputs) }
    guard targetWidth == outputs else { throw .targetCount(found: targetWidth, outputs: outputs) }
    if case .classes(let classes, let count) = targets,
      let sample = classes.firstIndex(where: { $0 >= count })
    {
      throw .labelIsNoClass(label: Int(classes[sample]), sample: sample, classes: count)
    }
  }
}
