import Testing

@testable import Tracer

/// Inputs of a primitive's example, drawn from a fixed seed, and what comes of them.
struct Drawing {
  let tensors: [Tensor<Double>]
  let zeros: Tensor<Double>
  let output: Tensor<Double>
  let upstream: Tensor<Double>

  var inputs: Inputs<Double> { Inputs(tensors) }

  init(_ example: PrimitiveExample) throws {
    var generator = SeededGenerator(seed: 20_150_317)
    func draw(_ shape: Shape, _ range: ClosedRange<Double>) -> Tensor<Double> {
      Tensor((0..<shape.count).map { _ in .random(in: range, using: &generator) }, shape: shape)
    }
    tensors = zip(example.shapes, example.ranges).map(draw)
    zeros = Tensor(
      repeating: 0, shape: try example.primitive.outputShape(for: example.shapes))
    var output = zeros
    example.primitive.forward(Inputs(tensors), into: &output)
    self.output = output
    upstream = draw(zeros.shape, -1...1)
  }

  /// The central difference of upstream · output by one element of an input.
  func difference(
    _ input: Int, _ offset: Int, of output: ([Tensor<Double>]) -> [Double]
  ) -> Double {
    let h = 1e-5
    func objective(_ moved: Double) -> Double {
      var tensors = tensors
      tensors[input][offset] += moved
      return zip(output(tensors), upstream.elements).reduce(0) { $0 + $1.0 * $1.1 }
    }
    return (objective(h) - objective(-h)) / (2 * h)
  }

  /// A model that trains the inputs so that the output comes near the upstream gradients.
  func model(of example: PrimitiveExample) throws -> (model: Model, output: NodeID) {
    var graph = Graph()
    let inputs = example.shapes.indices.map {
      graph.leaf(.indexed("x\($0 + 1)"), shape: example.shapes[$0], role: .weight)
    }
    let output = try graph.apply(example.primitive, to: inputs, names: .indexed("y"))
    let goal = graph.leaf(.indexed("goal"), shape: graph[output].shape)
    let errors = try graph.apply(HalfSquaredError(), to: goal, output, names: .indexed("error"))
    try graph.apply(Sum(), to: errors, names: .scalar("E"))
    var leaves = Dictionary(uniqueKeysWithValues: zip(inputs, tensors))
    leaves[goal] = upstream
    let model = Model(
      name: "law", title: Phrase("law"), graph: graph, leaves: leaves,
      optimizer: GradientDescent(learningRate: 0.1), trained: inputs, digits: 4)
    return (model, output)
  }
}
