import Testing

@testable import Tracer

/// Paths of optimizers over a bowl, x² + y² from (1, 2): a learning rate of ¼ halves both.
@Suite struct DescentsTests {
  private static func descents(from start: [Double]? = nil) throws -> OptimizerComparison {
    let surface = try Surface(ExpressionFile("x = 1\ny = 2\nf = x * x + y * y", file: "bowl"))
    let way = OptimizerComparison.Entry(
      name: "half", optimizer: GradientDescent(learningRate: 0.25))
    return try OptimizerComparison(surface, [way], from: start, steps: 2, derived: 1)
  }

  @Test func `a table shows where each step leads`() throws {
    let tables = try Self.descents().document(digits: 4).blocks.filter {
      if case .table = $0 { true } else { false }
    }
    #expect(tables.count == 1)
    #expect(
      Rendered.text(tables[0]) == """
          Gradient descent: the point reached after so many updates
          Updates      x     y        f
          ───────   ────   ───   ──────
                0      1     2        5
                1    0.5     1     1.25
                2   0.25   0.5   0.3125
        """)
  }

  @Test func `a start may be given`() throws {
    let points = try Self.descents(from: [4, -8]).plot.series[0].points
    #expect(points == [.init(4, -8), .init(2, -4), .init(1, -2)])
  }

  // A tenth of the range on either side, but at least 0.1.
  @Test func `the plot has the paths, and room around them`() throws {
    let plot = try Self.descents().plot
    #expect(plot.series.map(\.points) == [[.init(1, 2), .init(0.5, 1), .init(0.25, 0.5)]])
    let contours = try #require(plot.contours)
    let ends = [contours.x.first, contours.x.last, contours.y.first, contours.y.last]
    for (found, expected) in zip(ends, [0.15, 1.1, 0.35, 2.15]) {
      #expect(found?.agrees(with: expected) == true)
    }
  }
}
