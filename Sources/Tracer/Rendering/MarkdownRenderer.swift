/// Markdown with TeX mathematics, for GitHub, pandoc, Jupyter, Obsidian and KaTeX.
public struct MarkdownRenderer: Renderer {
  private let language: Language
  private let imageName: String?
  private let drawsDiagrams: Bool
  private let script = TeXScript()

  /// Markdown in a language.
  /// - Parameters:
  ///   - language: The language of the prose.
  ///   - imageName: What the files of its images are called, `NAME-1.svg`, `NAME-2.svg` …; `nil` to
  ///     have them stand in the text itself, which some readers, GitHub among them, leave out.
  ///   - drawsDiagrams: Whether networks and calculations are diagrams in Mermaid all the same.
  public init(language: Language, imageName: String? = nil, drawsDiagrams: Bool = false) {
    self.language = language
    self.imageName = imageName
    self.drawsDiagrams = drawsDiagrams || imageName == nil
  }

  /// The files to which the document refers, each with its contents.
  public func images(in document: Document) -> [(file: String, svg: String)] {
    guard imageName != nil else { return [] }
    let images = document.passages.flatMap { passage in
      passage.blocks.compactMap(image).map {
        $0.svg(in: language, passage.numbers, isAlone: true)
      }
    }
    return images.enumerated().map { (imageFile($0), $1 + "\n") }
  }

  private func image(_ block: Block) -> Figure? {
    guard imageName != nil, case .figure(let figure) = block else { return nil }
    return figure.isDiagram && drawsDiagrams ? nil : figure
  }

  private func imageFile(_ number: Int) -> String { "\(imageName ?? "plot")-\(number + 1).svg" }

  /// The document as Markdown.
  public func render(_ document: Document) -> String {
    var imageCount = 0
    var blocks = document.passages.flatMap { passage in
      passage.blocks.map { block -> String in
        if case .equations(let equations) = block {
          return render(equations, passage.numbers, isDense: document.isDense)
        }
        guard let figure = image(block) else { return render(block, passage.numbers) }
        defer { imageCount += 1 }
        let title = figure.caption[language].plain(passage.numbers)
        return "![\(title)](\(imageFile(imageCount)))"
      }
    }
    if !document.imprint.isEmpty {
      // The title is that of the metadata, or there would be two.
      if document.blocks.first?.isTitle == true { blocks.removeFirst() }
      blocks.insert(metadata(of: document), at: 0)
    }
    return blocks.joined(separator: "\n\n") + "\n"
  }

  /// What pandoc and Quarto read at the top of a file.
  private func metadata(of document: Document) -> String {
    let imprint = document.imprint
    let title = document.title(in: language)?.plain(NumberStyle(digits: document.digits))
    let fields = [
      ("title", title), ("subtitle", imprint.course), ("author", imprint.author),
      ("date", imprint.date), ("lang", language.rawValue),
    ]
    let lines =
      fields.compactMap { key, value in
        value.map {
          "\(key): \"\($0.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
        }
      } + (imprint.hasContents ? ["toc: true"] : [])
    return "---\n\(lines.joined(separator: "\n"))\n---"
  }

  private func render(_ block: Block, _ numbers: NumberStyle) -> String {
    switch block {
    case .heading(let level, let phrase):
      return String(repeating: "#", count: level) + " " + render(phrase, numbers)
    case .paragraph(let phrase): return render(phrase, numbers)
    case .list(let points): return points.map { "- " + render($0, numbers) }.joined(separator: "\n")
    case .equations: return ""
    case .matrices(let equations):
      return equations.map {
        "$$\n\\begin{aligned}\n\(TeXLayout.matrixLines(of: $0, in: script, numbers))\n\\end{aligned}\n$$"
      }.joined(separator: "\n\n")
    case .table(let table): return render(table, numbers)
    case .figure(let figure): return MarkdownFigures(language: language).render(figure, numbers)
    case .listing(let language, let text): return "```\(language)\n\(text)\n```"
    }
  }

  private func render(_ phrase: Phrase, _ numbers: NumberStyle) -> String {
    // Some readers take a dollar sign before a letter for a dollar sign.
    phrase[language].pieces(in: numbers, gap: " ").map { piece in
      switch piece {
      case .text(let text): Self.escaped(text)
      case .symbol(let name): "$\(script.symbol(name).text)$"
      case .number(let value, _, let digits):
        "$\(script.written(value, numbers: numbers.showing(digits)).text)$"
      case .formula(let formula, let digits):
        "$\(script.symbolic(formula, numbers: numbers.showing(digits)).text)$"
      case .link(let text, let address): text == address ? "<\(text)>" : "[\(text)](\(address))"
      case .code(let text): "`\(text)`"
      case .strong(let text): "**\(text)**"
      }
    }.joined()
  }

  /// Words as they are, where they hold signs that Markdown takes for its own.
  private static func escaped(_ text: String) -> String {
    text.map { "\\`*<$".contains($0) ? "\\\($0)" : String($0) }.joined()
  }

  /// Between equations that share a column.
  static let equationBreak = " \\\\[6pt]\n"

  /// One aligned block. No line of it begins with a sign that Markdown could take for its own.
  private func render(_ equations: [Equation], _ numbers: NumberStyle, isDense: Bool) -> String {
    let rows = equations.map { equation in
      let lines = TeXLayout.lines(of: equation, in: script, numbers, isDense: isDense)
      let isTall = lines.contains { $0.contains("\\frac") }
      return "\(script.symbol(equation.name).text) "
        + lines.joined(separator: isTall ? " \\\\[4pt]\n" : " \\\\\n")
        + (equation.number.map { " \\tag{\($0)}" } ?? "")
    }
    guard rows.count > 1 || rows[0].contains("\n") else {
      return "$$\n\(rows[0].replacing(" &", with: " "))\n$$"
    }
    // Only this one has a number beside each equation.
    let name = equations.contains { $0.number != nil } ? "align*" : "aligned"
    return
      "$$\n\\begin{\(name)}\n\(rows.joined(separator: Self.equationBreak))\n\\end{\(name)}\n$$"
  }

  private func render(_ table: Table, _ numbers: NumberStyle) -> String {
    func row(_ cells: [Phrase]) -> String {
      "| "
        + cells.map { render($0, numbers).replacing("|", with: "\\|") }
        .joined(separator: " | ") + " |"
    }
    let columns = table.numericColumns(in: language).map { $0 ? " ---: " : " --- " }
    let caption = table.caption.map { ["*\(render($0, numbers))*", ""] } ?? []
    return
      (caption + [row(table.header), "|\(columns.joined(separator: "|"))|"] + table.rows.map(row))
      .joined(separator: "\n")
  }
}
