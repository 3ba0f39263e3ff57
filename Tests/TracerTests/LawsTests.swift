import Foundation
import Testing

@testable import Tracer

/// The laws that every primitive keeps, over all its examples, in double precision.
@Suite struct LawsTests {
  static let primitives: [any Primitive.Type] = [
    AbsoluteError.self, AbsoluteValue.self, Addition.self, Affine.self, BinaryCrossEntropy.self,
    Cosine.self, CrossEntropy.self, Division.self, Exponential.self, HalfSquaredError.self,
    Identity.self, LeakyReLU.self, Logarithm.self, Maximum.self, Mean.self, Minimum.self,
    Multiplication.self, Negation.self, Power.self, ReLU.self, RowSum.self, Sigmoid.self,
    SigmoidBinaryCrossEntropy.self, Sine.self, Softmax.self, SoftmaxCrossEntropy.self,
    Softplus.self, SquareRoot.self, SquaredError.self, Subtraction.self, Sum.self, Tanh.self,
  ]

  static let examples: [PrimitiveExample] = primitives.flatMap { $0.examples }

  @Test func `every primitive is under the laws`() throws {
    let known = Self.primitives.map { "\($0)" }
    #expect(Set(known) == (try Sources.types(in: "Primitives")))
    for primitive in Self.primitives {
      #expect(!primitive.examples.isEmpty, "\(primitive) has no example")
    }
  }

  @Test(arguments: examples)
  func `the kernels agree with the rule`(_ example: PrimitiveExample) throws {
    let draw = try Drawing(example)
    var expected = draw.zeros
    example.primitive.referenceForward(draw.inputs, into: &expected)
    #expect(draw.output.isClose(to: expected, within: 1e-13))

    for input in example.shapes.indices {
      var (kernel, rule) = (draw.tensors[input], draw.tensors[input])
      example.primitive.backward(
        into: &kernel, ofInput: input, from: draw.upstream, inputs: draw.inputs,
        output: draw.output)
      example.primitive.referenceBackward(
        into: &rule, ofInput: input, from: draw.upstream, inputs: draw.inputs,
        output: draw.output)
      #expect(kernel.isClose(to: rule, within: 1e-12), "the gradient of input \(input)")
    }
  }

  @Test(arguments: examples)
  func `the kernels agree with the rule in single precision`(_ example: PrimitiveExample) throws {
    let draw = try Drawing(example)
    let inputs = Inputs<Float>(draw.tensors.map { $0.converted() })
    var output: Tensor<Float> = draw.zeros.converted()
    example.primitive.forward(inputs, into: &output)
    #expect(output.converted(to: Double.self).isClose(to: draw.output, within: 1e-5))
  }

  @Test(arguments: examples)
  func `the backward pass agrees with central differences`(_ example: PrimitiveExample) throws {
    let draw = try Drawing(example)
    let h = 1e-5
    for (input, tensor) in draw.tensors.enumerated() {
      var gradient = Tensor<Double>(repeating: 0, shape: tensor.shape)
      example.primitive.backward(
        into: &gradient, ofInput: input, from: draw.upstream, inputs: draw.inputs,
        output: draw.output)
      let numeric = tensor.elements.indices.map { offset in
        func objective(_ moved: Double) -> Double {
          var tensors = draw.tensors
          tensors[input][offset] += moved
          var output = draw.zeros
          example.primitive.forward(Inputs(tensors), into: &output)
          return zip(output.elements, draw.upstream.elements).reduce(0) { $0 + $1.0 * $1.1 }
        }
        return (objective(h) - objective(-h)) / (2 * h)
      }
      #expect(
        gradient.isClose(to: Tensor(numeric, shape: tensor.shape), within: 1e-7),
        "the gradient of input \(input)")
    }
  }

  @Test(arguments: examples)
  func `formulas evaluate to what the trace recorded`(_ example: PrimitiveExample) throws {
    let draw = try Drawing(example)
    var graph = Graph()
    let inputs = example.shapes.indices.map {
      graph.leaf(.indexed("x\($0 + 1)"), shape: example.shapes[$0], role: .weight)
    }
    let output = try graph.apply(example.primitive, to: inputs, names: .indexed("y"))
    let goal = graph.leaf(.indexed("goal"), shape: graph[output].shape)
    let errors = try graph.apply(HalfSquaredError(), to: goal, output, names: .indexed("error"))
    try graph.apply(Sum(), to: errors, names: .scalar("E"))
    var leaves = Dictionary(uniqueKeysWithValues: zip(inputs, draw.tensors))
    leaves[goal] = draw.upstream
    let model = Model(
      name: "law", title: Phrase("law"), graph: graph, leaves: leaves,
      optimizer: GradientDescent(learningRate: 0.1), trained: inputs, digits: 4)
    for chain in Chain.allCases {
      let workings = Workings(model, chain: chain)
      for id in inputs + [output] {
        for element in graph.elements(of: id) {
          let name = graph.name(of: element)
          for symbol in [name, workings.gradientName(element), Notation.updated(name)] {
            guard let equation = workings.equation(named: symbol) else { continue }
            #expect(
              equation.formula.evaluated().agrees(with: equation.value),
              "\(symbol) = \(equation.formula.evaluated()), recorded \(equation.value)")
          }
          #expect(workings.equation(named: workings.gradientName(element)) != nil)
        }
      }
    }
  }
}

/// Inputs of a primitive's example, drawn from a fixed seed, and what comes of them.
private struct Drawing {
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
}

extension Tensor<Double> {
  fileprivate func isClose(to other: Tensor, within tolerance: Double) -> Bool {
    shape == other.shape
      && zip(elements, other.elements).allSatisfy {
        abs($0 - $1) <= tolerance * Swift.max(1, abs($1))
      }
  }
}
