/// A table in characters, no wider than a page: prose is broken within its cells, and columns that
/// do not fit stand below, behind the first column once more.
struct TextTable {
  /// The cells, the header first.
  let rows: [[String]]
  /// Whether each column holds numbers only, which stand at its right.
  let isNumeric: [Bool]

  private static let (margin, gap) = (2, 3)
  /// A column of prose is not made narrower than this.
  private static let narrowest = 16

  /// The table in lines; empty lines stand between its parts.
  var lines: [String] {
    let widths = fittingWidths
    return Array(parts(widths).map { lines(of: $0, widths) }.joined(separator: [""]))
  }

  /// The width of each column, prose narrowed as far as it takes.
  private var fittingWidths: [Int] {
    let columns = isNumeric.indices
    var widths = columns.map { column in rows.map { TextLayout.width($0[column]) }.max() ?? 0 }
    let words = columns.map { column in
      rows.flatMap { $0[column].split(separator: " ") }.map { TextLayout.width(String($0)) }.max()
        ?? 0
    }
    func excess() -> Int {
      Self.margin + widths.reduce(0, +) + Self.gap * (widths.count - 1) - TextLayout.columns
    }
    for column in columns.sorted(by: { widths[$0] > widths[$1] })
    where !isNumeric[column] && excess() > 0 {
      let least = min(widths[column], max(Self.narrowest, words[column]))
      widths[column] = max(least, widths[column] - excess())
    }
    return widths.map { min($0, TextLayout.columns - Self.margin) }
  }

  /// The columns of each part.
  private func parts(_ widths: [Int]) -> [[Int]] {
    var parts: [[Int]] = []
    var used = TextLayout.columns
    for column in widths.indices {
      if used + Self.gap + widths[column] > TextLayout.columns {
        let repeatsFirst =
          column > 0
          && Self.margin + widths[0] + Self.gap + widths[column] <= TextLayout.columns
        parts.append(repeatsFirst ? [0] : [])
        used = repeatsFirst ? Self.margin + widths[0] : Self.margin - Self.gap
      }
      parts[parts.count - 1].append(column)
      used += Self.gap + widths[column]
    }
    return parts
  }

  private func lines(of columns: [Int], _ widths: [Int]) -> [String] {
    let indent = String(repeating: " ", count: Self.margin)
    let gap = String(repeating: " ", count: Self.gap)
    func line(_ cells: [String]) -> String {
      (indent + cells.joined(separator: gap)).trimmingTrailingSpaces
    }
    let cells = rows.map { row in
      columns.map { column in
        TextLayout.width(row[column]) <= widths[column]
          ? [row[column]] : TextLayout.wrapped(row[column], columns: widths[column])
      }
    }
    // Rows of several lines are told apart by the lines between them.
    let isTall = cells.dropFirst().contains { $0.contains { $0.count > 1 } }
    let rule = line(columns.map { String(repeating: "─", count: widths[$0]) })
    var lines: [String] = []
    for (number, row) in cells.enumerated() {
      if number > 1, isTall { lines.append("") }
      for height in 0..<(row.map(\.count).max() ?? 0) {
        lines.append(
          line(
            zip(columns, row).map { column, cell in
              TextLayout.padded(
                height < cell.count ? cell[height] : "", to: widths[column],
                atEnd: !isNumeric[column])
            }))
      }
      if number == 0 { lines.append(rule) }
    }
    return lines
  }
}
