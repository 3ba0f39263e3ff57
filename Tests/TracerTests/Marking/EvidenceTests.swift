import Foundation
import Testing

@testable import Tracer

/// A verdict rests on the tightest evidence on the sheet.
@Suite struct EvidenceTests {
  private static func marking(_ text: String, _ example: Example = .mazur) throws -> Marking {
    let key = AnswerKey(example.model(), comparingOrders: true)
    return Marking(
      try AnswerReader.read(Array(text.utf8), file: "sheet", names: key.knownNames), with: key)
  }

  /// The numbers of a line, as they are written.
  private final class Written {
    var operands: [WrittenNumber] = []

    subscript(_ text: String) -> Formula {
      let number = WrittenNumber(text)!
      operands.append(number)
      return .symbol(name: "\(operands.count - 1)", value: number.value)
    }
  }

  /// A sheet whose last answer shows its work.
  private static func marking(
    _ text: String, showing work: (Written) -> Formula, _ name: String, _ result: String
  ) throws -> Marking {
    let key = AnswerKey(Example.mazur.model())
    var sheet = AnswerSheet(file: "sheet")
    if !text.isEmpty {
      sheet = try AnswerReader.read(Array(text.utf8), file: "sheet", names: key.knownNames)
    }
    let written = Written()
    let formula = work(written)
    sheet.answers.append(
      Answer(
        line: 100, name: name, candidates: [name],
        work: [ShownWork(formula: formula, operands: written.operands)],
        number: WrittenNumber(result)!))
    return Marking(sheet, with: key)
  }

  private static func verdicts(_ text: String) throws -> [Verdict] {
    try marking(text).marks.map(\.verdict)
  }

  @Test func `the sum of two numbers on the sheet is right, and another one is not`() throws {
    let sheet = "dE_o1/dout_h1 = 0.0554\ndE_o2/dout_h1 = -0.0190\ndE/dout_h1 = "
    #expect(try Self.verdicts(sheet + "0.0364")[2].isRight)
    #expect(try Self.verdicts(sheet + "0.0379")[2].isWrong)
    #expect(try Self.verdicts(sheet + "0.0368")[2].isWrong)
  }

  @Test func `a coarse number further up does not widen what follows`() throws {
    let verdicts = try Self.verdicts("out_o1 = 1\ndE/dnet_o1 = 0.25\n")
    #expect(verdicts == [.tooCoarse, verdicts[1]])
    #expect(verdicts[1].isWrong)
    // Whoever writes little may calculate with more.
    #expect(try Self.verdicts("out_o1 = 1\ndE/dnet_o1 = 0.1385\n")[1].isRight)
  }

  @Test func `a new weight that reads like the old one tells nothing`() throws {
    #expect(try Self.verdicts("w1+ = 0.15") == [.tooCoarse])
    #expect(try Self.verdicts("w1+ = 0.1498") == [.right(isTruncated: false)])
    // The work shows what the digits do not.
    let shown = try Self.marking(
      "dE/dw1 = 0.000438568", showing: { $0["0.15"] - $0["0.5"] * $0["0.000438568"] }, "w1+", "0.15"
    )
    #expect(shown.marks[1].verdict == .right(isTruncated: false))
    let key = AnswerKey(Example.mazur.model())
    let marks = { (text: String) in
      try MarkScheme(
        Array(text.utf8), file: "marks", key: key, names: key.knownNames
      ).score(try Self.marking("w1+ = 0.15")).withFollowThrough
    }
    #expect(try marks("w1+ 4") == 0)
    #expect(try marks("w1+ 4\ncoarse 0.5") == 2)
  }

  @Test func `what was left out is filled in along the student's own route`() throws {
    let marking = try Self.marking(
      "out_h1 = 0.5933\nout_o1 = 0.7514\nδ_o1 = 0.7414\nw5+ = 0.1801\n")
    #expect(marking.marks.map(\.verdict.isWrong) == [false, false, true, false])
    #expect(marking.marks[3].verdict == .carried(from: ["dE/dnet_o1"]))
    #expect(marking.marks[2].explanations.map(\.mistake) == ["activation-slope-left-out"])
    let other = try Self.marking(
      "out_h1 = 0.5933\nout_o1 = 0.7514\nδ_o1 = 0.7414\nw5+ = 0.1821\n")
    #expect(other.marks[3].verdict.isWrong)
  }

  @Test func `shown work that gives another number is told of`() throws {
    let slip = try Self.marking(
      "out_h1 = 0.5933\nδ_o1 = 0.1385\n", showing: { $0["0.4"] - $0["0.5"] * $0["0.0822"] }, "w5+",
      "0.3689")
    let mark = try #require(slip.marks.last)
    #expect(mark.explanations.map(\.mistake) == ["slip"])
    #expect(mark.explanations[0].sentence[.english].words.hasPrefix("Your line gives 0.3589"))
    // The right number below a calculation that does not give it.
    let copied = try Self.marking(
      "", showing: { $0["0.4"] + $0["0.5"] * $0["0.0352"] }, "w5+", "0.3589")
    #expect(copied.marks.map(\.verdict) == [.unsupported(by: 0.4 + 0.5 * 0.0352)])
    #expect(!copied.isFaultless)
  }

  @Test(arguments: [
    ("dE/dw5 = δ_o2 * out_h2 = 0.0822", -0.02274), ("w5+ = w5 + α*dE/dw5 = 0.3589", 0.44108),
    ("net_h1 = w3*i1 + w4*i2 + b1 = 0.3775", 0.3925), ("E_total = E_o1 * E_o2 = 0.2984", 0.00647),
    ("out_h1 = 1/(1+e^net_h1) = 0.5933", 0.40673), ("out_h2 = sigmoid(net_h1) = 0.5969", 0.59327),
    (#"$w_5^+ = w_5 + \eta \cdot \frac{\partial E_{total}}{\partial w_5} = 0.3589$"#, 0.44108),
    ("w1+ = w1 - α dE/dw2 = 0.1498", 0.14956),
  ])
  func `a formula that gives another number is told of`(line: String, value: Double) throws {
    guard case .unsupported(let by) = try Self.verdicts(line)[0] else {
      Issue.record("\(line) is right")
      return
    }
    #expect(abs(by - value) < 1e-5 + 1e-3 * abs(value))
  }

  @Test(arguments: [
    "net_h1 = w1*i1 + w2*i2 + b1 = 0.3775", "out_h1 = 1/(1+e^-net_h1) = 0.5933",
    "dE/dnet_o1 = dE/dout_o1 * dout_o1/dnet_o1 = 0.1385", "w5+ = w5 - η*dE/dw5 = 0.3589",
    "δ_o1 = (out_o1 - target_o1) out_o1 (1 - out_o1) = 0.1385",
    "E_total = E_o1 + E_o2 + λ = 0.2984", "w5+ = w5(t) - α dE/dw5 = 0.3589",
    """
    δ_o1 = (target_o1 - out_o1) * out_o1 * (1 - out_o1) = -0.1385
    w5+ = w5 + η*δ_o1*out_h1 = 0.3589
    w6+ = w6 + η*δ_o1*out_h2 = 0.4087
    """,
  ])
  func `a formula that gives the number, or may, is not blamed`(text: String) throws {
    #expect(try Self.verdicts(text).allSatisfy(\.isRight))
  }

  /// Numbers of an independent program: the weights of h1 share a δ that is not on the sheet.
  @Test func `answers with the same line left out bear each other out, or not`() throws {
    let key = try SheetTests.key("tanh321")
    let sheet = { (first: String) in
      """
      out_o1 = 0.6340
      dE/dw7 = -0.006954
      dE/dw8 = 0.001980
      dE/dw1 = \(first)
      dE/dw2 = 0.005470
      dE/dw3 = -0.003282
      dE/dw4 = 0.008432
      dE/dw5 = -0.005270
      dE/dw6 = 0.003162
      """
    }
    func verdicts(_ first: String) throws -> [Verdict] {
      let text = Array(sheet(first).utf8)
      return Marking(
        try AnswerReader.read(text, file: "sheet", names: key.knownNames), with: key
      ).marks.map(\.verdict)
    }
    #expect(try verdicts("-0.008752").allSatisfy(\.isRight))
    for moved in ["-0.008782", "-0.008740", "-0.008768"] {
      let verdicts = try verdicts(moved)
      #expect(!verdicts[3].isRight, "\(moved)")
      #expect(verdicts.enumerated().allSatisfy { $0.offset == 3 || $0.element.isRight }, "\(moved)")
    }
  }

  @Test func `a number copied wrongly from further up is named`() throws {
    let marking = try Self.marking(
      "out_o1 = 0.7514\ndE/dout_o1 = 0.7414\ndout_o1/dnet_o1 = 0.1868\n",
      showing: { $0["0.7414"] * $0["0.1886"] }, "dE/dnet_o1", "0.1398")
    let mark = try #require(marking.marks.last)
    #expect(mark.explanations.map(\.mistake) == ["operand-miscopied"])
    #expect(mark.explanations.first?.sentence[.english].words.contains("0.1886") == true)
  }

  @Test func `one of several explanations is chosen by the work shown`() throws {
    let marking = try Self.marking(
      "out_h1 = 0.5933\nδ_o1 = 0.1385\n", showing: { $0["0.1385"] * $0["0.4"] }, "dE/dw5", "0.0554")
    let mark = try #require(marking.marks.last)
    #expect(mark.explanations.map(\.mistake) == ["weight-for-input"])
  }

  @Test func `where several explanations remain, the report asks for what tells them apart`() throws
  {
    // Half of the gradient: half of δ, or half of the product.
    let marking = try Self.marking("out_h1 = 0.59327\nE_total = 0.29837\ndE/dw5 = 0.041084\n")
    let mark = try #require(marking.marks.last)
    #expect(mark.verdict.isWrong && !mark.explanations.isEmpty)
    if mark.explanations.count > 1 {
      #expect(Explanation.tellingApart(mark.explanations, digits: 5) != nil)
    }
  }

  @Test func `different answers to one quantity earn nothing, whichever is last`() throws {
    let key = AnswerKey(Example.mazur.model())
    let scheme = try MarkScheme(
      Array("value 1".utf8), file: "marks", key: key, names: key.knownNames)
    let list = (0...99).map { "out_h1 = 0.\(50 + $0 % 50)\n" }.joined() + "out_h1 = 0.5933\n"
    #expect(scheme.score(try Self.marking(list)).withFollowThrough == 0)
    #expect(
      scheme.score(try Self.marking("out_h1 = 0.5933\nout_h1 = 0.59\n")).withFollowThrough == 1)
  }

  /// One answer of a correct sheet, moved by more than the rounding of what it is calculated from.
  @Test func `no answer that is moved passes`() throws {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<150 {
      let key = AnswerKey(try NoFalseAlarmTests.randomModel(&generator))
      let digits = Int.random(in: 4...6, using: &generator)
      var values: [Double] = []
      var sheet = AnswerSheet(file: "moved")
      var reach: [Double] = []
      let written = PlantedSheet(key: key, digits: digits)
      for entry in key.entries {
        let route = entry.formulas.first
        let leaf = { (name: String, value: Double) in key.index[name].map { values[$0] } ?? value }
        let value = route?.evaluated(leaf: leaf)
        // The rounding of every operand, one after the other.
        let spread =
          entry.formulas.map { route in
            let value = route.evaluated(leaf: leaf)
            return route.symbols.reduce(0.0) { sum, name in
              guard let place = key.index[name], key.entries[place].kind != nil else { return sum }
              let half = WorkingPrecision(digits: digits).halfUnit(of: abs(values[place]))
              return sum + abs(route.evaluated { leaf($0, $1) + ($0 == name ? half : 0) } - value)
            }
          }.max() ?? 0
        values.append(value.map { rounded($0, significantDigits: digits) } ?? entry.exact)
        reach.append(spread)
        guard entry.kind != nil, entry.kind != .change else { continue }
        sheet.answers.append(
          written.answer(entry.name, values[values.count - 1], line: sheet.answers.count + 1))
      }
      let place = Int.random(in: 0..<sheet.answers.count, using: &generator)
      let position = key.index[sheet.answers[place].name]!
      let (value, exact) = (values[position], key.entries[position].exact)
      let unit = 2 * WorkingPrecision(digits: digits).halfUnit(of: abs(value))
      let step = 1.2 * reach[position] + abs(exact - value) + 3 * unit
      let moved = value + (Bool.random(using: &generator) ? step : -step)
      guard value != 0 else { continue }
      sheet.answers[place] = written.answer(sheet.answers[place].name, moved, line: place + 1)
      let mark = Marking(sheet, with: key).marks.first {
        $0.quantity == key.entries[position].name
      }
      let lines = sheet.answers.map { "\($0.name) = \($0.number.text)" }
      #expect(mark?.verdict.isRight != true, "\(place + 1), from \(value): \(lines)")
    }
  }
}
