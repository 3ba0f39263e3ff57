/// An article that `xelatex` compiles as it is, or a fragment of one.
public struct LaTeXRenderer: Renderer {
  private let language: Language
  private let isFragment: Bool
  private let script = TeXScript()

  /// LaTeX in a language.
  /// - Parameters:
  ///   - language: The language of the prose.
  ///   - isFragment: Whether only the body is wanted, for a document of one's own; what it needs
  ///     stands in a comment at its top.
  public init(language: Language, isFragment: Bool = false) {
    self.language = language
    self.isFragment = isFragment
  }

  private static let longestTable = 30
  private static let packages = "amsmath, amssymb, booktabs, longtable, graphicx, tikz, url"

  /// Less room around formulas and headings, where few pages are wanted.
  private static let close = """

    \\AtBeginDocument{\\abovedisplayskip=4pt plus 2pt \\belowdisplayskip=\\abovedisplayskip
      \\abovedisplayshortskip=2pt plus 1pt \\belowdisplayshortskip=\\abovedisplayskip}
    \\makeatletter
    \\renewcommand{\\section}{\\@startsection{section}{1}{0pt}{10pt plus 3pt}{3pt}{\\large\\bfseries}}
    \\renewcommand{\\subsection}{\\@startsection{subsection}{2}{0pt}{7pt plus 2pt}{2pt}{\\bfseries}}
    \\renewcommand{\\subsubsection}{\\@startsection{subsubsection}{3}{0pt}{5pt plus 2pt}{1pt}{\\bfseries}}
    \\makeatother
    """

  /// The document in LaTeX.
  public func render(_ document: Document) -> String {
    let imprint = document.imprint
    let body = document.passages.map { passage -> String in
      let text = render(passage, in: document)
      guard case .heading(2, let phrase)? = passage.blocks.first, imprint.hasContents else {
        return text
      }
      return text + "\n\\addcontentsline{toc}{section}{\(render(phrase, passage.numbers))}"
    }.joined(separator: "\n\n").replacing(TeXScript.room, with: TeXScript.tallRoom)
    if isFragment {
      return "% Needs \\usepackage{\(Self.packages)}.\n\(body)\n"
    }
    // Names may be Korean in an English article, too, and its usual font has no signs for them.
    let isKorean = body.unicodeScalars.contains { (0x2E80...0xD7FF).contains($0.value) }
    let fonts =
      isKorean
      ? """

      \\IfFontExistsTF{Noto Serif CJK KR}{\\setmainfont{Noto Serif CJK KR}}{%
        \\IfFontExistsTF{NanumMyeongjo}{\\setmainfont{NanumMyeongjo}}{\\setmainfont{AppleMyungjo}}}
      \\IfFontExistsTF{Noto Sans CJK KR}{\\setsansfont{Noto Sans CJK KR}}{%
        \\IfFontExistsTF{NanumGothic}{\\setsansfont{NanumGothic}}{\\setsansfont{AppleGothic}}}
      \\XeTeXlinebreaklocale "ko"
      """ : ""
    let isDense = document.isDense && !imprint.isLarge
    let size = imprint.isLarge ? 17 : isDense ? 9 : 10
    return """
      \\documentclass[\(size)pt, a4paper, fleqn]{\(size == 10 ? "" : "ext")article}
      \\usepackage[\(isDense ? "margin=17mm, top=14mm, bottom=16mm" : "margin=22mm")]{geometry}
      \\usepackage{\(Self.packages)}
      \\usepackage{fontspec}\(fonts)\(language == .korean ? "\n\\renewcommand{\\contentsname}{차례}" : "")
      \\allowdisplaybreaks
      \\setlength{\\mathindent}{1em}
      \\makeatletter\\@beginparpenalty=10000\\makeatother
      \\setlength{\\parindent}{0pt}
      \\setlength{\\parskip}{\(isDense ? 3 : 5)pt plus 2pt}
      \\setlength{\\emergencystretch}{3em}
      \\renewcommand{\\arraystretch}{\(isDense ? 1.1 : 1.25)}\(isDense ? Self.close : "")
      \\begin{document}
      \(body)
      \\end{document}

      """
  }

  /// Whose the document is, and its sections.
  private func below(title imprint: Imprint) -> String {
    let lines = imprint.lines.map { LaTeXText.escaped($0) }.joined(separator: " $\\cdot$ ")
    return (lines.isEmpty ? "" : "\n\n\(lines)\\bigskip")
      + (imprint.hasContents ? "\n\n\\tableofcontents" : "")
  }

  private func render(_ passage: Document.Passage, in document: Document) -> String {
    let numbers = passage.numbers
    var parts: [String] = []
    var aligned: [String] = []
    var between: [String] = []
    func close() {
      if !aligned.isEmpty {
        // Without a blank line, which would be one more paragraph above the formula.
        let text = parts.popLast().map { "\($0)\n" } ?? ""
        parts.append(
          text + "\\begin{align*}\n\(aligned.joined(separator: " \\\\\n"))\n\\end{align*}")
      }
      parts += between
      (aligned, between) = ([], [])
    }
    for block in passage.blocks {
      switch block {
      case .equations(let equations):
        for equation in equations {
          let text = between.map { "\\intertext{\($0)}\n" }.joined()
          between = []
          aligned.append(text + render(equation, numbers, in: document))
        }
      case .paragraph(let phrase) where !aligned.isEmpty:
        between.append(render(phrase, numbers))
      default:
        close()
        parts.append(render(block, numbers, isDense: document.isDense))
        if block.isTitle { parts[parts.count - 1] += below(title: document.imprint) }
      }
    }
    close()
    return parts.joined(separator: "\n\n").replacing(" \\\\\n\\intertext", with: "\n\\intertext")
  }

  private func render(_ block: Block, _ numbers: NumberStyle, isDense: Bool) -> String {
    switch block {
    case .heading(let level, let phrase):
      let command = ["section", "section", "subsection", "subsubsection"][min(level, 4) - 1]
      let text = render(phrase, numbers)
      return level == 1 ? "{\\LARGE\\bfseries \(text)\\par}\\bigskip" : "\\\(command)*{\(text)}"
    case .paragraph(let phrase): return render(phrase, numbers)
    case .list(let points):
      let items = points.map { "\\item \(render($0, numbers))" }.joined(separator: "\n")
      return "\\begin{itemize}\n\(items)\n\\end{itemize}"
    case .equations: return ""
    case .matrices(let equations):
      let lines = equations.map { TeXLayout.matrixLines(of: $0, in: script, numbers) }
      return "\\begin{align*}\n\(lines.joined(separator: " \\\\\n"))\n\\end{align*}"
    case .table(let table): return render(table, numbers)
    case .figure(let coloured):
      let figure = coloured.inBlack
      return """
        \\begin{center}
        \(isDense ? "\\scalebox{0.7}{\(figure.tikz(in: language, numbers))}" : figure.tikz(in: language, numbers))

        \\small \(figure.caption[language].barePieces.isEmpty ? "" : render(figure.caption, numbers))
        \\end{center}
        """
    case .listing(_, let text):
      return "{\\footnotesize\\begin{verbatim}\n\(text)\n\\end{verbatim}}"
    }
  }

  private func render(_ phrase: Phrase, _ numbers: NumberStyle) -> String {
    phrase[language].pieces(in: numbers).map { piece in
      switch piece {
      case .text(let text): LaTeXText.escaped(text)
      case .symbol(let name): "$\(script.symbol(name).text)$"
      case .number(let value, _, let digits):
        "$\(script.written(value, numbers: numbers.showing(digits)).text)$"
      case .formula(let formula, let digits):
        "$\(script.symbolic(formula, numbers: numbers.showing(digits)).text)$"
      case .link(let text, let address):
        (text == address ? "" : LaTeXText.escaped(text) + " ") + "\\url{\(address)}"
      case .code(let text): "\\texttt{\(LaTeXText.escaped(text))}"
      case .strong(let text): "\\textbf{\(LaTeXText.escaped(text))}"
      }
    }.joined()
  }

  private func render(
    _ equation: Equation, _ numbers: NumberStyle, in document: Document
  ) -> String {
    let lines = TeXLayout.lines(
      of: equation, in: script, numbers, isDense: document.isDense,
      room: document.imprint.isLarge ? 10.0 / 17 : 1)
    let tag = equation.number.map { " \\tag{\($0)}\\label{eq:\(equation.name)}" } ?? ""
    // A page breaks between equations only.
    return "\(script.symbol(equation.name).text) \(lines.joined(separator: " \\\\*\n"))\(tag)"
  }

  private func render(_ table: Table, _ numbers: NumberStyle) -> String {
    func row(_ cells: [Phrase]) -> String {
      let text = cells.map { render($0, numbers) }.joined(separator: " & ")
      // A fraction as high as in a formula, with room above and below it.
      return text.contains("\\frac")
        ? "\\rule{0pt}{4ex}\(text.replacing("\\frac", with: "\\dfrac")) \\\\[6pt]" : text + " \\\\"
    }
    let columns = table.numericColumns(in: language).enumerated().map { column, isNumeric in
      (table.beginsAnew(at: column) ? "@{\\hspace{2.5em}}" : "") + (isNumeric ? "r" : "l")
    }
    // A table that fits a page needs no second run to know its widths.
    let isLong = table.rows.count > Self.longestTable
    let environment = isLong ? "longtable" : "tabular"
    let caption = table.caption.map { "{\\small \(render($0, numbers))\\par}\\nopagebreak\n" }
    return (caption ?? "") + (isLong ? "" : "\(Self.fitting)%\n") + """
      \\begin{\(environment)}\(isLong ? "[l]" : ""){@{}\(columns.joined())@{}}
      \\toprule
      \(row(table.header))
      \\midrule\(isLong ? "\n\\endhead" : "")
      \(table.rows.map(row).joined(separator: "\n"))
      \\bottomrule
      \\end{\(environment)}
      """ + (isLong ? "" : "}")
  }

  /// What makes the following no wider than the text.
  static let fitting = "\\resizebox{\\ifdim\\width>\\linewidth\\linewidth\\else\\width\\fi}{!}{"
}
