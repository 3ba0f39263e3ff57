extension Statement {
  /// The equations that a paragraph holds, and its lines of a name and a number without a sign.
  static func statements(
    in atoms: [Atom], isKnown: @escaping (WrittenName) -> Bool
  ) -> [Statement] {
    var builder = StatementBuilder(atoms: atoms, isKnown: isKnown)
    return builder.build()
  }
}

/// Cuts a paragraph into equations.
private struct StatementBuilder {
  let atoms: [Atom]
  let isKnown: (WrittenName) -> Bool
  private var statements: [Statement] = []
  private var sides: [ArraySlice<Atom>] = []
  private var isAssignment = false
  private var sideStart = 0
  private var depth = 0

  init(atoms: [Atom], isKnown: @escaping (WrittenName) -> Bool) {
    self.atoms = atoms
    self.isKnown = isKnown
  }

  mutating func build() -> [Statement] {
    var index = 0
    while index < atoms.count {
      switch atoms[index].kind {
      case .relation(let assigns):
        if sides.isEmpty { isAssignment = assigns }
        sides.append(atoms[sideStart..<index])
        sideStart = index + 1
      case .sign("("): depth += 1
      case .sign(")"): depth = max(0, depth - 1)
      case .lineEnd where goesOn(after: index): break
      case .punctuation("&") where isNextToRelation(index): break
      case .punctuation("&"), .separator, .lineEnd: finish(at: index)
      case .punctuation where !sides.isEmpty && depth == 0 && !isBeforeRelation(index):
        finish(at: index)
      case .cell where atStartOfLine(index):
        finish(at: index)
        index = finishRow(at: index)
        continue
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
    guard let index, atoms.indices.contains(index), case .relation = atoms[index].kind else {
      return false
    }
    return true
  }

  private func isBeforeRelation(_ index: Int) -> Bool { isRelation(significant(from: index + 1)) }

  private func isNextToRelation(_ index: Int) -> Bool {
    isRelation(index + 1) || isRelation(index - 1) || isBeforeRelation(index)
  }

  private func atStartOfLine(_ index: Int) -> Bool {
    index == 0 || atoms[index - 1].kind == .lineEnd
  }

  /// Whether an equation goes on in the next line: a relation sign ends this line or begins the
  /// next, or no number was stated yet and a sign of arithmetic stands between the lines.
  private func goesOn(after index: Int) -> Bool {
    if isBeforeRelation(index) { return sideStart < index || !sides.isEmpty }
    guard !sides.isEmpty, let next = significant(from: index + 1) else { return false }
    let side = atoms[sideStart..<index]
    if side.allSatisfy({ $0.kind == .lineEnd || $0.kind == .punctuation("&") }) { return true }
    if Statement(sides: sides + [side], isAssignment: false).number != nil { return false }
    return side.last?.isOperator == true || atoms[next].isOperator
  }

  /// Ends the equation in front of an atom.
  private mutating func finish(at index: Int) {
    defer {
      sides = []
      sideStart = index + 1
      depth = 0
    }
    let last = atoms[min(sideStart, index)..<index]
    if sides.isEmpty { return finishPair(last) }
    sides.append(last)
    splitAtProse()
    statements.append(Statement(sides: sides, isAssignment: isAssignment))
  }

  /// Cuts `a = 0.5 and b = 0.6` in two: a side in the middle that a number begins, and that ends in
  /// a name with nothing but words between.
  private mutating func splitAtProse() {
    var position = 1
    while position < sides.count - 1 {
      let side = sides[position]
      if let (_, range) = Statement.name(of: side, isKnown: isKnown),
        let start = side.firstIndex(where: { $0.range == range }),
        side[..<start].withoutRemarks.number != nil
      {
        statements.append(
          Statement(sides: Array(sides[..<position]) + [side[..<start]], isAssignment: isAssignment)
        )
        sides.removeSubrange(..<position)
        sides[0] = side[start...]
        isAssignment = false
        position = 0
      }
      position += 1
    }
  }

  /// `net_h1 0.0275` or `net_h1: 0.0275`.
  private mutating func finishPair(_ atoms: ArraySlice<Atom>) {
    let parts = atoms.withoutEmphasis.filter { $0.kind != .boundary }
    guard let first = parts.first, case .name(let name) = first.kind, isKnown(name) else { return }
    var rest = parts.dropFirst()
    if rest.first?.kind == .punctuation(":") || rest.first?.kind == .punctuation(",") {
      rest = rest.dropFirst()
    }
    guard rest.number != nil else { return }
    statements.append(Statement(sides: [parts[...].prefix(1), rest], isAssignment: false))
  }

  /// Reads a row of a table, whose cells are names, numbers or equations; returns the index of the
  /// row's end.
  private mutating func finishRow(at start: Int) -> Int {
    let end = atoms[start...].firstIndex { $0.kind == .lineEnd } ?? atoms.count
    let cells = atoms[start..<end].split { $0.kind == .cell }
    var name: ArraySlice<Atom>?
    var number: ArraySlice<Atom>?
    func pair() {
      if let name, let number {
        statements.append(Statement(sides: [name, number], isAssignment: false))
      }
    }
    for cell in cells {
      if cell.contains(where: { if case .relation = $0.kind { true } else { false } }) {
        var inner = StatementBuilder(atoms: Array(cell), isKnown: isKnown)
        statements += inner.build()
      } else if let found = Statement.name(of: cell, isKnown: isKnown), isKnown(found.name) {
        pair()
        (name, number) = (cell, nil)
      } else if cell.withoutRemarks.number != nil {
        number = cell
      }
    }
    pair()
    sideStart = end
    return end
  }
}

extension Atom {
  /// Whether the atom joins what stands on both sides of it.
  fileprivate var isOperator: Bool {
    switch kind {
    case .sign("+"), .sign("-"), .sign("/"): true
    case .sign(let sign): multiplicationSigns.contains(sign)
    default: false
    }
  }
}
