/// The tables of a paragraph: fenced by bars, or columns that stand apart.
extension StatementBuilder {
  /// Reads the table whose first row begins here; returns the index behind it.
  mutating func readTable(at start: Int) -> Int? {
    let isFenced = atoms[start].kind == .cell
    var rows: [[ArraySlice<Atom>]] = []
    var index = start
    while index < atoms.count, !isFenced || atoms[index].kind == .cell {
      let end = endOfLine(index)
      if index == end, !isFenced, !rows.isEmpty {
        index = end + 1
        continue
      }
      let line = atoms[index..<end]
      // An empty row of a spreadsheet ends a table.
      if !isFenced, rows.count > 1, line.allSatisfy(\.isPunctuation) { break }
      guard let row = isFenced ? fencedCells(of: line) : cells(of: line, below: rows.first) else {
        break
      }
      if row.contains(where: { $0.contains { $0.name != nil || $0.number != nil } }) {
        rows.append(row)
      }
      index = end + 1
      // Most lines with commas are no tables; the first two tell.
      if !isFenced, rows.count <= 2 {
        let hasNumbers = row.contains { $0.statedNumber != nil }
        guard !rows.isEmpty, hasNumbers == (rows.count == 2) else { return nil }
        // The corner of a table is often empty.
        if row.count == rows[0].count + 1 { rows[0].insert(rows[0][0].prefix(0), at: 0) }
        // So are its last cells.
        guard
          row.count == rows[0].count
            || row.count > 1 && row.count < rows[0].count && row[1].first?.isApart == true
        else { return nil }
      }
    }
    let end = min(index, atoms.count)
    if let found = TableReader(known: known, rows: rows).statements() {
      items += found.map(SheetItem.statement)
    } else if isFenced {
      for row in rows { readRow(row) }
    } else {
      return nil
    }
    return end
  }

  private func fencedCells(of line: ArraySlice<Atom>) -> [ArraySlice<Atom>]? {
    var cells = line.split(omittingEmptySubsequences: false) { $0.kind == .cell }
    cells.removeFirst()
    if cells.last?.isEmpty == true { cells.removeLast() }
    return cells
  }

  /// The cells of a line; `nil` if it is no row of a table.
  /// - Parameter head: The first row, whose columns hold calculations, too.
  private func cells(of line: ArraySlice<Atom>, below head: [ArraySlice<Atom>]?)
    -> [ArraySlice<Atom>]?
  {
    let hasGaps = line.dropFirst().contains(where: \.isApart)
    // Where equations are aligned, the mark stands beside the relation.
    let hasMarks = zip(line, line.dropFirst()).contains { mark, next in
      mark.kind == .punctuation("&") && !next.isRelation
    }
    guard !line.isEmpty,
      (hasGaps || hasMarks) && head != nil || !line.contains(where: \.isRelation),
      !line.contains(where: { $0.kind == .separator })
    else { return nil }
    var cells: [ArraySlice<Atom>] = []
    var start = line.startIndex
    for index in line.indices.dropFirst() {
      if hasGaps, line[index].isApart {
        cells.append(line[start..<index])
        cells += Array(repeating: [], count: line[index].gap - 1)
        start = index
      } else if !hasGaps,
        line[index].kind == .punctuation(",") || line[index].kind == .punctuation(";")
          || line[index].kind == .punctuation("&")
      {
        cells.append(line[start..<index])
        start = index + 1
      }
    }
    cells.append(line[start..<line.endIndex])
    // A minus sign may stand in the only blank between two columns.
    if hasGaps, let head, let numbers = line.label, cells.count < numbers.count,
      [head.count, head.count + 1].contains(numbers.count)
    {
      return numbers
    }
    return cells.count > 1 ? cells : nil
  }

  /// Reads a row of a table without a head, whose cells are names, numbers or equations.
  private mutating func readRow(_ cells: [ArraySlice<Atom>]) {
    // Of several numbers of a unit, no name says which is which.
    let isSeries = cells.count { $0.statedNumber != nil } > 1
    var name: ArraySlice<Atom>?
    for cell in cells {
      if cell.contains(where: \.isRelation) {
        items += Self.items(in: Array(cell), known: known)
      } else if let label = name, cell.statedNumber != nil {
        if !isSeries || known.phrase(endingIn: label)?.mayBeAnything(known) != true {
          add([label, cell])
        }
        name = nil
      } else if known.isNamed(cell) {
        name = cell
      }
    }
  }
}

extension ArraySlice where Element == Atom {
  /// A name and the numbers behind it, where the line is no more than that.
  fileprivate var label: [ArraySlice<Atom>]? {
    guard let start = dropFirst().firstIndex(where: { $0.number != nil || $0.kind == .sign("-") })
    else { return nil }
    var cells = [self[..<start]]
    var rest = self[start...]
    while let number = rest.leadingNumber,
      rest.first?.number != nil
        || rest.first?.range.upperBound == rest.dropFirst().first?.range.lowerBound
    {
      cells.append(rest[..<number.end])
      rest = rest[number.end...]
    }
    return rest.isEmpty ? cells : nil
  }
}
