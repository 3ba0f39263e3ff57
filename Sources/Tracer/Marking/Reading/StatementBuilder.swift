extension Statement {
  /// The equations that a paragraph holds, its tables, and its lines of a name and a number.
  /// - Parameter heading: Is called for each line that states nothing, with the number of statements
  ///   in front of it.
  static func statements(
    in atoms: [Atom], known: KnownNames, heading: (ArraySlice<Atom>, Int) -> Void = { _, _ in }
  ) -> [Statement] {
    withoutActuallyEscaping(heading) { heading in
      var builder = StatementBuilder(atoms: atoms, known: known, heading: heading)
      return builder.build()
    }
  }
}

/// Cuts a paragraph into equations.
private struct StatementBuilder {
  let atoms: [Atom]
  let known: KnownNames
  let heading: (ArraySlice<Atom>, Int) -> Void
  private var statements: [Statement] = []
  private var sides: [ArraySlice<Atom>] = []
  private var assigns: [Bool] = []
  private var sideStart = 0
  private var depth = 0

  init(
    atoms: [Atom], known: KnownNames, heading: @escaping (ArraySlice<Atom>, Int) -> Void
  ) {
    self.atoms = atoms
    self.known = known
    self.heading = heading
  }

  mutating func build() -> [Statement] {
    var index = 0
    while index < atoms.count {
      if isLineStart(index), sides.isEmpty, let end = readTable(at: index) {
        finish(at: index)
        sideStart = end
        index = end
        continue
      }
      switch atoms[index].kind {
      case .relation(let assigns):
        self.assigns.append(assigns)
        sides.append(atoms[sideStart..<index])
        sideStart = index + 1
      case .sign("["):
        if let end = ArrayLiteral.end(from: index, in: atoms) {
          index = end
          continue
        }
      case .name:
        if let end = ArrayLiteral.constructorEnd(from: index, in: atoms) {
          index = end
          continue
        }
      case .sign("("): depth += 1
      case .sign(")"): depth = max(0, depth - 1)
      case .comment:
        // In a program the result stands behind the mark.
        let end = endOfLine(index)
        if !sides.isEmpty, Statement(sides: sides + [atoms[sideStart..<index]]).number == nil {
          sides.append(atoms[sideStart..<index])
          assigns.append(false)
          sideStart = index + 1
        } else {
          finish(at: index)
          sideStart = end
          index = end
          continue
        }
      case .lineEnd where goesOn(after: index): break
      case .lineEnd where sides.isEmpty && isPrinted(before: index):
        sides.append(atoms[sideStart..<index])
        assigns.append(false)
        sideStart = index + 1
      case .punctuation("&") where isNextToRelation(index): break
      case .punctuation("&"), .separator, .lineEnd, .cell: finish(at: index)
      case .punctuation(let sign)
      where !sides.isEmpty && depth == 0 && !isBeforeRelation(index)
        && !(index + 1 < atoms.count && atoms[index + 1].kind == .comment)
        && !(sign != ";" && isBareNumber(after: index)):
        finish(at: index)
      default: break
      }
      index += 1
    }
    finish(at: atoms.count)
    return statements
  }

  /// The index of the next atom from here on that is no mark of alignment and no end of a line.
  private func significant(from index: Int) -> Int? {
    atoms[min(index, atoms.count)...].prefix(16).firstIndex {
      $0.kind != .punctuation("&") && $0.kind != .lineEnd
    }
  }

  private func isRelation(_ index: Int?) -> Bool {
    guard let index, atoms.indices.contains(index) else { return false }
    return atoms[index].isRelation
  }

  private func isBeforeRelation(_ index: Int) -> Bool { isRelation(significant(from: index + 1)) }

  private func isNextToRelation(_ index: Int) -> Bool {
    isRelation(index + 1) || isRelation(index - 1) || isBeforeRelation(index)
  }

  private func isLineStart(_ index: Int) -> Bool {
    index == 0 || atoms[index - 1].kind == .lineEnd
  }

  private func endOfLine(_ index: Int) -> Int {
    atoms[index...].firstIndex { $0.kind == .lineEnd } ?? atoms.count
  }

  /// Whether a number without a name follows, as in "0.1, 0.2" or "0.1, or 0.2".
  private func isBareNumber(after index: Int) -> Bool {
    var rest = atoms[(index + 1)...].prefix(4)
    if rest.first?.name?.word == .alternative { rest = rest.dropFirst() }
    if rest.first?.kind == .sign("-") { rest = rest.dropFirst() }
    guard rest.first?.number != nil else { return false }
    switch rest.dropFirst().first?.kind {
    case nil, .lineEnd, .punctuation, .sign(")"), .boundary, .separator: return true
    default: return false
    }
  }

  /// Whether a line is nothing but a name, and the next one nothing but numbers: what a program was
  /// asked for and what it printed.
  private func isPrinted(before index: Int) -> Bool {
    let line = atoms[sideStart..<index]
    guard line.count <= 8, index + 1 < atoms.count else { return false }
    let next = atoms[(index + 1)..<endOfLine(index + 1)]
    guard let first = next.first, next.contains(where: { $0.number != nil }),
      first.kind == .sign("[") || ArrayLiteral.isConstructor(first) || next.isNumbers
    else { return false }
    let name = line.withoutEmphasis.withoutColon
    return known.phrase(endingIn: name).map { !$0.readings.isEmpty } ?? false
      || known.isTensor(name)
  }

  /// Whether an equation goes on in the next line: a relation sign ends this line or begins the
  /// next, or no number was stated yet and a sign of arithmetic stands between the lines, or rows of
  /// numbers follow each other.
  private func goesOn(after index: Int) -> Bool {
    if isBeforeRelation(index) { return sideStart < index || !sides.isEmpty }
    guard !sides.isEmpty, let next = significant(from: index + 1) else { return false }
    let side = atoms[sideStart..<index]
    if side.allSatisfy({ $0.kind == .lineEnd || $0.kind == .punctuation("&") }) { return true }
    if side.isNumbers, side.count(where: { $0.number != nil }) > 1 {
      return atoms[next..<endOfLine(next)].isNumbers
    }
    if Statement(sides: sides + [side]).number != nil { return false }
    return side.last?.isOperator == true || atoms[next].isOperator
  }

  /// Ends the equation in front of an atom.
  private mutating func finish(at index: Int) {
    defer {
      sides = []
      assigns = []
      sideStart = index + 1
      depth = 0
    }
    let last = atoms[min(sideStart, index)..<index]
    if sides.isEmpty { return finishPair(last) }
    sides.append(last)
    splitAtProse()
    splitHead()
    statements.append(Statement(sides: sides, assigns: assigns))
  }

  /// Cuts `a = 0.5 and b = 0.6` in two: a side in the middle that a number begins, and that ends in
  /// a name with nothing but words between.
  private mutating func splitAtProse() {
    var position = 1
    while position < sides.count - 1 {
      let side = sides[position]
      if let split = split(side) {
        statements.append(
          Statement(sides: Array(sides[..<position]) + [side[..<split]], assigns: assigns))
        sides.removeSubrange(..<position)
        assigns.removeFirst(min(position, assigns.count))
        sides[0] = side[split...]
        position = 0
      } else if position > 1, beginsAnew(position) {
        statements.append(Statement(sides: Array(sides[..<position]), assigns: assigns))
        sides.removeSubrange(..<position)
        assigns.removeFirst(min(position, assigns.count))
        position = 0
      }
      position += 1
    }
  }

  /// Whether a side names another quantity behind a number: a = 0.5 → b = 0.6.
  private func beginsAnew(_ position: Int) -> Bool {
    sides[position - 1].statedNumber != nil && known.phrase(endingIn: sides[position]) != nil
  }

  /// Where the name of the next equation begins behind a number.
  private func split(_ side: ArraySlice<Atom>) -> Int? {
    guard let phrase = known.phrase(endingIn: side[side.lastRun...]), !phrase.readings.isEmpty,
      let start = side.firstIndex(where: { $0.range.lowerBound == phrase.range.lowerBound }),
      start > side.startIndex
    else { return nil }
    let before = side[..<start]
    if before.statedNumber != nil || before.last?.name?.isWord == true { return start }
    // A calculation without its result in front of the next equation.
    return side[start].isApart && WorkParser.work(in: before) != nil ? start : nil
  }

  /// Cuts "net input of h1: 0.05 · 0.15 + 0.1 · 0.2 = 0.0275" behind the name.
  private mutating func splitHead() {
    let side = sides[0].withoutEmphasis
    guard let start = side.firstIndex(where: { $0.isNumeral }), start > side.startIndex else {
      return
    }
    let (name, rest) = (side[..<start].withoutColon, side[start...])
    guard rest.statedNumber != nil || WorkParser.work(in: rest) != nil,
      known.phrase(endingIn: name).map({ !$0.readings.isEmpty }) ?? false
    else { return }
    sides.replaceSubrange(0...0, with: [name, rest])
    assigns.insert(false, at: 0)
  }

  /// `net_h1 0.0275` or `net_h1: 0.0275`; otherwise perhaps a heading.
  private mutating func finishPair(_ line: ArraySlice<Atom>) {
    let parts = line.withoutEmphasis.filter { $0.kind != .boundary }
    guard let start = parts.firstIndex(where: { $0.isNumeral }), start > 0 else {
      return heading(line, statements.count)
    }
    let name = parts[..<start].withoutColon
    let rest = parts[start...]
    guard let phrase = known.phrase(endingIn: name),
      !phrase.readings.isEmpty || known.isTensor(name),
      rest.statedNumber != nil || ArrayLiteral(rest) != nil || rest.contains(where: \.isDecimal)
    else {
      // "Hidden unit 1", "net_h1: 0.05 · 0.15 = …" has its relation elsewhere.
      return heading(line, statements.count)
    }
    statements.append(Statement(sides: [name, rest]))
  }

  /// Reads the table whose first row begins here; returns the index behind it.
  private mutating func readTable(at start: Int) -> Int? {
    let isFenced = atoms[start].kind == .cell
    var rows: [[ArraySlice<Atom>]] = []
    var index = start
    while index < atoms.count, !isFenced || atoms[index].kind == .cell {
      let end = endOfLine(index)
      guard let row = cells(of: atoms[index..<end], isFenced: isFenced) else { break }
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
        guard row.count == rows[0].count else { return nil }
      }
    }
    let end = min(index, atoms.count)
    if let found = TableReader(known: known, rows: rows).statements() {
      statements += found
      return end
    }
    guard isFenced else { return nil }
    for row in rows { pair(row) }
    return end
  }

  /// The cells of a line; `nil` if it is no row of a table.
  private func cells(of line: ArraySlice<Atom>, isFenced: Bool) -> [ArraySlice<Atom>]? {
    if isFenced {
      var cells = line.split(separator: .cell, omittingEmptySubsequences: false)
      cells.removeFirst()
      if cells.last?.isEmpty == true { cells.removeLast() }
      return cells
    }
    guard !line.isEmpty, !line.contains(where: \.isRelation) else { return nil }
    var cells: [ArraySlice<Atom>] = []
    var start = line.startIndex
    let hasGaps = line.dropFirst().contains(where: \.isApart)
    for index in line.indices.dropFirst() {
      if hasGaps, line[index].isApart {
        cells.append(line[start..<index])
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
    return cells.count > 1 ? cells : nil
  }

  /// Reads a row of a table without a head, whose cells are names, numbers or equations.
  private mutating func pair(_ cells: [ArraySlice<Atom>]) {
    var name: ArraySlice<Atom>?
    var number: ArraySlice<Atom>?
    func pair() {
      if let name, let number { statements.append(Statement(sides: [name, number])) }
    }
    for cell in cells {
      if cell.contains(where: \.isRelation) {
        statements += Statement.statements(in: Array(cell), known: known)
      } else if cell.statedNumber != nil {
        number = cell
      } else if let phrase = known.phrase(endingIn: cell), !phrase.readings.isEmpty {
        pair()
        (name, number) = (cell, nil)
      }
    }
    pair()
  }
}

extension ArraySlice where Element == Atom {
  /// The atoms without what stands between a name and a number.
  fileprivate var withoutColon: ArraySlice<Atom> {
    last?.kind == .punctuation(":") || last?.kind == .punctuation(",") ? dropLast() : self
  }

  /// Whether there are numbers, with their signs, and nothing else.
  fileprivate var isNumbers: Bool {
    contains { $0.number != nil }
      && allSatisfy {
        $0.number != nil || $0.kind == .sign("-") || $0.kind == .lineEnd
          || $0.kind == .punctuation(".")
      }
  }

  /// The index behind the last number or sign: where words and names alone are left.
  fileprivate var lastRun: Int {
    lastIndex { atom in
      switch atom.kind {
      case .name, .boundary, .punctuation: false
      default: true
      }
    }.map { $0 + 1 } ?? startIndex
  }

  fileprivate func split(separator: Atom.Kind, omittingEmptySubsequences: Bool)
    -> [ArraySlice<Atom>]
  {
    split(omittingEmptySubsequences: omittingEmptySubsequences) { $0.kind == separator }
  }
}

extension Atom {
  /// Whether a number or an array can begin here.
  fileprivate var isNumeral: Bool {
    switch kind {
    case .number, .sign("-"), .sign("["), .sign("("): true
    default: ArrayLiteral.isConstructor(self)
    }
  }
}
