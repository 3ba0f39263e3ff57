/// What keeps a network from being trained.
///
/// A sample: `step 12: the loss is not a finite number, and the first tensor with such an element is
/// net_h; the learning rate 50 is probably too large; try a smaller one`.
package enum TrainingError: Fault {
  /// A sample has another number of inputs than the network.
  case inputCount(found: Int, inputs: Int)
  /// A target has another number of numbers than the network has outputs.
  case targetCount(found: Int, outputs: Int)
  /// A label is no class of the network.
  case labelIsNoClass(label: Int, sample: Int, classes: Int)
  /// The order of training names a sample that does not exist.
  case noSuchSample(position: Int, samples: Int)
  /// The loss has become infinite or NaN, in a step counted from 0.
  case lossIsNotFinite(step: Int, tensor: String, learningRate: Double?)

  package var kind: FaultKind { .badData }
}

extension TrainingError {
  package var description: String {
    switch self {
    case .inputCount(let found, let inputs):
      "a sample has \(found) inputs, where the network takes \(inputs); choose samples and a "
        + "network that fit each other"
    case .targetCount(let found, let outputs):
      "a target has \(found) numbers, where the network has \(outputs) outputs; choose samples and "
        + "a network that fit each other"
    case .labelIsNoClass(let label, let sample, let classes):
      "sample \(sample) has the label \(label), where the network knows 0 to \(classes - 1)"
    case .noSuchSample(let position, let samples):
      "sample \(position) is to be trained on, but the samples are 0 to \(samples - 1)"
    case .lossIsNotFinite(let step, let tensor, let learningRate):
      "step \(step + 1): the loss is not a finite number, and the first tensor with such an element "
        + "is \(tensor); "
        + (step == 0
          ? "nothing has been learned before it, so that smaller weights, inputs or targets are needed"
          : "the learning rate\(learningRate.map { " \($0)" } ?? "") is probably too large; try a "
            + "smaller one")
    }
  }
}
