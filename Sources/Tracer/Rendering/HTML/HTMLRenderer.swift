/// One HTML page that needs nothing else: MathML, drawings in SVG, and a style sheet for the screen,
/// the phone, the dark and paper.
public struct HTMLRenderer: Renderer {
  let language: Language
  /// What the page's program knows, where it has one.
  var live: LivePage?
  /// Whether the program fills in the equations.
  var isFilledIn = false
  let script = MathMLScript()

  /// A page in a language.
  public init(language: Language) { self.language = language }

  /// The document as a page.
  public func render(_ document: Document) -> String {
    let numbers = NumberStyle(digits: document.digits)
    let title = document.title(in: language)?.plain(numbers)
    let main = main(document, numbers)
    return """
      <!DOCTYPE html>
      <html lang="\(language.rawValue)"\(document.imprint.isLarge ? " class=\"large\"" : "")>
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(MathMLScript.escaped(title ?? "Backpropagation"))</title>
      <style>
      \(HTMLStyle.sheet)\(HTMLFields.style(of: main))</style>
      </head>
      <body>
      \(main)\(HTMLFields.controls(below: main, title: title ?? "", in: language))
      </body>
      </html>

      """
  }

  /// The document as a page in which every number is alive: with the other language, with its numbers
  /// and formulas as data, and with a program.
  package func render(_ document: Document, live: LivePage, _ program: PageProgram) -> String {
    let numbers = NumberStyle(digits: document.digits)
    var page = self
    page.live = live
    let others = Language.allCases.filter { $0 != language }.map { other in
      var page = HTMLRenderer(language: other)
      (page.live, page.isFilledIn) = (live, true)
      let main = page.main(document, numbers)
      return "<template data-language=\"\(other.rawValue)\">\n\(main)\n</template>\n"
    }
    let drawing = live.drawing.map {
      "<template id=\"drawing\">\n\(page.drawn($0, numbers))\n</template>\n"
    }
    let titles = Language.allCases.map { ($0, document.title(in: $0)?.plain(numbers) ?? "") }
    // A plot has a style of its own further down.
    return page.render(document)
      .replacing("</style>", with: "\(program.style)</style>", maxReplacements: 1)
      .replacing(
        "</body>",
        with: """
          \(others.joined())\(drawing ?? "")<script type="application/json" id="trace">\(live.json(titles: titles))</script>
          <script>
          \(program.script)</script>
          </body>
          """)
  }

  /// The first sheet of paper as a picture: the page itself within SVG.
  package func picture(of document: Document) -> String {
    let numbers = NumberStyle(digits: document.digits)
    let main = main(document, numbers)
      .replacing("<math>", with: "<math xmlns=\"http://www.w3.org/1998/Math/MathML\">")
    let title = document.title(in: language)?.plain(numbers) ?? ""
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 794 1123" width="794" height="1123" \
      role="img" aria-label="\(MathMLScript.escaped(title))">
      <style>
      \(HTMLStyle.sheet)\(HTMLStyle.paper)
      main { padding: 49px 57px; }
      </style>
      <rect width="794" height="1123" fill="#fff" stroke="silver"/>
      <foreignObject width="794" height="1123">
      <div xmlns="http://www.w3.org/1999/xhtml" lang="\(language.rawValue)">
      \(main)
      </div>
      </foreignObject>
      </svg>

      """
  }

  private func main(_ document: Document, _ numbers: NumberStyle) -> String {
    let imprint = document.imprint
    var equations = 0
    let passages = document.passages
    let body = passages.enumerated().map { position, passage in
      let column = columnWidth(of: passage.blocks)
      let passes = isPassing(passages[position...])
      return passage.blocks.map { block in
        var html = render(
          block, passage.numbers, column, isDense: document.isDense, first: equations)
        if passes, let level = block.heading?.level {
          html = html.replacing("<h\(level)>", with: "<h\(level) data-once>")
        }
        equations += [block].equations.count
        if block.isTitle { return html + below(title: imprint, document, numbers) }
        guard imprint.hasContents, case .heading(2, let phrase) = block else { return html }
        let id = isFilledIn ? "data-id" : "id"
        return html.replacing("<h2", with: "<h2 \(id)=\"\(Self.anchor(of: phrase))\"")
      }.joined(separator: "\n")
    }
    return "<main>\n\(body.joined(separator: "\n"))\n</main>"
  }

  /// Whose the document is, and its sections.
  private func below(title imprint: Imprint, _ document: Document, _ numbers: NumberStyle) -> String
  {
    let lines = imprint.lines.map { MathMLScript.escaped($0) }.joined(separator: " · ")
    let items = document.sections.map {
      "<li><a href=\"#\(Self.anchor(of: $0))\">\(render($0, numbers))</a></li>"
    }
    return (lines.isEmpty ? "" : "\n<p class=\"imprint\">\(lines)</p>")
      + (imprint.hasContents ? "\n<nav><ul>\n\(items.joined(separator: "\n"))\n</ul></nav>" : "")
  }

  private static func anchor(of phrase: Phrase) -> String {
    phrase.english.words.lowercased().split { !$0.isLetter && !$0.isNumber }
      .joined(separator: "-")
  }

  /// How wide the left-hand sides of a passage are, in signs.
  private func columnWidth(of blocks: [Block]) -> Int {
    blocks.equations.map { Self.width(of: Notation($0.name)) }.max() ?? 0
  }

  private static func width(of notation: Notation) -> Int {
    switch notation {
    case .derivative(let y, let x): 1 + max(width(of: y), width(of: x))
    case .difference(let a, let b): width(of: a) + width(of: b) + 3
    case .quantity(let parts):
      parts.base.count + ((parts.subscript_?.count ?? 0) * 3 + 3) / 4
        + (parts.index.isEmpty ? 0 : 1 + parts.index.reduce(0) { $0 + String($1).count + 1 })
        + (parts.isUpdated || parts.step != nil ? 1 : 0) + (parts.sample == nil ? 0 : 2)
    }
  }

  private func render(
    _ block: Block, _ numbers: NumberStyle, _ column: Int, isDense: Bool, first: Int
  ) -> String {
    switch block {
    case .heading(let level, let phrase):
      return "<h\(level)\(mark(phrase))>\(named(phrase, numbers))</h\(level)>"
    case .paragraph(let phrase):
      let others = live?.isAlive == true ? phrase.otherwise : []
      return
        (["<p\(mark(phrase))>\(render(phrase, numbers))</p>"]
        + others.map { "<p\(mark($0)) hidden>\(render($0, numbers))</p>" }).joined(separator: "\n")
    case .list(let points):
      return "<ul>\n"
        + points.map { "<li\(mark($0))>\(render($0, numbers))</li>\n" }.joined() + "</ul>"
    case .equations(let equations):
      let rows = equations.enumerated().map { position, equation in
        render(equation, numbers, isDense: isDense, at: first + position)
      }.joined(separator: "\n")
      return
        "<div class=\"equations\(isDense ? " dense" : "")\(column > 8 ? " stacked" : "")\" style=\"--column:\(column)\">\n\(rows)\n</div>"
    case .matrices(let equations):
      return equations.map { render($0, numbers) }.joined(separator: "\n")
    case .table(let table): return render(table, numbers)
    case .figure(let figure):
      let caption = render(figure.caption, numbers)
      let drawing = drawn(figure, numbers)
      let isBeside =
        if case .network(let network) = figure { network.litWeight != nil } else { false }
      return
        "<figure\(isPassing(block) ? " data-once" : "")\(isBeside ? " class=\"beside\"" : " tabindex=\"0\"")>\n\(drawing)\n<figcaption>\(caption)</figcaption>\n</figure>"
    case .listing(_, let text):
      return "<pre tabindex=\"0\"><code>\(MathMLScript.escaped(text))</code></pre>"
    }
  }

  private func drawn(_ figure: Figure, _ numbers: NumberStyle) -> String {
    let isLive = live?.isAlive == true
    // A plot has colours of its own, which need white paper in the dark, too.
    guard case .plot(let plot) = figure else {
      return figure.svg(in: language, numbers, isAlone: false, isLive: isLive)
    }
    let mark = isLive && plot.isLive ? " \(plot.liveAttribute)" : ""
    return figure.svg(in: language, numbers, isAlone: true, isLive: isLive)
      .replacing("<svg ", with: "<svg class=\"paper\"\(mark) ")
  }

  func render(_ phrase: Phrase, _ numbers: NumberStyle) -> String {
    var html: [String] = []
    var isBehindSymbol = false
    for piece in phrase[language].pieces(in: numbers) {
      let wasBehindSymbol = isBehindSymbol
      isBehindSymbol = false
      switch piece {
      case .text(let text):
        // No line begins with the comma or the particle that belongs to the symbol before it.
        let held = wasBehindSymbol ? text.prefix { !$0.isWhitespace } : text.prefix(0)
        if !held.isEmpty, let symbol = html.popLast() {
          html.append("<span class=\"held\">\(symbol)\(MathMLScript.escaped(String(held)))</span>")
        }
        html.append(MathMLScript.escaped(String(text[held.endIndex...])))
      case .symbol(let name):
        html.append(marked(name, math([script.symbol(name).text])))
        isBehindSymbol = true
      case .number(let value, let formula, let digits):
        let number = script.written(value, numbers: numbers.showing(digits)).text
        html.append(marked(formula, math([number])))
        isBehindSymbol = true
      case .formula(let formula, let digits):
        html.append(broken(script.symbolic(formula, numbers: numbers.showing(digits)).text))
      case .link(let text, let address):
        html.append(
          "<a href=\"\(MathMLScript.escaped(address))\">\(MathMLScript.escaped(text))</a>")
      case .code(let text): html.append("<code>\(MathMLScript.escaped(text))</code>")
      case .strong(let text): html.append("<strong>\(MathMLScript.escaped(text))</strong>")
      }
    }
    return html.joined()
  }

  /// A heading, also one of mathematics alone: MathML has no name, and a reader that lists headings
  /// would have none to say.
  private func named(_ phrase: Phrase, _ numbers: NumberStyle) -> String {
    let html = render(phrase, numbers)
    guard phrase[language].isMathematics else { return html }
    return "<span role=\"math\" aria-label=\"\(MathMLScript.escaped(phrase[language].words))\">"
      + "\(html)</span>"
  }

  private func render(_ table: Table, _ numbers: NumberStyle) -> String {
    let numeric = table.numericColumns(in: language)
    func row(_ cells: [Phrase], _ tag: String) -> String {
      cells.enumerated().map { column, cell in
        let classes =
          (numeric[column] ? ["number"] : []) + (table.beginsAnew(at: column) ? ["anew"] : [])
        let style = classes.isEmpty ? "" : " class=\"\(classes.joined(separator: " "))\""
        let isHeader = tag.hasPrefix("th") && !cell[language].barePieces.isEmpty
        let open = isHeader ? tag : "td"
        let content = isHeader ? named(cell, numbers) : render(cell, numbers)
        return "<\(open)\(style)>\(content)</\(open.prefix(2))>"
      }.joined()
    }
    let once = isPassing(.table(table)) ? " data-once" : ""
    let label =
      table.caption.map { [$0[language].words] }
      ?? table.header.map { $0[language].words }.filter { !$0.isEmpty }
    let caption = table.caption.map { "\n<caption>\(render($0, numbers))</caption>" } ?? ""
    let rows = table.rows.map { "<tr>\(row($0, "td"))</tr>" }.joined(separator: "\n")
    return """
      <div class="table"\(once) role="group" tabindex="0" aria-label="\
      \(MathMLScript.escaped(label.joined(separator: ", ")))">
      <table>\(caption)
      <thead><tr>\(row(table.header, "th scope=\"col\""))</tr></thead>
      <tbody>
      \(rows)
      </tbody>
      </table>
      </div>
      """
  }
}
