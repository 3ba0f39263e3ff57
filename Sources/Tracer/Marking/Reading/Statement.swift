/// An equation of a write-up: sides with relation signs between them.
struct Statement {
  /// The sides, at least two.
  var sides: [ArraySlice<Atom>]
  /// Whether an arrow or `:=` stands between the first two.
  var isAssignment: Bool

  /// The line on which the equation begins.
  var line: Int { sides.lazy.compactMap(\.first).first?.line ?? 0 }

  /// The last side that is a number and nothing else, with its line.
  var number: (value: WrittenNumber, line: Int)? {
    for side in sides.reversed() {
      if let number = side.withoutRemarks.number, let line = side.first?.line {
        return (number, line)
      }
    }
    return nil
  }

  /// What stands in place of a number, is no calculation, and can't be read as a number: `1/0`,
  /// `1e400`, `0.5O69`, `nan`. Only for a statement without a finite number.
  /// - Parameter isKnown: Whether a name means a quantity.
  func unreadable(isKnown: (WrittenName) -> Bool) -> ArraySlice<Atom>? {
    if let side = sides.last(where: { $0.withoutRemarks.number != nil }) {
      return side.withoutRemarks
    }
    let side = (sides.last ?? []).withoutEmphasis
    let unsigned = side.drop { $0.kind == .sign("-") || $0.kind == .sign("+") }
    if unsigned.count == 1, let word = unsigned.first {
      if word.kind == .sign("∞") { return side }
      guard case .name(let name) = word.kind, !isKnown(name) else { return nil }
      return wordsForNoNumber.contains(name.stem.lowercased()) ? side : nil
    }
    let shown = unsigned.withoutRemarks
    var hasDigits = false
    for atom in shown {
      switch atom.kind {
      case .number: hasDigits = true
      case .name(let name) where !isKnown(name): break
      case .sign("."), .sign(","): break
      default: return nil
      }
    }
    return hasDigits ? side[..<shown.endIndex] : nil
  }

  /// Whether a side calculates with numbers.
  var isCalculation: Bool {
    sides.dropFirst().contains { side in
      side.count { if case .number = $0.kind { true } else { false } } > 1
        && side.withoutRemarks.number == nil
    }
  }

  /// The name that a side ends in, if it is the whole of the side or only prose stands before it.
  /// - Parameter isKnown: Whether a name means something; one that doesn't may be a word of prose.
  static func name(
    of side: ArraySlice<Atom>, isKnown: (WrittenName) -> Bool
  ) -> (name: WrittenName, range: Range<Int>)? {
    var side = side.withoutEmphasis
    var isMarkedNew = false
    if side.last?.kind == .sign(")"), side.count > 3,
      side[side.endIndex - 3].kind == .sign("("),
      case .name(let remark) = side[side.endIndex - 2].kind, remark.isWord
    {
      // "w5 (new)": a remark in brackets.
      isMarkedNew = updateWords.contains(remark.stem.lowercased())
      side = side.dropLast(3)
    }
    guard let last = side.last, case .name(var name) = last.kind else { return nil }
    if let before = side.dropLast().last {
      switch before.kind {
      // A plus sign is a bullet in Markdown.
      case .sign("+") where side.count == 2: break
      case .boundary, .punctuation, .cell: break
      case .name(let word) where word.isWord && !isKnown(word):
        if wordsOfArithmetic.contains(word.stem.lowercased()) { return nil }
        if newWords.contains(word.stem.lowercased()) { isMarkedNew = true }
      default: return nil
      }
    }
    if isMarkedNew { name.isUpdated = true }
    return (name, last.range)
  }

  /// The name that a side is and nothing else.
  static func soleName(of side: ArraySlice<Atom>) -> (name: WrittenName, range: Range<Int>)? {
    let side = side.withoutEmphasis
    let isProse = side.dropLast().contains { if case .name = $0.kind { true } else { false } }
    guard let (name, range) = name(of: side, isKnown: { _ in false }), !(isProse && name.isWord)
    else { return nil }
    return (name, range)
  }
}

/// Words between two quantities that make them one: the second is not what the equation is about.
private let wordsOfArithmetic: Set<String> = [
  "of", "von", "times", "plus", "minus", "mal", "durch", "by", "over", "per", "than", "to", "from",
]

/// What programs write where no number came out.
private let wordsForNoNumber: Set<String> = ["nan", "inf", "infinity", "infty"]

/// Words in front of a name that mean its value after the update.
private let newWords: Set<String> = updateWords.union([
  "neues", "neuer", "neue", "새로운", "새", "갱신된", "업데이트된", "수정된",
])

extension ArraySlice where Element == Atom {
  /// The atoms without marks around them: emphasis, quotation, ends of lines.
  var withoutEmphasis: ArraySlice<Atom> {
    func isMark(_ atom: Atom) -> Bool {
      switch atom.kind {
      case .boundary, .lineEnd, .punctuation("&"), .separator: true
      default: false
      }
    }
    var atoms = drop(while: isMark)
    while let last = atoms.last, isMark(last) { atoms.removeLast() }
    // A star on both sides is emphasis; on one side it is a product that goes on elsewhere.
    guard atoms.count > 2, atoms.first?.kind == .sign("*"), atoms.last?.kind == .sign("*") else {
      return atoms
    }
    return atoms.dropFirst().dropLast()
  }

  /// The atoms up to the first word or mark behind a number.
  var withoutRemarks: ArraySlice<Atom> {
    let atoms = withoutEmphasis
    func isWord(_ atom: Atom) -> Bool {
      if case .name(let name) = atom.kind { name.isWord } else { false }
    }
    let end = atoms.firstIndex { atom in
      switch atom.kind {
      case .boundary, .punctuation, .lineEnd, .separator, .cell: true
      default: isWord(atom)
      }
    }
    guard let end else { return atoms }
    let kept = atoms[..<end]
    // "0.5 (rounded)"
    return kept.last?.kind == .sign("(") && isWord(atoms[end]) ? kept.dropLast() : kept
  }
}
