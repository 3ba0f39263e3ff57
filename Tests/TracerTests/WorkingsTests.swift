import Testing

@testable import Tracer

@Suite struct WorkingsTests {
  @Test(arguments: ["2-2-2", "mazur"])
  func `every exact number of the facts is calculated`(_ name: String) throws {
    let facts = try Facts.of(name)
    let model = try #require(Example.named(name)).model(trainingBiases: true)
    let worked = WorkedStep(model)
    for (symbol, expected) in facts.exact.sorted(by: { $0.key < $1.key }) {
      if symbol.contains("@"), !symbol.hasSuffix("@1") || name == "mazur" { continue }
      if symbol.hasPrefix("dE/db_") || symbol.hasPrefix("b_") { continue }
      let value = symbol == "alpha" ? 0.5 : worked.value(named: symbol)
      let found = try #require(value, "\(symbol)")
      #expect(found.agrees(with: expected), "\(symbol): \(expected) expected, \(found) found")
    }
  }

  @Test(arguments: ["2-2-2", "mazur"], UpdateOrder.allCases)
  func `an equation's formula gives the recorded number`(_ name: String, order: UpdateOrder) throws
  {
    let model = try #require(Example.named(name)).model(trainingBiases: true)
    for chain in Chain.allCases {
      let worked = WorkedStep(model, chain: chain, order: order)
      for symbol in try Facts.of(name).exact.keys {
        guard let equation = worked.equation(named: symbol) else { continue }
        #expect(
          equation.formula.evaluated().agrees(with: equation.value),
          "\(symbol) = \(equation.formula.evaluated()), recorded \(equation.value)")
      }
    }
  }

  @Test(arguments: [
    ("simultaneous_no_bias_update", UpdateOrder.simultaneous, false),
    ("sequential_no_bias_update", .inPlace, false),
    ("simultaneous_bias_shared_summed", .simultaneous, true),
  ])
  func `ten thousand steps of mazur end where they should`(
    _ variant: String, order: UpdateOrder, biases: Bool
  ) throws {
    let expected = try #require(try Facts.of("mazur").variants?[variant])
    var descent = Descent(Example.mazur.model(trainingBiases: biases), order: order)
    while descent.step < 10_000 {
      descent.advance()
      for (symbol, value) in expected where symbol.hasSuffix("@\(descent.step)") {
        let name = String(symbol.prefix { $0 != "@" })
        guard let found = descent.trace[name] else { continue }
        #expect(found.agrees(with: value, to: 1e-9), "\(symbol): \(value) expected, \(found) found")
      }
    }
  }
}
