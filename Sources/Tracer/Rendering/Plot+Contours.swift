extension Plot {
  /// The heights of a surface over a grid, and the heights whose lines are drawn.
  package struct Contours: Hashable, Sendable {
    /// The grid's coordinates to the right, ascending.
    package let x: [Double]
    /// The grid's coordinates upwards, ascending.
    package let y: [Double]
    /// The heights, a row for each y.
    package let heights: [[Double]]
    /// The heights whose lines are drawn.
    package let levels: [Double]

    /// Contour lines of a surface.
    /// - Parameters:
    ///   - count: How many grid points there are each way.
    ///   - lines: How many heights are drawn; they stand closer to the lowest one.
    ///   - levels: The heights that are drawn, if they are not to be chosen.
    ///   - height: The surface.
    package init(
      x: ClosedRange<Double>, y: ClosedRange<Double>, count: Int = 61, lines: Int = 12,
      levels: [Double]? = nil, height: (Double, Double) -> Double
    ) {
      func grid(_ range: ClosedRange<Double>) -> [Double] {
        (0..<count).map {
          range.lowerBound
            + (range.upperBound - range.lowerBound) * Double($0) / Double(count - 1)
        }
      }
      let (columns, rows) = (grid(x), grid(y))
      let heights = rows.map { y in columns.map { height($0, y) } }
      let finite = heights.joined().filter(\.isFinite)
      let (low, high) = (finite.min() ?? 0, finite.max() ?? 1)
      self.x = columns
      self.y = rows
      self.heights = heights
      self.levels =
        levels
        ?? (1...lines).map {
          let part = Double($0) / Double(lines + 1)
          return low + (high - low) * part * part
        }
    }

    /// The pieces of the line at a height, found cell by cell (marching squares).
    func segments(at level: Double) -> [(Point, Point)] {
      var found: [(Point, Point)] = []
      for row in heights.indices.dropLast() {
        for column in heights[row].indices.dropLast() {
          let corners = [
            (row, column), (row, column + 1), (row + 1, column + 1), (row + 1, column),
          ]
          let crossings = corners.indices.compactMap {
            crossing(from: corners[$0], to: corners[($0 + 1) % 4], at: level)
          }
          if crossings.count >= 2 { found.append((crossings[0], crossings[1])) }
          if crossings.count == 4 { found.append((crossings[2], crossings[3])) }
        }
      }
      return found
    }

    /// How many lines lie below each height of the grid.
    func band(row: Int, column: Int) -> Int {
      levels.count { $0 < heights[row][column] }
    }

    private func crossing(
      from a: (row: Int, column: Int), to b: (row: Int, column: Int), at level: Double
    ) -> Point? {
      let (low, high) = (heights[a.row][a.column], heights[b.row][b.column])
      guard low.isFinite, high.isFinite, (low < level) != (high < level) else { return nil }
      let part = (level - low) / (high - low)
      return Point(
        x[a.column] + part * (x[b.column] - x[a.column]), y[a.row] + part * (y[b.row] - y[a.row]))
    }
  }
}
