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
