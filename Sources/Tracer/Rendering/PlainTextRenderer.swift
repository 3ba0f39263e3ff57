/// Unicode text of at most 100 columns, for a terminal or an e-mail.
public struct PlainTextRenderer: Renderer {
  private let language: Language
  private let script = PlainScript()

  /// Text in a language.
  public init(language: Language) { self.language = language }

  /// The document as text.
  public func render(_ document: Document) -> String {
    let blocks = document.passages.flatMap { passage in
      passage.blocks.map { block in
        var lines = render(block, passage.numbers, isDense: document.isDense)
        if block.isTitle { lines += below(title: document, passage.numbers) }
        return lines.joined(separator: "\n")
      }
    }
    return TextLayout.released(blocks.joined(separator: "\n\n")) + "\n"
  }

  private func render(_ block: Block, _ numbers: NumberStyle, isDense: Bool) -> [String] {
    switch block {
    case .heading(let level, let phrase): return heading(level, render(phrase, numbers))
    case .paragraph(let phrase): return TextLayout.wrapped(render(phrase, numbers))
    case .list(let points):
      return points.flatMap {
        TextLayout.wrapped("• " + render($0, numbers), indent: 4, firstIndent: 2)
      }
    case .equations(let equations): return render(equations, numbers, isDense: isDense)
    case .matrices(let equations): return equations.flatMap { render($0, numbers) }
    case .table(let table): return render(table, numbers)
    case .figure(let figure): return PlainFigures(language: language).render(figure, numbers)
    case .listing(let language, let text):
      return text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
        let line = line.isEmpty ? "" : "    \(line)"
        return language == "python" ? continued(line) : [line]
      }
    }
  }

  /// A line of Python on as many lines as it takes.
  private func continued(_ line: String) -> [String] {
    guard line.count > TextLayout.columns,
      let place = line.prefix(TextLayout.columns - 1).lastIndex(of: " "),
      line[..<place].contains(where: { $0 != " " })
    else { return [line] }
    return ["\(line[..<place]) \\"] + continued("        \(line[place...].dropFirst())")
  }

  /// Whose the document is, and its sections.
  private func below(title document: Document, _ numbers: NumberStyle) -> [String] {
    let lines = document.imprint.lines
    let contents = document.imprint.hasContents ? document.sections : []
    return (lines.isEmpty ? [] : TextLayout.wrapped(lines.joined(separator: " · ")))
      + (contents.isEmpty ? [] : [""]) + contents.map { "  • \(render($0, numbers))" }
  }

  private func heading(_ level: Int, _ title: String) -> [String] {
    guard let rule = [1: "═", 2: "─", 3: "┄"][level] else {
      return TextLayout.wrapped("▸ \(title)", indent: 2, firstIndent: 0)
    }
    let lines = TextLayout.wrapped(title)
    let width = lines.map { TextLayout.width($0) }.max() ?? 0
    return lines + [String(repeating: rule, count: width)]
  }

  private func render(_ phrase: Phrase, _ numbers: NumberStyle) -> String {
    phrase[language].held(numbers)
  }

  private func render(_ equations: [Equation], _ numbers: NumberStyle, isDense: Bool) -> [String] {
    let names = equations.map { script.symbol($0.name).text }
    let width = min(2 + (names.map { TextLayout.width($0) }.max() ?? 0), TextLayout.columns / 2)
    var lines: [String] = []
    for (name, equation) in zip(names, equations) {
      let shown = ShownEquation(equation, in: script, digits: numbers.digits)
      // A name that leaves its equation no room stands above it.
      let isAbove = TextLayout.width(name) > width
      if isAbove { lines += TextLayout.wrapped(name, indent: 2) }
      let rows = shown.rows(
        dense: isDense
          ? { width + 3 + TextLayout.width(TextLayout.unbroken($0)) <= TextLayout.columns } : nil)
      lines += aligned(rows, behind: isAbove ? "" : name, width: width)
      if let number = equation.number {
        let tag = "(\(number))"
        let room = TextLayout.columns - tag.count
        if TextLayout.width(lines[lines.count - 1]) + 2 > room { lines.append("") }
        lines.append(TextLayout.padded(lines.removeLast(), to: room) + tag)
      }
      if rows.count > 1 { lines.append("") }
    }
    if lines.last == "" { lines.removeLast() }
    return lines
  }

  private func render(_ equation: MatrixEquation, _ numbers: NumberStyle) -> [String] {
    let name = script.symbol(equation.name).text
    return aligned(script.sides(equation, numbers), behind: name, width: 2 + TextLayout.width(name))
  }

  /// Sides, each behind its sign in a column, the first of them behind the name.
  private func aligned(
    _ sides: [(isExact: Bool, text: String)], behind name: String, width: Int
  ) -> [String] {
    sides.enumerated().flatMap { position, side in
      var broken = TextLayout.broken(side.text, first: width + 3, indent: width + 5)
      let left = TextLayout.padded(position == 0 ? name : "", to: width, atEnd: false)
      broken[0] = "\(left) \(side.isExact ? "=" : "≈") \(broken[0])"
      return broken
    }
  }

  private func render(_ table: Table, _ numbers: NumberStyle) -> [String] {
    let rows = ([table.header] + table.rows).map { $0.map { render($0, numbers) } }
    let caption = table.caption.map {
      TextLayout.wrapped(render($0, numbers), indent: 4, firstIndent: 2)
    }
    let starts = table.header.indices.filter { $0 == 0 || table.beginsAnew(at: $0) }
    return (caption ?? [])
      + TextTable(rows, numeric: table.numericColumns(in: language), starts: starts).lines
  }
}

extension Prose {
  /// The prose as plain text, for a title or a label.
  func plain(_ numbers: NumberStyle) -> String { TextLayout.released(held(numbers)) }

  /// The prose as text, with the spaces within its mathematics held together.
  func held(_ numbers: NumberStyle) -> String {
    pieces(in: numbers).map { piece in
      switch piece {
      case .text(let text), .strong(let text): text
      case .link: piece.text(in: numbers)
      case .symbol, .number, .formula, .code: TextLayout.held(piece.text(in: numbers))
      }
    }.joined()
  }
}

extension String {
  var trimmingTrailingSpaces: String {
    String(reversed().drop { $0 == " " }.reversed())
  }
}
