extension Plot {
  /// The heights of a surface over a grid, and the heights whose lines are drawn.
  package struct Contours: Hashable, Sendable {
    /// The grid's coordinates to the right, ascending.
    package let x: [Double]
    /// The grid's coordinates upwards, ascending.
    package let y: [Double]
    package let heights: [[Double]]
    package let levels: [Double]
    /// Whether the heights are those of a surface, and no numbers of regions.
    let isSurface: Bool
    /// The lowest point of a surface, if it is not at the border.
    let lowest: Point?

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
          let part = Double($0) / Double(count - 1)
          return range.lowerBound * (1 - part) + range.upperBound * part
        }
      }
      let (columns, rows) = (grid(x), grid(y))
      let heights = rows.map { y in columns.map { height($0, y) } }
      let finite = heights.joined().filter(\.isFinite)
      let (low, high) = (finite.min() ?? 0, finite.max() ?? 1)
      self.x = columns
      self.y = rows
      self.heights = heights
      isSurface = levels == nil
      lowest = isSurface ? Self.lowest(from: heights, columns, rows, height: height) : nil
      self.levels =
        levels
        ?? (1...lines).map {
          let part = Double($0) / Double(lines + 1)
          return low + (high - low) * part * part
        }
    }

    /// Walks down from the lowest point of a grid, in smaller and smaller steps.
    private static func lowest(
      from heights: [[Double]], _ x: [Double], _ y: [Double], height: (Double, Double) -> Double
    ) -> Point? {
      let places = heights.indices.flatMap { row in heights[row].indices.map { (row, $0) } }
      guard x.count > 2,
        let (row, column) = places.filter({ heights[$0][$1].isFinite })
          .min(by: { heights[$0.0][$0.1] < heights[$1.0][$1.1] }),
        (1..<y.count - 1).contains(row), (1..<x.count - 1).contains(column)
      else { return nil }
      var (best, found) = (Point(x[column], y[row]), heights[row][column])
      var part = 0.5
      while part > 1e-4 {
        let steps = [(-part, 0), (part, 0), (0, -part), (0, part)].map { dx, dy in
          Point(best.x + dx * (x[1] - x[0]), best.y + dy * (y[1] - y[0]))
        }
        if let next = steps.min(by: { height($0.x, $0.y) < height($1.x, $1.y) }),
          height(next.x, next.y) < found
        {
          (best, found) = (next, height(next.x, next.y))
        } else {
          part /= 2
        }
      }
      return best
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

    /// Lines by which regions are told apart: none in the first, level ones in the next, upright ones in
    /// the one after, then both.
    var hatching: [(Point, Point)] {
      func lines(_ mark: Int, _ count: Int, _ length: Int, _ cell: (Int, Int) -> (Int, Int))
        -> [(Point, Point)]
      {
        func point(_ line: Int, _ place: Int) -> Point {
          let (row, column) = cell(line, place)
          return Point(x[column], y[row])
        }
        return stride(from: 1, to: count, by: 2).flatMap { line in
          (1..<length).filter { place in
            [place - 1, place].allSatisfy {
              let (row, column) = cell(line, $0)
              return band(row: row, column: column) & mark != 0
            }
          }.map { (point(line, $0 - 1), point(line, $0)) }
        }
      }
      return isSurface
        ? []
        : lines(1, y.count, x.count) { ($0, $1) } + lines(2, x.count, y.count) { ($1, $0) }
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
      // Between regions, all lines run halfway.
      let part = isSurface ? (level - low) / (high - low) : 0.5
      return Point(
        x[a.column] + part * (x[b.column] - x[a.column]), y[a.row] + part * (y[b.row] - y[a.row]))
    }
  }
}
