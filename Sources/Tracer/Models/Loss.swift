/// What a network minimizes: a measure of how far outputs are from targets.
package enum Loss: String, Sendable, CaseIterable {
  /// Σ ½(target − out)² over the outputs.
  case halfSquaredError = "half-squared-error"
  /// The mean of (target − out)² over the outputs.
  case meanSquaredError = "mean-squared-error"
  /// The mean of |target − out| over the outputs.
  case meanAbsoluteError = "mean-absolute-error"
  /// −Σ (t·ln o + (1 − t)·ln(1 − o)) over the outputs, each of which says yes or no.
  case binaryCrossEntropy = "binary-cross-entropy"
  /// −Σ t·ln o over the outputs, the probabilities of classes.
  case crossEntropy = "cross-entropy"
  /// The cross-entropy of the softmax of the net inputs, in one step.
  case softmaxCrossEntropy = "softmax-cross-entropy"

  /// How the losses of the samples of a batch become one number.
  package enum Reduction: String, Sendable, CaseIterable {
    case sum
    case mean
  }

  /// What calculates the error of each output; `nil` for a loss of whole samples.
  var ofOutputs: (any Primitive)? {
    switch self {
    case .halfSquaredError: HalfSquaredError()
    case .meanSquaredError: SquaredError()
    case .meanAbsoluteError: AbsoluteError()
    case .binaryCrossEntropy: BinaryCrossEntropy()
    case .crossEntropy, .softmaxCrossEntropy: nil
    }
  }

  /// Whether the error of a sample is the mean over its outputs, not their sum.
  var isMeanOfOutputs: Bool { self == .meanSquaredError || self == .meanAbsoluteError }
}
