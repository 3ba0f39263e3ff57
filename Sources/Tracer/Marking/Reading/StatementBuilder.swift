/// What a paragraph holds, piece by piece.
enum SheetItem {
  case statement(Statement)
  /// A line that states nothing.
  case line(ArraySlice<Atom>)
}

/// Cuts a paragraph into equations, its tables, and its lines of a name and a number.
struct StatementBuilder {
  let atoms: [Atom]
  let known: KnownNames
  var items: [SheetItem] = []
  var sides: [ArraySlice<Atom>] = []
  var assigns: [Bool] = []
  private var isHypothetical = false
  private var sideStart = 0
  private var depth = 0
  /// The unit or parameter spoken of last in the sentence, and the noun in front of it.
  private var sibling: (noun: ArraySlice<Atom>, core: Atom)?

  /// The pieces of a paragraph in their order.
  static func items(in atoms: [Atom], known: KnownNames) -> [SheetItem] {
    var builder = StatementBuilder(atoms: atoms, known: known)
    builder.build()
    return builder.items
  }

  private init(atoms: [Atom], known: KnownNames) {
    self.atoms = atoms.withWholeAssignments
    self.known = known
  }

  mutating func add(_ sides: [ArraySlice<Atom>], assigns: [Bool] = []) {
    var statement = Statement(sides: sides, assigns: assigns, isHypothetical: isHypothetical)
    statement.elliptic = elliptic(sides[0])
    items.append(.statement(statement))
  }

  /// "that of o2" behind "the delta of o1", and "w6" behind "the gradient for w5", with the noun of the
  /// sibling before in the same sentence; "its output" with the sibling itself.
  private mutating func elliptic(_ side: ArraySlice<Atom>) -> Statement.Ellipsis? {
    guard let phrase = known.phrase(endingIn: side) else { return nil }
    if let sibling, phrase.core == nil, phrase.isSymbol,
      let owner = side.firstIndex(where: { possessives.contains($0.name?.stem.lowercased() ?? "") })
    {
      return Statement.Ellipsis(whole: side[(owner + 1)...] + [sibling.core], isCertain: true)
    }
    guard let core = phrase.core, let place = side.lastIndex(where: { $0.name == core }),
      !known.layout.unit(core.stem.lowercased()).isEmpty
        || known.canonicalName(of: core).map({ known.contains(Notation.updated($0)) }) == true
    else { return nil }
    let before = side[..<place].compactMap(\.name)
    if !phrase.words.allSatisfy({ [.filler, .conjunction, .verb].contains($0) }) {
      sibling = (side[..<place], side[place])
      return nil
    }
    guard let sibling, sibling.core.name != core, !sibling.noun.isEmpty,
      before.allSatisfy({
        $0.word == .filler || $0.word == .conjunction || $0.word == .verb
          || pronouns.contains(NameWord.folded($0.stem))
      })
    else { return nil }
    let isCertain = before.last.map { $0.word == .filler } ?? false
    return Statement.Ellipsis(whole: sibling.noun + [side[place]], isCertain: isCertain)
  }

  private mutating func build() {
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
      case .lineEnd where isResultPrinted(below: index):
        sides.append(atoms[sideStart..<index])
        assigns.append(false)
        sideStart = index + 1
      case .lineEnd where sides.isEmpty && isPrinted(before: index):
        sides.append(printedName(before: index))
        assigns.append(false)
        sideStart = index + 1
      case .punctuation where sides.isEmpty && endsSentence(index): finish(at: index)
      case .punctuation("&") where isNextToRelation(index) || isInBrokenSum(index): break
      case .punctuation("&"), .separator, .lineEnd, .cell: finish(at: index)
      case .punctuation(let sign)
      where !sides.isEmpty && depth == 0 && !isBeforeRelation(index)
        && !(index + 1 < atoms.count && atoms[index + 1].kind == .comment)
        && !(sign != ";" && isBareNumber(after: index)):
        finish(at: index)
      default: break
      }
      if [.lineEnd, .separator, .punctuation(".")].contains(atoms[index].kind) { sibling = nil }
      index += 1
    }
    finish(at: atoms.count)
  }

  /// The index of the next atom from here on that is no mark of alignment and no end of a line.
  private func significant(from index: Int) -> Int? {
    atoms[min(index, atoms.count)...].prefix(16).firstIndex {
      $0.kind != .punctuation("&") && $0.kind != .lineEnd
    }
  }

  /// Whether a sentence with a number ends here, and another begins.
  private func endsSentence(_ index: Int) -> Bool {
    guard [.punctuation("."), .punctuation("。"), .punctuation("!")].contains(atoms[index].kind),
      index + 1 < atoms.count, let next = atoms[index + 1].name,
      next.stem.first?.isLowercase == false
    else { return false }
    return atoms[min(sideStart, index)..<index].contains(where: \.isDecimal)
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

  private func isBehind(_ sign: Unicode.Scalar, _ line: ArraySlice<Atom>) -> Bool {
    atoms.indices.contains(line.startIndex - 1)
      && atoms[line.startIndex - 1].kind == .punctuation(sign)
  }

  func endOfLine(_ index: Int) -> Int {
    atoms[index...].firstIndex { $0.kind == .lineEnd } ?? atoms.count
  }

  /// Whether a number without a name follows, as in "0.1, 0.2", "0.1, or 0.2", "0.1, perhaps 0.2".
  private func isBareNumber(after index: Int) -> Bool {
    var rest = atoms[(index + 1)...].prefix(4)
    // In Chinese, no blanks tell a word from a clause.
    if let name = rest.first?.name, name.word == .alternative || name.isWord && name.word == nil,
      name.stem.unicodeScalars.count < 4
        || name.stem.unicodeScalars.allSatisfy({ $0.value < 0x4E00 || $0.value > 0x9FFF })
    {
      rest = rest.dropFirst()
    }
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
    let line = printedName(before: index)
    guard (1...8).contains(line.count), let start = significant(from: index + 1),
      isLineStart(line.startIndex) || isBehind(";", line)
    else { return false }
    let next = atoms[start..<endOfLine(start)]
    guard let first = next.first,
      first.kind == .sign("[") || ArrayLiteral.isConstructor(first) || next.isNumbers
    else { return false }
    return line.split { $0.kind == .punctuation(",") }
      .allSatisfy { known.isNamed($0, isArray: true) }
  }

  /// Whether a line calculates a quantity and states no number, and nothing but numbers stands below.
  private func isResultPrinted(below index: Int) -> Bool {
    guard sides.count == 1, let start = significant(from: index + 1),
      case let side = atoms[sideStart..<index], !side.isEmpty, side.first?.kind != .lineEnd,
      ArrayLiteral(side) == nil, Statement(sides: sides + [side]).number == nil
    else { return false }
    let next = atoms[start..<endOfLine(start)]
    return next.isNumbers && next.contains(where: \.isDecimal)
      && known.isNamed(sides[0], isArray: true)
  }

  /// What a line ends in, behind other statements of a program.
  private func printedName(before index: Int) -> ArraySlice<Atom> {
    let line = atoms[sideStart..<index]
    return line.lastIndex { $0.kind == .punctuation(";") }.map { line[($0 + 1)...] } ?? line
  }

  /// Whether an equation goes on in the next line: a relation sign ends this line or begins the
  /// next, or no number was stated yet and a sign of arithmetic stands between the lines, or rows of
  /// numbers follow each other.
  private func goesOn(after index: Int) -> Bool {
    if isBeforeRelation(index) { return sideStart < index || !sides.isEmpty }
    guard !sides.isEmpty, let next = significant(from: index + 1) else { return false }
    let side = atoms[sideStart..<index]
    if side.allSatisfy({ $0.kind == .lineEnd || $0.kind == .punctuation("&") }) {
      // An equation that was left open ends where the next one begins.
      let line = atoms[next..<endOfLine(next)]
      return !known.isNamed(line.prefix { !$0.isRelation }) || !line.contains(where: \.isRelation)
    }
    let isBelow = side.first?.kind == .lineEnd
    if side.isNumbers, isBelow || side.count(where: { $0.number != nil }) > 1 {
      return atoms[next..<endOfLine(next)].isNumbers
    }
    if Statement(sides: sides + [side]).number != nil { return isBrokenSum(at: next) }
    return side.last?.isOperator == true || atoms[next].isOperator
  }

  /// Whether a mark of alignment stands in front of a sign of arithmetic with which a row goes on.
  private func isInBrokenSum(_ index: Int) -> Bool {
    !sides.isEmpty && isLineStart(index) && index + 1 < atoms.count
      && atoms[index + 1].isOperator
  }

  /// Whether rows of numbers that begin with a sign of arithmetic lead to a result.
  private func isBrokenSum(at start: Int) -> Bool {
    var row = start
    while atoms[row].isOperator {
      let end = endOfLine(row)
      if let relation = atoms[row..<end].firstIndex(where: \.isRelation) {
        // What begins with a dash may be of a list.
        return atoms[row].kind != .sign("-") && !atoms[row..<relation].contains { $0.name != nil }
      }
      guard let next = significant(from: end) else { return false }
      if atoms[next].isRelation { return true }
      row = next
    }
    return false
  }

  /// Ends the equation in front of an atom.
  private mutating func finish(at index: Int) {
    defer {
      sides = []
      assigns = []
      sideStart = index + 1
      depth = 0
      isHypothetical = false
    }
    let last = atoms[min(sideStart, index)..<index]
    if sides.isEmpty {
      let isCell = index < atoms.count && atoms[index].kind == .punctuation("&")
      return finishPair(last, isCell: isCell)
    }
    sides.append(last)
    isHypothetical =
      sides.joined().contains { $0.name?.word == .hypothetical }
      || index < atoms.count && atoms[index].kind == .punctuation("?")
    splitHead()
    splitAtProse()
    add(sides, assigns: assigns)
  }
}

extension ArraySlice where Element == Atom {
  /// Whether there are numbers, with their signs, and nothing else.
  fileprivate var isNumbers: Bool {
    contains { $0.number != nil }
      && allSatisfy {
        $0.number != nil || $0.kind == .sign("-") || $0.kind == .lineEnd
          || $0.kind == .punctuation(".")
      }
  }
}

/// What stands for a noun that is left out, articles aside.
private let pronouns: Set<String> = [
  "that", "those", "celui", "celle", "ceux", "celles", "jenes", "jenen",
]

/// What stands for the unit spoken of.
private let possessives: Set<String> = ["its", "su", "sa", "son", "seine", "sein", "ihre", "ihr"]

extension [Atom] {
  /// The atoms with `w5 := w5 − (0.5*d)` in place of `w5 -= 0.5*d`.
  fileprivate var withWholeAssignments: [Atom] {
    var atoms = self
    var index = atoms.count - 2
    while index > 0 {
      defer { index -= 1 }
      let (name, sign, relation) = (atoms[index - 1], atoms[index], atoms[index + 1])
      guard relation.isRelation, name.name?.isWord == false,
        ["-", "+", "*", "/"].contains(where: { sign.kind == .sign($0) }),
        sign.range.upperBound == relation.range.lowerBound
      else { continue }
      let end =
        atoms[(index + 2)...].firstIndex {
          [.lineEnd, .separator, .comment, .punctuation(";")].contains($0.kind) || $0.isRelation
        } ?? atoms.count
      func mark(_ kind: Atom.Kind) -> Atom { Atom(kind: kind, line: sign.line, range: sign.range) }
      atoms.insert(mark(.sign(")")), at: end)
      atoms.replaceSubrange(
        index...(index + 1),
        with: [mark(.relation(isAssignment: true)), name, sign, mark(.sign("("))])
    }
    return atoms
  }
}
