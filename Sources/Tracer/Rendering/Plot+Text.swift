extension Plot {
  /// The plot drawn in characters, line by line, at most 80 columns wide, and no wider than a line.
  package func text(in language: Language, _ numbers: NumberStyle) -> [String] {
    func prose(_ prose: Prose) -> String { prose.held(numbers) }
    let marks: [Character] = ["*", "o", "+", "x", "#", "@", "%"]
    let (xScale, yScale) = (xScale, yScale)
    let margin = yScale.ticks.map { yScale.label($0).count }.max() ?? 0
    let room = TextLayout.columns - margin - 2
    let (columns, rows) = (max(8, min(64, room)), 20)
    var cells = [[Character]](repeating: [Character](repeating: " ", count: columns), count: rows)
    func cell(_ place: Point) -> (row: Int, column: Int) {
      let row = rows - 1 - Int((place.y * Double(rows - 1)).rounded())
      return (row, Int((place.x * Double(columns - 1)).rounded()))
    }
    if let contours {
      for row in 0..<rows {
        for column in 0..<columns where contours.isLine(row, column, of: rows, columns) {
          cells[row][column] = "·"
        }
      }
    }
    for (position, points) in placed(on: xScale, yScale).enumerated() {
      let mark = marks[position % marks.count]
      var last: (row: Int, column: Int)?
      for point in points {
        let here = cell(point)
        for (row, column) in line(from: last ?? here, to: here)
        where cells.indices.contains(row) && (0..<columns).contains(column) {
          cells[row][column] = mark
        }
        if !series[position].isScattered { last = here }
      }
    }
    var margins = [Int: String]()
    for tick in yScale.ticks {
      margins[cell(Point(0, yScale.place(of: tick) ?? 0)).row] = yScale.label(tick)
    }
    func pad(_ label: String) -> String {
      String(repeating: " ", count: margin - label.count) + label
    }
    var lines = TextLayout.wrapped(prose(title[language])) + [prose(y.label[language])]
    for row in 0..<rows {
      let label = margins[row]
      lines.append(
        "\(pad(label ?? "")) \(label == nil ? "│" : "┤")\(String(cells[row]))"
          .trimmingTrailingSpaces)
    }
    var foot = [Character](repeating: "─", count: columns)
    var labels = [Character](repeating: " ", count: min(columns + 8, max(8, room)))
    var free = 0
    for tick in xScale.ticks {
      let column = cell(Point(xScale.place(of: tick) ?? 0, 0)).column
      foot[column] = "┬"
      let label = Array(xScale.label(tick))
      let start = max(0, column - label.count / 2)
      guard start >= free, start + label.count <= labels.count else { continue }
      labels.replaceSubrange(start..<start + label.count, with: label)
      free = start + label.count + 1
    }
    lines.append("\(pad("")) └\(String(foot))")
    lines.append("\(pad(""))  \(String(labels))".trimmingTrailingSpaces)
    lines.append("\(pad(""))  \(prose(x.label[language]))")
    for (position, curve) in series.enumerated() {
      let name = TextLayout.wrapped(prose(curve.name[language]), to: TextLayout.columns - 5)
      lines += name.enumerated().map { line, words in
        "  \(line == 0 ? marks[position % marks.count] : " ")  \(words)"
      }
    }
    return lines
  }

  /// The cells from one to another, both included.
  private func line(
    from a: (row: Int, column: Int), to b: (row: Int, column: Int)
  ) -> [(Int, Int)] {
    let steps = max(abs(b.row - a.row), abs(b.column - a.column), 1)
    return (0...steps).map { step in
      func between(_ a: Int, _ b: Int) -> Int {
        a + Int((Double((b - a) * step) / Double(steps)).rounded())
      }
      return (between(a.row, b.row), between(a.column, b.column))
    }
  }
}

extension Plot.Contours {
  /// Whether a line passes between this cell of a raster and the next one to the right or below.
  fileprivate func isLine(_ row: Int, _ column: Int, of rows: Int, _ columns: Int) -> Bool {
    // Of many lines, every third one: a character is too coarse for more.
    let step = levels.count > 3 ? 3 : 1
    func band(_ row: Int, _ column: Int) -> Int {
      self.band(
        row: (rows - 1 - row) * (y.count - 1) / (rows - 1),
        column: column * (x.count - 1) / (columns - 1)) / step
    }
    let own = band(row, column)
    return (column + 1 < columns && band(row, column + 1) != own)
      || (row + 1 < rows && band(row + 1, column) != own)
  }
}
