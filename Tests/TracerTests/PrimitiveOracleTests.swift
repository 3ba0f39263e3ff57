import Foundation
import Testing

@testable import Tracer

/// What PyTorch calculates, by the script beside the facts, at drawn points and at kinks.
@Suite struct PrimitiveOracleTests {
  struct Fact: Decodable, CustomTestStringConvertible {
    let primitive: String
    let shapes: [[Int]]
    let inputs: [[Double]]
    let output: [Double]
    let upstream: [Double]
    let gradients: [String: [Double]]

    var testDescription: String { "\(primitive) \(shapes)" }
  }

  private struct File: Decodable {
    let facts: [Fact]
  }

  static let facts: [Fact] = {
    guard
      let url = Bundle.module.url(
        forResource: "primitives", withExtension: "json", subdirectory: "Facts"),
      let data = try? Data(contentsOf: url)
    else { return [] }
    return (try? JSONDecoder().decode(File.self, from: data))?.facts ?? []
  }()

  @Test func `every primitive has its fact`() {
    #expect(Set(Self.facts.map(\.primitive)) == Set(LawsTests.primitives.map { "\($0)" }))
  }

  @Test(arguments: facts)
  func `values and gradients are PyTorch's`(_ fact: Fact) throws {
    let example = try #require(
      LawsTests.examples.first { "\(type(of: $0.primitive))" == fact.primitive })
    let primitive = example.primitive
    let tensors = zip(fact.inputs, fact.shapes).map { Tensor($0, shape: Shape($1)) }
    let inputs = Inputs(tensors)
    let shape = try primitive.outputShape(for: tensors.map(\.shape))
    var output = Tensor<Double>(repeating: 0, shape: shape)
    primitive.forward(inputs, into: &output)
    expect(output.elements, fact.output, "the value")
    for (name, expected) in fact.gradients {
      let input = try #require(Int(name))
      var gradient = Tensor<Double>(repeating: 0, shape: tensors[input].shape)
      primitive.backward(
        into: &gradient, ofInput: input, from: Tensor(fact.upstream, shape: shape),
        inputs: inputs, output: output)
      expect(gradient.elements, expected, "the gradient of input \(input)")
    }
  }

  private func expect(_ found: [Double], _ expected: [Double], _ what: String) {
    #expect(found.count == expected.count)
    for (found, expected) in zip(found, expected) {
      #expect(found.agrees(with: expected), "\(what): \(expected) expected, \(found) found")
    }
  }
}
