import Testing

@testable import Tracer

/// What a lecturer puts on a document, in every format.
@Suite("Imprint") struct ImprintTests {
  private static func document() -> Document {
    var document = Document(
      digits: 4,
      blocks: [
        .heading(level: 1, Phrase("Ours")), .heading(level: 2, Phrase("Forward pass")),
        .paragraph(Phrase("Text.")), .heading(level: 2, Phrase("Backward pass")),
        .heading(level: 4, Phrase("Weight \(symbol: "w5")")), .paragraph(Phrase("Lines.")),
        .heading(level: 4, Phrase("Weight \(symbol: "w6")")),
      ])
    document.imprint.title = "Exercise \"3\""
    document.imprint.author = "A. Lovelace"
    document.imprint.course = "Networks & more"
    document.imprint.date = "2026"
    return document
  }

  @Test func `text has the title and a line below it`() {
    var document = Self.document()
    document.imprint.hasContents = true
    let text = PlainTextRenderer(language: .english).render(document)
    #expect(
      text.hasPrefix(
        """
        Exercise "3"
        ════════════
        Networks & more · A. Lovelace · 2026

          • Forward pass
          • Backward pass

        Forward pass
        """))
  }

  @Test func `Markdown has metadata in place of the first heading`() {
    let text = MarkdownRenderer(language: .english).render(Self.document())
    #expect(
      text.hasPrefix(
        #"""
        ---
        title: "Exercise \"3\""
        subtitle: "Networks & more"
        author: "A. Lovelace"
        date: "2026"
        lang: "en"
        ---

        ## Forward pass
        """#))
  }

  @Test func `a page has a line below the title, and links to its sections`() {
    var document = Self.document()
    document.imprint.hasContents = true
    document.imprint.isLarge = true
    let page = HTMLRenderer(language: .english).render(document)
    #expect(page.contains("<html lang=\"en\" class=\"large\">"))
    #expect(page.contains("<title>Exercise &quot;3&quot;</title>"))
    #expect(
      page.contains("<p class=\"imprint\">Networks &amp; more · A. Lovelace · 2026</p>"))
    #expect(page.contains("<li><a href=\"#backward-pass\">Backward pass</a></li>"))
    #expect(page.contains("<h2 id=\"backward-pass\">Backward pass</h2>"))
  }

  @Test func `an article lists its sections`() {
    var document = Self.document()
    document.imprint.hasContents = true
    document.imprint.isLarge = true
    let article = LaTeXRenderer(language: .english).render(document)
    #expect(article.hasPrefix(#"\documentclass[17pt, a4paper, fleqn]{extarticle}"#))
    #expect(article.contains(#"Networks \& more $\cdot$ A. Lovelace $\cdot$ 2026\bigskip"#))
    #expect(article.contains("\\tableofcontents"))
    #expect(article.contains(#"\addcontentsline{toc}{section}{Backward pass}"#))
  }

  @Test func `notes stand where they say`() throws {
    var document = Self.document()
    let notes = """
      First *words*, 2 * 3 * 4, **more**.

      <!-- before: w6 -->
      About `code` and $w6$,
      on two lines.

      <!-- after: Forward pass -->
      - one
      - two

      <!-- after: w6 -->
      Last.
      """
    try LecturerNotes(notes, file: "n.md").insert(into: &document)
    document.imprint = Imprint()
    #expect(
      MarkdownRenderer(language: .english).render(document) == """
        # Ours

        First **words**, 2 \\* 3 \\* 4, **more**.

        ## Forward pass

        Text.

        - one
        - two

        ## Backward pass

        #### Weight $w_{5}$

        Lines.

        About `code` and $w_{6}$, on two lines.

        #### Weight $w_{6}$

        Last.

        """)
  }

  @Test func `a note without a place is refused`() throws {
    var document = Self.document()
    let lost = try LecturerNotes("<!-- before: w7 -->\nText.", file: "n.md")
    let error = #expect(throws: NoteError.self) { try lost.insert(into: &document) }
    #expect(
      error?.description == """
        n.md:1: w7: no such place; a parameter that has lines of its own, the name of a section, \
        start or end expected
        """)
    let wrong = #expect(throws: NoteError.self) {
      try LecturerNotes("a\n<!-- w7 -->", file: "n.md")
    }
    #expect(
      wrong?.description
        == "n.md:2: <!-- before: PLACE --> or <!-- after: PLACE --> expected")
  }
}

/// Calculations of whole layers, in every format.
@Suite("Matrices") struct MatrixTests {
  private static let block: Block = {
    let x = MatrixEquation.Matrix(rows: [[1, 2]], rank: 2)
    let w = MatrixEquation.Matrix(rows: [[0.5, 3]], rank: 2)
    let net = MatrixEquation.Matrix(rows: [[6.5]], rank: 2)
    return .matrices([
      MatrixEquation(
        name: "net_h",
        parts: [.tensor("x", x), .sign(.matrixProduct), .tensor("W1", w, isTransposed: true)],
        result: net)
    ])
  }()

  @Test func `a product in text`() {
    #expect(
      Rendered.text(Self.block) == """
          net_h = x · W1ᵀ   (1×1 ← 1×2 · 2×1)
                = [[1, 2]] · [[0.5], [3]]
                = [[6.5]]
        """)
  }

  @Test func `a product in TeX`() {
    #expect(
      Rendered.markdown(Self.block) == #"""
        $$
        \begin{aligned}
        \mathit{net}_{h} &= x \cdot W_{1}^{\mathsf{T}} \qquad {\scriptstyle (1{\times}1 \leftarrow 1{\times}2 \cdot 2{\times}1)} \\
        &= \begin{bmatrix} 1 & 2 \end{bmatrix} \cdot \begin{bmatrix} 0.5 \\ 3 \end{bmatrix} \\
        &= \begin{bmatrix} 6.5 \end{bmatrix}
        \end{aligned}
        $$
        """#)
  }

  @Test func `a matrix in MathML`() {
    #expect(
      MathMLScript().matrix([["<mn>1</mn>", "<mn>2</mn>"]])
        == "<mrow><mo>[</mo><mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr></mtable>"
        + "<mo>]</mo></mrow>")
  }
}
