/// A table in columns of text; where it would be too wide, its cells go on over several lines, and
/// columns that do not fit even so stand below, behind the first column once more. Where the same heads
/// begin anew, what they head stays together.
struct TextTable {
  /// The cells, those of the header first.
  private let rows: [[String]]
  /// Which columns hold numbers, and are aligned at their ends.
  private let numeric: [Bool]
  /// The columns with which the heads begin, the first among them.
  private let starts: [Int]
  private let widths: [Int]

  private static let margin = "  "
  private static let gap = "   "

  init(_ rows: [[String]], numeric: [Bool], starts: [Int] = [0]) {
    self.rows = rows
    self.numeric = numeric
    self.starts = starts
    widths = Self.widths(of: rows, columns: numeric.indices)
  }

  /// The widths of the columns: the widest give up room to the others, but no word is cut for them.
  private static func widths(of rows: [[String]], columns: Range<Int>) -> [Int] {
    let room = TextLayout.columns - margin.count
    func widest(_ width: (String) -> Int) -> [Int] {
      columns.map { column in min(room, rows.map { width($0[column]) }.max() ?? 0) }
    }
    var widths = widest(TextLayout.width)
    let words = widest { cell in
      cell.split(separator: " ").map { TextLayout.width(String($0)) }.max() ?? 0
    }
    while widths.reduce(0, +) + gap.count * max(0, columns.count - 1) > room,
      let column = columns.filter({ widths[$0] > words[$0] }).max(by: { widths[$0] < widths[$1] })
    {
      widths[column] -= 1
    }
    return widths
  }

  /// The lines, with a rule under the header.
  var lines: [String] { Array(parts.map(lines(of:)).joined(separator: [""])) }

  /// The columns that stand beside each other.
  private var parts: [[Int]] {
    widths.indices.reduce(into: [[]]) { parts, column in
      let part = parts[parts.count - 1]
      let first = starts.last { $0 <= column } ?? 0
      let begun = part.filter { $0 >= first }
      if part.isEmpty || width(of: part + [column]) <= TextLayout.columns {
        parts[parts.count - 1].append(column)
      } else if begun.count < part.count {
        parts[parts.count - 1].removeLast(begun.count)
        parts.append(begun + [column])
      } else {
        parts.append(
          width(of: [first, column]) <= TextLayout.columns ? [first, column] : [column])
      }
    }
  }

  private func width(of columns: [Int]) -> Int {
    Self.margin.count + columns.reduce(0) { $0 + widths[$1] } + Self.gap.count * (columns.count - 1)
  }

  private func lines(of columns: [Int]) -> [String] {
    var lines = rows.map { self.lines(of: $0, columns) }
    let rule = joined(columns.map { String(repeating: "─", count: widths[$0]) })
    lines.insert([rule], at: 1)
    return lines.flatMap(\.self)
  }

  private func lines(of row: [String], _ columns: [Int]) -> [String] {
    let cells = columns.map { column in
      TextLayout.width(row[column]) <= widths[column]
        ? [row[column]] : TextLayout.wrapped(row[column], to: widths[column])
    }
    let height = cells.map(\.count).max() ?? 0
    return (0..<height).map { line in
      let parts: [String] = zip(columns, cells).map { column, cell in
        let part = line < cell.count ? cell[line] : ""
        return TextLayout.padded(part, to: widths[column], atEnd: !numeric[column])
      }
      return joined(parts)
    }
  }

  private func joined(_ cells: [String]) -> String {
    (Self.margin + cells.joined(separator: Self.gap)).trimmingTrailingSpaces
  }
}
