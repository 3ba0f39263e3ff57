/// One thing read from a write-up, and where it stands.
struct Atom {
  enum Kind: Hashable {
    case number(WrittenNumber)
    case name(WrittenName)
    /// ∂.
    case partial
    /// A sign of arithmetic, or something that is neither name nor number.
    case sign(Unicode.Scalar)
    /// `=`, `≈`, or an arrow, which assigns.
    case relation(isAssignment: Bool)
    /// The end of a sentence, or of a part of one.
    case punctuation(Unicode.Scalar)
    /// What ends a statement in any case.
    case separator
    /// What ends a name or a number.
    case boundary
    /// The end of a line, or of a row.
    case lineEnd
    /// The edge of a table's cell.
    case cell
    /// What begins a comment.
    case comment
  }

  var kind: Kind
  /// The line, counted from 1.
  var line: Int
  /// Where it stands in the flattened text.
  var range: Range<Int>
  /// How many columns of a table it stands behind what is before it; 0 if it is no further away than a
  /// word from the next.
  var gap = 0

  /// Whether it stands apart from what is before it, as in the column of a table.
  var isApart: Bool { gap > 0 }

  /// The number, if it is one.
  var number: WrittenNumber? { if case .number(let number) = kind { number } else { nil } }
  /// The name, if it is one.
  var name: WrittenName? { if case .name(let name) = kind { name } else { nil } }
  /// Whether it is a number with decimals, which may have been meant as an answer.
  var isDecimal: Bool { number.map { !$0.isWhole } ?? false }
  /// Whether it ends a sentence, or a part of one.
  var isPunctuation: Bool { if case .punctuation = kind { true } else { false } }
  /// Whether it is `=` or its like.
  var isRelation: Bool { if case .relation = kind { true } else { false } }
}

extension Array where Element == Atom {
  /// The atoms with each `∂a / ∂b`, however it is written, made one name.
  var joiningDerivatives: [Atom] {
    var result: [Atom] = []
    var index = 0
    while index < count {
      let atom = self[index]
      if atom.kind == .sign("/"), let (length, numerator) = result[...].differential(atEnd: true),
        let (rest, denominator) = self[(index + 1)...].differential(atEnd: false)
      {
        let end = index + 1 + rest
        let first = result[result.count - length]
        result.removeLast(length)
        result.append(
          Atom(
            kind: .name(.derivative(of: numerator, by: denominator)), line: first.line,
            range: first.range.lowerBound..<self[end - 1].range.upperBound, gap: first.gap))
        index = end
      } else {
        result.append(atom)
        index += 1
      }
    }
    return result
  }
}

extension ArraySlice where Element == Atom {
  /// Where the atoms stand in the text.
  var written: Range<Int>? {
    first.flatMap { first in last.map { first.range.lowerBound..<$0.range.upperBound } }
  }

  /// The quantity whose differential these atoms are: `∂E`, `dE`, `d E`, `(∂E)`.
  var differential: WrittenName? {
    guard let first, let last else { return nil }
    if first.kind == .sign("("), last.kind == .sign(")"), count > 2 {
      return dropFirst().dropLast().differential
    }
    guard case .name(let name) = last.kind, count <= 2, name.denominator.isEmpty else { return nil }
    if count == 1 { return name.withoutDifferential }
    return first.kind == .partial || first.kind == .name(WrittenName(stem: "d")) ? name : nil
  }

  /// The longest differential at the end or at the beginning, and its length.
  fileprivate func differential(atEnd: Bool) -> (length: Int, name: WrittenName)? {
    for length in [4, 3, 2, 1] where length <= count {
      if let name = (atEnd ? suffix(length) : prefix(length)).differential { return (length, name) }
    }
    return nil
  }

  /// The number that these atoms state and nothing else: signed, in brackets, or a fraction of two,
  /// which may divide by 0.
  var number: WrittenNumber? {
    guard let first, count < 10 else { return nil }
    switch (first.kind, count) {
    case (.number(let number), 1): return number
    case (.number(let numerator), 3):
      // A quotient of decimals is a calculation.
      guard self[startIndex + 1].kind == .sign("/"), let divisor = last?.number,
        numerator.isWhole, divisor.isWhole
      else { return nil }
      return WrittenNumber.fraction(numerator, divisor)
    case (.sign("-"), 2...): return dropFirst().number?.negated
    case (.sign("+"), 2...): return dropFirst().number
    case (.sign("("), 3...) where last?.kind == .sign(")"): return dropFirst().dropLast().number
    default: return nil
    }
  }
}
