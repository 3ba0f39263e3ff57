/// Names: a run of letters and digits of one script, and what is attached to it.
extension AtomScanner {
  /// The group in braces that starts here, blanks aside.
  private func groupRange() -> Range<Int>? {
    var start = position
    while start < scalars.count, scalars[start].isBlank || scalars[start] == "\n" { start += 1 }
    guard start < scalars.count, scalars[start] == "{" else { return nil }
    var depth = 0
    for end in start..<min(scalars.count, start + 2_000) {
      if scalars[end] == "{" { depth += 1 }
      if scalars[end] == "}" { depth -= 1 }
      if depth == 0 { return start + 1..<end }
    }
    return nil
  }

  /// `\frac{1}{3}` is a number, `\frac{\partial E}{\partial w_5}` a name, anything else a sign.
  mutating func scanFraction(from start: Int, depth: Int) {
    var parts: [[Atom]] = []
    let outer = atoms
    while parts.count < 2, depth < Self.depthLimit, let range = groupRange() {
      atoms = []
      position = range.lowerBound
      scan(to: range.upperBound, depth: depth + 1)
      parts.append(atoms.joiningDerivatives)
      position = range.upperBound + 1
    }
    atoms = outer
    guard parts.count == 2 else { return add(.sign("/"), from: start) }
    if let numerator = parts[0][...].number, let denominator = parts[1][...].number {
      add(.number(.fraction(numerator, denominator)), from: start)
    } else if let numerator = parts[0][...].differential,
      let denominator = parts[1][...].differential
    {
      add(.name(.derivative(of: numerator, by: denominator)), from: start)
    } else {
      add(.sign("("), from: start)
      atoms += parts[0]
      for sign: Unicode.Scalar in [")", "/", "("] { add(.sign(sign), from: start) }
      atoms += parts[1]
      add(.sign(")"), from: start)
    }
  }

  /// A run of letters and digits of one script, and what is attached to it.
  mutating func scanName() {
    let start = position
    guard scalars[position].isNameLetter else {
      // Words of scripts that no name is written in, such as a Korean particle behind a number.
      while let scalar = peek(), scalar.properties.isAlphabetic, !scalar.isNameLetter {
        position += 1
      }
      let word = String(String.UnicodeScalarView(scalars[start..<position]))
      return add(.name(WrittenName(stem: word)), from: start)
    }
    var name = WrittenName(stem: "")
    appendRun(to: &name)
    scanAttached(to: name, from: start)
  }

  /// The number of a module, as in `0.weight`.
  var moduleNumber: String? {
    guard position == 0 || scalars[position - 1].isBlank || scalars[position - 1] == "\n" else {
      return nil
    }
    let digits = scalars[position...].prefix(4).prefix { ("0"..."9").contains($0) }
    let rest = scalars[digits.endIndex...]
    let isModule =
      !digits.isEmpty
      && [".weight", ".bias"].contains { rest.starts(with: $0.unicodeScalars) }
    return isModule ? String(String.UnicodeScalarView(digits)) : nil
  }

  /// What is attached to a name that begins at a position.
  mutating func scanAttached(to stem: WrittenName, from start: Int) {
    var name = stem
    while let scalar = peek() {
      switch scalar {
      case "_":
        position += 1
        appendSubscript(to: &name)
      case "^":
        guard appendRaised(to: &name) else { return add(.name(name), from: start) }
      // The end of a quotation is no prime.
      case "'" where start > 0 && scalars[start - 1] == "'": return add(.name(name), from: start)
      // Neither is what stands within a word: l'erreur, d'où, the unit's.
      case _ where "'’".unicodeScalars.contains(scalar) && peek(1)?.properties.isAlphabetic == true:
        if name.stem.count > 2 || name.stem.last?.isNumber == true { add(.name(name), from: start) }
        let mark = position
        position += 1
        return add(.boundary, from: mark)
      case "'", "′", "’":
        position += 1
        name.isUpdated = true
      case "+" where isMark(at: 1):
        position += 1
        name.isUpdated = true
      case "[":
        guard let index = integers(closedBy: "]") else { return add(.name(name), from: start) }
        let written = index.map(String.init).joined(separator: ",")
        name.index += name.index.isEmpty ? written : ",\(written)"
        name.isIndexed = true
      case "(":
        // The argument of a function is no index.
        guard Function(written: name.stem) == nil else { return add(.name(name), from: start) }
        if let index = integers(closedBy: ")") {
          guard index.count == 1 else { return add(.name(name), from: start) }
          name.bracketed = index[0]
        } else if !appendArgument(to: &name) {
          return add(.name(name), from: start)
        }
      case "@":
        position += 1
        let digits = run { ("0"..."9").contains($0) }
        name.step = Int(digits)
      case ".": guard appendMember(to: &name) else { return add(.name(name), from: start) }
      default: return add(.name(name), from: start)
      }
    }
    add(.name(name), from: start)
  }

  /// `input(h1)`, `w5(t+1)`, `w5(new)`: what is in brackets belongs to the name.
  private mutating func appendArgument(to name: inout WrittenName) -> Bool {
    let start = position
    position += 1
    let content = run { $0 != ")" && $0 != "\n" && !$0.isBlank && $0 != "(" }
    let isClosed = peek() == ")"
    position += 1
    let plain = content.filter { $0 != "_" }.lowercased()
    if isClosed, let isUpdate = isUpdate(plain) {
      if isUpdate { name.isUpdated = true }
      return true
    }
    let letters = plain.prefix(while: \.isLetter)
    let isUnit =
      (1...6).contains(letters.count) && plain.dropFirst(letters.count).allSatisfy(\.isNumber)
    let isOfUnit = Symbol.all[name.stem.lowercased()] != nil || name.word == .gradient
    let isLayer = ["o", "h", "y", "out", "output", "hidden"].contains(plain)
    if isClosed, isUnit, letters.count < plain.count || isLayer, isOfUnit {
      name.stem += plain
      return true
    }
    position = start
    return false
  }

  /// `.grad`, `.weight`, `.bias`: a member of an object, or a part of its path.
  private mutating func appendMember(to name: inout WrittenName) -> Bool {
    let start = position
    position += 1
    let member = run { $0.isNameLetter || ("0"..."9").contains($0) || $0 == "_" }
    switch member {
    case "grad": name.stem = "grad" + name.stem
    case "T", "data": break
    case "item", "detach", "numpy":
      if peek() == "(", peek(1) == ")" { position += 2 }
    case "weight", "bias":
      // fc2 is the layer of the weights, hidden that of hidden units; 0.weight, net[0].weight is the
      // module of a list.
      let digits = String(name.stem.reversed().prefix(while: \.isNumber).reversed())
      let module = name.isIndexed ? name.index : digits == name.stem ? digits : nil
      let layer = module.map { "m\($0)" } ?? (digits.isEmpty ? name.stem : digits)
      (name.index, name.isIndexed) = ("", false)
      name.stem = (member == "weight" ? "W" : "b") + layer
    case _
    where !member.isEmpty && peek() == "."
      && peek(1).map({ $0.isNameLetter || ("0"..."9").contains($0) }) == true:
      name.stem = member
    default:
      position = start
      return false
    }
    return true
  }

  private mutating func run(where isPart: (Unicode.Scalar) -> Bool) -> String {
    let start = position
    while let scalar = peek(), isPart(scalar) { position += 1 }
    return String(String.UnicodeScalarView(scalars[start..<position]))
  }

  private mutating func appendRun(to name: inout WrittenName) {
    let run = run { $0.isNameLetter || ("0"..."9").contains($0) }
    name.stem += run.spellingGreek
    for ending in updateWords where name.stem.count > ending.count && name.stem.hasSuffix(ending) {
      // "w5new": letters directly behind a digit are no part of any other name.
      let rest = name.stem.dropLast(ending.count)
      if rest.last?.isNumber == true {
        name.stem = String(rest)
        name.isUpdated = true
      }
    }
  }

  /// A subscript: a group in braces, or a run of letters and digits.
  private mutating func appendSubscript(to name: inout WrittenName) {
    let content: String
    if let range = groupRange(), peek() == "{" {
      content = String(String.UnicodeScalarView(scalars[range]))
      position = range.upperBound + 1
    } else {
      content = run { $0.isNameLetter || ("0"..."9").contains($0) }
    }
    let plain = content.filter { !"_{} \u{2009}()".contains($0) }.spellingGreek
    let parts = plain.split(separator: ",")
    if isUpdate(plain.lowercased()) == true {
      name.isUpdated = true
    } else if parts.count > 1, parts.allSatisfy({ Int($0) != nil }) {
      name.index = plain
    } else {
      name.stem += plain.filter { $0.isLetter || $0.isNumber }
      if plain.hasSuffix("+") || plain.hasSuffix("'") { name.isUpdated = true }
    }
  }

  /// A raised mark of the update or a number in brackets; a power is left where it is.
  private mutating func appendRaised(to name: inout WrittenName) -> Bool {
    guard name.stem != "e" else { return false }
    let start = position
    position += 1
    // β1ᵗ is a power, and so is ρᵗ.
    if ["beta", "rho"].contains(where: name.stem.hasPrefix), isRaisedTo("t") {
      position = start
      return false
    }
    let content: String
    if peek() == "{", let range = groupRange() {
      content = String(String.UnicodeScalarView(scalars[range]))
      position = range.upperBound + 1
    } else if let close = [("(" as Unicode.Scalar): (")" as Unicode.Scalar), "[": "]"][
      peek() ?? " "],
      let index = integers(closedBy: close), index.count == 1
    {
      content = "(\(index[0]))"
    } else if let digit = peek(), ("0"..."9").contains(digit), peek(1) == "_" {
      // A layer, since no power has a subscript.
      content = "(\(digit))"
      position += 1
    } else if let digit = peek(), ("0"..."9").contains(digit) {
      content = String(digit)
      position += 1
    } else if let mark = peek(), mark == "+" || mark == "*" || mark == "'" || mark == "′" {
      content = "+"
      position += 1
    } else {
      content = run(where: \.isNameLetter)
    }
    var written = content.filter { !" {}\u{2009}".contains($0) }
    for turned in ["top", "T"]
    where written.hasSuffix(")\(turned)") || written.hasSuffix("]\(turned)") {
      written = String(written.dropLast(turned.count))
    }
    if let open = written.first, let close = written.last, "([".contains(open), ")]".contains(close)
    {
      written = "(\(written.dropFirst().dropLast()))"
    }
    if written.first == "L", let back = written.count == 1 ? 0 : Int(written.dropFirst()), back <= 0
    {
      // Counted from the last layer.
      name.bracketed = back - 1
      return true
    }
    let plain = written.lowercased()
    if let number = Int(plain.dropFirst().dropLast()), plain.hasPrefix("("), number > 0 {
      name.bracketed = number
    } else if let number = Int(plain), plain.count == 1, name.isLetter {
      name.power = number
    } else if let isUpdate = isUpdate(plain) {
      if isUpdate { name.isUpdated = true }
    } else if plain.count > 1, Symbol.all[plain] != nil {
      name.stem = plain + name.stem
    } else {
      position = start
      return false
    }
    return true
  }

  /// Whether a letter alone is raised here, in braces or without.
  private func isRaisedTo(_ letter: Unicode.Scalar) -> Bool {
    let place = peek() == "{" ? 1 : 0
    return peek(place) == letter
      && peek(place + 1).map { place == 1 ? $0 == "}" : !$0.isNameLetter } ?? true
  }

  /// Whether a mark is that of the value after an update, or of that before; `nil` if it is another.
  private func isUpdate(_ mark: String) -> Bool? {
    let mark = mark.filter { $0 != "(" && $0 != ")" }
    if updateWords.contains(mark) || Self.laterMarks.contains(mark) { return true }
    return Self.earlierMarks.contains(mark) ? false : nil
  }

  private static let laterMarks: Set<String> = ["+", "*", "'", "′", "t+1", "k+1", "n+1"]
  private static let earlierMarks: Set<String> = ["t", "k", "0", "old", "alt"]

  /// The integers in brackets that start here, as in `[3,17]`; moves behind them.
  private mutating func integers(closedBy closing: Unicode.Scalar) -> [Int]? {
    let start = position
    position += 1
    var numbers: [Int] = []
    while true {
      guard let number = Int(run { ("0"..."9").contains($0) || $0.isBlank }.filter { $0 != " " })
      else { break }
      numbers.append(number)
      let sign = peek()
      position += 1
      if sign == closing { return numbers }
      if sign != "," { break }
    }
    position = start
    return nil
  }

  /// Whether a plus sign in front of the scalar at an offset is a mark and no sum: a relation or
  /// the end of the line, a cell or a phrase follows.
  private func isMark(at offset: Int) -> Bool {
    var offset = offset
    while let scalar = peek(offset), scalar.isBlank || scalar == NormalizedMarkup.boundary {
      offset += 1
    }
    guard let scalar = peek(offset) else { return true }
    return "=≈≒≃:|,;←→≔\n&}".unicodeScalars.contains(scalar) || scalar == NormalizedMarkup.row
      || scalar == "-" && peek(offset + 1) == ">" || scalar == "<" && peek(offset + 1) == "-"
  }
}

/// Words that mark an updated weight, behind a name or raised.
let updateWords: Set<String> = ["new", "neu", "updated", "next", "nouveau", "nuevo"]

extension Unicode.Scalar {
  /// Whether the scalar can be part of a name: a Latin or Greek letter.
  var isNameLetter: Bool {
    ("a"..."z").contains(self) || ("A"..."Z").contains(self)
      || ("\u{C0}"..."\u{24F}").contains(self) && properties.isAlphabetic
      || ("\u{391}"..."\u{3C9}").contains(self) || self == "∇"
  }
}

extension String {
  /// The text with Greek letters as the words that ASCII names use.
  fileprivate var spellingGreek: String {
    guard !utf8.allSatisfy({ $0 < 0x80 }) else { return self }
    return unicodeScalars.reduce(into: "") { text, scalar in
      text += greekLetters[scalar] ?? String(scalar)
    }
  }
}

private let greekLetters: [Unicode.Scalar: String] = Greek.letters.reduce(
  into: ["Δ": "Delta", "Θ": "theta", "Σ": "Sigma", "∇": "grad"]
) { words, letter in
  for scalar in letter.value.unicodeScalars { words[scalar] = letter.key }
}
