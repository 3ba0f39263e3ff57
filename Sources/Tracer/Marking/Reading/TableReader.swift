/// Reads a table: what the head of a column says and what the beginning of a row says are together
/// the name of the number where they meet.
struct TableReader {
  let known: KnownNames
  /// The rows, cell by cell.
  let rows: [[ArraySlice<Atom>]]

  /// The statements of all cells; `nil` if the table has no head that can be read.
  func statements() -> [Statement]? {
    guard rows.count > 1, let head = rows.first, head.count > 1,
      head.allSatisfy({ $0.statedNumber == nil }),
      !rows.joined().contains(where: { $0.contains(where: \.isRelation) })
    else { return nil }
    let body = rows.dropFirst()
    let width = head.count
    guard body.allSatisfy({ $0.count <= width }) else { return nil }
    let heads = head.map(headAtoms)
    let labels = (0..<width).filter { column in
      let numbers = body.count { column < $0.count && $0[column].statedNumber != nil }
      return numbers == 0 || heads[column].isCounter
    }
    let values = (0..<width).filter { !labels.contains($0) }
    guard !labels.isEmpty, !values.isEmpty else { return nil }
    var statements: [Statement] = []
    var isUnderstood = false
    for row in body where labels[0] < row.count {
      let label = labels.filter { $0 < row.count }.flatMap { column -> [Atom] in
        let cell = row[column].withoutEmphasis
        if cell.statedNumber != nil || heads[column].isNoun { return heads[column].atoms + cell }
        return headAtoms(cell).atoms
      }
      for column in values where column < row.count {
        let cell = row[column]
        guard cell.statedNumber != nil || !cell.isEmpty else { continue }
        let readings = meaning(of: heads[column], label)
        if !readings.isEmpty { isUnderstood = true }
        let place = [head[column], row[labels[0]]]
        statements.append(
          Statement(
            sides: [row[labels[0]].isEmpty ? head[column] : row[labels[0]], cell],
            cell: Statement.Cell(
              readings: readings,
              label: place.reversed().compactMap { slice in
                slice.first.flatMap { first in
                  slice.last.map { first.range.lowerBound..<$0.range.upperBound }
                }
              })))
      }
    }
    return isUnderstood ? statements : nil
  }

  /// What a column is headed by, in words that can be joined with a name.
  private struct Head {
    var atoms: [Atom] = []
    /// Whether the column counts units, samples or steps.
    var isCounter = false
    /// Whether a number follows the word: "unit", "sample".
    var isNoun = false
  }

  private func headAtoms(_ cell: ArraySlice<Atom>) -> Head {
    var head = Head()
    for atom in cell.withoutEmphasis {
      guard let name = atom.name else {
        if atom.number != nil { head.atoms.append(atom) }
        continue
      }
      if let word = name.word {
        if [.unit, .layerNoun, .sample, .step].contains(word) {
          (head.isCounter, head.isNoun) = (true, true)
        }
        head.atoms.append(atom)
      } else {
        head.atoms += general(name, at: atom)
      }
    }
    return head
  }

  /// A name for any row, such as `net_j`, `∂E/∂w` or `w⁺`, as words.
  private func general(_ name: WrittenName, at atom: Atom) -> [Atom] {
    func word(_ text: String) -> Atom {
      Atom(kind: .name(WrittenName(stem: text)), line: atom.line, range: atom.range)
    }
    var stem = name.stem
    let isCounted = stem.count > 1 && stem.last.map { "ijk".contains($0) } == true
    if isCounted, Symbol.all[String(stem.dropLast()).lowercased()] != nil { stem.removeLast() }
    guard !known.isOwn(name) else { return [atom] }
    if let denominator = name.denominator.first {
      var below = denominator.stem
      if below.last.map({ "ijk".contains($0) }) == true { below.removeLast() }
      return Symbol.all[below.lowercased()] == nil || !Symbol.objectives.contains(stem)
        ? [atom] : [word("gradient")] + (below.lowercased() == "w" ? [] : [word(below)])
    }
    let lower = stem.lowercased()
    if lower == "w" || lower == "b" || lower == "weight" {
      return name.isUpdated ? [word("new")] : []
    }
    if ["dw", "db", "gradw", "de"].contains(lower) { return [word("gradient")] }
    if ["wnew", "wneu"].contains(lower) { return [word("new")] }
    if ["wold", "walt"].contains(lower) { return [word("old")] }
    if lower == "deltaw" { return [word("change")] }
    return [Atom(kind: .name(name.with(stem: stem)), line: atom.line, range: atom.range)]
  }

  /// What a number is by the head of its column and the label of its row.
  private func meaning(of head: Head, _ label: [Atom]) -> [NameReading] {
    for atoms in [head.atoms + label, label + head.atoms] {
      if let phrase = known.phrase(endingIn: glued(atoms)[...]), !phrase.readings.isEmpty {
        return phrase.readings
      }
    }
    return []
  }

  /// A symbol and the bare name of a unit, `net` and `h1`, made one name.
  private func glued(_ atoms: [Atom]) -> [Atom] {
    guard atoms.count == 2, let symbol = atoms[0].name, let unit = atoms[1].name,
      symbol.word == nil, unit.word == nil, Symbol.all[symbol.stem.lowercased()] != nil
    else { return atoms }
    var name = unit.with(stem: symbol.stem + unit.stem)
    name.isUpdated = symbol.isUpdated || unit.isUpdated
    return [Atom(kind: .name(name), line: atoms[1].line, range: atoms[1].range)]
  }
}
