@testable import Tracer

/// Small networks drawn from a seed: every activation and loss, weights and inputs from tiny to
/// saturating, one sample or several.
struct RandomNetworks {
  private var generator: SeededGenerator
  private static let activations: [any Primitive] = [
    Sigmoid(), Tanh(), ReLU(), LeakyReLU(), Softplus(), Identity(), Softmax(),
  ]

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  mutating func next() -> Network {
    let loss = Loss.allCases.randomElement(using: &generator) ?? .halfSquaredError
    let samples = Int.random(in: 1...2, using: &generator)
    var units = Int.random(in: 1...3, using: &generator)
    let scale = draw([0.1, 1, 1, 10, 100])
    let inputs = (0..<samples).map { _ in (0..<units).map { _ in number(scale) } }
    let count = Int.random(in: 1...3, using: &generator)
    let layers = (1...count).map { number -> Network.Layer in
      let before = units
      units = Int.random(in: 1...3, using: &generator)
      let scale = draw([0.3, 1, 3, 10])
      let activation: any Primitive =
        switch (number == count, loss) {
        case (true, .binaryCrossEntropy): Sigmoid()
        case (true, .crossEntropy), (true, .softmaxCrossEntropy): Softmax()
        default: Self.activations.randomElement(using: &generator) ?? Identity()
        }
      return Network.Layer(
        units: (1...units).map { "u\(number)_\($0)" },
        weights: (0..<units).map { _ in (0..<before).map { _ in self.number(scale) } },
        bias: Bool.random(using: &generator)
          ? .perUnit((0..<units).map { _ in self.number(scale) }) : nil,
        activation: activation)
    }
    return Network(
      inputs: inputs, targets: (0..<samples).map { _ in target(units, loss) }, layers: layers,
      loss: loss, reduction: Bool.random(using: &generator) ? .sum : .mean)
  }

  private mutating func draw(_ scales: [Double]) -> Double {
    scales.randomElement(using: &generator) ?? 1
  }

  private mutating func number(_ scale: Double) -> Double {
    .random(in: -scale...scale, using: &generator)
  }

  private mutating func target(_ units: Int, _ loss: Loss) -> [Double] {
    switch loss {
    case .crossEntropy, .softmaxCrossEntropy:
      let right = Int.random(in: 0..<units, using: &generator)
      return (0..<units).map { $0 == right ? 1 : 0 }
    case .binaryCrossEntropy:
      return (0..<units).map { _ in draw([0, 1, 0.9]) }
    default: return (0..<units).map { _ in number(1) }
    }
  }
}

extension Network {
  func model() throws -> Model {
    try ModelDescription(
      name: "random", network: self, optimizer: GradientDescent(learningRate: 0.1)
    ).model(trainingBiases: true)
  }
}

/// A primitive whose slopes are all wrong by the same factor.
struct Planted: Primitive {
  static var examples: [PrimitiveExample] { [] }
  let base: any Primitive
  let factor: Double

  func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    try base.outputShape(for: inputs)
  }

  func value<N: Quantity>(at offset: Int, of x: Operands<N>) -> N { base.value(at: offset, of: x) }

  func slopes<N: Quantity>(
    ofInput input: Int, at offset: Int, of x: Operands<N>, output y: (Int) -> N
  ) -> [(output: Int, slope: N)] {
    base.slopes(ofInput: input, at: offset, of: x, output: y).map {
      ($0.output, .constant(factor) * $0.slope)
    }
  }

  func forward<S: Real>(_ inputs: Inputs<S>, into output: inout Tensor<S>) {
    base.forward(inputs, into: &output)
  }

  func backward<S: Real>(
    into gradient: inout Tensor<S>, ofInput input: Int, from upstream: Tensor<S>,
    inputs: Inputs<S>, output: Tensor<S>
  ) {
    let wrong = Tensor(upstream.elements.map { $0 * S(factor) }, shape: upstream.shape)
    base.backward(
      into: &gradient, ofInput: input, from: wrong, inputs: inputs, output: output)
  }

  func kink(at offset: Int, of x: Operands<Double>) -> Kink? { base.kink(at: offset, of: x) }
}
