import Testing

@testable import Tracer

@Suite struct TableTests {
  private static let table = Table(
    header: [
      Phrase(en: "Quantity", ko: "기호"), Phrase(en: "Value", ko: "값"),
      Phrase(en: "Verdict", ko: "판정"), Phrase("n"),
    ],
    rows: [
      [
        Phrase("\(symbol: "w1")"), Phrase("\(number: 0.25)"), Phrase(en: "agrees", ko: "일치"),
        Phrase("\(7)"),
      ],
      [
        Phrase("\(symbol: "net_h1")"), Phrase("\(number: -10.5)"),
        Phrase(en: "differs", ko: "불일치"), Phrase("\(12)"),
      ],
      [Phrase("\(symbol: "b")"), Phrase(""), Phrase(""), Phrase("")],
    ])

  @Test func `words stand left and numbers right`() {
    #expect(
      Rendered.text(.table(Self.table)) == """
          Quantity   Value   Verdict    n
          ────────   ─────   ───────   ──
          w1          0.25   agrees     7
          net_h1     −10.5   differs   12
          b
        """)
  }

  @Test func `columns are as wide as Hangul takes`() {
    #expect(
      Rendered.text(.table(Self.table), in: .korean) == """
          기호        값   판정      n
          ──────   ─────   ──────   ──
          w1        0.25   일치      7
          net_h1   −10.5   불일치   12
          b
        """)
  }

  @Test func `Markdown says on which side a column stands`() {
    #expect(
      Rendered.markdown(.table(Self.table)) == #"""
        | Quantity | Value | Verdict | n |
        | --- | ---: | --- | ---: |
        | $w_{1}$ | $0.25$ | agrees | 7 |
        | $\mathit{net}_{h1}$ | $-10.5$ | differs | 12 |
        | $b$ |  |  |  |
        """#)
    #expect(
      Rendered.markdown(.table(Self.table), in: .korean) == #"""
        | 기호 | 값 | 판정 | n |
        | --- | ---: | --- | ---: |
        | $w_{1}$ | $0.25$ | 일치 | 7 |
        | $\mathit{net}_{h1}$ | $-10.5$ | 불일치 | 12 |
        | $b$ |  |  |  |
        """#)
  }

  @Test func `a long list stands beside itself, filled column by column`() throws {
    let derivation = try Derivation(Small.network())
    func list(_ count: Int) -> String {
      Rendered.text(
        .table(
          derivation.inColumns(Array(1...count), header: [Phrase("q"), Phrase("v")]) {
            [Phrase("\(symbol: "w\($0)")"), Phrase("\($0)")]
          }))
    }
    #expect(
      list(3) == """
          q    v
          ──   ─
          w1   1
          w2   2
          w3   3
        """)
    #expect(list(6).split(separator: "\n").count == 8)
    #expect(
      list(7) == """
          q    v   q    v
          ──   ─   ──   ─
          w1   1   w5   5
          w2   2   w6   6
          w3   3   w7   7
          w4   4
        """)
    #expect(
      list(13) == """
          q    v   q      v   q      v
          ──   ─   ───   ──   ───   ──
          w1   1   w6     6   w11   11
          w2   2   w7     7   w12   12
          w3   3   w8     8   w13   13
          w4   4   w9     9
          w5   5   w10   10
        """)
  }

  @Test func `heads that begin anew stay with what they head`() {
    let head = [Phrase("Parameter"), Phrase("Before"), Phrase("After")]
    let row = { (name: String) in
      [Phrase("\(symbol: name)"), Phrase("\(number: 0.25)"), Phrase("\(number: 0.5)")]
    }
    let table = Table(header: head + head, rows: [row("w1") + row("w2")])
    #expect(
      TextLayout.$columns.withValue(50) { Rendered.text(.table(table)) } == """
          Parameter   Before   After
          ─────────   ──────   ─────
          w1            0.25     0.5

          Parameter   Before   After
          ─────────   ──────   ─────
          w2            0.25     0.5
        """)
  }
}
