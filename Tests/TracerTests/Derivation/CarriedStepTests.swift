import Foundation
import Testing

@testable import Tracer

/// What somebody has who rounds each line, also where the next update begins.
@Suite struct CarriedStepTests {
  /// A decimal to three significant digits, by decimal arithmetic alone.
  private static func rounded(_ x: Decimal) -> Decimal {
    let size = abs(x)
    let scale = [(100, 0), (10, 1), (1, 2), (0.1, 3), (0.01, 4)].first { size >= $0.0 }?.1 ?? 5
    var (result, source) = (Decimal(), x)
    NSDecimalRound(&result, &source, scale, .plain)
    return result
  }

  private static func decimal(_ x: Double) -> Decimal { Decimal(string: "\(x)") ?? .nan }

  private static func model(_ optimizer: String) throws -> Model {
    let json = """
      {"format": "backprop-model", "version": 1, "inputs": [1.37], "targets": [2.1],
       "layers": [{"weights": [[0.731]], "activation": "identity"}],
       "loss": "half-squared-error", "optimizer": \(optimizer)}
      """
    return try ModelSource(contents: Data(json.utf8), file: "test.json").model()
  }

  @Test(arguments: [
    (#"{"kind": "gradient-descent", "lr": 0.17}"#, "0"),
    (#"{"kind": "momentum", "lr": 0.17, "momentum": 0.9}"#, "0.9"),
  ])
  func `an update begins with the rounded numbers of the one before it`(
    optimizer: String, kept: String
  ) throws {
    var options = DerivationOptions()
    (options.carry, options.steps) = (3, 4)
    let first = try Derivation(Self.model(optimizer), options: options)
    var steps = [first]
    for _ in 0..<3 { steps.append(try steps[steps.count - 1].next(steps: 4)) }

    let r = Self.rounded
    let (x, target, rate) = (Decimal(1.37), Decimal(string: "2.1")!, Decimal(string: "0.17")!)
    let mu = Decimal(string: kept)!
    var (w, v) = (Decimal(string: "0.731")!, Decimal(0))
    var after: [Decimal] = []
    var lines: [[(String, Decimal)]] = []
    for (number, derivation) in steps.enumerated() {
      let out = r(x * w)
      let error = r((target - out) * (target - out) / 2)
      let gradient = r(-r(target - out) * x)
      v = r(mu * v + gradient)
      let new = r(w - rate * v)
      let list = derivation.told.list
      let shown = derivation.shown
      lines.append([("out_o1", out), ("E_total", error), ("dE/dw1", gradient), ("w1+", new)])
      for (name, value) in lines[number] + [("out_o1@1", r(x * new))] {
        #expect(list[name].map { Self.decimal($0.value) } == value, "\(name), update \(number + 1)")
      }
      if kept != "0" { #expect(list["v_w1+"].map { Self.decimal($0.value) } == v) }
      // What tables and drawings read is what the lines have.
      let weight = try #require(shown.graph.element(named: "w1"))
      let net = try #require(shown.graph.element(named: "net_o1"))
      #expect(Self.decimal(shown.before[weight]) == w)
      #expect(shown.before.gradient(for: weight).map(Self.decimal) == gradient)
      #expect(shown.before.gradient(for: net).map(Self.decimal) == r(-r(target - out)))
      #expect(shown.after[shown.objective] == list["E_total@1"]?.value)
      w = new
      after.append(r(x * w))
    }
    // The table of further updates, and what a sheet is marked by, are the same.
    let text = PlainTextRenderer(language: .english).render(first.document())
    let rows = text.components(separatedBy: "after so many updates").last ?? ""
    #expect(rows.contains("\(after[1])\n") && rows.contains("\(after[3])\n"))
    let record = try #require(
      try JSONSerialization.jsonObject(with: Data(TraceRecord(first).json().utf8))
        as? [String: Any])
    #expect(record["carry"] as? Int == 3)
    let recorded = try #require(record["steps"] as? [[String: Any]]).map { step in
      (step["quantities"] as? [[String: Any]] ?? []).reduce(into: [String: Decimal]()) {
        $0[$1["name"] as? String ?? ""] = ($1["value"] as? Double).map(Self.decimal)
      }
    }
    #expect(recorded.count == 5 && recorded.last?["out_o1"] == after[3])
    for (step, values) in zip(recorded, lines) {
      for (name, value) in values { #expect(step[name] == value, "\(name)") }
    }
    let key = AnswerKey(try Self.model(optimizer), carry: 3, comparingOrders: true, steps: [3])
    #expect(key.entries.first { $0.name == "out_o1@3" }.map { Self.decimal($0.exact) } == after[2])
  }
}
