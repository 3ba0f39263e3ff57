import Foundation
import Testing

@testable import Tracer

/// What a report says, and how it is laid out.
@Suite struct MarkingReportTests {
  private static let key = AnswerKey(Example.twoTwoTwo.model())
  private static let names = key.knownNames

  private static func marking(_ text: String, with key: AnswerKey) throws -> Marking {
    Marking(
      try AnswerReader.read(Array(text.utf8), file: "sheet", names: key.knownNames), with: key)
  }

  @Test(arguments: [
    "1/0", "0/0", "-1/0", "(1/0)", #"\frac{1}{0}"#, "1e400", "-1e999", "nan", "NaN", "-inf", "∞",
    #"\infty"#, "0.5.0.6", "0.5O69", "0.O425", "0,l5", "O.5069", "0x1F", "5e",
    "1/(2-2)", "1/0.0", "sqrt(-1)", "2^9999", "ln(0)", "exp(1000)", "2*ln(0)",
    "#DIV/0!", "#NAME?", "#N/A",
  ])
  func `what can't be read as a number is told with its line, and not praised`(
    text: String
  ) throws {
    let marking = Marking(
      try AnswerReader.read(
        Array("net_h1 = 0.0275\n\nout_h1 = \(text)\n".utf8), file: "sheet", names: Self.names),
      with: Self.key)
    #expect(marking.unreadable.map(\.line) == [3])
    #expect(marking.unreadable.first?.quantity == "out_h1")
    #expect(marking.unreadable.first?.text == text)
    #expect(!marking.isFaultless)
    let praise = [Language.english: "Well done", .korean: "잘했다"]
    for language in Language.allCases {
      let report = PlainTextRenderer(language: language).render(
        marking.document(names: Self.names))
      #expect(report.contains(language == .english ? "Line 3: " : "3번 줄: "))
      #expect(!report.contains(try #require(praise[language])))
    }
    let json = try MarkingRecord(marking, names: Self.names, language: .english).json()
    #expect(json.contains(#""unreadable" : [\#n    {\#n      "line" : 3"#))
  }

  @Test func `a formula without a number is no number that can't be read`() throws {
    let key = AnswerKey(Example.twoTwoTwo.model())
    let marking = try Self.marking(
      """
      net_h1 = i1 w1 + i2 w2
      net_h1 = 0.05 · 0.15 + 0.1 · 0.2

      E = ½ (…)² + ½ (…)²

      net_h1 = 0.0275
      """, with: key)
    #expect(marking.unreadable.isEmpty)
    #expect(marking.isFaultless)
    #expect(marking.passedOver == [1, 2, 4])
    let report = PlainTextRenderer(language: .english).render(
      marking.document(names: key.knownNames))
    #expect(
      report.contains(
        "3 equations were skipped: they contain no number or concern something else (lines 1, 2 and 4)."
      ))
  }

  @Test func `marks stand in the order of the lines`() throws {
    let key = AnswerKey(Example.twoTwoTwo.model())
    var names = key.entries.filter { $0.kind != .change }.map(\.name)
    var generator = SeededGenerator(seed: 3)
    names.shuffle(using: &generator)
    let marking = try Self.marking(names.map { "\($0) = 0.7777\n" }.joined(), with: key)
    #expect(marking.marks.map(\.answer.line) == Array(1...names.count))
  }

  @Test func `one mistake has one explanation, however its line is written out`() throws {
    let key = AnswerKey(Example.twoTwoTwo.model())
    // One path alone back to h1: 0.1409 · 0.35.
    let marking = try Self.marking("dE/dout_h1 = 0.04931", with: key)
    guard case .wrong(_, let explanations) = try #require(marking.marks.first).verdict else {
      Issue.record("\(marking.marks)")
      return
    }
    #expect(explanations.map(\.mistake) == ["term-left-out"])
  }

  @Test func `two mistakes of the same number and different calculations are both told`() throws {
    let (a, b) = (Formula.symbol(name: "x1", value: 2), Formula.symbol(name: "x2", value: 4))
    let key = AnswerKey([
      Equation(name: "c", kind: .value, formula: .sum([a, b]), value: 6)
    ])
    let marking = try Self.marking("c = 8.000", with: key)
    guard case .wrong(_, let explanations) = try #require(marking.marks.first).verdict else {
      Issue.record("\(marking.marks)")
      return
    }
    // 2 · 4, and 4 + 4; 6.000 with another digit it may be as well.
    let found = Set(explanations.map(\.mistake))
    #expect(found.isSuperset(of: ["product-for-sum", "sibling-swapped"]))
  }

  /// The columns that a terminal gives a line, by the Unicode ranges that are wide.
  private static func columns(_ line: Substring) -> Int {
    line.unicodeScalars.reduce(0) { columns, scalar in
      switch scalar.value {
      case 0x300...0x36F: columns
      case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
        0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFF01...0xFF60, 0x1F300...0x1FAFF:
        columns + 2
      default: columns + 1
      }
    }
  }

  private static func expectNarrow(_ document: Document, _ comment: String) {
    for language in Language.allCases {
      let text = PlainTextRenderer(language: language).render(document)
      for line in text.split(separator: "\n") where columns(line) > 100 {
        Issue.record("\(comment), \(language): \(columns(line)) columns: \(line)")
      }
    }
  }

  @Test func `no line of a ledger is wider than 100 columns`() {
    for ledger in Example.all.compactMap({ Ledger($0) }) {
      Self.expectNarrow(ledger.document(), "ledger")
    }
  }

  @Test(arguments: Example.all.map(\.name))
  func `no line of a report is wider than 100 columns`(example: String) throws {
    let key = AnswerKey(try #require(Example.named(example)).model(), comparingOrders: true)
    let names = key.knownNames
    var generator = SeededGenerator(seed: 100)
    let numbers = [
      "0", "0.0000123456789", "1/0", "-7.77", "1e300", "0.5069", String(repeating: "3", count: 150),
    ]
    for round in 0..<Thoroughness.count(2, of: 8) {
      let lines = key.entries.filter { $0.kind != .change }.shuffled(using: &generator).prefix(25)
        .map {
          let written = [String($0.exact), String(-$0.exact), String(2 * $0.exact)] + numbers
          return "\($0.name) = \(written.randomElement(using: &generator)!)\n"
        }
      let long =
        String(repeating: "가나다 name", count: 30)
        + " = 5\nn\(String(repeating: "x", count: 150)) = 3\n"
      let sheet = try AnswerReader.read(
        Array((lines.joined() + long).utf8), file: "\(String(repeating: "답안", count: 40)).md",
        names: names)
      let marking = Marking(sheet, with: key)
      Self.expectNarrow(marking.document(names: names), "\(example) \(round)")
      Self.expectNarrow(sheet.document(), "\(example) \(round), list")
      let unread = ClassSheet.unread(
        file: "c.txt",
        reason: AnswerSheetError.nothingRead(file: "c.txt", example: "net_h1 = 0.5").reason)
      let scheme = try MarkScheme(
        Array("value 1.5".utf8), file: "marks.txt", key: key, names: names)
      Self.expectNarrow(
        ClassReport([.marked(marking), unread], scheme: scheme).document(), "\(example), class")
    }
  }

  @Test func `equations of very long names stay within 100 columns`() throws {
    let (a, b) = (String(repeating: "a", count: 120), String(repeating: "b", count: 130))
    let formula = Formula.sum([.symbol(name: a, value: 2), .symbol(name: a, value: 2)])
    let key = AnswerKey([Equation(name: b, kind: .value, formula: formula, value: 4)])
    Self.expectNarrow(
      try Self.marking("\(b) = 5.25", with: key).document(names: key.knownNames), "long names")
  }
}
