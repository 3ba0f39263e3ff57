/// Reads names, numbers and signs out of flattened text.
struct AtomScanner {
  let text: FlattenedText
  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var line: Int
  private var atoms: [Atom] = []
  /// How deep fractions may stand in fractions; deeper ones are passed over.
  private static let depthLimit = 16

  /// All atoms of a text.
  /// - Parameters:
  ///   - text: Some lines of a write-up.
  ///   - line: The number of the first of them.
  static func atoms(of text: FlattenedText, line: Int) -> [Atom] {
    var scanner = AtomScanner(text: text, line: line)
    scanner.scan(to: scanner.scalars.count, depth: 0)
    return scanner.atoms.joiningDerivatives
  }

  private init(text: FlattenedText, line: Int) {
    self.text = text
    scalars = text.scalars
    self.line = line
  }

  private func peek(_ offset: Int = 0) -> Unicode.Scalar? {
    position + offset < scalars.count ? scalars[position + offset] : nil
  }

  private mutating func add(_ kind: Atom.Kind, from start: Int) {
    atoms.append(Atom(kind: kind, line: line, range: start..<position))
  }

  private mutating func scan(to end: Int, depth: Int) {
    if depth == 0 { skipLineOpening() }
    while position < end {
      let start = position
      let scalar = scalars[position]
      if scalar.isNameLetter || scalar.properties.isAlphabetic {
        scanName()
      } else if let number = scanNumber() {
        add(.number(number), from: start)
      } else if scalar == FlattenedText.fraction {
        position += 1
        scanFraction(from: start, depth: depth)
      } else if !scanRelation() {
        position += 1
        scanSign(scalar, from: start)
      }
    }
  }

  private mutating func scanNumber() -> WrittenNumber? {
    var scanner = NumberScanner(scalars: scalars, position: position)
    defer { position = scanner.position }
    return scanner.scan()
  }

  private mutating func scanSign(_ scalar: Unicode.Scalar, from start: Int) {
    switch scalar {
    case "\n", FlattenedText.row:
      add(.lineEnd, from: start)
      if scalar == "\n" {
        line += 1
        skipLineOpening()
      }
    case FlattenedText.separator: add(.separator, from: start)
    case FlattenedText.boundary, "\"": add(.boundary, from: start)
    case "∂": add(.partial, from: start)
    case "|": add(.cell, from: start)
    case ",", ";", ":", ".", "?", "!", "。", "、", "，", "；", "：", "&", "∴", "⇒", "…":
      add(.punctuation(scalar), from: start)
    case "*" where peek() == "*": position += 1
    case "{", "}", "#", "%", "\\": break
    case _ where scalar.isBlank: break
    default: add(.sign(scalar), from: start)
    }
  }

  /// `=`, `≈`, `:=`, `->` and their like.
  private mutating func scanRelation() -> Bool {
    let start = position
    func found(_ length: Int, isAssignment: Bool) -> Bool {
      position += length
      add(.relation(isAssignment: isAssignment), from: start)
      return true
    }
    switch (scalars[position], peek(1)) {
    case ("<", "-"?) where peek(2)?.isBlank == true: return found(2, isAssignment: true)
    case ("=", ">"?): return false
    case ("=", "="?), ("~", "="?): return found(2, isAssignment: false)
    case ("=", _), ("≈", _), ("≒", _), ("≃", _), ("≅", _), ("≡", _), ("≐", _):
      return found(1, isAssignment: false)
    case (":", "="?), ("-", ">"?): return found(2, isAssignment: true)
    case ("≔", _), ("←", _), ("→", _): return found(1, isAssignment: true)
    default: return false
    }
  }

  /// Bullets, numbers of a list, quotation and heading marks at the beginning of a line.
  private mutating func skipLineOpening() {
    func skipBlanks() {
      while let scalar = peek(), scalar.isBlank || scalar == ">" || scalar == "#" { position += 1 }
    }
    skipBlanks()
    let start = position
    while let scalar = peek(), ("0"..."9").contains(scalar), position - start < 4 { position += 1 }
    if position > start, peek() == "." || peek() == ")", peek(1)?.isBlank == true {
      position += 2
    } else {
      position = start
    }
    if let scalar = peek(), ["-", "*", "•", "‣", "·"].contains(scalar),
      peek(1)?.isBlank == true
    {
      position += 2
    }
    skipBlanks()
  }
}

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
  private mutating func scanFraction(from start: Int, depth: Int) {
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
    if let numerator = parts[0][...].number, let denominator = parts[1][...].number,
      let number = WrittenNumber.fraction(numerator, denominator)
    {
      add(.number(number), from: start)
    } else if let numerator = parts[0][...].differential,
      let denominator = parts[1][...].differential
    {
      add(.name(.derivative(of: numerator, by: denominator)), from: start)
    } else {
      add(.sign("/"), from: start)
    }
  }

  /// A run of letters and digits of one script, and what is attached to it.
  private mutating func scanName() {
    let start = position
    guard scalars[position].isNameLetter else {
      // Words of scripts that no name is written in, such as a Korean particle behind a number.
      while let scalar = peek(), scalar.properties.isAlphabetic, !scalar.isNameLetter {
        position += 1
      }
      let word = String(String.UnicodeScalarView(scalars[start..<position]))
      // One letter makes a word here: the sign in front keeps it from being read as a symbol.
      return add(.name(WrittenName(stem: word.count == 1 ? word + word : word)), from: start)
    }
    var name = WrittenName(stem: "")
    appendRun(to: &name)
    while let scalar = peek() {
      switch scalar {
      case "_":
        position += 1
        if !appendSubscript(to: &name) { return add(.name(name), from: start) }
      case "^":
        guard appendRaised(to: &name) else { return add(.name(name), from: start) }
      case "'", "′", "’":
        position += 1
        name.isUpdated = true
      case "+" where isMark(at: 1):
        position += 1
        name.isUpdated = true
      case "[":
        guard let index = integers(closedBy: "]") else { return add(.name(name), from: start) }
        name.index = index.map(String.init).joined(separator: ",")
      case "(":
        guard let index = integers(closedBy: ")"), index.count == 1 else {
          return add(.name(name), from: start)
        }
        name.bracketed = index[0]
      case "@":
        position += 1
        let digits = run { ("0"..."9").contains($0) }
        name.step = Int(digits)
      case ".":
        guard [peek(1), peek(2), peek(3), peek(4)] == ["g", "r", "a", "d"] else {
          return add(.name(name), from: start)
        }
        position += 5
        name.stem += "grad"
      default: return add(.name(name), from: start)
      }
    }
    add(.name(name), from: start)
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
  private mutating func appendSubscript(to name: inout WrittenName) -> Bool {
    let content: String
    if let range = groupRange(), peek() == "{" {
      content = String(String.UnicodeScalarView(scalars[range]))
      position = range.upperBound + 1
    } else {
      content = run { $0.isNameLetter || ("0"..."9").contains($0) }
    }
    let plain = content.filter { !"_{} \u{2009}()".contains($0) }.spellingGreek
    if updateWords.contains(plain.lowercased()) || plain == "+" {
      name.isUpdated = true
    } else if plain.contains(",") {
      let parts = plain.split(separator: ",")
      if parts.allSatisfy({ Int($0) != nil }) {
        name.index = parts.joined(separator: ",")
      } else {
        name.stem += parts.joined()
      }
    } else if plain.hasSuffix("+") || plain.hasSuffix("'") {
      name.stem += plain.dropLast()
      name.isUpdated = true
    } else {
      name.stem += plain.filter { $0.isLetter || $0.isNumber }
    }
    return true
  }

  /// A raised mark of the update or a number in brackets; a power is left where it is.
  private mutating func appendRaised(to name: inout WrittenName) -> Bool {
    let start = position
    position += 1
    let content: String
    if peek() == "{", let range = groupRange() {
      content = String(String.UnicodeScalarView(scalars[range]))
      position = range.upperBound + 1
    } else if peek() == "(", let index = integers(closedBy: ")"), index.count == 1 {
      content = "(\(index[0]))"
    } else if let mark = peek(), mark == "+" || mark == "*" || mark == "'" || mark == "′" {
      content = "+"
      position += 1
    } else {
      content = run(where: \.isNameLetter)
    }
    let plain = content.filter { !" {}\u{2009}".contains($0) }.lowercased()
    switch plain {
    case "+", "*", "'", "′", "t+1", "(t+1)", "k+1", "(k+1)", "n+1", "(n+1)": name.isUpdated = true
    case "t", "(t)", "old", "alt", "(0)", "k", "(k)", "0": break
    case _ where updateWords.contains(plain): name.isUpdated = true
    case _ where plain.hasPrefix("(") && plain.hasSuffix(")"):
      guard let number = Int(plain.dropFirst().dropLast()) else { fallthrough }
      name.bracketed = number
    default:
      position = start
      return false
    }
    return true
  }

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
    while let scalar = peek(offset), scalar.isBlank || scalar == FlattenedText.boundary {
      offset += 1
    }
    guard let scalar = peek(offset) else { return true }
    return "=≈≒≃:|,;←→≔\n&}".unicodeScalars.contains(scalar) || scalar == FlattenedText.row
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

private let greekLetters: [Unicode.Scalar: String] = [
  "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "η": "eta",
  "θ": "theta", "λ": "lambda", "μ": "mu", "ρ": "rho", "σ": "sigma", "τ": "tau", "φ": "phi",
  "Δ": "Delta", "Σ": "Sigma", "∇": "grad",
]

extension Array where Element == Atom {
  /// The atoms with each `∂a / ∂b`, however it is written, made one name.
  fileprivate var joiningDerivatives: [Atom] {
    var result: [Atom] = []
    var index = 0
    while index < count {
      let atom = self[index]
      if atom.kind == .sign("/"), let (length, numerator) = result[...].trailingDifferential,
        let (end, denominator) = self[(index + 1)...].leadingDifferential
      {
        let first = result[result.count - length]
        result.removeLast(length)
        result.append(
          Atom(
            kind: .name(.derivative(of: numerator, by: denominator)), line: first.line,
            range: first.range.lowerBound..<self[end - 1].range.upperBound))
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
  /// The quantity whose differential these atoms are: `∂E`, `dE`, `d E`, `(∂E)`.
  fileprivate var differential: WrittenName? {
    guard let first, let last else { return nil }
    if first.kind == .sign("("), last.kind == .sign(")"), count > 2 {
      return dropFirst().dropLast().differential
    }
    guard case .name(let name) = last.kind, count <= 2, name.denominator.isEmpty else { return nil }
    if count == 1 { return name.withoutDifferential }
    return first.kind == .partial || first.kind == .name(WrittenName(stem: "d")) ? name : nil
  }

  /// The longest differential at the end, and its length.
  fileprivate var trailingDifferential: (length: Int, name: WrittenName)? {
    for length in [4, 3, 2, 1] where length <= count {
      if let name = suffix(length).differential { return (length, name) }
    }
    return nil
  }

  /// The longest differential at the beginning, and the index behind it.
  fileprivate var leadingDifferential: (end: Int, name: WrittenName)? {
    for length in [4, 3, 2, 1] where length <= count {
      if let name = prefix(length).differential { return (startIndex + length, name) }
    }
    return nil
  }

  /// The number that these atoms state and nothing else: signed, in brackets, or a fraction of two.
  var number: WrittenNumber? {
    guard let first, count < 10 else { return nil }
    switch (first.kind, count) {
    case (.number(let number), 1): return number
    case (.number(let numerator), 3):
      guard self[startIndex + 1].kind == .sign("/"), case .number(let divisor) = last?.kind else {
        return nil
      }
      return WrittenNumber.fraction(numerator, divisor)
    case (.sign("-"), 2...): return dropFirst().number?.negated
    case (.sign("+"), 2...): return dropFirst().number
    case (.sign("("), 3...) where last?.kind == .sign(")"): return dropFirst().dropLast().number
    default: return nil
    }
  }
}
