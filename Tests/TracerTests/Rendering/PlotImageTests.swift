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

  // The frame spans 64…624 by 348…28: a tenth is 56 to the right and 32 upwards.
  @Test func `an image has its title, axes, curves and legend`() {
    let axis = #"text-anchor="middle" dominant-baseline="middle""#
    let end = #"text-anchor="end" dominant-baseline="middle""#
    let start = #"text-anchor="start" dominant-baseline="middle""#
    #expect(
      Self.plot.svg(in: .english, NumberStyle(digits: 4)) == """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 434" width="640" role="img" \
        font-family="sans-serif" font-size="12">
        <title>a &lt; b &amp; c &gt; d</title>
        <rect width="100%" height="100%" fill="white"/>
        <g stroke="silver" fill="none">
        </g>
        <rect x="64" y="28" width="560" height="320" fill="none" stroke="dimgray"/>
        <path d="M64 348v5" stroke="dimgray"/>
        <text x="64" y="363" \(axis)>0</text>
        <path d="M176 348v5" stroke="dimgray"/>
        <text x="176" y="363" \(axis)>2</text>
        <path d="M288 348v5" stroke="dimgray"/>
        <text x="288" y="363" \(axis)>4</text>
        <path d="M400 348v5" stroke="dimgray"/>
        <text x="400" y="363" \(axis)>6</text>
        <path d="M512 348v5" stroke="dimgray"/>
        <text x="512" y="363" \(axis)>8</text>
        <path d="M624 348v5" stroke="dimgray"/>
        <text x="624" y="363" \(axis)>10</text>
        <path d="M64 348h-5" stroke="dimgray"/>
        <text x="56" y="348" \(end)>0</text>
        <path d="M64 284h-5" stroke="dimgray"/>
        <text x="56" y="284" \(end)>2</text>
        <path d="M64 220h-5" stroke="dimgray"/>
        <text x="56" y="220" \(end)>4</text>
        <path d="M64 156h-5" stroke="dimgray"/>
        <text x="56" y="156" \(end)>6</text>
        <path d="M64 92h-5" stroke="dimgray"/>
        <text x="56" y="92" \(end)>8</text>
        <path d="M64 28h-5" stroke="dimgray"/>
        <text x="56" y="28" \(end)>10</text>
        <text x="320" y="382" \(axis)>right</text>
        <text x="8" y="18" \(start)>E_total</text>
        <polyline points="64.0,348.0 344.0,28.0" fill="none" stroke="#0072B2" stroke-width="1.5"/>\
        <circle cx="64.0" cy="348.0" r="2.5" fill="#0072B2"/>\
        <circle cx="344.0" cy="28.0" r="2.5" fill="#0072B2"/>
        <rect x="64" y="397" width="18" height="3" fill="#0072B2"/>
        <text x="88" y="402" \(start)>up</text>
        <polyline points="344.0,28.0 624.0,188.0" fill="none" stroke="#D55E00" stroke-width="1.5"/>\
        <circle cx="344.0" cy="28.0" r="2.5" fill="#D55E00"/>\
        <circle cx="624.0" cy="188.0" r="2.5" fill="#D55E00"/>
        <rect x="64" y="413" width="18" height="3" fill="#D55E00"/>
        <text x="88" y="418" \(start)>down</text>
        </svg>
        """)
  }

  @Test func `an image speaks the language of the document`() {
    let svg = Self.plot.svg(in: .korean, NumberStyle(digits: 4))
    #expect(svg.contains("<title>시험</title>"))
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
    #expect(svg.components(separatedBy: "<circle ").count - 1 == dots)
  }

  // The heights are x on 0…1; the only line drawn is a quarter up, at 64 + 560 / 4.
  @Test func `a line of equal height stands behind the curves`() {
    var plot = Self.plot
    plot.series = []
    plot.contours = Plot.Contours(x: 0...1, y: 0...1, count: 2, lines: 1) { x, _ in x }
    let svg = plot.svg(in: .english, NumberStyle(digits: 4))
    #expect(
      svg.contains(
        """
        <g stroke="silver" fill="none">
        <path d="M204.0,348.0L204.0,28.0"/>
        </g>
        """))
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
