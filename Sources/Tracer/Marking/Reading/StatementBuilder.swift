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
  private var sides: [ArraySlice<Atom>] = []
  private var assigns: [Bool] = []
  private var isHypothetical = false
  private var sideStart = 0
  private var depth = 0

  /// The pieces of a paragraph in their order.
  static func items(in atoms: [Atom], known: KnownNames) -> [SheetItem] {
    var builder = StatementBuilder(atoms: atoms, known: known)
    builder.build()
    return builder.items
  }

  private init(atoms: [Atom], known: KnownNames) {
    self.atoms = atoms
    self.known = known
  }

  mutating func add(_ sides: [ArraySlice<Atom>], assigns: [Bool] = []) {
    items.append(
      .statement(Statement(sides: sides, assigns: assigns, isHypothetical: isHypothetical)))
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
      case .lineEnd where sides.isEmpty && isPrinted(before: index):
        sides.append(printedName(before: index))
        assigns.append(false)
        sideStart = index + 1
      case .punctuation where sides.isEmpty && endsSentence(index): finish(at: index)
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
    if let name = rest.first?.name, name.word == .alternative || name.isWord && name.word == nil {
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
    guard line.count <= 8, index + 1 < atoms.count,
      isLineStart(line.startIndex) || isBehind(";", line)
    else { return false }
    let next = atoms[(index + 1)..<endOfLine(index + 1)]
    guard let first = next.first,
      first.kind == .sign("[") || ArrayLiteral.isConstructor(first) || next.isNumbers
    else { return false }
    return known.isNamed(line, isArray: true)
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

  /// Cuts `a = 0.5 and b = 0.6` in two, where a side names another quantity behind a number.
  private mutating func splitAtProse() {
    var position = 1
    while position < sides.count {
      let side = sides[position]
      let isLast = position == sides.count - 1
      let isBehindNumber = position > 1 && sides[position - 1].statedNumber != nil
      if !isLast, let split = split(side) {
        sides.insert(side[..<split].withoutSlash, at: position)
        cut(before: position + 1, first: side[split...])
      } else if isBehindNumber, isLast ? pair(side) != nil : known.phrase(endingIn: side) != nil {
        cut(before: position, first: side)
      } else {
        position += 1
        continue
      }
      if isLast { splitHead() }
      position = 1
    }
  }

  /// Ends a statement in front of a side; the next one begins with it.
  private mutating func cut(before position: Int, first: ArraySlice<Atom>) {
    add(Array(sides[..<position]), assigns: assigns)
    sides.replaceSubrange(...position, with: [first])
    assigns.removeFirst(min(position, assigns.count))
  }

  /// Where the name of the next equation begins behind a number.
  private func split(_ side: ArraySlice<Atom>) -> Int? {
    guard let phrase = known.phrase(endingIn: side[side.lastRun...]),
      !phrase.readings.isEmpty || phrase.isSymbol,
      let start = side.firstIndex(where: { $0.range.lowerBound == phrase.range.lowerBound }),
      start > side.startIndex
    else { return nil }
    let before = side[..<start].withoutSlash
    if before.statedNumber != nil || before.last?.name?.isWord == true { return start }
    // A calculation without its result in front of the next equation.
    return side[start].isApart && WorkParser.work(in: before) != nil ? start : nil
  }

  /// Cuts "net input of h1: 0.05 · 0.15 + 0.1 · 0.2 = 0.0275" behind the name.
  private mutating func splitHead() {
    let side = sides[0].withoutEmphasis
    guard let start = side.firstIndex(where: \.isNumeral), start > side.startIndex else { return }
    let (name, rest) = (side[..<start], side[start...])
    guard rest.statedNumber != nil || WorkParser.work(in: rest) != nil, isName(name, of: rest)
    else { return }
    sides.replaceSubrange(0...0, with: [name, rest])
    assigns.insert(false, at: 0)
  }

  /// `net_h1 0.0275`, `net_h1: 0.0275`, or several of them; otherwise perhaps a heading.
  private mutating func finishPair(_ line: ArraySlice<Atom>, isCell: Bool) {
    let ranges: [Range<Int>] = line.indices.split { index in
      switch line[index].kind {
      case .punctuation(";"): true
      case .punctuation(","): line[..<index].last?.number != nil
      case .name(let name): name.word == .conjunction && line[..<index].last?.number != nil
      default: false
      }
    }
    let parts = ranges.map { line[$0] }
    let pairs = parts.compactMap { pair($0) }
    if pairs.count > 1, pairs.count == parts.count {
      for pair in pairs { add(pair) }
    } else if let pair = pair(line) {
      add(pair)
    } else if !isCell || line.contains(where: \.isDecimal) {
      items.append(.line(line))
    }
  }

  /// Whether a side names a quantity, or what a number with decimals is of a unit named before.
  private func isName(_ side: ArraySlice<Atom>, of number: ArraySlice<Atom>) -> Bool {
    known.phrase(endingIn: side).map { phrase in
      !phrase.readings.isEmpty || phrase.isSymbol && number.contains(where: \.isDecimal)
    } ?? false
  }

  /// A name and its number, if a line is no more than that.
  private func pair(_ line: ArraySlice<Atom>) -> [ArraySlice<Atom>]? {
    let line = line.withoutEmphasis.filter { $0.kind != .boundary }
    let starts = line.indices.dropFirst().filter { line[$0].isNumeral }
    // The number of a unit is none of its values: "output of unit 1: 0.5".
    guard line.first?.isNumeral == false,
      let start = starts.prefix(6).first(where: {
        let (name, rest) = (line[..<$0], line[$0...])
        let isCounted = name.contains { $0.number != nil }
        return rest.statedNumber != nil && !name.contains(where: \.isDecimal)
          && (!isCounted || rest.contains(where: \.isDecimal)) && isName(name, of: rest)
      })
        ?? starts.first
    else { return nil }
    let name = line[..<start]
    var rest = line[start...]
    if rest.beginsWithDash(behind: name) {
      // A minus, where the number is a negative one.
      let isNegative = known.phrase(endingIn: name)?.readings.contains { reading in
        known.value(of: reading.name).map { $0 < 0 } ?? false
      }
      if isNegative == false { rest.removeFirst() }
    }
    let isProse = rest.drop { !$0.isDecimal }.dropFirst().contains(where: \.isDecimal)
    // "Hidden unit 1", "net_h1: 0.05 · 0.15 = …" has its relation elsewhere.
    guard isName(name, of: rest) || known.isNamed(name, isArray: true),
      ArrayLiteral(rest) != nil || rest.contains(where: \.isDecimal) || rest.statedNumber != nil,
      !isProse || ArrayLiteral(rest) != nil, !rest.isMeasure
    else { return nil }
    return [name, rest]
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

  /// The atoms up to a slash at their end, as in "0.3775 / out_h1 = 0.5933".
  fileprivate var withoutSlash: ArraySlice<Atom> {
    last?.kind == .sign("/") ? dropLast() : self
  }

  /// Whether a dash with blanks on both sides stands in front.
  fileprivate func beginsWithDash(behind name: ArraySlice<Atom>) -> Bool {
    guard let dash = first?.range, first?.kind == .sign("-"), let end = name.last?.range.upperBound,
      let next = dropFirst().first?.range.lowerBound
    else { return false }
    return end < dash.lowerBound && dash.upperBound < next
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
