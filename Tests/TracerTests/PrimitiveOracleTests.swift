import Foundation
import Testing

@testable import Tracer

/// What PyTorch calculates at drawn points and at kinks, and mpmath where outputs round to 0 or 1, by
/// the scripts beside the facts.
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

  static let facts = read("primitives.json")
  static let saturated = read("saturated.json")

  private static func read(_ name: String) -> [Fact] {
    (try? JSONDecoder().decode(File.self, from: Facts.data(name)))?.facts ?? []
  }

  @Test func `every primitive has its fact`() {
    #expect(
      Set((Self.facts + Self.saturated).map(\.primitive))
        == Set(LawsTests.primitives.map { "\($0)" }))
  }

  @Test(arguments: facts)
  func `values and gradients are PyTorch's`(_ fact: Fact) throws {
    try check(fact) { $0.agrees(with: $1) }
  }

  @Test(arguments: saturated)
  func `values and gradients have all their digits where outputs round to 0 or 1`(
    _ fact: Fact
  ) throws {
    try check(fact) { abs($0 - $1) <= 1e-14 * abs($1) + 2 * Double.leastNormalMagnitude }
  }

  private func check(_ fact: Fact, isRight: (Double, Double) -> Bool) throws {
    func expect(_ found: [Double], _ expected: [Double], _ what: String) {
      #expect(found.count == expected.count)
      for (found, expected) in zip(found, expected) {
        #expect(isRight(found, expected), "\(what): \(expected) expected, \(found) found")
      }
    }
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
}
