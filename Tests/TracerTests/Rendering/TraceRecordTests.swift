import Foundation
import Testing

@testable import Tracer

/// The trace as JSON.
@Suite struct TraceRecordTests {
  /// Everything that a reader of JSON can tell apart.
  private func read(_ json: String) throws -> NSDictionary {
    try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? NSDictionary)
  }

  @Test func `every quantity of a step is there, with its formula and its number`() throws {
    let json = try TraceRecord(Derivation(Small.network())).json()
    let expected = try read(
      """
      {"format": "backprop-trace", "version": 1, "example": "small", "objective": "E_total",
       "update": "simultaneous", "steps": [
        {"step": 0, "quantities": [
         {"name": "i1", "symbol": "i1", "kind": "input", "layer": 0, "operands": [], "value": 2},
         {"name": "w1", "symbol": "w1", "kind": "weight", "layer": 1, "operands": [], "value": 0.5},
         {"name": "net_o1", "symbol": "net_o1", "kind": "net", "layer": 1, "formula": "i1 · w1",
          "operands": ["i1", "w1"], "value": 1},
         {"name": "out_o1", "symbol": "out_o1", "kind": "out", "layer": 1, "formula": "net_o1",
          "operands": ["net_o1"], "value": 1},
         {"name": "target_o1", "symbol": "target_o1", "kind": "target", "layer": 1,
          "operands": [], "value": 2},
         {"name": "E_o1", "symbol": "E_o1", "kind": "error",
          "formula": "½ · (target_o1 − out_o1)²", "operands": ["target_o1", "out_o1"],
          "value": 0.5},
         {"name": "E_total", "symbol": "E_total", "kind": "loss", "formula": "E_o1",
          "operands": ["E_o1"], "value": 0.5},
         {"name": "dE/dE_total", "symbol": "∂E/∂E_total", "kind": "gradient", "formula": "1",
          "operands": [], "value": 1},
         {"name": "dE_total/dE_o1", "symbol": "∂E_total/∂E_o1", "kind": "slope", "formula": "1",
          "operands": [], "value": 1},
         {"name": "dE/dE_o1", "symbol": "∂E/∂E_o1", "kind": "gradient", "formula": "1",
          "operands": [], "value": 1},
         {"name": "dE_o1/dtarget_o1", "symbol": "∂E_o1/∂target_o1", "kind": "slope", "layer": 1,
          "formula": "target_o1 − out_o1", "operands": ["target_o1", "out_o1"], "value": 1},
         {"name": "dE/dtarget_o1", "symbol": "∂E/∂target_o1", "kind": "gradient", "layer": 1,
          "formula": "target_o1 − out_o1", "operands": ["target_o1", "out_o1"], "value": 1},
         {"name": "dE_o1/dout_o1", "symbol": "∂E_o1/∂out_o1", "kind": "slope", "layer": 1,
          "formula": "−(target_o1 − out_o1)", "operands": ["target_o1", "out_o1"], "value": -1},
         {"name": "dE/dout_o1", "symbol": "∂E/∂out_o1", "kind": "gradient", "layer": 1,
          "formula": "−(target_o1 − out_o1)", "operands": ["target_o1", "out_o1"], "value": -1},
         {"name": "dout_o1/dnet_o1", "symbol": "∂out_o1/∂net_o1", "kind": "slope", "layer": 1,
          "formula": "1", "operands": [], "value": 1},
         {"name": "dE/dnet_o1", "symbol": "∂E/∂net_o1", "kind": "gradient", "layer": 1,
          "formula": "∂E/∂out_o1 · ∂out_o1/∂net_o1", "operands": ["dE/dout_o1", "dout_o1/dnet_o1"],
          "value": -1},
         {"name": "dnet_o1/dw1", "symbol": "∂net_o1/∂w1", "kind": "slope", "layer": 1,
          "formula": "i1", "operands": ["i1"], "value": 2},
         {"name": "dE/dw1", "symbol": "∂E/∂w1", "kind": "gradient", "layer": 1,
          "formula": "∂E/∂out_o1 · ∂out_o1/∂net_o1 · ∂net_o1/∂w1",
          "operands": ["dE/dout_o1", "dout_o1/dnet_o1", "dnet_o1/dw1"], "value": -2},
         {"name": "dnet_o1/di1", "symbol": "∂net_o1/∂i1", "kind": "slope", "layer": 0,
          "formula": "w1", "operands": ["w1"], "value": 0.5},
         {"name": "dE/di1", "symbol": "∂E/∂i1", "kind": "gradient", "layer": 0,
          "formula": "∂E/∂out_o1 · ∂out_o1/∂net_o1 · ∂net_o1/∂i1",
          "operands": ["dE/dout_o1", "dout_o1/dnet_o1", "dnet_o1/di1"], "value": -0.5},
         {"name": "w1+", "symbol": "w1⁺", "kind": "update", "formula": "w1 − α · ∂E/∂w1",
          "layer": 1, "operands": ["w1", "alpha", "dE/dw1"], "value": 0.75}
        ]},
        {"step": 1, "quantities": [
         {"name": "i1", "symbol": "i1", "kind": "input", "layer": 0, "operands": [], "value": 2},
         {"name": "w1", "symbol": "w1", "kind": "weight", "layer": 1, "operands": [], "value": 0.75},
         {"name": "net_o1", "symbol": "net_o1", "kind": "net", "layer": 1, "formula": "i1 · w1",
          "operands": ["i1", "w1"], "value": 1.5},
         {"name": "out_o1", "symbol": "out_o1", "kind": "out", "layer": 1, "formula": "net_o1",
          "operands": ["net_o1"], "value": 1.5},
         {"name": "target_o1", "symbol": "target_o1", "kind": "target", "layer": 1,
          "operands": [], "value": 2},
         {"name": "E_o1", "symbol": "E_o1", "kind": "error",
          "formula": "½ · (target_o1 − out_o1)²", "operands": ["target_o1", "out_o1"],
          "value": 0.125},
         {"name": "E_total", "symbol": "E_total", "kind": "loss", "formula": "E_o1",
          "operands": ["E_o1"], "value": 0.125}
        ]}
       ]}
      """)
    #expect(try read(json) == expected)
    #expect(json.hasSuffix("}\n"))
  }

  @Test func `a calculation has one step, and a bare number no name`() throws {
    let json = try TraceRecord(
      Derivation(ExpressionFile("x = 3\ny = x * 2", file: "c").model)
    ).json()
    let expected = try read(
      """
      {"format": "backprop-trace", "version": 1, "example": "c", "objective": "y",
       "update": "simultaneous", "steps": [
        {"step": 0, "quantities": [
         {"name": "x", "symbol": "x", "kind": "input", "operands": [], "value": 3},
         {"name": "y", "symbol": "y", "kind": "intermediate", "formula": "x · 2",
          "operands": ["x"], "value": 6},
         {"name": "dy/dy", "symbol": "∂y/∂y", "kind": "gradient", "formula": "1",
          "operands": [], "value": 1},
         {"name": "dy/dx", "symbol": "∂y/∂x", "kind": "gradient", "formula": "2",
          "operands": [], "value": 2}
        ]}
       ]}
      """)
    #expect(try read(json) == expected)
  }

  // Half the squared error of w x: each update multiplies w by 1 − α x², here by −9999. So E, which is
  // ½ · 9999²ⁿ · 10⁴, passes 1.8 · 10³⁰⁸ at n = 39; w⁺ · ∂E/∂net, which is 9999²ⁿ⁺¹ · 10², does at n = 38, but
  // ∂E/∂i, on which no update depends, is only left out.
  @Test(arguments: UpdateOrder.allCases)
  func `steps that run away end before the first that is not finite, which is named`(
    _ order: UpdateOrder
  ) throws {
    let (last, quantity) = (39, "E_o1")
    let source = try ModelSource(
      contents: Data(
        ModelFileTests.file([
          "inputs": "[100]", "targets": "[0]", "loss": #""half-squared-error""#,
          "layers": #"[{"weights": [[1]], "activation": "identity"}]"#,
          "optimizer": #"{"kind": "gradient-descent", "lr": 1}"#,
        ]).utf8), file: "m.json")
    var options = DerivationOptions()
    (options.steps, options.order) = (1_000, order)
    let record = try read(TraceRecord(Derivation(source.model(), options: options)).json())
    let steps = try #require(record["steps"] as? [NSDictionary])
    let stopped = try #require(record["stopped"] as? NSDictionary)
    #expect(stopped["step"] as? Int == last)
    #expect(steps.map { $0["step"] as? Int } == Array(0..<last))
    #expect(stopped["quantity"] as? String == quantity)
    let reason = try #require(stopped["reason"] as? String)
    #expect(reason.hasPrefix("\(quantity) is not a finite number because of (0 − "))
    #expect(reason.hasSuffix("; a smaller learning rate expected"))
  }

  @Test func `steps that go on to the end stop at none`() throws {
    var options = DerivationOptions()
    options.steps = 3
    let record = try read(TraceRecord(Derivation(Small.network(), options: options)).json())
    #expect(record["stopped"] == nil)
    #expect((record["steps"] as? [Any])?.count == 4)
  }

  @Test func `a number in a formula has all its digits`() throws {
    let record = try TraceRecord(
      Derivation(ExpressionFile("x = 3\ny = x * 0.12345678901234568", file: "c").model))
    #expect(try record.json().contains("x · 0.12345678901234568"))
  }
}
