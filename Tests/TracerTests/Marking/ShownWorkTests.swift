import Foundation
import Testing

@testable import Tracer

/// The calculations that a write-up shows, as trees over the numbers as written.
@Suite struct ShownWorkTests {
  private static let names = AnswerKey(Example.mazur.model()).knownNames

  private static func work(_ text: String) throws -> [ShownWork] {
    try AnswerReader.read(Array(text.utf8), file: "sheet", names: names).answers[0].work
  }

  @Test(
    arguments: [
      ("0.05*0.15 + 0.1*0.2 + 0.35", 0.3775, 5), ("0.4 − 0.5 · 0.0822", 0.3589, 3),
      ("1/(1+e^(-0.3775))", 1 / (1 + exp(-0.3775)), 1),
      (#"\frac{1}{1+e^{-0.3775}}"#, 1 / (1 + exp(-0.3775)), 3),
      ("½(0.01 − 0.7514)²", 0.5 * pow(0.01 - 0.7514, 2), 3),
      ("1/2 * (0.01 - 0.7514)^2 + 0.0236", 0.5 * pow(0.01 - 0.7514, 2) + 0.0236, 5),
      ("-(0.01 - 0.7514)", 0.7414, 2), ("0.7514(1 − 0.7514)", 0.7514 * (1 - 0.7514), 3),
      ("σ(0.3775)", 1 / (1 + exp(-0.3775)), 1), ("exp(-0.5) / 2", exp(-0.5) / 2, 2),
      (#"0.7414 \cdot 0.1868 \times 0.5933"#, 0.7414 * 0.1868 * 0.5933, 3),
      ("0.1 ** 2 + 3", 3.01, 2), ("(0.3)(0.4)", 0.12, 2), ("max(0, 0.3) + 1", 1.3, 3),
      (#"\frac{\sqrt{0.09 + 0.16}}{\sqrt{0.36 + 0.64}} \cdot 0.3"#, 0.15, 5),
      (#"\sqrt{0.09 + 0.16} + 0.5"#, 1, 3), ("-0.3 * -0.2", 0.06, 2),
      ("[0.2 + 0.3] x 0.5", 0.25, 3),
    ] as [(String, Double, Int)])
  func `a calculation comes to what it says`(text: String, value: Double, operands: Int) throws {
    let work = try Self.work("E_total = \(text) = 0.7")
    let shown = try #require(work.first)
    #expect(work.count == 1)
    #expect(abs(shown.formula.evaluated() - value) < 1e-12)
    #expect(
      shown.formula.symbols.allSatisfy { Int($0).map(shown.operands.indices.contains) ?? false })
  }

  @Test func `operands are the numbers as written, in their order`() throws {
    let work = try Self.work("w5+ = w5 − α·∂E/∂w5 = 0.40 − 0.5 · 0.0822 = 0.3589")
    #expect(work.count == 1)
    #expect(work.first?.operands.map(\.text) == ["0.40", "0.5", "0.0822"])
    #expect(
      work.first?.formula.evaluated(replacing: ["2": 0.08]) == 0.40 - 0.5 * 0.08)
  }

  @Test(arguments: ["0.3775", "w5 + 0.1", "0.1 + ", "0.1 + foo(2)", "see above", "(0.1 + 0.2"])
  func `what is no calculation with numbers is no work`(text: String) throws {
    #expect(try Self.work("net_h1 = \(text) = 0.3775").isEmpty)
  }

  @Test(
    arguments: [
      "w5+ = 0.3589 or 0.4089", "w5+ = 0.3589, 0.4089", "w5+ = 0.3589 oder 0.4089",
      "w5+ = 0.3589 = 0.4089", "w5+ = 0.3589 또는 0.4089", "E = ½(target − out)² per output",
      "w5+ = 0.3589 (or 0.4089)", "w5+: 0.3589 / 0.4089",
    ])
  func `a number of which one may choose, and a definition, is no answer`(text: String) throws {
    let sheet = try AnswerReader.read(Array(text.utf8), file: "sheet", names: Self.names)
    #expect(sheet.answers.isEmpty)
  }

  @Test(
    arguments: [
      ("net_h1 = 0.3775\nout_h1 = σ(net_h1) = 0.5933", true),
      ("net_h2 = 0.3925\nout_h1 = σ(net_h2) = 0.5933", false),
      ("net_o1 = 1.1059\ndout_o1/dnet_o1 = σ'(net_o1) = 0.1868", true),
      ("net_o1 = 1.1059\nout_o1 = σ'(net_o1) = 0.7514", false),
    ])
  func `a function of a net input is checked`(text: String, isSupported: Bool) throws {
    let key = AnswerKey(Example.mazur.model())
    let sheet = try AnswerReader.read(Array(text.utf8), file: "sheet", names: key.knownNames)
    let last = try #require(Marking(sheet, with: key).marks.last)
    #expect(last.verdict.isRight == isSupported, "\(last)")
  }

  @Test func `a wrong number is explained by the formula beside it`() throws {
    let key = AnswerKey(Example.mazur.model())
    let text = "dE/dw5 = dE/dnet_o1 * out_h1 * out_h2 = 0.049044"
    let sheet = try AnswerReader.read(Array(text.utf8), file: "sheet", names: key.knownNames)
    guard case .wrong(_, let explanations)? = Marking(sheet, with: key).marks.first?.verdict else {
      Issue.record("not wrong")
      return
    }
    #expect(explanations.map(\.mistake) == ["other-formula"])
  }

  @Test(arguments: ["0.O425", "0.04Z5", "1/0", "0,O425", "0.5O69", "1e400", "∞", "nan"])
  func `what is no number is said to be none`(text: String) throws {
    let sheet = try AnswerReader.read(
      Array("net_h2 = \(text)".utf8), file: "sheet", names: Self.names)
    #expect(sheet.answers.isEmpty)
    #expect(sheet.unreadable.map(\.text) == [text])
  }
}
