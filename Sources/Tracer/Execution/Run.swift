/// Training a network on samples, batch by batch: plans for whole batches and for what is left of
/// them at the end, over the same parameters.
public final class Run<Scalar: Real> {
  /// The network over a whole batch.
  public let graph: Graph
  /// What is trained on.
  public let samples: Samples
  /// How many samples a step takes; the last step of an epoch takes what is left.
  public let batch: Int
  private let optimizer: any Optimizer
  private let trained: [NodeID]
  private let threads: Int
  private let kernels: Kernels<Scalar>
  private let parameters = PlanParameters<Scalar>()
  private let (x, target): (NodeID, NodeID)
  private var plans: [Int: Plan<Scalar>] = [:]
  private var evaluator: (plan: Plan<Scalar>, output: NodeID)?

  /// A run that begins with the given parameters.
  /// - Parameters:
  ///   - graph: The network over two samples or more, with one leaf of inputs [samples, inputs] and
  ///     one of targets [samples, outputs].
  ///   - leaves: The value of every other leaf.
  ///   - threads: At most so many work on a step; the results are the same bits for any number.
  /// - Throws: `TrainingError` if the samples do not fit the network.
  public init(
    _ graph: Graph, leaves: [NodeID: Tensor<Scalar>], trained: [NodeID], optimizer: any Optimizer,
    samples: Samples, batch: Int = 32, threads: Int = 2, kernels: Kernels<Scalar> = .best
  ) throws(TrainingError) {
    precondition(batch >= 1, "a batch has a sample")
    func leaf(_ role: Role) -> NodeID {
      guard let id = graph.ids.first(where: { graph[$0].role == role }) else {
        preconditionFailure("a network has inputs and targets")
      }
      return id
    }
    (x, target) = (leaf(.input), leaf(.target))
    self.graph = graph
    self.samples = samples
    self.batch = min(batch, max(1, samples.count))
    self.optimizer = optimizer
    self.trained = trained
    self.threads = threads
    self.kernels = kernels
    let plan = plan(for: self.batch)
    for (id, tensor) in leaves where id != x && id != target { plan.set(id, to: tensor) }
  }

  /// The plan for a batch of so many samples.
  private func plan(for count: Int) -> Plan<Scalar> {
    if let found = plans[count] { return found }
    let plan = Plan<Scalar>(
      rebatched(count), leaves: [:], trained: trained, optimizer: optimizer,
      sparse: samples.areSparse ? [x] : [], sharing: parameters, threads: threads, kernels: kernels)
    plans[count] = plan
    return plan
  }

  private func rebatched(_ count: Int) -> Graph {
    do { return try graph.overSamples(count) } catch {
      preconditionFailure("a network fits any number of samples: \(error)")
    }
  }

  /// The value of a leaf as it is now.
  public func value(of leaf: NodeID) -> Tensor<Scalar>? { plan(for: batch).value(of: leaf) }

  /// Trains on samples in the order given: an epoch, if they are all of them.
  /// - Parameter onStep: Called after each step with its position and its objective.
  /// - Returns: The mean of the objectives over the samples, each before the update of its step.
  /// - Throws: `TrainingError.lossIsNotFinite`; the step in question has changed no parameter.
  public func run(
    order: [Int32], onStep: (_ step: Int, _ objective: Double) -> Void = { _, _ in }
  ) throws(TrainingError) -> Double {
    for position in order where position < 0 || Int(position) >= samples.count {
      throw .noSuchImage(position: Int(position), images: samples.count)
    }
    let whole = order.count / batch * batch
    var total = 0.0
    for part in [order[..<whole], order[whole...]] where !part.isEmpty {
      let count = min(batch, part.count)
      let plan = plan(for: count)
      guard let x = plan.buffer(.value(x)), let target = plan.buffer(.value(target)) else { continue }
      let batches = Batches<Scalar>(
        samples, order: part, batch: count, x: x, target: target, kernels: kernels)
      let result = plan.run(steps: part.count / count, in: batches, onStep: onStep)
      total += result.total * Double(count)
      if result.hasFailed {
        throw .lossIsNotFinite(step: parameters.steps, tensor: "E", learningRate: 0)
      }
    }
    return order.isEmpty ? 0 : total / Double(order.count)
  }
}
