/// What training keeps of its steps.
public enum Recording: Equatable, Sendable {
  /// Nothing but the parameters.
  case none
  /// Net inputs, activations, their derivatives and those of the biases, of every step of the last
  /// run; the parameters only now and then, since they can be calculated again from there.
  case smallTensors(checkpointEvery: Int = 50)
  /// Every tensor, parameters before the update and their gradients among them, of the last steps
  /// of the last run.
  case everything(last: Int = 1)
}

/// The record of a run, into which the steps write.
final class FusedRecord<Scalar: Real>: @unchecked Sendable {
  let recording: Recording
  /// How many steps the run has at most.
  let steps: Int
  /// Where the steps write, in turn.
  private let slots: [FusedStep<Scalar>]
  /// The parameters before every so many steps.
  let checkpoints: [FusedParameters<Scalar>]

  init(_ recording: Recording, of network: FusedNetwork<Scalar>, steps: Int) {
    self.recording = recording
    self.steps = steps
    let (layout, batch) = (network.network, network.batch)
    switch recording {
    case .none:
      (slots, checkpoints) = ([network.workspace], [])
    case .smallTensors(let interval):
      precondition(interval >= 1, "a checkpoint needs a step")
      let count = (steps + interval - 1) / interval
      let memory = MatrixMemory(
        bytes: steps * Self.bytes(layout, batch: batch, keepingWeights: false)
          + count * Self.bytes(layout))
      slots = (0..<steps).map { _ in
        FusedStep(layout, batch: batch, keepingWeights: false, in: memory)
      }
      checkpoints = (0..<count).map { _ in FusedParameters(layout, in: memory) }
    case .everything(let last):
      precondition(last >= 1, "a record has a step")
      let count = min(last, max(steps, 1))
      let memory = MatrixMemory(
        bytes: count * Self.bytes(layout, batch: batch, keepingWeights: true))
      slots = (0..<count).map { _ in
        FusedStep(layout, batch: batch, keepingWeights: true, in: memory)
      }
      checkpoints = []
    }
  }

  /// Where a step writes.
  func slot(_ step: Int) -> FusedStep<Scalar> { slots[step % slots.count] }

  /// How many steps the record holds at once.
  var capacity: Int { recording == .none ? 0 : slots.count }

  /// The checkpoint to be written before a step, if it is due.
  func checkpoint(before step: Int) -> FusedParameters<Scalar>? {
    guard case .smallTensors(let interval) = recording, step % interval == 0 else { return nil }
    return checkpoints[step / interval]
  }

  private static func bytes(_ network: LayeredNetwork, batch: Int, keepingWeights: Bool) -> Int {
    let layers = network.sizes.dropFirst().reduce(0) { sum, units in
      sum + 3 * units * Matrix<Scalar>.stride(columns: batch)
        + Matrix<Scalar>.stride(columns: units)
    }
    return layers * MemoryLayout<Scalar>.stride + (keepingWeights ? 2 * bytes(network) : 0)
  }

  private static func bytes(_ network: LayeredNetwork) -> Int {
    (1..<network.sizes.count).reduce(0) { sum, layer in
      sum + network.sizes[layer] * Matrix<Scalar>.stride(columns: network.sizes[layer - 1])
        + Matrix<Scalar>.stride(columns: network.sizes[layer])
    } * MemoryLayout<Scalar>.stride
  }
}
