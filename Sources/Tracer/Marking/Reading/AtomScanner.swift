/// Reads names, numbers and signs out of flattened text.
struct AtomScanner {
  let text: NormalizedMarkup
  let scalars: [Unicode.Scalar]
  var position = 0
  private var line: Int
  var atoms: [Atom] = []
  /// For each open brace, whether it groups an exponent.
  private var braces: [Bool] = []
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
    let blanks = scalars[..<start].reversed().prefix { $0.isBlank }
    let tabs = blanks.count { $0 == "\t" }
    let gap = tabs > 0 ? tabs : blanks.count > 1 ? 1 : 0
    atoms.append(Atom(kind: kind, line: line, range: start..<position, gap: gap))
  }

  mutating func scan(to end: Int, depth: Int) {
    if depth == 0 { skipLineOpening() }
    while position < end {
      let start = position
      let scalar = scalars[position]
      if scalar.isNameLetter || scalar.properties.isAlphabetic {
        scanName()
      } else if let module = moduleNumber {
        position += module.count
        scanAttached(to: WrittenName(stem: module), from: start)
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
    case "\u{85}": line += 1
    case NormalizedMarkup.separator: add(.separator, from: start)
    case NormalizedMarkup.boundary, "\"", "'": add(.boundary, from: start)
    // A key of a dictionary: grads["w5"].
    case "[" where peek() == "\"" || peek() == "'": add(.boundary, from: start)
    case "]" where start > 0 && (scalars[start - 1] == "\"" || scalars[start - 1] == "'"):
      add(.boundary, from: start)
    case "∂": add(.partial, from: start)
    case "|": add(.cell, from: start)
    case _ where ".,".unicodeScalars.contains(scalar) && isInMistypedNumber(from: start):
      add(.sign(scalar), from: start)
    // MATLAB and Julia put a point in front of what they do element by element.
    case "." where isElementwise(from: start): break
    case ",", ";", ":", ".", "?", "!", "。", "、", "，", "；", "：", "&", "∴", "⇒", "…":
      add(.punctuation(scalar), from: start)
    case "*" where peek() == "*":
      position += 1
      // The star of a power; that of bold type stands beside a blank.
      let next = scalars[position...].first { !$0.isBlank }
      if atoms.last?.number != nil, next.map({ "(-0123456789".unicodeScalars.contains($0) }) == true
      {
        add(.sign("^"), from: start)
      }
    case "{":
      let function = atoms.last?.name.flatMap { Function(written: $0.stem) }
      braces.append(atoms.last?.kind == .sign("^") || function != nil)
      if braces.last == true { add(.sign("("), from: start) }
    case "}": if braces.popLast() == true { add(.sign(")"), from: start) }
    // The product of matrices in R.
    case "%" where scalars[position...].starts(with: "*%".unicodeScalars):
      position += 2
      add(.sign("*"), from: start)
    case "%" where start > 0 && ("0"..."9").contains(scalars[start - 1]):
      add(.sign("%"), from: start)
    case "/" where peek() == "/":
      position += 1
      if start > 0, scalars[start - 1].isBlank { add(.comment, from: start) }
    case "#" where takeSpreadsheetError(): add(.name(WrittenName(stem: "nan")), from: start)
    case "#", "%":
      if start > 0, scalars[start - 1].isBlank { add(.comment, from: start) }
    case "✓", "✔", "☑", "✅", "†", "‡", "\u{FE0F}": add(.boundary, from: start)
    case "\\": break
    case _ where scalar.isBlank: break
    case _ where scalar.properties.isEmojiPresentation: add(.boundary, from: start)
    default: add(.sign(scalar), from: start)
    }
  }

  /// Passes what a spreadsheet writes for no number: `#DIV/0!`, `#NAME?`, `#N/A`.
  private mutating func takeSpreadsheetError() -> Bool {
    let word = scalars[position...].prefix { $0 == "/" || $0 == "0" || ("A"..."Z").contains($0) }
    let end = word.endIndex < scalars.count ? scalars[word.endIndex] : " "
    let isMarked = word.count > 2 && (end == "!" || end == "?")
    guard isMarked || String(String.UnicodeScalarView(word)) == "N/A" else { return false }
    position = word.endIndex + (isMarked ? 1 : 0)
    return true
  }

  /// Whether a point stands in front of an operator, or of the brackets of a function.
  private func isElementwise(from start: Int) -> Bool {
    guard start > 0, let sign = peek() else { return false }
    if sign == "(" { return scalars[start - 1].isNameLetter }
    let isOperand = peek(1).map { $0.isNameLetter || "(0123456789".unicodeScalars.contains($0) }
    return "*/^+-<>=".unicodeScalars.contains(sign)
      && (scalars[start - 1].isBlank || isOperand == true)
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
    case ("=", ">"?):
      position += 2
      add(.separator, from: start)
      return true
    case ("=", "="?), ("~", "="?), (":", ":"?): return found(2, isAssignment: false)
    case ("=", _), ("≈", _), ("≒", _), ("≃", _), ("≅", _), ("≡", _), ("≐", _):
      return found(1, isAssignment: false)
    case (":", "="?), ("-", ">"?): return found(2, isAssignment: true)
    case ("≔", _), ("←", _), ("→", _): return found(1, isAssignment: true)
    default: return false
    }
  }

  /// Bullets, numbers of a list, prompts, quotation, heading and comment marks at the beginning of a
  /// line.
  private mutating func skipLineOpening() {
    let opening = position
    func skipBlanks() {
      while let scalar = peek(), scalar.isBlank || scalar == ">" || scalar == "#" || scalar == "%" {
        position += 1
      }
      if peek() == "/", peek(1) == "/" { position += 2 }
    }
    skipBlanks()
    skipPrompt()
    skipCounters()
    let start = position
    let isBracketed = peek() == "("
    if isBracketed { position += 1 }
    let first = position
    while let scalar = peek(), ("0"..."9").contains(scalar), position - start < 4 { position += 1 }
    if position == first, let scalar = peek(), ("a"..."h").contains(scalar) { position += 1 }
    let isLettered = position > first && ("a"..."h").contains(scalars[first])
    if position > first, peek() == "." && !isLettered || peek() == ")", peek(1)?.isBlank == true {
      position += 2
    } else {
      position = start
    }
    if let scalar = peek(), ["-", "*", "•", "‣", "·"].contains(scalar),
      peek(1)?.isBlank == true, scalar != "·" || !isDeep(from: opening) || hasRelation
    {
      position += 2
      // A task of a list: [x]
      if peek() == "[", peek(2) == "]", let mark = peek(1), " xX".unicodeScalars.contains(mark) {
        position += 3
      }
    }
    skipBlanks()
  }

  /// Whether a line is indented further than a list is, as the rest of a product is.
  private func isDeep(from opening: Int) -> Bool { position - opening >= 4 }

  /// Whether the rest of the line states something.
  private var hasRelation: Bool {
    scalars[position...].prefix { $0 != "\n" }.contains { "=≈:".unicodeScalars.contains($0) }
  }

  /// `(BP4)`, the number of an equation; `[1,]` and `[,1] [,2]`, with which R counts.
  private mutating func skipCounters() {
    while let open = peek(),
      let closing = [("(" as Unicode.Scalar): ")" as Unicode.Scalar, "[": "]"][open],
      let end = scalars[position...].prefix(8).firstIndex(of: closing)
    {
      let mark = scalars[(position + 1)..<end]
      let next = end + 1 < scalars.count ? scalars[end + 1] : "\n"
      // A letter and a number are a name: (E1).
      let letters = mark.count { ("A"..."Z").contains($0) }
      let digits = mark.count { ("0"..."9").contains($0) }
      let isCounter =
        letters != 1 && digits > 0 && letters + digits + mark.count { $0 == "," } == mark.count
      guard isCounter, next.isBlank || next == "\n" && mark.first == "," else { return }
      position = end + 1
      while peek()?.isBlank == true { position += 1 }
    }
  }

  /// `In [3]:`, `Out[3]:` and `julia>`; the brackets with which R is asked to print what it assigns,
  /// and the line with which Julia says what it prints.
  private mutating func skipPrompt() {
    let line = String(String.UnicodeScalarView(scalars[position...].prefix { $0 != "\n" }))
    if line.hasPrefix("julia>") {
      position += 6
      while peek()?.isBlank == true { position += 1 }
    } else if line.hasPrefix("("), line.contains("<-"), line.hasSuffix(")") {
      position += 1
    } else if line.hasSuffix("}:"), line.contains("Vector{") || line.contains("Matrix{") {
      position += line.unicodeScalars.count
    }
    for word in ["In", "Out"] where scalars[position...].starts(with: word.unicodeScalars) {
      var end = position + word.count
      while end < scalars.count, "[ 0123456789".unicodeScalars.contains(scalars[end]) { end += 1 }
      if end + 1 < scalars.count, scalars[end] == "]", scalars[end + 1] == ":" {
        position = end + 2
        while peek()?.isBlank == true { position += 1 }
      }
    }
  }
}
