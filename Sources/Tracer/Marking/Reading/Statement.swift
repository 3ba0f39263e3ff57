/// An equation of a write-up: sides with relation signs between them.
struct Statement {
  /// The sides, at least two.
  var sides: [ArraySlice<Atom>]
  /// For each relation, whether it is an arrow or `:=`.
  var assigns: [Bool] = []
  /// Whether it is said of what would be otherwise.
  var isHypothetical = false
  /// What the left side means, where a table says it and not the first side.
  var cell: Cell?

  /// What the left side is with the noun that it leaves out.
  var elliptic: Ellipsis?

  /// A name with the noun of its sibling in front.
  struct Ellipsis {
    let whole: ArraySlice<Atom>
    /// Whether the name can't do without it.
    let isCertain: Bool
  }

  /// What a cell of a table is about.
  struct Cell {
    let readings: [NameReading]
    let label: [Range<Int>]
  }

  /// Whether an arrow or `:=` stands between the first two.
  var isAssignment: Bool { assigns.first ?? false }

  /// Whether it says what a parameter becomes.
  var isBecoming: Bool {
    sides.first?.contains { atom in
      atom.name.map { wordsOfBecoming.contains(NameWord.folded($0.stem)) } ?? false
    } ?? false
  }

  /// The line on which the equation begins.
  var line: Int { sides.lazy.compactMap(\.first).first?.line ?? 0 }

  /// The unit that it begins with: `o1: net = 1.1`.
  func unit(in layout: NetworkLayout) -> String? {
    guard let side = sides.first, side.count > 2, let name = side.first?.name,
      side[side.startIndex + 1].kind == .punctuation(":"),
      !layout.unit(name.stem.lowercased()).isEmpty
    else { return nil }
    return name.stem
  }

  /// The unit behind its number: `an activation of 0.6341 for h1`.
  func unitBehind(in layout: NetworkLayout) -> String? {
    guard let number, case let tail = sides[number.side].drop(while: { $0.name == nil }),
      tail.count < 5, let name = tail.last(where: { $0.name != nil })?.name,
      !layout.unit(name.stem.lowercased()).isEmpty,
      tail.allSatisfy({ $0.name.map { $0 == name || $0.word == .filler } ?? !$0.isOperator })
    else { return nil }
    return name.stem
  }

  /// The last side that is a number and nothing else, with its line and position.
  var number: (value: WrittenNumber, line: Int, side: Int)? {
    for position in sides.indices.reversed() {
      let side = sides[position].withoutEmphasis
      if let number = side.statedNumber, let line = side.first?.line {
        return (number, line, position)
      }
    }
    return nil
  }

  /// Whether one number is stated, however often; an arrow leads from one number to another.
  var isUnequivocal: Bool {
    guard let last = number else { return false }
    guard cell == nil else { return true }
    // The number in front of an arrow is another one.
    let start = assigns.prefix(last.side).lastIndex(of: true).map { $0 + 1 } ?? 0
    return sides[min(start, last.side)..<last.side].allSatisfy { side in
      guard let other = side.statedNumber, !other.isFraction else { return true }
      let unit = max(other.unit, last.value.unit)
      return abs(other.value - last.value.value) < 1.5 * Double.power(10, Double(unit))
    }
  }

  /// The sides that calculate with numbers, up to the result.
  var work: [ShownWork] { sidesBetween.compactMap { WorkParser.work(in: $0) } }

  /// The sides that calculate with quantities by their names, up to the result.
  func formulas(known: KnownNames) -> [Formula] {
    sidesBetween.compactMap { WorkParser.formula(in: $0, known: known) }
  }

  /// What stands between the name and the result.
  private var sidesBetween: [ArraySlice<Atom>] {
    sides.prefix(number?.side ?? 0).dropFirst().filter { $0.statedNumber == nil }
  }

  /// The array that the last side is.
  var array: ArrayLiteral? { sides.last.flatMap { ArrayLiteral($0) } }

  /// What stands in place of a number and can't be read as one: `1/0`, `sqrt(-1)`, `1e400`,
  /// `0.5O69`, `nan`. Only for a statement without a finite number.
  /// - Parameter isOwn: Whether a name is that of a quantity.
  func unreadable(isOwn: (WrittenName) -> Bool) -> ArraySlice<Atom>? {
    if let side = sides.last(where: { $0.statedNumber != nil })?.withoutEmphasis {
      return side.leadingNumber.map { side[..<$0.end] }
    }
    let side = (sides.last ?? []).withoutEmphasis
    if let work = WorkParser.work(in: side), !work.formula.evaluated().isFinite { return side }
    let unsigned = side.drop { $0.kind == .sign("-") || $0.kind == .sign("+") }
    guard let first = unsigned.first else { return nil }
    if unsigned.count == 1, first.kind == .sign("∞") { return side }
    if unsigned.count == 1, let name = first.name {
      return !isOwn(name) && wordsForNoNumber.contains(name.stem.lowercased()) ? side : nil
    }
    // Digits and letters without a blank between them.
    var end = unsigned.startIndex + 1
    while end < unsigned.endIndex, isGlued(unsigned[end], to: unsigned[end - 1]) { end += 1 }
    let shown = unsigned[..<end]
    let isMixed = shown.count > 1 && shown.contains { $0.number != nil }
    let isQuantity = shown.contains { $0.name.map { $0.isWord || isOwn($0) } ?? false }
    let isAll = unsigned[end...].allSatisfy { $0.name?.isWord == true }
    return isMixed && !isQuantity && isAll ? side[..<end] : nil
  }

  /// Whether digits, letters and decimal signs follow each other without a blank.
  private func isGlued(_ atom: Atom, to before: Atom) -> Bool {
    let isPart =
      atom.number != nil || atom.name != nil || atom.kind == .sign(".") || atom.kind == .sign(",")
    return isPart && atom.range.lowerBound == before.range.upperBound
  }

  /// The name that the first side is and nothing else, where it means nothing.
  func soleName(known: KnownNames) -> Range<Int>? {
    guard let side = sides.first?.withoutEmphasis, let last = side.last, let name = last.name,
      side.dropLast().allSatisfy({ $0.name == nil && !$0.isOperator }) || !name.isWord,
      !known.isKnown(name), side.dropLast().allSatisfy({ $0.name?.isWord ?? !$0.isOperator }),
      !side.dropLast().contains(where: { $0.number != nil })
    else { return nil }
    return last.range
  }

  /// Whether a number with decimals stands in it, which may have been meant as an answer.
  var hasNumber: Bool { sides.joined().contains(where: \.isDecimal) }

  /// Whether a side calculates with numbers.
  var isCalculation: Bool {
    sides.dropFirst().contains { side in
      side.count { $0.number != nil } > 1 && side.statedNumber == nil && ArrayLiteral(side) == nil
    }
  }
}

extension WrittenNumber {
  /// Whether it is a quotient of whole numbers.
  var isFraction: Bool { text.contains("/") }
}

/// What programs write where no number came out.
private let wordsForNoNumber: Set<String> = ["nan", "inf", "infinity", "infty"]

/// Verbs behind a parameter that is changed.
private let wordsOfBecoming: Set<String> = ["becomes", "become", "wird", "werden", "devient"]
