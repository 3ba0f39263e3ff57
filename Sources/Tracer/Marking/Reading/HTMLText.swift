/// The text of a page in HTML, with its tables, indices and fractions as other write-ups have them.
struct HTMLText {
  private let source: [Character]
  private var position = 0
  private var text = ""
  /// How deep in rows of a table the position is.
  private var rows = 0
  private var isInTable = false

  /// The end of a line of the source that is no end of a line of the text.
  static let softBreak: Character = "\u{85}"
  private static let row = Character(NormalizedMarkup.row)
  private static let separator = Character(NormalizedMarkup.separator)

  /// The text of a page; all lines stay where they are. What is no page stays as it is.
  static func plain(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.firstRange(of: Array("</".utf8)) != nil else { return bytes }
    var page = HTMLText(String(decoding: bytes, as: UTF8.self))
    while page.position < page.source.count { page.text += page.piece() }
    return Array(page.text.utf8)
  }

  private init(_ text: String) { source = Array(text) }

  /// The next sign, reference to a sign, or element, as text.
  private mutating func piece() -> String {
    let sign = source[position]
    if let tag = tag() { return element(tag) }
    position += 1
    switch sign {
    case "&": return reference() ?? "&"
    case "\n":
      // Between the rows of a table, the next line is not that of another paragraph.
      let isBlank = isInTable && text.last(where: { $0 != " " }) == "\n"
      return String(rows > 0 || isBlank ? Self.softBreak : "\n")
    default: return String(sign)
    }
  }

  /// The name of the tag that begins here, with its slash; moves behind it.
  private mutating func tag() -> String? {
    guard source[position] == "<" else { return nil }
    let name = source[(position + 1)...].prefix(20).prefix {
      $0 == "/" || $0.isASCII && ($0.isLetter || $0.isNumber)
    }
    guard name.contains(where: \.isLetter),
      let end = source[position...].prefix(4_000).firstIndex(of: ">")
    else { return nil }
    position = end + 1
    return String(name).lowercased()
  }

  /// `&middot;`, `&#8706;`: the sign that is referred to; moves behind it.
  private mutating func reference() -> String? {
    guard let end = source[position...].prefix(12).firstIndex(of: ";") else { return nil }
    let name = String(source[position..<end])
    let code =
      name.hasPrefix("#x")
      ? Int(name.dropFirst(2), radix: 16)
      : name.hasPrefix("#") ? Int(name.dropFirst()) : nil
    guard
      let sign = code.flatMap(Unicode.Scalar.init(_:)).map({ String($0) }) ?? Self.signs[name]
        ?? Greek.letters[name]
    else { return nil }
    position = end + 1
    return sign
  }

  private static let signs = [
    "lt": "<", "gt": ">", "amp": "&", "nbsp": " ", "minus": "−", "middot": "·", "times": "×",
    "part": "∂", "asymp": "≈", "rarr": "→", "larr": "←", "Delta": "Δ", "nabla": "∇", "frac12": "½",
    "sdot": "⋅", "prime": "′", "quot": "\"", "thinsp": " ", "ndash": "–",
  ]

  /// What an element is in text whose tag was read.
  private mutating func element(_ tag: String) -> String {
    switch tag {
    case "sub": return "_{\(content(of: tag))}"
    case "sup": return "^{\(content(of: tag))}"
    case "mfrac", "msub", "msup", "msubsup":
      let signs = [
        "mfrac": [String(NormalizedMarkup.fraction), ""], "msub": ["", "_"], "msup": ["", "^"],
      ]
      return zip(signs[tag] ?? ["", "_", "^"], children(of: tag)).enumerated().map { place, part in
        place == 0 && tag != "mfrac" ? part.1 : "\(part.0){\(part.1)}"
      }.joined()
    case "msqrt": return " sqrt(\(content(of: tag)))"
    case "mtable": return "[\(children(of: tag).joined(separator: "; "))]"
    case "mtr": return children(of: tag).joined(separator: " ")
    case "table", "/table":
      isInTable = tag == "table"
      return ""
    case "tr":
      rows += 1
      let isBegun = text.last(where: { $0 != " " }).map { $0 == "\n" } ?? true
      return isBegun ? "" : String(Self.row)
    case "/tr":
      rows = max(0, rows - 1)
      return "|"
    case "td", "th": return "|"
    case "h1", "h2", "h3", "h4": return "# "
    case "/p", "/li", "/div", "br", "br/", "/h1", "/h2", "/h3", "/h4", "/pre":
      return rows > 0 ? " " : String(Self.separator) + String(Self.row)
    default: return ""
    }
  }

  /// What stands between a tag and the one that closes it.
  private mutating func content(of tag: String) -> String {
    var content = ""
    while position < source.count {
      let start = position
      if let next = self.tag() {
        if next == "/\(tag)" { break }
        position = start
      }
      content += piece()
    }
    return content
  }

  /// The elements inside an element, each as text.
  private mutating func children(of tag: String) -> [String] {
    var parts: [String] = []
    while position < source.count {
      guard let next = self.tag() else {
        position += 1
        continue
      }
      if next.hasPrefix("/") {
        if next == "/\(tag)" { break }
        continue
      }
      let own = ["msub", "msup", "mfrac", "msubsup", "msqrt", "mtable", "mtr"]
      parts.append(own.contains(next) ? element(next) : content(of: next))
    }
    return parts
  }
}
