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
    let protocols: Set = ["Elementwise", "Pairwise"]
    #expect(Set(known).union(protocols) == (try Sources.types(in: "Primitives")))
    for primitive in Self.primitives {
      #expect(!primitive.examples.isEmpty, "\(primitive) has no example")
    }
  }

  @Test(arguments: examples)
  func `the rule agrees with plain loops`(_ example: PrimitiveExample) throws {
    let draw = try Drawing(example)
    let plain = try #require(PlainPrimitives.output(of: example.primitive, draw.tensors))
    let expected = Tensor(plain, shape: draw.zeros.shape)
    var output = draw.zeros
    example.primitive.referenceForward(draw.inputs, into: &output)
    #expect(output.isClose(to: expected, within: 1e-12))
    #expect(draw.output.isClose(to: expected, within: 1e-12))
  }

  @Test(arguments: examples)
  func `the slopes agree with central differences of plain loops`(
    _ example: PrimitiveExample
  ) throws {
    let draw = try Drawing(example)
    for (input, tensor) in draw.tensors.enumerated() {
      var gradient = Tensor<Double>(repeating: 0, shape: tensor.shape)
      example.primitive.referenceBackward(
        into: &gradient, ofInput: input, from: draw.upstream, inputs: draw.inputs,
        output: draw.output)
      let numeric = tensor.elements.indices.map { offset in
        draw.difference(input, offset) { PlainPrimitives.output(of: example.primitive, $0) ?? [] }
      }
      #expect(
        gradient.isClose(to: Tensor(numeric, shape: tensor.shape), within: 1e-7),
        "the gradient of input \(input)")
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
    for (input, tensor) in draw.tensors.enumerated() {
      var gradient = Tensor<Double>(repeating: 0, shape: tensor.shape)
      example.primitive.backward(
        into: &gradient, ofInput: input, from: draw.upstream, inputs: draw.inputs,
        output: draw.output)
      let numeric = tensor.elements.indices.map { offset in
        draw.difference(input, offset) { tensors in
          var output = draw.zeros
          example.primitive.forward(Inputs(tensors), into: &output)
          return output.elements
        }
      }
      #expect(
        gradient.isClose(to: Tensor(numeric, shape: tensor.shape), within: 1e-7),
        "the gradient of input \(input)")
    }
  }

  @Test(arguments: examples)
  func `formulas evaluate to what the trace recorded`(_ example: PrimitiveExample) throws {
    let draw = try Drawing(example)
    let (model, output) = try draw.model(of: example)
    for chain in Chain.allCases {
      let worked = WorkedStep(model, chain: chain)
      let graph = worked.graph
      for id in model.trained + [output] {
        for element in graph.elements(of: id) {
          let name = graph.name(of: element)
          for symbol in [name, worked.gradientName(element), Notation.updated(name)] {
            guard let equation = worked.equation(named: symbol) else { continue }
            #expect(
              equation.formula.evaluated().agrees(with: equation.value),
              "\(symbol) = \(equation.formula.evaluated()), recorded \(equation.value)")
          }
          #expect(worked.equation(named: worked.gradientName(element)) != nil)
        }
      }
    }
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
