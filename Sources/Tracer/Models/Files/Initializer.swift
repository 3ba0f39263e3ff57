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
  case normal(standardDeviation: Double)
  case zeros

  private static let named: KeyValuePairs<String, Initializer> = [
    "xavier-uniform": .xavierUniform, "xavier-normal": .xavierNormal, "he-uniform": .heUniform,
    "he-normal": .heNormal, "normal": .normal(standardDeviation: 0.01), "zeros": .zeros,
  ]

  /// The names that model files use.
  package static let names = named.map(\.key)

  /// The initializer of a name: one that model files use, `xavier`, `he`, or the standard deviation of
  /// a normal distribution.
  package init?(name: String, standardDeviation: Double = 0.01) {
    let name = ["xavier": "xavier-uniform", "he": "he-uniform"][name] ?? name
    if let found = Self.named.first(where: { $0.key == name })?.value {
      self = name == "normal" ? .normal(standardDeviation: standardDeviation) : found
    } else {
      guard let deviation = Double(name), deviation.isFinite, deviation > 0 else { return nil }
      self = .normal(standardDeviation: deviation)
    }
  }

  var json: JSONValue {
    if case .normal(let deviation) = self {
      return .object([("init", .string("normal")), ("std", .number(deviation))])
    }
    return .string(Self.named.first { $0.value == self }?.key ?? "")
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
