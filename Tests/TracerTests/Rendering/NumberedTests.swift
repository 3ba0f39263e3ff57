import Foundation
import Testing

@testable import Tracer

/// Numbers of equations, chapters, and the way of a weight.
@Suite("Numbered equations and chapters") struct NumberedTests {
  private static func line(_ name: String, _ formula: Formula, _ value: Double) -> Equation {
    Equation(name: name, kind: .value, formula: formula, value: value)
  }

  /// a is used by b, b by nothing, and the second a by c.
  private static var document: Document {
    let a = line("a", .leaf("x", 2) * .leaf("y", 3), 6)
    let b = line("b", .leaf("a", 6) + .leaf("x", 2), 8)
    let c = line("c", .leaf("a", 6) + .leaf("b", 8), 14)
    var document = Document(
      digits: 4, blocks: [.heading(level: 1, Phrase("T")), .equations([a]), .equations([b, c])])
    document.numberEquations()
    return document
  }

  @Test func `a result that a later line uses has a number, and no other`() {
    #expect(Self.document.equations.map(\.number) == [1, 2, nil])
  }

  @Test func `a name that is calculated anew counts for the lines after it only`() {
    var document = Document(
      digits: 4,
      blocks: [
        .equations([
          Self.line("a", .leaf("x", 2), 2), Self.line("a", .leaf("x", 2) * .leaf("x", 2), 4),
          Self.line("b", .leaf("a", 4) + .leaf("x", 2), 6),
        ])
      ])
    document.numberEquations()
    #expect(document.equations.map(\.number) == [nil, 1, nil])
  }

  @Test func `an equation that stands there twice has its number the first time`() {
    let a = Self.line("a", .leaf("x", 2) * .leaf("y", 3), 6)
    let b = Self.line("b", .leaf("a", 6) + .leaf("x", 2), 8)
    var document = Document(digits: 4, blocks: [.equations([a]), .equations([a, b])])
    document.numberEquations()
    #expect(document.equations.map(\.number) == [1, nil, nil])
  }

  @Test func `text has the number at the end of the last line`() {
    let text = PlainTextRenderer(language: .english).render(Self.document)
    let line = text.split(separator: "\n").first { $0.hasSuffix("(1)") }
    #expect(line?.hasPrefix("    = 6 ") == true)
    #expect(line?.count == 100)
  }

  @Test func `LaTeX has a tag and a label, Markdown a tag, a page a number with an anchor`() {
    let latex = LaTeXRenderer(language: .english, isFragment: true).render(Self.document)
    #expect(latex.contains("&= 6 \\tag{1}\\label{eq:a} \\\\\nb &="))
    let markdown = MarkdownRenderer(language: .english).render(Self.document)
    #expect(markdown.contains("&= 6 \\tag{1}\n\\end{align*}\n$$"))
    let page = HTMLRenderer(language: .english).render(Self.document)
    #expect(page.contains("<div class=\"equation numbered\" id=\"eq-1\">"))
    #expect(page.contains("<span class=\"number\">(1)</span></div>"))
  }

  @Test func `chapters are sections with their own digits, and there is one title`() {
    func chapter(_ title: String, digits: Int) -> Document {
      Document(
        digits: digits,
        blocks: [
          .heading(level: 1, Phrase("\(title)")),
          .paragraph(Phrase("It is \(number: 0.123456).")),
        ])
    }
    var document = Document(digits: 6, blocks: [.heading(level: 1, Phrase("Both"))])
    document.chapters = [chapter("One", digits: 2), chapter("Two", digits: 5)]
    #expect(
      MarkdownRenderer(language: .english).render(document) == """
        # Both

        ## One

        It is $0.12$.

        ## Two

        It is $0.12346$.

        """)
    let page = HTMLRenderer(language: .english).render(document)
    #expect(page.components(separatedBy: "<h1>").count == 2)
    let article = LaTeXRenderer(language: .english).render(document)
    #expect(article.contains("\\section*{One}"))
  }

  @Test func `the way of a weight is every line from it to the error`() throws {
    let drawing = try #require(NetworkDrawing(Example.twoTwoTwo.model()))
    let hidden = try #require(drawing.lighting("w1", to: "E_total"))
    #expect(hidden.edges[0].filter(\.isLit).map(\.name) == ["w1"])
    #expect(hidden.edges[1].filter(\.isLit).map(\.name).sorted() == ["w5", "w7"])
    #expect(hidden.edges[2].filter(\.isLit).map(\.from) == [0, 1])
    let last = try #require(drawing.lighting("w5", to: "E_total"))
    #expect(last.edges.joined().filter(\.isLit).map(\.name) == ["w5", ""])
    #expect(drawing.lighting("w9", to: "E_total") == nil)
    let figure = Block.figure(.network(last))
    let page = HTMLRenderer(language: .english).render(Document(digits: 4, blocks: [figure]))
    #expect(page.components(separatedBy: "class=\"edge lit\"").count == 3)
    #expect(page.components(separatedBy: "class=\"shape lit\"").count == 4)
    #expect(Rendered.text(figure).contains("h1 ── w5 ──▶ o1"))
  }
}
