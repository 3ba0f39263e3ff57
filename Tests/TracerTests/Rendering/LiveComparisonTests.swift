import Testing

@testable import Tracer

/// What a page with several optimizers carries, so that its program can let them walk anew.
@Suite("Live comparisons") struct LiveComparisonTests {
  private static func comparison(
    _ surface: Surface, _ words: [String], derived: Int = 1
  ) throws -> OptimizerComparison {
    try OptimizerComparison(
      surface, try words.map { try OptimizerComparison.Entry(words: $0, on: surface) }, steps: 20,
      derived: derived)
  }

  @Test(arguments: Surface.all.map(\.name), OptimizerComparison.Entry.names)
  func `the updates of a page lead where training does`(_ name: String, _ kind: String) throws {
    let surface = try #require(Surface.named(name))
    let comparison = try Self.comparison(surface, ["momentum:lr=0.01", kind])
    let page = LivePage(comparison, comparison.document(digits: 6))
    #expect(
      page.isAlive
        && page.runs.map(\.prefix) == ["momentum.", kind == "momentum" ? "momentum2." : "\(kind)."])
    var values = Dictionary(uniqueKeysWithValues: page.given.map { ($0.name, $0.value) })
    let entry = try OptimizerComparison.Entry(words: kind, on: surface)
    var descent = Descent(surface.model(from: nil, optimizer: entry.optimizer))
    for _ in 1...5 {
      for (name, formula) in page.formulas {
        #expect(formula.symbols.allSatisfy { values[$0] != nil }, "\(name)")
        values[name] = formula.evaluated { values[$0] ?? $1 }
      }
      let old = values
      for (name, formula) in page.runs[1].moves {
        values[name] = formula.evaluated { old[$0] ?? $1 }
      }
      descent.advance()
    }
    for axis in surface.axes {
      let (value, wanted) = (try #require(values[axis]), try #require(descent.trace[axis]))
      #expect(abs(value - wanted) <= 1e-11 * max(1, abs(wanted)), "\(axis)")
    }
  }

  @Test func `what a reader changes is not told in names`() throws {
    let surface = try #require(Surface.named("valley"))
    let entries = try ["adam:lr=0.3", "momentum:lr=0.1", "adam:lr=0.1"].map {
      try OptimizerComparison.Entry(words: $0, on: surface)
    }
    let names = OptimizerComparison.Entry.withoutSettings(entries).map(\.name)
    #expect(names == ["adam:1", "momentum", "adam:2"])
  }

  @Test func `later steps are told of quantities after as many updates`() throws {
    let surface = try #require(Surface.named("valley"))
    let comparison = try Self.comparison(surface, ["adam"], derived: 2)
    let page = LivePage(comparison, comparison.document(digits: 6))
    let last = try #require(page.shown.last { $0.name.hasPrefix("adam.y+") })
    #expect(last.name == "adam.y+@1")
    #expect(last.formula.symbols.allSatisfy { $0.hasSuffix("@1") && $0.hasPrefix("adam.") })
    #expect(page.shown.first?.name == "f_1")
  }

  @Test func `a plot that follows from formulas is alive`() throws {
    let surface = try #require(Surface.named("beale"))
    let comparison = try Self.comparison(surface, ["adam", "momentum"])
    #expect(comparison.plot.isLive)
    var plot = comparison.plot
    #expect(plot.liveAttribute.contains("surface"))
    plot.series[0].source = nil
    #expect(!plot.isLive)
  }
}
