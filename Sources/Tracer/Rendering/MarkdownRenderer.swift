/// Markdown with TeX mathematics, for GitHub, pandoc, Jupyter, Obsidian and KaTeX.
public struct MarkdownRenderer: Renderer {
  private let language: Language
  private let imageName: String?
  private let script = TeXScript()

  /// Markdown in a language.
  /// - Parameter imageName: What the files of its images are called, `NAME-1.svg`, `NAME-2.svg` …;
  ///   `nil` to have them stand in the text itself, which some readers, GitHub among them, leave out.
  public init(language: Language, imageName: String? = nil) {
    self.language = language
    self.imageName = imageName
  }

  /// The files to which the document refers, each with its contents.
  public func images(in document: Document) -> [(file: String, svg: String)] {
    guard imageName != nil else { return [] }
    let numbers = NumberStyle(digits: document.digits)
    let figures = MarkdownFigures(language: language)
    return document.images.enumerated().map { number, image in
      (imageFile(number), figures.render(image, numbers) + "\n")
    }
  }

  private func imageFile(_ number: Int) -> String { "\(imageName ?? "plot")-\(number + 1).svg" }

  /// The document as Markdown.
  public func render(_ document: Document) -> String {
    let numbers = NumberStyle(digits: document.digits)
    var imageCount = 0
    let blocks = document.blocks.map { block -> String in
      guard imageName != nil, case .figure(let figure) = block, figure.isImage else {
        return render(block, numbers)
      }
      defer { imageCount += 1 }
      let title = TextLayout.released(figure.title?[language].held(numbers) ?? "")
      return "![\(title)](\(imageFile(imageCount)))"
    }
    return blocks.joined(separator: "\n\n") + "\n"
  }

  private func render(_ block: Block, _ numbers: NumberStyle) -> String {
    switch block {
    case .heading(let level, let phrase):
      return String(repeating: "#", count: level) + " " + render(phrase, numbers)
    case .paragraph(let phrase): return render(phrase, numbers)
    case .list(let points): return points.map { "- " + render($0, numbers) }.joined(separator: "\n")
    case .equations(let equations):
      return equations.map { render($0, numbers) }.joined(separator: "\n\n")
    case .table(let table): return render(table, numbers)
    case .figure(let figure): return MarkdownFigures(language: language).render(figure, numbers)
    case .listing(let language, let text): return "```\(language)\n\(text)\n```"
    }
  }

  private func render(_ phrase: Phrase, _ numbers: NumberStyle) -> String {
    // Some readers take a dollar sign before a letter for a dollar sign.
    phrase[language].pieces(in: numbers, gap: " ").map { piece in
      switch piece {
      case .text(let text): text
      case .symbol(let name): "$\(script.symbol(name).text)$"
      case .number(let value): "$\(script.written(value, numbers: numbers).text)$"
      case .formula(let formula): "$\(script.symbolic(formula, numbers: numbers).text)$"
      case .code(let text): "`\(text)`"
      case .strong(let text): "**\(text)**"
      }
    }.joined()
  }

  /// One aligned block. No line of it begins with a sign that Markdown could take for its own.
  private func render(_ equation: Equation, _ numbers: NumberStyle) -> String {
    let name = script.symbol(equation.name).text
    let shown = ShownEquation(equation, in: script, digits: numbers.digits)
    let sides = shown.sides
    guard sides.count > 1 else { return "$$\n\(name) = \(sides[0])\n$$" }
    let isTall = sides.contains { $0.contains("\\frac") }
    let lines = sides.enumerated().map { position, side in
      (position == sides.count - 1 && !shown.isExact ? "&\\approx " : "&= ")
        + TeXLayout.broken(side).joined(separator: TeXLayout.lineBreak)
    }.joined(separator: isTall ? " \\\\[4pt]\n" : " \\\\\n")
    return "$$\n\\begin{aligned}\n\(name) \(lines)\n\\end{aligned}\n$$"
  }

  private func render(_ table: Table, _ numbers: NumberStyle) -> String {
    func row(_ cells: [Phrase]) -> String {
      "| " + cells.map { render($0, numbers) }.joined(separator: " | ") + " |"
    }
    let columns = table.header.indices.map { column in
      table.rows.allSatisfy { $0[column][language].isNumeric } ? " ---: " : " --- "
    }
    return ([row(table.header), "|\(columns.joined(separator: "|"))|"] + table.rows.map(row))
      .joined(separator: "\n")
  }
}

extension Prose {
  /// Whether it is a number or a count and nothing else, or empty.
  var isNumeric: Bool {
    barePieces.allSatisfy {
      switch $0 {
      case .number: true
      case .text(let text): text.allSatisfy { $0.isNumber || $0 == "," }
      case .symbol, .formula, .code, .strong: false
      }
    }
  }
}
