import Testing

@testable import Tracer

/// Words that lead to an address, captions, and numbers with digits of their own, in every format.
@Suite struct LinkTests {
  private static let link = Block.paragraph(
    Phrase(
      "See \("the article", link: "https://example.org/a_b?x=1&y=2"), \("https://b.org", link: "https://b.org")."
    ))

  private static func latex(_ block: Block) -> String {
    LaTeXRenderer(language: .english, isFragment: true).render(Document(digits: 4, blocks: [block]))
  }

  private static func page(_ block: Block) -> String {
    HTMLRenderer(language: .english).render(Document(digits: 4, blocks: [block]))
  }

  @Test func `a link is words with an address`() {
    #expect(
      Rendered.text(Self.link)
        == "See the article (https://example.org/a_b?x=1&y=2), https://b.org.")
    #expect(
      Rendered.markdown(Self.link)
        == "See [the article](https://example.org/a_b?x=1&y=2), <https://b.org>.")
    #expect(
      Self.latex(Self.link).contains(
        #"See the article \url{https://example.org/a_b?x=1&y=2}, \url{https://b.org}."#))
    #expect(
      Self.page(Self.link).contains(
        """
        See <a href="https://example.org/a_b?x=1&amp;y=2">the article</a>, \
        <a href="https://b.org">https://b.org</a>.
        """))
  }

  @Test func `a note's links are links`() throws {
    let notes = try LecturerNotes(
      "<!-- end -->\nSee [the course](https://example.org) [today].", file: "n.md")
    var document = Document(digits: 4, blocks: [.heading(level: 1, Phrase("T"))])
    try notes.insert(into: &document)
    guard case .paragraph(let phrase)? = document.blocks.last else {
      Issue.record("a paragraph was expected")
      return
    }
    #expect(
      phrase.english.barePieces == [
        .text("See "), .link("the course", to: "https://example.org"), .text(" [today]."),
      ])
  }

  private static let table = Block.table(
    Table(
      header: [Phrase("Symbol"), Phrase("Value")],
      rows: [[Phrase("\(symbol: "w1")"), Phrase("\(quantity: .literal(1.0 / 3), digits: 6)")]],
      caption: Phrase("The \(symbol: "w1") now")))

  @Test func `a table has its caption above it`() {
    #expect(
      Rendered.text(Self.table) == """
          The w1 now
          Symbol      Value
          ──────   ────────
          w1       0.333333
        """)
    #expect(
      Rendered.markdown(Self.table) == """
        *The $w_{1}$ now*

        | Symbol | Value |
        | --- | ---: |
        | $w_{1}$ | $0.333333$ |
        """)
    #expect(
      Self.latex(Self.table).contains("{\\small The $w_{1}$ now\\par}\\nopagebreak\n\\resize"))
    #expect(
      Self.page(Self.table).contains(
        "<table>\n<caption>The <math><msub><mi>w</mi><mn>1</mn></msub></math> now</caption>"))
  }

  @Test func `a table that goes on beside itself has room between its halves`() {
    let header = [Phrase("Symbol"), Phrase("Value")]
    let row = [Phrase("\(symbol: "a")"), Phrase("\(number: 1)")]
    let table = Block.table(Table(header: header + header, rows: [row + row]))
    #expect(Self.page(table).contains("<th scope=\"col\" class=\"anew\">Symbol</th>"))
    #expect(Self.latex(table).contains("{@{}lr@{\\hspace{2.5em}}lr@{}}"))
  }
}
