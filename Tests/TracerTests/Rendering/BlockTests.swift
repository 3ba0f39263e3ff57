import Testing

@testable import Tracer

/// Headings, prose, points and listings in each format.
@Suite struct BlockTests {
  private static let title = Phrase(en: "The error", ko: "오차")

  @Test(
    arguments: [
      (1, "The error\n═════════", "오차\n════", "# The error"),
      (2, "The error\n─────────", "오차\n────", "## The error"),
      (3, "The error\n┄┄┄┄┄┄┄┄┄", "오차\n┄┄┄┄", "### The error"),
      (4, "▸ The error", "▸ 오차", "#### The error"),
      (5, "▸ The error", "▸ 오차", "##### The error"),
    ])
  func `a heading shows its level`(level: Int, text: String, korean: String, markdown: String) {
    let block = Block.heading(level: level, Self.title)
    #expect(Rendered.text(block) == text)
    #expect(Rendered.text(block, in: .korean) == korean)
    #expect(Rendered.markdown(block) == markdown)
  }

  private static let every = Phrase(
    en: """
      \(strong: "Note:") \(symbol: "w5") is \(number: 1.0 / 3), \(formula: .leaf("a") * .leaf("b")) \
      in \(code: "a b.json"), \(3) times.
      """,
    ko: """
      \(strong: "주의:") \(symbol: "w5") 값은 \(number: 1.0 / 3), \(code: "a b.json") 파일에는 \
      \(formula: .leaf("a") * .leaf("b"))
      """)

  @Test func `a paragraph has every kind of piece`() {
    let block = Block.paragraph(Self.every)
    #expect(Rendered.text(block) == "Note: w5 is 0.3333, a · b in a b.json, 3 times.")
    #expect(Rendered.text(block, digits: 2) == "Note: w5 is 0.33, a · b in a b.json, 3 times.")
    #expect(Rendered.text(block, in: .korean) == "주의: w5 값은 0.3333, a b.json 파일에는 a · b")
    #expect(
      Rendered.markdown(block)
        == #"**Note:** $w_{5}$ is $0.3333$, $a \cdot b$ in `a b.json`, 3 times."#)
    #expect(
      Rendered.markdown(block, in: .korean)
        == #"**주의:** $w_{5}$ 값은 $0.3333$, `a b.json` 파일에는 $a \cdot b$"#)
    let words = "Note: w5 is 0.333333333333333, a · b in a b.json, 3 times."
    #expect(Self.every.english.words == words)
  }

  @Test func `several symbols are joined as a language does`() {
    let block = Block.paragraph(
      Phrase(
        en: "\(symbols: ["w1", "w2", "b_h1"]) are given.",
        ko: "\(symbols: ["w1", "b_h2"], .topic) 주어진 값이다."))
    #expect(Rendered.text(block) == "w1, w2 and b_h1 are given.")
    #expect(Rendered.markdown(block) == "$w_{1}$, $w_{2}$ and $b_{h1}$ are given.")
    #expect(Rendered.text(block, in: .korean) == "w1과 b_h2는 주어진 값이다.")
    #expect(Rendered.markdown(block, in: .korean) == "$w_{1}$ 과 $b_{h2}$ 는 주어진 값이다.")
  }

  @Test func `text is broken at a hundred columns, mathematics never`() {
    let words = String(repeating: "word ", count: 19)
    let block = Block.paragraph(
      Phrase(Prose([.text(words), .formula(.leaf("apple") + .leaf("b"))])))
    #expect(Rendered.text(block) == "\(words.dropLast())\napple + b")
    #expect(Rendered.markdown(block) == "\(words)$\\mathit{apple} + b$")
  }

  @Test func `points have their signs`() {
    let long = String(repeating: "a", count: 95)
    let block = Block.list([Phrase("one"), Phrase("two \(long)")])
    #expect(Rendered.text(block) == "  • one\n  • two\n    \(long)")
    #expect(Rendered.markdown(block) == "- one\n- two \(long)")
  }

  @Test func `a listing stands as it is`() {
    let block = Block.listing(language: "python", text: "a = 1\n\n  b = 2")
    #expect(Rendered.text(block) == "    a = 1\n\n      b = 2")
    #expect(Rendered.markdown(block) == "```python\na = 1\n\n  b = 2\n```")
  }

  @Test func `blocks are separated by a blank line, and the document ends with a line break`() {
    let document = Document(
      digits: 4, blocks: [.paragraph(Phrase("one")), .paragraph(Phrase("two"))])
    #expect(PlainTextRenderer(language: .english).render(document) == "one\n\ntwo\n")
    #expect(MarkdownRenderer(language: .english).render(document) == "one\n\ntwo\n")
  }
}
