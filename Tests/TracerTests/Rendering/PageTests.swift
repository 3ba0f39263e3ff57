import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@testable import Tracer

/// Pages in HTML, block by block.
@Suite("Pages") struct PageTests {
  /// What stands in the page's `main`.
  static func body(
    _ blocks: Block..., digits: Int = 4, in language: Language = .english
  ) -> String {
    let page = HTMLRenderer(language: language).render(Document(digits: digits, blocks: blocks))
    let parts = page.components(separatedBy: "<main>\n")
    return parts[1].components(separatedBy: "\n</main>")[0]
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  @Test func `a heading has its level, and the first is the title`() {
    let title = Phrase(en: "Errors & \(symbol: "w5") < 1", ko: "오차")
    #expect(
      Self.body(.heading(level: 2, title))
        == "<h2>Errors &amp; <math><msub><mi>w</mi><mn>5</mn></msub></math> &lt; 1</h2>")
    let page = HTMLRenderer(language: .korean).render(
      Document(digits: 4, blocks: [.heading(level: 1, title)]))
    #expect(page.contains("<html lang=\"ko\">"))
    #expect(page.contains("<title>오차</title>"))
    #expect(!page.contains("http://") && !page.contains("<script"))
  }

  @Test func `a paragraph has every kind of piece`() {
    let phrase = Phrase(
      "\(strong: "Note:") \(number: 1.0 / 3) \(code: "a<b") \(formula: .leaf("a") * .leaf("b"))")
    #expect(
      Self.body(.paragraph(phrase)) == """
        <p><strong>Note:</strong> <math><mn>0.3333</mn></math> <code>a&lt;b</code> \
        <span class="term"><math><mi>a</mi><mo form="infix">·</mo><mi>b</mi></math></span></p>
        """)
  }

  @Test func `points and listings stand as they are`() {
    #expect(
      Self.body(.list([Phrase("one"), Phrase("two")]))
        == "<ul>\n<li>one</li>\n<li>two</li>\n</ul>")
    #expect(
      Self.body(.listing(language: "sh", text: "a < b\n  c"))
        == "<pre tabindex=\"0\"><code>a &lt; b\n  c</code></pre>")
  }

  @Test func `an equation has its name once, and a sign before each side`() {
    let formula = Formula.leaf("a", 0.5) + .leaf("b", 0.25)
    let equation = Equation(name: "net", kind: .value, formula: formula, value: 0.75)
    #expect(
      Self.body(.equations([equation])) == """
        <div class="equations" style="--column:3">
        <div class="equation"><span class="name"><math><mi>net</mi></math></span>\
        <span class="sign"><math><mo>=</mo></math></span>\
        <span class="side"><span class="term"><math><mi>a</mi></math></span> \
        <span class="term"><math><mo form="infix">+</mo><mi>b</mi></math></span></span>
        <span class="name"></span><span class="sign"><math><mo>=</mo></math></span>\
        <span class="side"><span class="term"><math><mn>0.5</mn></math></span> \
        <span class="term"><math><mo form="infix">+</mo><mn>0.25</mn></math></span></span>
        <span class="name"></span><span class="sign"><math><mo>=</mo></math></span>\
        <span class="side"><span class="term"><math><mn>0.75</mn></math></span></span></div>
        </div>
        """)
  }

  @Test func `a table's numbers stand on the right`() {
    let table = Table(
      header: [Phrase("Symbol"), Phrase("Value")],
      rows: [[Phrase("\(symbol: "w1")"), Phrase("\(number: -0.15)")]])
    #expect(
      Self.body(.table(table)) == """
        <div class="table" role="group" tabindex="0" aria-label="Symbol, Value">
        <table>
        <thead><tr><th scope="col">Symbol</th><th scope="col" class="number">Value</th></tr></thead>
        <tbody>
        <tr><td><math><msub><mi>w</mi><mn>1</mn></msub></math></td><td class="number">\
        <math><mo form="prefix">−</mo><mn>0.15</mn></math></td></tr>
        </tbody>
        </table>
        </div>
        """)
  }

  @Test(
    arguments: [
      ("w5+", "<msubsup><mi>w</mi><mn>5</mn><mrow><mo>+</mo></mrow></msubsup>"),
      ("alpha", "<mi>α</mi>"),
      (
        "dE/dnet_o1",
        "<mfrac><mrow><mi>∂</mi><mi>E</mi></mrow><mrow><mi>∂</mi><msub><mi>net</mi><mi>o1</mi></msub>"
          + "</mrow></mfrac>"
      ),
      (
        "W1[4,7]",
        "<mrow><msub><mi>W</mi><mn>1</mn></msub><mo stretchy=\"false\">[</mo><mn>4</mn><mo>,</mo>"
          + "<mn>7</mn><mo stretchy=\"false\">]</mo></mrow>"
      ),
      (
        "m_hat_w1",
        "<msub><mover accent=\"true\"><mi>m</mi><mo>^</mo></mover><mi>w1</mi></msub>"
      ),
    ])
  func `a symbol in MathML`(name: String, written: String) {
    #expect(MathMLScript().symbol(name).text == written)
  }

  @Test func `a sum in brackets can be broken, a power cannot`() {
    let (a, b) = (Formula.leaf("a"), Formula.leaf("b"))
    let script = MathMLScript()
    let numbers = NumberStyle(digits: 4)
    func pieces(_ formula: Formula) -> [String] {
      MathMLScript.pieces(
        of: script.symbolic(formula, numbers: numbers).text, inBrackets: 9)
    }
    #expect(
      pieces(-(a + b)) == [
        "<mo form=\"prefix\">−</mo><mrow><mo form=\"prefix\">(</mo><mi>a</mi></mrow>",
        "<mrow><mo form=\"infix\">+</mo><mi>b</mi><mo form=\"postfix\">)</mo></mrow>",
      ])
    #expect(pieces(.power(a + b, 2.0)).count == 1)
    // In one bracket, and not in those within it.
    let formula = script.symbolic(-(a * .call(.ln, b) + (1.0 - a) * b), numbers: numbers).text
    let texts = MathMLScript.pieces(of: formula, inBrackets: 1).map { piece in
      piece.replacing(/<[^>]*>/, with: "").filter {
        $0.isLetter || $0.isNumber || "+−·()".contains($0)
      }
    }
    #expect(texts == ["−(a", "·ln(b)", "+(1−a)", "·b)"])
  }

  @Test func `on a phone long names stand above, and what cannot be broken is smaller`() {
    let (out, target) = (Formula.leaf("out_will_not_buy"), Formula.leaf("target_will_not_buy"))
    let equation = Equation(
      name: "net_will_not_buy", kind: .value, formula: .power(target - out, 2.0), value: 1)
    let page = Self.body(.equations([equation]))
    #expect(page.contains("class=\"equations stacked\""))
    #expect(page.contains("<span class=\"wide\" style=\"--signs:"))
  }

  @Test(arguments: Example.all.map(\.name), Language.allCases)
  func `every page is well-formed`(_ name: String, language: Language) throws {
    let model = try #require(Example.named(name)).model()
    let page = HTMLRenderer(language: language).render(try Derivation(model).document())
    // XML has no void elements without a slash.
    let xml = page.replacing("<!DOCTYPE html>\n", with: "")
      .replacing(/<meta ([^>]*)>/) { "<meta \($0.output.1)/>" }
    let parser = XMLParser(data: Data(xml.utf8))
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
  }
}

/// MathML read back as a line of plain text.
final class MathMLReader: NSObject, XMLParserDelegate {
  private var open: [(name: String, children: [String])] = []
  private(set) var text = ""

  /// The line that a side of an equation says.
  static func line(_ side: String) throws -> String {
    let reader = MathMLReader()
    let parser = XMLParser(data: Data("<side>\(side)</side>".utf8))
    parser.delegate = reader
    guard parser.parse() else { throw PrintedLine.Unreadable(text: side, at: "not well-formed") }
    return reader.text
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) { open.append((name, [])) }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    let text = string.filter { !$0.isWhitespace && $0 != "\u{2061}" }
    if !text.isEmpty { open[open.count - 1].children.append(text) }
  }

  func parser(
    _ parser: XMLParser, didEndElement: String, namespaceURI: String?, qualifiedName: String?
  ) {
    let (name, children) = open.removeLast()
    let written: String
    switch name {
    case "mfrac": written = "((\(children[0]))/(\(children[1])))"
    case "msqrt": written = "√(\(children.joined()))"
    case "msup" where children[0] == "10":
      written = "10" + (Int(children[1].replacing("−", with: "-")).map(Superscript.of) ?? "?")
    case "msup": written = "(\(children[0]))^(\(children[1]))".replacing("(e)^", with: "e^")
    case "msub": written = children == ["log", "10"] ? "log10" : children.joined(separator: "_")
    default: written = children.joined()
    }
    if open.isEmpty { text = written } else { open[open.count - 1].children.append(written) }
  }
}

extension PrintedEquation {
  /// Every line of numbers in a page, with its result.
  static func inHTML(_ page: String) throws -> [PrintedEquation] {
    try page.components(separatedBy: "<div class=\"equation\">").dropFirst().compactMap { part in
      let equation = part.components(separatedBy: "</div>")[0]
      let sides = try equation.components(separatedBy: "<span class=\"side\">").dropFirst().map {
        side in
        let end = side.range(of: "\n<span class=\"name\">")?.lowerBound ?? side.endIndex
        return try MathMLReader.line(String(side[..<end].dropLast("</span>".count)))
      }
      guard sides.count > 1 else { return nil }
      return PrintedEquation(numbers: sides[sides.count - 2], result: sides[sides.count - 1])
    }
  }
}
