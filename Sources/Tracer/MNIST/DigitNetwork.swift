/// How the weights of a network are drawn before training.
package enum Initialization: String, CaseIterable, Sendable {
  /// Uniform within ±√(6 / (inputs + outputs)) (Glorot and Bengio, 2010).
  case xavier
  /// Uniform within ±√(6 / inputs) (He et al., 2015).
  case he
  /// Normal with standard deviation 0.01.
  case small = "0.01"

  /// The weights of one layer, [inputs, outputs], drawn in row-major order.
  func weights(
    inputs: Int, outputs: Int, from generator: inout NumPyGenerator
  ) -> Tensor<Double> {
    let initializer: Initializer =
      switch self {
      case .xavier: .xavierUniform
      case .he: .heUniform
      case .small: .normal(standardDeviation: 0.01)
      }
    return initializer.weights(inputs: inputs, outputs: outputs, from: &generator)
  }
}

/// A network that tells handwritten digits apart, with its weights.
///
/// x → net_h = x·W1 + b1 → out_h → net_o = out_h·W2 + b2 → y = softmax(net_o) → cross-entropy,
/// with any number of hidden layers.
package struct DigitNetwork: Equatable, Sendable {
  /// The sizes of the layers, 784 inputs first and 10 outputs last, and the hidden activation.
  package let layout: LayeredNetwork
  /// The parameters by name: `W1` [784, hidden], `b1` [hidden] …, in the order of the layout.
  package internal(set) var parameters: [String: Tensor<Double>]

  /// A network of given parameters.
  /// - Parameter parameters: A tensor for each name of the layout, in its shape.
  package init(layout: LayeredNetwork, parameters: [String: Tensor<Double>]) {
    for (name, shape) in layout.parameterShapes {
      precondition(parameters[name]?.shape == shape, "\(name) must have the shape \(shape)")
    }
    self.layout = layout
    self.parameters = parameters
  }

  /// A network that knows nothing yet: weights drawn layer by layer, biases 0.
  /// - Parameter hidden: The number of units of each hidden layer.
  package init(
    hidden: [Int] = [100], activation: Activation = .sigmoid,
    initialization: Initialization = .xavier, from generator: inout NumPyGenerator
  ) {
    layout = LayeredNetwork(
      sizes: [DigitSet.pixelCount] + hidden + [DigitSet.classCount], activation: activation)
    parameters = [:]
    for (name, shape) in layout.parameterShapes {
      parameters[name] =
        shape.rank == 2
        ? initialization.weights(inputs: shape[0], outputs: shape[1], from: &generator)
        : Tensor(repeating: 0, shape: shape)
    }
  }
}

extension Activation {
  /// What calculates it in a graph.
  package var primitive: any Elementwise {
    switch self {
    case .sigmoid: Sigmoid()
    case .relu: ReLU()
    case .tanh: Tanh()
    }
  }
}
