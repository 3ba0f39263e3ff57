/// Equations and pairs of a name and a number in the middle of sentences.
extension StatementBuilder {
  /// Cuts `a = 0.5 and b = 0.6` in two, where a side names another quantity behind a number.
  mutating func splitAtProse() {
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
  mutating func cut(before position: Int, first: ArraySlice<Atom>) {
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
  mutating func splitHead() {
    let side = sides[0].withoutEmphasis
    guard let start = side.firstIndex(where: \.isNumeral), start > side.startIndex else { return }
    let (name, rest) = (side[..<start], side[start...])
    guard rest.statedNumber != nil || WorkParser.work(in: rest) != nil, isName(name, of: rest)
    else { return }
    sides.replaceSubrange(0...0, with: [name, rest])
    assigns.insert(false, at: 0)
  }

  /// `net_h1 0.0275`, `net_h1: 0.0275`, or several of them; otherwise perhaps a heading.
  mutating func finishPair(_ line: ArraySlice<Atom>, isCell: Bool) {
    let ranges: [Range<Int>] = line.indices.split { index in
      switch line[index].kind {
      case .punctuation(";"): true
      case .punctuation(","): line[..<index].last?.number != nil
      case .name(let name):
        (name.word == .conjunction || name.stem == "y") && line[..<index].last?.number != nil
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
    // "Hidden unit 1", "net_h1: 0.05 · 0.15 = …" has its relation elsewhere; in "in 3 days" stands no net
    // input.
    guard
      isName(name, of: rest) || ArrayLiteral(rest) != nil && known.isNamed(name, isArray: true),
      ArrayLiteral(rest) != nil || rest.contains(where: \.isDecimal) || rest.statedNumber != nil,
      !isProse || ArrayLiteral(rest) != nil, !rest.isMeasure,
      rest.contains(where: \.isDecimal) || name.last?.name?.stem.lowercased() != "in"
    else { return nil }
    return [name, rest]
  }
}

extension ArraySlice where Element == Atom {
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
