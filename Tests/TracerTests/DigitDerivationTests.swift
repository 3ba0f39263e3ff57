import Foundation
import MNISTData
import Testing

@testable import Tracer

struct ShortenedSumTests {
  private func equation(_ factors: [(Double, Double)], bias: Double? = nil) -> Equation {
    var terms = factors.enumerated().map { position, factors in
      Formula.symbol(name: "x[\(position)]", value: factors.0)
        * .symbol(name: "w[\(position)]", value: factors.1)
    }
    if let bias { terms.append(.symbol(name: "b", value: bias)) }
    let formula = Formula.sum(terms)
    return Equation(name: "net", kind: .value, formula: formula, value: formula.evaluated())
  }

  @Test func `the largest terms stay in their order, the others become one symbol`() throws {
    let long = equation([(1, 2), (0, 9), (1, -7), (3, 1), (0.5, 1), (0, 1), (2, 0.1)], bias: 0)
    let (shown, leftOut) = long.shortened(to: 2)
    #expect(shown.formula.symbols == ["x[2]", "w[2]", "x[3]", "w[3]", "rest_net", "b"])
    #expect(leftOut == LeftOut(name: "rest_net", count: 3, value: 2.7, zeros: 2))
    #expect(shown.formula.evaluated().agrees(with: long.value))
  }

  @Test func `a sum is not shortened by one term`() {
    let (shown, leftOut) = equation([(1, 2), (1, 3), (1, 4)]).shortened(to: 2)
    #expect(shown.formula.symbols.count == 6)
    #expect(leftOut == nil)
  }

  @Test func `terms that are 0 are left out of a sum however short`() {
    let (shown, leftOut) = equation([(0, 2), (1, 3), (0, 4)]).shortened(to: 5)
    #expect(shown.formula.symbols == ["x[1]", "w[1]"])
    #expect(leftOut == LeftOut(name: nil, count: 0, value: 0, zeros: 2))
  }
}

struct DigitDerivationTests {
  /// A small network on some test images.
  private func derivation(
    of images: Range<Int>, only: [String] = [], activation: any Primitive = Sigmoid()
  ) throws -> DigitDerivation {
    let digits = try DigitSet(.test, folder: MNISTData.folder).images(in: images)
    var generator = NumPyGenerator(seed: 3)
    let network = Network.digits(hidden: [9], activation: activation, from: &generator)
    var options = DigitDerivation.Options()
    options.only = only
    return try DigitDerivation(
      of: network, on: digits, imageNames: images.map { "test:\($0)" }, options: options)
  }

  @Test func `the unit followed has the largest delta, its pixel the most ink`() throws {
    let told = try derivation(of: 0..<1)
    let deltas = (0..<9).map { abs(told.value("dE/dnet_h[\($0)]")) }
    #expect(deltas[told.choice.units[0]] == deltas.max())
    let ink = told.digits.image(0).max() ?? 0
    #expect(told.digits.image(0)[told.choice.pixel] == ink)
    #expect(told.choice.digit == 7)
    let wrong = (0..<10).filter { $0 != 7 }.map { told.value("y[\($0)]") }
    #expect(told.value("y[\(told.choice.rival)]") == wrong.max())
  }

  @Test(arguments: [0..<1, 0..<5], [Sigmoid(), ReLU(), Tanh()] as [any Primitive])
  func `every equation told gives the recorded number`(
    images: Range<Int>, activation: any Primitive
  ) throws {
    let document = try derivation(of: images, activation: activation).document()
    #expect(document.equations.count > 15)
    for equation in document.equations {
      #expect(equation.formula.evaluated().agrees(with: equation.exact, to: 1e-9), "\(equation)")
    }
  }

  @Test func `the pixels left out are told in number`() throws {
    let digits = try DigitSet(.test, folder: MNISTData.folder)
    let blank = digits.image(0).count { $0 == 0 }
    let text = PlainTextRenderer(language: .english).render(
      try derivation(of: 0..<1).document())
    #expect(text.contains("\(784 - blank - 6) other terms sum to"))
    #expect(text.contains("; \(blank) pixels are 0."))
  }

  @Test func `a parameter that the network lacks is refused with a hint`() {
    #expect(throws: SelectionError.self) { try derivation(of: 0..<1, only: ["W1[784,0]"]) }
  }

  @Test func `the record has every tensor, and the gradients of the images add up`() throws {
    let record = try derivation(of: 0..<3).record()
    let names = ["x", "W1", "b1", "net_h", "out_h", "W2", "b2", "net_o", "out_o", "y", "E"]
    for name in names + ["dout_h/dnet_h", "dE/dnet_o", "dE/dW1", "dE/db2", "W1+", "b2+"] {
      #expect(record[name] != nil, "\(name) is missing")
      #expect(record.metadata[name] != nil, "\(name) is not explained")
    }
    let single = try (0..<3).map { try derivation(of: $0..<$0 + 1).record() }
    let sums = try single.map {
      try #require($0["dE/dW2"]).converted(to: Double.self).elements
    }
    let batch = try #require(record["dE/dW2"]).converted(to: Double.self).elements
    for offset in batch.indices {
      let mean = sums.reduce(0) { $0 + $1[offset] } / 3
      #expect(abs(batch[offset] - mean) < 1e-14)
    }
  }
}
