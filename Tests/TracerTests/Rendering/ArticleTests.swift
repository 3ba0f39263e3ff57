import Foundation
import Testing

@testable import Tracer

/// Articles in LaTeX, block by block.
@Suite("Articles") struct ArticleTests {
  /// A fragment without the comment on what it needs.
  private static func body(_ blocks: Block..., in language: Language = .english) -> String {
    let text = LaTeXRenderer(language: language, isFragment: true)
      .render(Document(digits: 4, blocks: blocks))
    return text.split(separator: "\n", maxSplits: 1)[1].trimmingCharacters(in: .newlines)
  }

  @Test func `headings have their levels`() {
    let title = Phrase(en: "Cost & \(symbol: "w5")", ko: "오차")
    #expect(
      Self.body(.heading(level: 1, title)) == #"{\LARGE\bfseries Cost \& $w_{5}$\par}\bigskip"#)
    #expect(Self.body(.heading(level: 2, title)) == #"\section*{Cost \& $w_{5}$}"#)
    #expect(Self.body(.heading(level: 3, title), in: .korean) == #"\subsection*{오차}"#)
    #expect(Self.body(.heading(level: 4, title), in: .korean) == #"\subsubsection*{오차}"#)
  }

  @Test func `signs of LaTeX's own are written out`() {
    #expect(
      LaTeXText.escaped(#"50 % of {a_1} ~ $x^2$ # \ −α·10⁻⁷ → ½"#)
        == ##"50 \% of \{a\_1\} \textasciitilde{} \$x\textasciicircum{}2\$ \# \textbackslash{} "##
        + ##"$-$$\alpha$$\cdot$10$^{-7}$ $\rightarrow$ $\frac12$"##)
  }

  @Test func `quotation marks open before a word and close after it`() {
    #expect(LaTeXText.escaped(#""Chain" and ("rule")"#) == "“Chain” and (“rule”)")
  }

  @Test func `a title has its line below it, and notes follow`() {
    var document = Document(
      digits: 4, blocks: [.heading(level: 1, Phrase("T")), .paragraph(Phrase("A note."))])
    document.imprint.author = "A. Lovelace"
    let text = LaTeXRenderer(language: .english, isFragment: true).render(document)
    #expect(
      text.hasSuffix(
        """
        {\\LARGE\\bfseries T\\par}\\bigskip

        A. Lovelace\\bigskip

        A note.

        """))
  }

  @Test func `equations of a passage share one column, with the prose between them`() {
    let sum = Equation(
      name: "net", kind: .value, formula: .leaf("a", 0.5) + .leaf("b", 0.25), value: 0.75)
    let product = Equation(
      name: "E", kind: .value, formula: .leaf("a", 0.5) * .leaf("b", 0.25), value: 0.125)
    #expect(
      Self.body(
        .paragraph(Phrase("Before.")), .equations([sum]), .paragraph(Phrase("Between.")),
        .equations([product]), .paragraph(Phrase("After."))) == #"""
          Before.
          \begin{align*}
          \mathit{net} &= a + b \\*
          &= 0.5 + 0.25 \\*
          &= 0.75
          \intertext{Between.}
          E &= a \cdot b \\*
          &= 0.5 \cdot 0.25 \\*
          &= 0.125
          \end{align*}

          After.
          """#)
  }

  @Test func `a table has rules above, below and under its header`() {
    let table = Table(
      header: [Phrase("Symbol"), Phrase("Value")],
      rows: [[Phrase("\(symbol: "w1")"), Phrase("\(number: -0.15)")]])
    #expect(
      Self.body(.table(table)) == #"""
        \resizebox{\ifdim\width>\linewidth\linewidth\else\width\fi}{!}{%
        \begin{tabular}{@{}lr@{}}
        \toprule
        Symbol & Value \\
        \midrule
        $w_{1}$ & $-0.15$ \\
        \bottomrule
        \end{tabular}}
        """#)
  }

  @Test func `an article stands alone, in Korean with a font that has Hangul`() {
    let document = Document(digits: 4, blocks: [.paragraph(Phrase(en: "Text.", ko: "글."))])
    let english = LaTeXRenderer(language: .english).render(document)
    #expect(english.hasPrefix(#"\documentclass[10pt, a4paper, fleqn]{article}"#))
    #expect(english.hasSuffix("Text.\n\\end{document}\n"))
    #expect(!english.contains("Noto"))
    let korean = LaTeXRenderer(language: .korean).render(document)
    // Figures are set without serifs.
    #expect(korean.contains(#"\setmainfont{Noto Serif CJK KR}"#))
    #expect(korean.contains(#"\setsansfont{Noto Sans CJK KR}"#))
    #expect(korean.contains(#"\renewcommand{\contentsname}{차례}"#))
    let named = LaTeXRenderer(language: .english).render(
      Document(digits: 4, blocks: [.paragraph("The sum of 무게.")]))
    #expect(named.contains(#"\setmainfont{Noto Serif CJK KR}"#) && !named.contains("차례"))
  }
}
