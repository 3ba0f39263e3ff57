/// Columns and line breaks for a terminal, where Hangul and its like are two columns wide.
package enum TextLayout {
  /// The widest line.
  @TaskLocal package static var columns = 100

  /// How many columns a text takes.
  package static func width(_ text: String) -> Int {
    var columns = 0
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x20...0x7E, 0xA0...0x2FF, 0x370...0x482, 0x2010...0x2027, 0x2070...0x20CF,
        0x2190...0x22FF, 0x2500...0x257F:
        columns += 1
      case 0x200B: break
      // What may be wide, or one character with its neighbours.
      default: return text.reduce(0) { $0 + width($1) }
      }
    }
    return columns
  }

  private static func width(_ character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    switch scalar.value {
    case 0x200B: return 0
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }

  /// The text with spaces after it, or before it, to fill the columns.
  package static func padded(_ text: String, to columns: Int, atEnd: Bool = true) -> String {
    let spaces = String(repeating: " ", count: max(0, columns - width(text)))
    return atEnd ? text + spaces : spaces + text
  }

  /// Lines of a paragraph, broken at spaces, and within words only where they are wider than a line.
  package static func wrapped(
    _ text: String, to columns: Int = columns, indent: Int = 0, firstIndent: Int? = nil
  ) -> [String] {
    var lines: [String] = []
    var line = String(repeating: " ", count: firstIndent ?? indent)
    var isEmpty = true
    for word in text.split(separator: " ").flatMap({ cut($0, to: columns - indent) }) {
      if !isEmpty, width(line) + 1 + width(word) > columns {
        lines.append(line)
        line = String(repeating: " ", count: indent)
        isEmpty = true
      }
      line += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    return lines + [line]
  }

  /// Pieces of a word that fit into so many columns, cut where spaces are held together, if any are.
  private static func cut(_ word: Substring, to columns: Int) -> [String] {
    let whole = String(word)
    if width(whole) <= columns { return [whole] }
    var pieces: [String] = []
    var piece: [Character] = []
    var used = 0
    for character in word {
      if used + width(character) > columns, !piece.isEmpty {
        let end = (piece.lastIndex(of: held) ?? 0) > 0 ? piece.lastIndex(of: held) : nil
        pieces.append(String(piece[..<(end ?? piece.endIndex)]))
        piece.removeSubrange(..<(end.map { $0 + 1 } ?? piece.endIndex))
        used = piece.reduce(0) { $0 + width($1) }
      }
      piece.append(character)
      used += width(character)
    }
    return pieces + [String(piece)]
  }

  /// A space at which no line is broken.
  private static let held: Character = "\u{A0}"

  /// Lines of a formula, all but the first indented: broken before a plus or minus sign, and
  /// before other signs only within a term that is too long for a line.
  static func broken(_ formula: String, first: Int, indent: Int) -> [String] {
    if first + width(formula) <= columns { return [unbroken(formula)] }
    let parts = formula.unicodeScalars.split(separator: PlainScript.breakMark).map(String.init)
    let terms = parts.reduce(into: [[String]]()) { terms, part in
      if terms.isEmpty || part.hasPrefix(" + ") || part.hasPrefix(" − ") {
        terms.append([part])
      } else {
        terms[terms.count - 1].append(part)
      }
    }
    var lines = [""]
    var used = first
    func add(_ part: String) {
      let last = lines.count - 1
      if used + width(part) > columns, !lines[last].isEmpty {
        lines.append(String(repeating: " ", count: indent) + part.drop { $0 == " " })
        used = width(lines[last + 1])
      } else {
        lines[last] += part
        used += width(part)
      }
    }
    for term in terms.map({ $0.flatMap { cut($0[...], to: columns - indent) } }) {
      let whole = term.joined()
      if indent + width(whole) <= columns {
        add(whole)
      } else {
        // The first of its lines is no rest of the term before.
        if used > max(first, indent) { used = columns }
        term.forEach(add)
      }
    }
    return lines
  }

  /// A formula on one line, without the marks where it may be broken.
  static func unbroken(_ formula: String) -> String {
    formula.replacing(bytesOf: String(PlainScript.breakMark), with: "")
  }

  /// A formula within prose, where no line is broken: its spaces are held together.
  static func held(_ formula: String) -> String {
    unbroken(formula).replacing(bytesOf: " ", with: String(held))
  }

  /// The finished text, with plain spaces again.
  static func released(_ text: String) -> String {
    text.replacing(bytesOf: String(held), with: " ")
  }
}
