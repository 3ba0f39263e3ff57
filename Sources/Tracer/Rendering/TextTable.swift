/// A table in columns of text; where it would be too wide, its cells go on over several lines.
struct TextTable {
  /// The cells, those of the header first.
  private let rows: [[String]]
  /// Which columns hold numbers, and are aligned at their ends.
  private let numeric: [Bool]
  private let widths: [Int]

  private static let margin = "  "
  private static let gap = "   "

  init(_ rows: [[String]], numeric: [Bool]) {
    self.rows = rows
    self.numeric = numeric
    let room =
      TextLayout.columns - Self.margin.count - Self.gap.count * max(0, numeric.count - 1)
    widths = Self.widths(of: rows, columns: numeric.indices, room: room)
  }

  /// The widths of the columns: the widest give up room to the others, words are cut last.
  private static func widths(of rows: [[String]], columns: Range<Int>, room: Int) -> [Int] {
    func widest(_ width: (String) -> Int) -> [Int] {
      columns.map { column in min(room, rows.map { width($0[column]) }.max() ?? 0) }
    }
    var widths = widest(TextLayout.width)
    let words = widest { cell in
      cell.split(separator: " ").map { TextLayout.width(String($0)) }.max() ?? 0
    }
    for least in [words, columns.map { _ in 1 }] {
      while widths.reduce(0, +) > room,
        let column = columns.filter({ widths[$0] > least[$0] }).max(by: { widths[$0] < widths[$1] })
      {
        widths[column] -= 1
      }
    }
    return widths
  }

  /// The lines, with a rule under the header.
  var lines: [String] {
    var lines = rows.map(lines)
    let rule = joined(widths.map { String(repeating: "─", count: $0) })
    lines.insert([rule], at: 1)
    return lines.flatMap(\.self)
  }

  private func lines(of row: [String]) -> [String] {
    let cells = zip(row, widths).map { cell, width in
      TextLayout.width(cell) <= width ? [cell] : TextLayout.wrapped(cell, to: width)
    }
    return (0..<(cells.map(\.count).max() ?? 0)).map { line in
      joined(
        cells.indices.map { column in
          let cell = line < cells[column].count ? cells[column][line] : ""
          return TextLayout.padded(cell, to: widths[column], atEnd: !numeric[column])
        })
    }
  }

  private func joined(_ cells: [String]) -> String {
    (Self.margin + cells.joined(separator: Self.gap)).trimmingTrailingSpaces
  }
}
