/// How the weights of a layer are drawn before training.
package enum Initializer: Hashable, Sendable {
  /// Uniform within ±√(6 / (inputs + outputs)) (Glorot and Bengio, 2010).
  case xavierUniform
  /// Normal with variance 2 / (inputs + outputs) (Glorot and Bengio, 2010).
  case xavierNormal
  /// Uniform within ±√(6 / inputs) (He et al., 2015).
  case heUniform
  /// Normal with variance 2 / inputs (He et al., 2015).
  case heNormal
  /// Normal with a given standard deviation.
  case normal(standardDeviation: Double)
  /// All 0.
  case zeros

  /// The names that model files use.
  static let names = [
    "xavier-uniform", "xavier-normal", "he-uniform", "he-normal", "normal", "zeros",
  ]

  /// The initializer of a name.
  init?(name: String, standardDeviation: Double) {
    switch name {
    case "xavier-uniform": self = .xavierUniform
    case "xavier-normal": self = .xavierNormal
    case "he-uniform": self = .heUniform
    case "he-normal": self = .heNormal
    case "normal": self = .normal(standardDeviation: standardDeviation)
    case "zeros": self = .zeros
    default: return nil
    }
  }

  /// The weights of one layer, [inputs, outputs], drawn in row-major order as
  /// `RandomState(seed).uniform(-limit, limit, (inputs, outputs))` and
  /// `deviation * RandomState(seed).randn(inputs, outputs)` draw them.
  package func weights(
    inputs: Int, outputs: Int, from generator: inout NumPyGenerator
  ) -> Tensor<Double> {
    let shape: Shape = [inputs, outputs]
    func uniform(_ square: Double) -> Tensor<Double> {
      let limit = square.squareRoot()
      return generator.uniform(-limit, limit, shape: shape)
    }
    func normal(_ deviation: Double) -> Tensor<Double> {
      let drawn = generator.randn(shape: shape)
      return Tensor(drawn.elements.map { $0 * deviation }, shape: shape)
    }
    switch self {
    case .xavierUniform: return uniform(6 / Double(inputs + outputs))
    case .xavierNormal: return normal((2 / Double(inputs + outputs)).squareRoot())
    case .heUniform: return uniform(6 / Double(inputs))
    case .heNormal: return normal((2 / Double(inputs)).squareRoot())
    case .normal(let deviation): return normal(deviation)
    case .zeros: return Tensor(repeating: 0, shape: shape)
    }
  }
}
