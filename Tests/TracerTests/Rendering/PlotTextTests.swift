import Testing

@testable import Tracer

/// Plots drawn in characters.
@Suite struct PlotTextTests {
  /// Up along the left edge, then from there to the right along the upper one.
  static let edges = Plot(
    title: Phrase(en: "Two edges", ko: "두 변"), x: Plot.Axis(Phrase(en: "right", ko: "오른쪽")),
    y: Plot.Axis(Phrase("\(symbol: "E_total")")),
    series: [
      Plot.Series(Phrase(en: "up", ko: "위로"), [Plot.Point(0, 0), Plot.Point(0, 10)]),
      Plot.Series(Phrase("\(symbol: "w1")"), [Plot.Point(0, 10), Plot.Point(10, 10)]),
    ])

  @Test func `a plot has its title, axes, curves and legend`() {
    #expect(
      Rendered.text(.figure(.plot(Self.edges))) == """
        Two edges
        E_total
        10 ┤oooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooooo
           │*
           │*
           │*
         8 ┤*
           │*
           │*
           │*
         6 ┤*
           │*
           │*
         4 ┤*
           │*
           │*
           │*
         2 ┤*
           │*
           │*
           │*
         0 ┤*
           └┬────────────┬───────────┬────────────┬───────────┬────────────┬
            0            2           4            6           8           10
            right
          *  up
          o  w1
        """)
    let korean = Rendered.text(.figure(.plot(Self.edges)), in: .korean)
    #expect(korean.hasPrefix("두 변\nE_total\n10 ┤o"))
    #expect(korean.hasSuffix("\n    오른쪽\n  *  위로\n  o  w1"))
  }

  @Test func `every curve has a mark of its own, as long as there are marks`() {
    var plot = Self.edges
    plot.series = (0..<7).map { Plot.Series(Phrase("\($0)"), [Plot.Point(Double($0), 0)]) }
    let lines = plot.text(in: .english, NumberStyle(digits: 4))
    let legend = ["  *  0", "  o  1", "  +  2", "  x  3", "  #  4", "  @  5", "  %  6"]
    #expect(lines.suffix(7) == legend)
    let drawn = lines.dropFirst(2).prefix(20).joined().filter { "*o+x#@%".contains($0) }
    #expect(drawn == "*o+x#@%")
  }

  // 63 steps to the right, 19 upwards: in column c the line is round(19·c / 63) rows high.
  @Test func `a straight line is drawn cell by cell`() {
    var plot = Self.edges
    plot.series = [Plot.Series(Phrase("rising"), [Plot.Point(0, 0), Plot.Point(63, 19)])]
    let rows = plot.text(in: .english, NumberStyle(digits: 4)).dropFirst(2).prefix(20).map {
      $0.drop { $0 != "│" && $0 != "┤" }.dropFirst().enumerated().filter { $0.element == "*" }
        .map(\.offset)
    }
    let expected = (0..<20).map { row in
      (0..<64).filter { 19 - Int((19 * Double($0) / 63).rounded()) == row }
    }
    #expect(rows == expected)
  }

  // The heights rise to the right by x. Of the lines at (k / 13)², every third is drawn: at
  // 0.053, 0.213, 0.479 and 0.852, in the grid at columns 3.2, 12.8, 28.8 and 51.1 of 60.
  @Test func `every third line of equal height is dotted`() {
    var plot = Self.edges
    plot.series = []
    plot.contours = Plot.Contours(x: 0...1, y: 0...1) { x, _ in x }
    let rows = plot.text(in: .english, NumberStyle(digits: 4)).dropFirst(2).prefix(20)
    for row in rows {
      let cells = row.drop { $0 != "│" && $0 != "┤" }.dropFirst()
      #expect(cells.enumerated().filter { $0.element == "·" }.map(\.offset) == [4, 13, 30, 54])
    }
  }

  @Test func `lines of equal height stand closer to the lowest place`() {
    let contours = Plot.Contours(x: 1...3, y: 0...2, count: 3, lines: 3) { x, y in x * 10 + y }
    #expect(contours.x == [1, 2, 3] && contours.y == [0, 1, 2])
    #expect(contours.heights == [[10, 20, 30], [11, 21, 31], [12, 22, 32]])
    // From 10 to 32: 22 · (1/4)², 22 · (2/4)², 22 · (3/4)².
    #expect(contours.levels == [11.375, 15.5, 22.375])
    #expect(contours.band(row: 0, column: 0) == 0)
    #expect(contours.band(row: 2, column: 0) == 1)
    #expect(contours.band(row: 0, column: 1) == 2)
    #expect(contours.band(row: 0, column: 2) == 3)
  }

  @Test func `a line of equal height crosses each cell where the height is met`() {
    let slope = Plot.Contours(x: 0...2, y: 0...2, count: 2) { x, _ in x }
    #expect(slope.segments(at: 0.5).map { [$0.0, $0.1] } == [[.init(0.5, 0), .init(0.5, 2)]])
    // A saddle: its corners are 1, −1, 1, −1, and each side is crossed in its middle.
    let saddle = Plot.Contours(x: -1...1, y: -1...1, count: 2) { x, y in x * y }
    #expect(
      saddle.segments(at: 0).map { [$0.0, $0.1] }
        == [[.init(0, -1), .init(1, 0)], [.init(0, 1), .init(-1, 0)]])
    #expect(slope.segments(at: 5).isEmpty)
  }

  @Test func `two regions have one border, and lines tell them apart`() {
    // The first region on the left, the third on the right.
    let regions = Plot.Contours(x: 0...2, y: 0...2, count: 3, levels: [0.5, 1.5]) { x, _ in
      x > 1 ? 2 : 0
    }
    let borders = regions.levels.map { regions.segments(at: $0).map { [$0.0, $0.1] } }
    #expect(borders[0] == borders[1])
    #expect(borders[0].joined().allSatisfy { $0.x == 1.5 } && borders[0].count == 2)
    #expect(regions.hatching.isEmpty)
    let striped = Plot.Contours(x: 0...2, y: 0...2, count: 3, levels: [0.5]) { x, _ in
      x > 0.5 ? 1 : 0
    }
    #expect(striped.hatching.map { [$0.0, $0.1] } == [[.init(1, 1), .init(2, 1)]])
  }

  @Test func `what is counted has whole numbers beside it`() {
    let points = (1...3).map { Plot.Point(Double($0), 1) }
    let plot = Plot(
      title: "t", x: Plot.Axis("epochs", isCount: true), y: Plot.Axis("y"),
      series: [Plot.Series("s", points)])
    #expect(plot.xScale.ticks == [1, 2, 3])
  }
}
