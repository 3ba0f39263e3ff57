import Foundation
import Testing

@testable import Tracer

/// Plots as SVG images.
@Suite struct PlotImageTests {
  private static let plot = Plot(
    title: Phrase(en: "a < b & c > d", ko: "시험"), x: Plot.Axis(Phrase(en: "right", ko: "오른쪽")),
    y: Plot.Axis(Phrase("\(symbol: "E_total")")),
    series: [
      Plot.Series(Phrase("up"), [Plot.Point(0, 0), Plot.Point(5, 10)]),
      Plot.Series(Phrase("down"), [Plot.Point(5, 10), Plot.Point(10, 5)]),
    ])

  private static func lines(_ plot: Plot) -> [String] {
    plot.svg(in: .english, NumberStyle(digits: 4)).split(separator: "\n").map(String.init)
  }

  private static func label(_ text: String, _ place: String, _ anchor: String) -> String {
    let (x, y) = (place.split(separator: " ")[0], place.split(separator: " ")[1])
    return #"<text class="plain" x="\#(x)" y="\#(y)" text-anchor="\#(anchor)">\#(text)</text>"#
  }

  private static func line(_ places: String, _ stroke: String) -> String {
    #"<polyline points="\#(places)" fill="none" stroke=\#(stroke)/>"#
  }

  // The frame spans 64…624 by 348…28: a tenth is 56 to the right and 32 upwards.
  @Test func `an image has its title, axes, curves and legend`() {
    let lines = Self.lines(Self.plot)
    #expect(
      lines[0].hasPrefix(
        """
        <svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="a &lt; b &amp; c &gt; d" \
        viewBox="0 0 639 437" width="639" 
        """))
    #expect(lines[2] == ##"<rect width="100%" height="100%" fill="#fff"/>"##)
    let axis = ##""#696969" stroke-width="1.0""##
    var expected = [Self.line("64,28 624,28 624,348 64,348 64,28", axis)]
    for (x, tick) in [(64, 0), (176, 2), (288, 4), (400, 6), (512, 8), (624, 10)] {
      expected += [
        Self.line("\(x),348 \(x),353", axis), Self.label("\(tick)", "\(x) 367", "middle"),
      ]
    }
    for (y, tick) in [(348, 0), (284, 2), (220, 4), (156, 6), (92, 8), (28, 10)] {
      expected += [
        Self.line("64,\(y) 59,\(y)", axis), Self.label("\(tick)", "56 \(y + 4)", "end"),
      ]
    }
    expected += [Self.label("right", "344 386", "middle"), Self.label("E_total", "8 18", "start")]
    let (blue, red) = (##""#0072B2" stroke-width="1.6""##, ##""#D55E00" stroke-width="1.6""##)
    let dashed = red + #" stroke-dasharray="7 4""#
    func circle(_ x: Int, _ y: Int) -> String {
      ##"<circle cx="\##(x)" cy="\##(y)" r="3" fill="#0072B2" stroke="#0072B2"/>"##
    }
    func square(_ x: Int, _ y: Int) -> String {
      let (left, right, top, bottom) = (x - 3, x + 3, y - 3, y + 3)
      return ##"<path d="M\##(left) \##(top)L\##(right) \##(top)L\##(right) \##(bottom)"##
        + ##"L\##(left) \##(bottom)Z" fill="#fff" stroke="#D55E00"/>"##
    }
    expected += [
      Self.line("64,348 344,28", blue), circle(64, 348), circle(344, 28),
      Self.line("344,28 624,188", dashed), square(344, 28), square(624, 188),
      Self.line("64,404 94,404", blue), circle(79, 404), Self.label("up", "102 408", "start"),
      Self.line("64,421 94,421", dashed), square(79, 421), Self.label("down", "102 425", "start"),
      "</svg>",
    ]
    for (found, line) in zip(lines.dropFirst(3), expected) { #expect(found == line) }
    #expect(lines.count == expected.count + 3)
  }

  @Test func `curves that end at the right have their names there, apart from each other`() {
    var plot = Self.plot
    plot.series = ["one", "two", "three"].enumerated().map { position, name in
      Plot.Series("\(name)", [Plot.Point(0, 0), Plot.Point(1, 1)])
    }
    let places = Self.lines(plot).filter { $0.contains(#"text-anchor="start">"#) }.compactMap {
      line in line.firstMatch(of: /y="([0-9.]+)".*>(one|two|three)</).map { Double($0.1) ?? .nan }
    }
    // All three end at the upper edge, at 28.
    #expect(places == [32, 47, 62])
    #expect(!Self.lines(plot).contains { $0.contains(#"x="102""#) })
  }

  @Test func `paths over a surface have their start and its lowest point marked`() throws {
    var plot = Self.plot
    plot.series = [Plot.Series(Phrase("way"), [Plot.Point(0, 1), Plot.Point(1, 1)])]
    plot = plot.overSurface { x, y in (x - 0.3) * (x - 0.3) + (y - 1.02) * (y - 1.02) }
    let lowest = try #require(plot.contours?.lowest)
    #expect(abs(lowest.x - 0.3) < 1e-3 && abs(lowest.y - 1.02) < 1e-3)
    let svg = plot.svg(in: .english, NumberStyle(digits: 4))
    #expect(svg.contains(">start</text>") && svg.contains(">minimum</text>"))
    #expect(svg.contains(#"r="7""#))
    // A slope has no lowest point within the frame, and regions are no surface.
    let slope = plot.overSurface { x, _ in x }
    #expect(slope.contours?.lowest == nil)
    let regions = plot.overSurface(levels: [0.5]) { x, y in x * x + y * y }
    #expect(!regions.svg(in: .korean, NumberStyle(digits: 4)).contains("출발점"))
  }

  @Test func `an image speaks the language of the document`() {
    let svg = Self.plot.svg(in: .korean, NumberStyle(digits: 4))
    #expect(svg.contains(#"aria-label="시험""#))
    #expect(svg.contains(">오른쪽</text>"))
    #expect(svg.contains(">E_total</text>"))
  }

  @Test(arguments: [(60, 60), (61, 0)])
  func `up to sixty points of a curve are dots`(points: Int, dots: Int) {
    var plot = Self.plot
    plot.series = [
      Plot.Series(Phrase("many"), (0..<points).map { Plot.Point(Double($0), Double($0)) })
    ]
    let svg = plot.svg(in: .english, NumberStyle(digits: 4))
    // One more is in the legend.
    #expect(svg.components(separatedBy: "<circle ").count - 2 == dots)
  }

  // The heights are x on 0…1; the only line drawn is a quarter up, at 64 + 560 / 4.
  @Test func `a line of equal height stands behind the curves`() {
    var plot = Self.plot
    plot.series = []
    plot.contours = Plot.Contours(x: 0...1, y: 0...1, count: 2, lines: 1) { x, _ in x }
    let svg = plot.svg(in: .english, NumberStyle(digits: 4))
    #expect(svg.contains(#"<path d="M204 348L204 28" fill="none" stroke="silver"/>"#))
  }

  @Test func `Markdown holds an image, or refers to its file`() {
    let document = Document(
      digits: 4, blocks: [.figure(.plot(Self.plot)), .paragraph(Phrase("and"))])
    let svg = Self.plot.svg(in: .english, NumberStyle(digits: 4))
    #expect(MarkdownRenderer(language: .english).render(document) == "\(svg)\n\nand\n")
    let named = MarkdownRenderer(language: .english, imageName: "n")
    #expect(named.render(document) == "![a < b & c > d](n-1.svg)\n\nand\n")
    #expect(named.images(in: document).map(\.file) == ["n-1.svg"])
    #expect(named.images(in: document).map(\.svg) == [svg + "\n"])
    #expect(MarkdownRenderer(language: .english).images(in: document).isEmpty)
  }

  @Test func `images are numbered in their order, diagrams are none`() throws {
    let digit = DigitDrawing(pixels: [0, 255], columns: 2, name: "seven")
    let graph = try ExpressionFile("a = 2\ny = a * 3", file: "g").model.trace
    let document = Document(
      digits: 4,
      blocks: [
        .figure(.digit(digit)), .figure(.graph(try #require(GraphDrawing(graph)))),
        .figure(.plot(Self.plot)),
      ])
    let renderer = MarkdownRenderer(language: .korean, imageName: "n", drawsDiagrams: true)
    #expect(renderer.images(in: document).map(\.file) == ["n-1.svg", "n-2.svg"])
    let text = renderer.render(document)
    #expect(text.hasPrefix("![seven](n-1.svg)\n\n```mermaid\n"))
    #expect(text.hasSuffix("\n```\n\n![시험](n-2.svg)\n"))
    let drawn = MarkdownRenderer(language: .korean, imageName: "n")
    #expect(drawn.images(in: document).map(\.file) == ["n-1.svg", "n-2.svg", "n-3.svg"])
    #expect(drawn.images(in: document)[1].svg.contains("<style>"))
    #expect(!drawn.render(document).contains("mermaid"))
  }
}
