/// Reads names, numbers and signs out of flattened text.
struct AtomScanner {
  let text: NormalizedMarkup
  let scalars: [Unicode.Scalar]
  var position = 0
  private var line: Int
  var atoms: [Atom] = []
  /// How deep fractions may stand in fractions; deeper ones are passed over.
  static let depthLimit = 16

  /// All atoms of a text.
  /// - Parameters:
  ///   - text: Some lines of a write-up.
  ///   - line: The number of the first of them.
  static func atoms(of text: NormalizedMarkup, line: Int) -> [Atom] {
    var scanner = AtomScanner(text: text, line: line)
    scanner.scan(to: scanner.scalars.count, depth: 0)
    return scanner.atoms.joiningDerivatives
  }

  private init(text: NormalizedMarkup, line: Int) {
    self.text = text
    scalars = text.scalars
    self.line = line
  }

  func peek(_ offset: Int = 0) -> Unicode.Scalar? {
    position + offset < scalars.count ? scalars[position + offset] : nil
  }

  mutating func add(_ kind: Atom.Kind, from start: Int) {
    atoms.append(Atom(kind: kind, line: line, range: start..<position))
  }

  mutating func scan(to end: Int, depth: Int) {
    if depth == 0 { skipLineOpening() }
    while position < end {
      let start = position
      let scalar = scalars[position]
      if scalar.isNameLetter || scalar.properties.isAlphabetic {
        scanName()
      } else if let number = scanNumber() {
        add(.number(number), from: start)
      } else if scalar == NormalizedMarkup.fraction {
        position += 1
        scanFraction(from: start, depth: depth)
      } else if !scanRelation() {
        position += 1
        scanSign(scalar, from: start)
      }
    }
  }

  mutating func scanNumber() -> WrittenNumber? {
    var scanner = NumberScanner(scalars: scalars, position: position)
    defer { position = scanner.position }
    return scanner.scan()
  }

  private mutating func scanSign(_ scalar: Unicode.Scalar, from start: Int) {
    switch scalar {
    case "\n", NormalizedMarkup.row:
      add(.lineEnd, from: start)
      if scalar == "\n" {
        line += 1
        skipLineOpening()
      }
    case NormalizedMarkup.separator: add(.separator, from: start)
    case NormalizedMarkup.boundary, "\"": add(.boundary, from: start)
    case "∂": add(.partial, from: start)
    case "|": add(.cell, from: start)
    case _ where ".,".unicodeScalars.contains(scalar) && isInMistypedNumber(from: start):
      add(.sign(scalar), from: start)
    case ",", ";", ":", ".", "?", "!", "。", "、", "，", "；", "：", "&", "∴", "⇒", "…":
      add(.punctuation(scalar), from: start)
    case "*" where peek() == "*": position += 1
    case "{", "}", "#", "%", "\\": break
    case _ where scalar.isBlank: break
    default: add(.sign(scalar), from: start)
    }
  }

  /// Whether a decimal sign stands between digits and a letter that was typed for one: `0.O425`.
  private func isInMistypedNumber(from start: Int) -> Bool {
    guard let last = atoms.last, last.range.upperBound == start, case .number = last.kind,
      let next = peek()
    else { return false }
    return "OolI".unicodeScalars.contains(next) && peek(1).map { ("0"..."9").contains($0) } == true
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
