/// What a run kept of its steps, which are counted since training began.
struct RecordedRun<Scalar: Real>: Sendable {
  let epoch: FusedEpoch<Scalar>
  /// The run's first step.
  let first: Int
  let network: FusedNetwork<Scalar>
  /// How many steps of the run were taken; while it lasts, all that it will have.
  private var count: Int

  init(_ epoch: FusedEpoch<Scalar>, first: Int, network: FusedNetwork<Scalar>) {
    self.epoch = epoch
    self.first = first
    self.network = network
    count = epoch.record.steps
  }

  /// The same after the run.
  func finished(count: Int) -> RecordedRun {
    var run = self
    run.count = count
    return run
  }

  /// The steps that the record holds.
  var steps: Range<Int> {
    first + max(0, count - epoch.record.capacity)..<first + count
  }

  /// The images of a step, as positions.
  func chosen(_ step: Int) -> ArraySlice<Int32> {
    let start = (step - first) * network.batch
    return epoch.order[start..<min(epoch.order.count, start + network.batch)]
  }

  /// A tensor that was recorded, in the shape that the graph gives it.
  func tensor(named name: String, ofStep step: Int) -> Tensor<Scalar>? {
    let slot = epoch.record.slot(step - first), layout = network.network
    let samples = chosen(step).count
    func values(_ matrix: Matrix<Scalar>) -> Tensor<Scalar> {
      let tensor = matrix.transposedTensor, units = matrix.rows
      return Tensor(Array(tensor.elements.prefix(samples * units)), shape: [samples, units])
    }
    for (layer, own) in slot.layers.enumerated() {
      let suffix = layout.suffix(ofLayer: layer + 1)
      switch name {
      case "net_\(suffix)": return values(own.net)
      case layer == network.outputLayer ? "y" : "out_\(suffix)": return values(own.out)
      case "dE/dnet_\(suffix)": return values(own.delta)
      case "dE/db\(layer + 1)": return slot.biasGradients[layer].rowTensor
      case "W\(layer + 1)": return slot.before?.weights[layer].transposedTensor
      case "b\(layer + 1)": return slot.before?.biases[layer].rowTensor
      case "dE/dW\(layer + 1)":
        return slot.before.map { _ in slot.weightGradients[layer].transposedTensor }
      default: continue
      }
    }
    return nil
  }

  /// The parameters before a step: as recorded, or calculated again from the last checkpoint.
  func parameters(beforeStep step: Int) -> [String: Tensor<Scalar>] {
    let position = step - first
    if let before = epoch.record.slot(position).before { return before.tensors }
    guard case .smallTensors(let interval) = epoch.record.recording else { return [:] }
    let checkpoint = position / interval
    let replay = network.copy(of: epoch.record.checkpoints[checkpoint])
    let images = checkpoint * interval * network.batch..<position * network.batch
    let again = FusedEpoch(
      images: epoch.images, order: Array(epoch.order[images]), learningRate: epoch.learningRate,
      threads: 1, record: FusedRecord(.none, of: replay, steps: position))
    _ = replay.train(again) { _, _ in }
    return replay.parameters.tensors
  }
}

extension Trainer {
  /// The steps of the last run that are on record.
  public var recordedSteps: Range<Int> { recorded?.steps ?? steps..<steps }

  /// A tensor of a step on record, in its shape in the graph: `net_h`, `out_h`, `y`, `dE/dnet_h`,
  /// `dE/db1`, and where everything is recorded, `W1`, `b1` (before the update) and `dE/dW1`.
  /// - Returns: Nil if the step or the tensor is not on record; `trace(ofStep:)` has all tensors of
  ///   any step that is.
  public func tensor(named name: String, ofStep step: Int) -> Tensor<Scalar>? {
    guard recordedSteps.contains(step) else { return nil }
    return recorded?.tensor(named: name, ofStep: step)
  }

  /// A step on record with every value and every gradient, from the graph.
  ///
  /// Where the record has no weights of the step, the steps since the last checkpoint are taken
  /// again, which gives them to the bit.
  public func trace(ofStep step: Int) -> Trace<Scalar>? {
    guard recordedSteps.contains(step), let recorded else { return nil }
    var trace = self.trace(
      of: recorded.chosen(step), parameters: recorded.parameters(beforeStep: step))
    trace.backward()
    return trace
  }
}
