import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@testable import Tracer

@Suite struct PlotTests {
  static let plot = Plot(
    title: Phrase(en: "A < B", ko: "시험"), x: Plot.Axis(Phrase("x")), y: Plot.Axis(Phrase("y")),
    series: [
      Plot.Series(
        Phrase("square"), (-4...4).map { Plot.Point(Double($0), Double($0 * $0)) })
    ])

  @Test func `a parabola is drawn in characters`() {
    let lines = Self.plot.text(in: .english, NumberStyle(digits: 4))
    let rows = lines.dropFirst(2).prefix(20).map(Array.init)
    // Symmetric about the middle, lowest there, highest at both ends.
    let left = "15 ".count
    #expect(rows.allSatisfy { TextLayout.width(String($0)) <= 80 })
    #expect(rows[0][left + 1] == "*" && rows[0].last == "*")
    #expect(rows[19].contains("*") && !rows[10].dropFirst(left + 25).prefix(14).contains("*"))
  }

  @Test func `the image is well-formed and has no blank line`() throws {
    for language in Language.allCases {
      let svg = Self.plot.svg(in: language, NumberStyle(digits: 4))
      #expect(!svg.contains("\n\n"))
      let parser = XMLParser(data: Data(svg.utf8))
      #expect(parser.parse())
    }
  }

  @Test func `what is not finite is left out, and a single point has a scale`() {
    var plot = Self.plot
    plot.series = [Plot.Series(Phrase("one"), [Plot.Point(1, 1), Plot.Point(.nan, .infinity)])]
    #expect(plot.placed(on: plot.xScale, plot.yScale) == [[Plot.Point(0.5, 0.5)]])
  }

  @Test func `the line of a height goes through where the surface has it`() {
    let contours = Plot.Contours(x: -2...2, y: -2...2, count: 41) { $0 * $0 + $1 * $1 }
    let segments = contours.segments(at: 1)
    #expect(!segments.isEmpty)
    for (a, b) in segments {
      for point in [a, b] {
        #expect(abs(point.x * point.x + point.y * point.y - 1) < 0.01)
      }
    }
  }
}

/// Contour lines reach to the frame.
@Suite struct ContourTests {
  /// Every plot with contours that the program draws by itself.
  static var plots: [Plot] {
    let surfaces = Surface.all.compactMap {
      try? OptimizerComparison($0, OptimizerComparison.Entry.all(on: $0), steps: 30, derived: 0)
        .plot
    }
    let figures = Example.all.flatMap { $0.model().epilogue() }.compactMap { block -> Plot? in
      if case .figure(.plot(let plot)) = block { return plot }
      return nil
    }
    return surfaces + figures.filter { $0.contours != nil }
  }

  @Test func `contours cover the frame, and the paths stay inside it`() throws {
    #expect(Self.plots.count == Surface.all.count + 1)
    for plot in Self.plots {
      let contours = try #require(plot.contours)
      for (scale, grid) in [(plot.xScale, contours.x), (plot.yScale, contours.y)] {
        #expect(scale.place(of: try #require(grid.first)) == 0)
        #expect(scale.place(of: try #require(grid.last)) == 1)
      }
      for point in plot.placed(on: plot.xScale, plot.yScale).joined() {
        #expect((0...1).contains(point.x) && (0...1).contains(point.y))
      }
    }
  }
}
