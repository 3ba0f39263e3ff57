extension ArraySlice where Element == Atom {
  /// The number that a side states, remarks aside: `0.5069`, `≈ 0.51 (rounded)`, `0.0275 for h1`.
  ///
  /// A calculation states none, and two numbers of which one may choose state none.
  var statedNumber: WrittenNumber? { stated?.number }

  /// The number at the beginning, and the index behind it, if nothing but a remark follows.
  var stated: (number: WrittenNumber, end: Int)? {
    var atoms = withoutEmphasis
    if let word = atoms.first?.name, approximations.contains(word.stem.lowercased()) {
      atoms = atoms.dropFirst()
      if atoms.first?.kind == .punctuation(".") { atoms = atoms.dropFirst() }
    }
    guard let (number, end) = atoms.leadingNumber,
      atoms[end...].isRemark(on: number, behind: atoms[end - 1].range.upperBound)
    else { return nil }
    return (number, end)
  }

  /// Whether a number at the beginning measures or counts something, as in "0.58 too large", "12 times
  /// smaller", "3 steps", "a 3-layer net": a word of prose or a noun stands behind it.
  var isMeasure: Bool {
    guard let number = leadingNumber else { return false }
    var rest = self[number.end...].drop { $0.kind == .boundary }
    if let dash = rest.first, dash.kind == .sign("-"),
      dash.range.lowerBound == self[number.end - 1].range.upperBound
    {
      rest.removeFirst()
    }
    guard let name = rest.first?.name, name.isWord else { return false }
    let isCounted = number.number.isWhole && (name.word?.isCounted == true || name.isSymbol)
    return isCounted || name.word == nil && !remarks.contains(NameWord.folded(name.stem))
  }

  /// The longest number at the beginning, and the index behind it.
  var leadingNumber: (number: WrittenNumber, end: Int)? {
    switch first?.kind {
    case .number, .sign("-"), .sign("+"), .sign("("): break
    default: return nil
    }
    for length in stride(from: Swift.min(count, 9), to: 0, by: -1) {
      if let number = prefix(length).number { return (number, startIndex + length) }
    }
    return nil
  }

  /// Whether the atoms behind a number say something about it and calculate nothing.
  /// - Parameter end: Where the number ends in the text.
  private func isRemark(on number: WrittenNumber, behind end: Int) -> Bool {
    let atoms = drop { if case .boundary = $0.kind { true } else { $0.kind == .lineEnd } }
    guard let first = atoms.first else { return true }
    let isChoice = atoms.indices.contains { index in
      atoms[index].name?.word == .alternative && atoms[index...].contains { $0.number != nil }
    }
    if isChoice { return false }
    switch first.kind {
    // A mark for a footnote.
    case .sign("*"): return atoms.count == 1 && first.range.lowerBound == end
    case .sign("^"): return atoms.dropFirst().number?.value == 1
    case .sign("("), .sign("["):
      // What touches the number is a factor.
      guard first.range.lowerBound > end else { return false }
      let inside = atoms.dropFirst().prefix { $0.kind != .sign(")") && $0.kind != .sign("]") }
      let work = WorkParser.work(in: inside)
      // "0.4087 (alternatively 0.4913)" leaves it open.
      if work == nil, inside.isAnotherNumber(beside: number) { return false }
      if let work {
        // "0.3775 (0.05 · 0.15 + …)" says how the number came about.
        return number.isNear(work.formula.evaluated())
      }
      guard let word = inside.first(where: { $0.name != nil })?.name else {
        return first.kind == .sign("[") && inside.count == 1
      }
      let isProse = word.isWord && inside.first?.name != nil && !word.isSymbol
      let isPlain = word.isWord || inside.first?.number?.isWhole == true
      return isProse || isPlain && !inside.contains(where: \.isOperator)
    case .sign("-"):
      guard let word = atoms.dropFirst().first?.name, word.isWord, !word.isSymbol else {
        return false
      }
      return true
    case .name(let name):
      // "0.35 to 0.36"
      let isRange =
        (name.word == nil || name.word == .filler)
        && atoms.prefix(2).isAnotherNumber(beside: number)
      let word = name.stem.lowercased()
      return name.isWord && !isRange
        && !wordsOfArithmetic.contains(word) && !wordsOfComparison.contains(word)
        && !["σ", "∑"].contains(word)
        && Function(written: name.stem) == nil && !atoms.contains(where: \.isOperator)
    case .punctuation, .separator, .cell, .comment:
      return !atoms.contains { $0.number != nil || $0.isOperator }
    default: return false
    }
  }

  /// Whether a number with decimals stands among them that is not the same one rounded.
  private func isAnotherNumber(beside number: WrittenNumber) -> Bool {
    contains { atom in
      atom.isDecimal
        && atom.number.map { !number.isNear($0.value) && !$0.isNear(number.value) } ?? false
    }
  }

  /// The atoms without what stands between a name and a number.
  var withoutColon: ArraySlice<Atom> {
    let atoms = withoutEmphasis
    return atoms.last?.kind == .punctuation(":") || atoms.last?.kind == .punctuation(",")
      ? atoms.dropLast() : atoms
  }

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
}

extension WrittenName {
  /// Whether it is a word for what a unit or connection has.
  var isSymbol: Bool { if case .symbol = word { true } else { false } }
}

/// Words between two quantities that make them one: the second is not what the equation is about.
let wordsOfArithmetic: Set<String> = [
  "times", "plus", "minus", "mal", "durch", "over", "per", "than", "fois", "moins", "divided",
]

/// Words behind a number that make it a difference: "is 0.58 too large", "0.58 larger than".
private let wordsOfComparison: Set<String> = [
  "too", "larger", "smaller", "higher", "lower", "greater", "less", "more", "above", "below", "off",
  "away", "zu", "größer", "kleiner", "mehr", "weniger", "über", "unter", "trop",
  "demasiado", "más", "menos", "mayor", "menor", "만큼", "보다",
]

/// Words that say of a number how it was written.
private let remarks: Set<String> = [
  "rounded", "approx", "approximately", "about", "gerundet", "arrondi", "redondeado", "반올림", "입니다",
  "이에요", "correct", "right", "ok", "richtig", "units", "unit", "x",
]

/// Words in front of a number that is not exact.
private let approximations: Set<String> = [
  "about", "approximately", "approx", "roughly", "ca", "circa", "etwa", "rund", "environ", "약",
  "대략",
]
