import Testing

@testable import Tracer

/// How answers to the blanks of a sheet may be written.
@Suite struct NumberedAnswerTests {
  private static let blanks = ["net_h1", "out_h1", "E_total"]

  private static func named(_ text: String) -> String {
    String(decoding: NumberedAnswers.named(Array(text.utf8), blanks: blanks), as: UTF8.self)
      .split(separator: "\n").joined(separator: "; ")
  }

  @Test(arguments: [
    "3 0.5", "3) 0.5", "3: 0.5", "3. 0.5", "3 = 0.5", "(3) 0.5", "[3] 0.5", "(3: 2) 0.5", "(3)0.5",
    "Q3. 0.5", "Q3 0.5", "#3 0.5", "No. 3 0.5", "3번 0.5", "3번: 0.5", "blank 3: 0.5", "빈칸 3: 0.5",
    "- (3) 0.5", "3\t0.5", "3,0.5", "3;0.5", "| 3 | 0.5 |", "| 3 | E_total | 0.5 |",
    "\"3\",\"0.5\"",
    "(3)\n0.5", "(3) 0.5.", "(3) ≈ 0.5", "(3) approx. 0.5", "(3) 0.5 V", "(3) 0.5 (rounded)",
    "(3) E_total = 0.5", "(3) = 0.5", "(3) $0.5$",
  ])
  func `a number in front of an answer stands for the name`(_ last: String) {
    // Of a table there is more than one row.
    let first = last.replacing("3", with: "1").replacing("E_total", with: "net_h1")
    #expect(Self.named("\(first)\n\(last)") == "net_h1 = 0.5; E_total = 0.5")
  }

  @Test func `several answers may stand in a line`() {
    #expect(
      Self.named("(1) -0.2 (2) 0.45, (3) 1.2e-3")
        == "net_h1 = -0.2; out_h1 = 0.45; E_total = 1.2e-3")
  }

  @Test(arguments: [
    (
      "net_h1 = i1 · w1 + i2 · w2 = (1) ________\n  out_h1 = 1/(1 + e^(−net_h1)) = (2) 0.45",
      "out_h1 = 0.45"
    ),
    ("net_h1 = i1 · w1 = 0.1 · 0.5 = (1) [ 0.05 ]", "net_h1 = 0.1 · 0.5 = 0.05"),
    (
      "\\mathit{net}_{h1} &= i_{1} \\cdot w_{1} = \\text{(1: 2)}\\;\\boxed{-1.2 \\cdot 10^{-3}} \\\\[6pt]",
      "net_h1 = -1.2 \\cdot 10^{-3}"
    ),
    ("E &= \\text{(3)}\\;\\boxed{\\qquad\\qquad} 0.3", "E_total = 0.3"),
    ("  ∂E/∂w1 = a · b\n         = (2) _0.3_", "out_h1 = 0.3"),
  ])
  func `a sheet that was filled in is read where its blanks are`(_ text: String, _ named: String) {
    #expect(Self.named("target = 0.2\n\(text)") == named)
  }

  @Test(arguments: [
    (
      "  net_h1 = i1 · w1 = 0.1 · 0.5 = (1) [ 0.05 ]\n  out_h1 = 1/(1 + e^(−net_h1)) = (2) 0.51",
      "  net_h1 = i1 · w1 = 0.1 · 0.5 = 0.05;   out_h1 = 1/(1 + e^(−net_h1)) = 0.51"
    ),
    (
      "E &= a = \\text{(1)}\\;\\boxed{0.3} \\\\\n&= \\text{(2)}\\;\\boxed{\\qquad} 0.2 \\\\[6pt]",
      "E &= a = 0.3 \\\\; &= 0.2 \\\\[6pt]"
    ),
    ("net_h1 = i1 · w1 = (1) ____\nout_h1 = (2) ____", "net_h1 = i1 · w1"),
    ("f = 3 · (−2) = (1) 0.5 · 2\ng = 2 = (7) 5", "f = 3 · (−2) = (1) 0.5 · 2; g = 2 = (7) 5"),
    ("∂out_h3/∂net_h3 = 1 − (−0.1)² = 0.99      (31)", "∂out_h3/∂net_h3 = 1 − (−0.1)² = 0.99"),
    ("E = 2 · (31)", "E = 2 · (31)"),
  ])
  func `a sheet whose blanks are not known says itself what they are`(
    _ text: String, _ read: String
  ) {
    let named = NumberedAnswers.named(Array(text.utf8), blanks: [])
    #expect(
      String(decoding: named, as: UTF8.self).split(separator: "\n").joined(separator: "; ") == read)
  }

  @Test(arguments: ["0.5 0.3\n0.2 0.1", "3 0.5\n1 0.2", "1. Forward pass", "net_h1 = 0.5"])
  func `other lines stay what they are`(_ text: String) {
    let rest = text.replacing("1. ", with: "").split(separator: "\n").joined(separator: "; ")
    #expect(Self.named(text) == rest)
  }
}

/// Which sheet a file of a class answers.
@Suite struct SheetAssignmentTests {
  private static let assignment = SheetAssignment(
    (1...40).map { number in
      let label = number < 10 ? "0\(number)" : "\(number)"
      return SheetAssignment.Sheet(label: label, code: "7-\(label)-kxm")
    })

  private static func label(_ file: String, _ text: String = "") -> String {
    do {
      return try assignment.sheet(of: file, beginning: text).label
    } catch {
      return "\(error)"
    }
  }

  @Test(arguments: [
    "07.txt", "hw2-07.txt", "2-2-2_07.txt", "week3 sheet 07.txt", "07 (2).txt",
    "2026-03-26 kim 07.txt", "07-kim.txt", "07김철수.md", "kim 7-07.txt", "kim sheet7.txt",
    "7-07-kxm.txt", "kim_7-07-kxm_2.txt",
  ])
  func `a file's name says which sheet it answers`(_ file: String) {
    #expect(Self.label(file) == "07")
  }

  @Test(arguments: [
    "7-07-kxm", "Kim, 12-01, sheet 7-07-kxm of 7-03", "(7-07)", "7–07", "Sheet 07",
    "Worksheet 07: a 2-2-2 network", "연습 문제 07: 2-2-2", "# Worksheet 7: x",
    "Name: Kim   Sheet `7-07-kxm`",
  ])
  func `the first lines say which sheet is answered`(_ text: String) {
    #expect(Self.label("hw-03.txt", text) == "07")
  }

  @Test(arguments: [
    ("kim.txt", "", "unnamed"), ("kim_7.txt", "", "unnamed"), ("2026-03-26 kim.txt", "", "unnamed"),
    ("12-01 kim.txt", "", "unnamed"), ("20260307.txt", "", "unnamed"),
    ("07.txt", "8-01-abc", "foreign"),
    ("x.txt", "Sheet 07, sheet 08", "ambiguous"), ("x.txt", "7-07-kxm 7-08-kxm", "ambiguous"),
    ("x.txt", "Kim, 12-01, exam on 7-03", "unnamed"),
  ])
  func `what fits no sheet, or several, is not assigned`(
    _ file: String, _ text: String, _ reason: String
  ) {
    #expect(Self.label(file, text).hasPrefix(reason), "\(Self.label(file, text))")
  }
}
