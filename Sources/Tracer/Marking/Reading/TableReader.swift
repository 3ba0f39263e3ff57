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
      !head.contains(where: { $0.contains(where: \.isRelation) && $0.contains(where: \.isDecimal) })
    else { return nil }
    let body = rows.dropFirst()
    guard body.allSatisfy({ $0.count <= head.count }) else { return nil }
    if let others = stacked ?? withoutRowNumbers {
      return TableReader(known: known, rows: others).statements()
    }
    // "Activation a = σ(z)"
    let heads = head.map { words(of: sides(of: $0)[0]) }
    let labels = head.indices.filter { column in
      let numbers = body.compactMap {
        column < $0.count ? sides(of: $0[column]).last?.statedNumber : nil
      }
      let isInWords = !body.contains { row in
        column < row.count && row[column].contains(where: \.isDecimal)
      }
      return numbers.allSatisfy(\.isWhole)
        && (numbers.isEmpty ? isInWords : isCounter(heads[column]))
    }
    guard labels.count < head.count else { return nil }
    guard let first = labels.first else { return row(below: heads) }
    var statements: [Statement] = []
    for row in body where first < row.count {
      let label = labels.filter { $0 < row.count }.flatMap { column -> [Atom] in
        let cell = words(of: row[column])
        let counters = heads[column].filter { $0.name?.word?.isCounter == true }
        let isUnit = cell.contains { atom in
          atom.name.map { !known.layout.unit($0.stem.lowercased()).isEmpty } ?? false
        }
        return !isUnit && (cell.contains { $0.number != nil } || isCounter(heads[column]))
          ? counters + cell : cell
      }
      for column in head.indices where column < row.count && !labels.contains(column) {
        guard !row[column].withoutEmphasis.isEmpty else { continue }
        let parts = sides(of: row[column])
        if parts.count > 1, known.isNamed(parts[0]) {
          statements.append(Statement(sides: parts))
          continue
        }
        statements.append(
          Statement(
            sides: [row[first].isEmpty ? head[column] : row[first]] + parts,
            cell: Statement.Cell(
              readings: meaning(of: heads[column], label),
              label: [row[first], head[column]].compactMap(\.written))))
      }
    }
    return statements.contains { $0.cell?.readings.isEmpty != true } ? statements : nil
  }

  /// The numbers of the only row, each below its name.
  private func row(below heads: [[Atom]]) -> [Statement]? {
    guard rows.count == 2 else { return nil }
    let statements = zip(rows[0].indices, rows[1]).filter { !$1.withoutEmphasis.isEmpty }.map {
      column, cell in
      Statement(
        sides: [rows[0][column]] + sides(of: cell),
        cell: Statement.Cell(
          readings: meaning(of: heads[column], []),
          label: [rows[0][column].written].compactMap(\.self)))
    }
    return statements.contains { $0.cell?.readings.isEmpty == false } ? statements : nil
  }

  /// The rows one below the other, where the same heads stand side by side again to save paper.
  private var stacked: [[ArraySlice<Atom>]]? {
    let kinds = rows[0].map { $0.withoutEmphasis.map(\.kind) }
    guard let width = kinds.dropFirst().firstIndex(of: kinds[0]), width > 1, !kinds[0].isEmpty,
      kinds.count.isMultiple(of: width),
      kinds.indices.allSatisfy({ kinds[$0] == kinds[$0 % width] })
    else { return nil }
    let body = rows.dropFirst().flatMap { row in
      stride(from: 0, to: row.count, by: width).map { Array(row[$0..<min($0 + width, row.count)]) }
    }
    return [Array(rows[0][..<width])] + body
  }

  /// The rows without a first column that numbers them beside one that names them.
  private var withoutRowNumbers: [[ArraySlice<Atom>]]? {
    let body = rows.dropFirst()
    let isNumbered = body.enumerated().allSatisfy { offset, row in
      row.count > 2 && row[0].number?.value == Double(offset + 1) && row[0].number?.isWhole == true
        && row[1].contains { $0.name != nil }
    }
    guard isNumbered, !isCounter(words(of: rows[0][0])) else { return nil }
    return rows.map { Array($0.dropFirst()) }
  }

  private func isCounter(_ head: [Atom]) -> Bool {
    head.contains { $0.name?.word?.isCounter == true }
  }

  /// The sides of what a cell calculates: `0.2 − 0.5 = −0.3`.
  private func sides(of cell: ArraySlice<Atom>) -> [ArraySlice<Atom>] {
    cell.split(omittingEmptySubsequences: false, whereSeparator: \.isRelation)
  }

  /// What a cell says, in words and names that can be joined with those of another.
  private func words(of cell: ArraySlice<Atom>) -> [Atom] {
    let isInWords = cell.contains { $0.name?.word?.symbol != nil }
    // σ'(z) says of no row what it is.
    let isApplied = cell.indices.dropFirst().contains { index in
      cell[index].kind == .sign("(")
        && cell[index - 1].name.map { activations.contains($0.stem.lowercased()) } == true
    }
    if isApplied, !isInWords, let first = cell.first {
      return [
        Atom(kind: .name(WrittenName(stem: "function")), line: first.line, range: first.range)
      ]
    }
    return cell.withoutEmphasis.flatMap { atom -> [Atom] in
      guard let name = atom.name, name.word == nil else {
        return atom.name == nil && atom.number == nil ? [] : [atom]
      }
      guard !known.isOwn(name) else { return [atom] }
      let names = general(name)
      // "Net input, I_j" says it twice.
      if isInWords, names.count == 1, Symbol.all[names[0].stem.lowercased()] != nil { return [] }
      return names.map { Atom(kind: .name($0), line: atom.line, range: atom.range) }
    }
  }

  /// A name for any row, such as `net_j`, `∂E/∂w` or `w⁺`, as words.
  private func general(_ name: WrittenName) -> [WrittenName] {
    func word(_ stem: String) -> WrittenName { WrittenName(stem: stem) }
    if let denominator = name.denominator.first {
      return Symbol.objectives.contains(name.stem)
        ? [word("gradient")] + general(denominator) : [name]
    }
    if name.isUpdated {
      var name = name
      name.isUpdated = false
      return [word("new")] + general(name)
    }
    var stem = name.stem
    if stem.count > 1, stem.last.map({ "ijk".contains($0) }) == true { stem.removeLast() }
    if stem.count > 1, stem.last.map({ "ijk".contains($0) }) == true { stem.removeLast() }
    let symbol = Symbol.all[stem.lowercased()]?.first
    // The row says which weight.
    if let symbol {
      return symbol.role == .weight || symbol.role == .bias ? [] : [name.with(stem: stem)]
    }
    guard let (affix, rest) = name.with(stem: stem).affix, let text = affix.text,
      Symbol.all[rest.stem.lowercased()] != nil || Symbol.objectives.contains(rest.stem)
    else { return [name] }
    return [word(text)] + (Symbol.objectives.contains(rest.stem) ? [] : general(rest))
  }

  /// What a number is by the head of its column and the label of its row.
  private func meaning(of head: [Atom], _ label: [Atom]) -> [NameReading] {
    for state in [kept(head, of: label), kept(label, of: head)] where !state.isEmpty {
      return state
    }
    for atoms in [head + label, label + head] {
      if let phrase = known.phrase(endingIn: glued(atoms)[...]),
        !phrase.readings.isEmpty || phrase.isOfStep
      {
        // A head that adds nothing to what the row says, as σ(z) may, leaves open what is meant.
        let own = label.isEmpty ? nil : known.phrase(endingIn: label[...])
        let isSilent =
          own?.core != nil && own?.mayBeAnything(known) == true
          && own?.readings.meanings == phrase.readings.meanings
          && head.contains { atom in atom.name.map { $0.word == nil } ?? false }
        return isSilent ? phrase.readings.flatMap { known.everything(about: $0) } : phrase.readings
      }
    }
    // A factor that the head names, beside what is calculated with it.
    let factor = known.phrase(endingIn: head[...])
    return factor?.mayBeAnything(known) == false ? factor?.readings ?? [] : []
  }

  /// What an optimizer keeps of a parameter: m, or m_2 in the second step, beside w1.
  private func kept(_ state: [Atom], of label: [Atom]) -> [NameReading] {
    guard state.count == 1, label.count == 1, let state = state[0].name, let name = label[0].name,
      state.word == nil, case let stem = state.stem.filter({ !$0.isNumber }),
      Symbol.all[stem.lowercased()] == nil,
      let parameter = known.canonicalName(of: name), known.contains(Notation.updated(parameter))
    else { return [] }
    return ["\(stem)_\(parameter)+", "\(stem)_\(parameter)"].lazy
      .compactMap { known.canonicalName(of: $0) }.prefix(1).map { NameReading(rows: [[$0]]) }
  }

  /// A symbol and the bare name of a unit, `net` and `h1`, made one name.
  private func glued(_ atoms: [Atom]) -> [Atom] {
    guard
      let position = atoms.firstIndex(where: {
        $0.name.map { Symbol.all[$0.stem.lowercased()] != nil } ?? false
      }), position + 1 < atoms.count, let symbol = atoms[position].name,
      let unit = atoms[position + 1].name,
      symbol.word == nil, unit.word == nil
    else { return atoms }
    var atoms = atoms
    atoms[position + 1].kind = .name(unit.with(stem: symbol.stem + unit.stem))
    atoms.remove(at: position)
    return atoms
  }
}
