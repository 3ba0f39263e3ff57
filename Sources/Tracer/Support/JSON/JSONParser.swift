/// Why a text is no JSON, and where.
struct JSONError: Error, Equatable {
  /// The line, counted from 1.
  let line: Int
  /// The column, counted from 1.
  let column: Int
  /// What is wrong, such as `a comma or ] expected; "x" found`.
  let reason: String
}

/// Reads JSON by RFC 8259, each name of an object once.
struct JSONParser {
  /// Deeper than this nobody writes, and the stack is finite.
  private static let deepest = 512

  private let bytes: [UInt8]
  private var place = 0
  private var depth = 0

  /// What is wrong at an offset.
  private struct Problem: Error {
    let offset: Int
    let reason: String
  }

  /// Reads a text that is one value.
  /// - Complexity: Linear in the length of the text.
  static func value(of bytes: [UInt8]) throws(JSONError) -> JSONValue {
    var parser = JSONParser(bytes: bytes)
    do throws(Problem) {
      let value = try parser.value()
      parser.skipSpace()
      guard parser.next == nil else { throw parser.unexpected("the end of the text") }
      return value
    } catch {
      let (line, column) = parser.position(of: error.offset)
      throw JSONError(line: line, column: column, reason: error.reason)
    }
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  private mutating func skipSpace() {
    while let byte = next, " \n\r\t".utf8.contains(byte) { place += 1 }
  }

  /// Passes over a sign, if it is the next.
  private mutating func take(_ sign: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: sign) else { return false }
    place += 1
    return true
  }

  private mutating func value() throws(Problem) -> JSONValue {
    skipSpace()
    switch next {
    case UInt8(ascii: "{"): return .object(try nested(Self.members))
    case UInt8(ascii: "["): return .array(try nested(Self.elements))
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "-"), (UInt8(ascii: "0")...UInt8(ascii: "9"))?: return .number(try number())
    default:
      for (word, value) in [
        ("true", JSONValue.bool(true)), ("false", .bool(false)), ("null", .null),
      ]
      where bytes[place...].starts(with: word.utf8) {
        place += word.utf8.count
        return value
      }
      throw unexpected("a JSON value")
    }
  }

  /// Reads what stands between brackets.
  private mutating func nested<Result>(
    _ body: (inout JSONParser) throws(Problem) -> Result
  ) throws(Problem) -> Result {
    guard depth < Self.deepest else {
      throw Problem(offset: place, reason: "nested more than \(Self.deepest) deep")
    }
    depth += 1
    defer { depth -= 1 }
    place += 1
    skipSpace()
    return try body(&self)
  }

  private static func elements(_ parser: inout JSONParser) throws(Problem) -> [JSONValue] {
    if parser.take("]") { return [] }
    var elements: [JSONValue] = []
    while true {
      elements.append(try parser.value())
      parser.skipSpace()
      if parser.take("]") { return elements }
      guard parser.take(",") else { throw parser.unexpected("a comma or ]") }
    }
  }

  private static func members(
    _ parser: inout JSONParser
  ) throws(Problem) -> [(name: String, value: JSONValue)] {
    if parser.take("}") { return [] }
    var members: [(name: String, value: JSONValue)] = []
    var offsets: [String: Int] = [:]
    while true {
      parser.skipSpace()
      let start = parser.place
      guard parser.next == UInt8(ascii: "\"") else {
        throw parser.unexpected("a name in quotation marks")
      }
      let name = try parser.string()
      if let first = offsets.updateValue(start, forKey: name) {
        throw Problem(
          offset: start,
          reason: "\"\(quoting: name)\" stands on line \(parser.position(of: first).line) already")
      }
      parser.skipSpace()
      guard parser.take(":") else { throw parser.unexpected("a colon") }
      members.append((name, try parser.value()))
      parser.skipSpace()
      if parser.take("}") { return members }
      guard parser.take(",") else { throw parser.unexpected("a comma or }") }
    }
  }

  private mutating func number() throws(Problem) -> Double {
    let start = place
    func digits(_ parser: inout JSONParser) throws(Problem) {
      let first = parser.place
      while let byte = parser.next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
        parser.place += 1
      }
      if parser.place == first { throw parser.unexpected("a digit") }
    }
    _ = take("-")
    if !take("0") { try digits(&self) }
    if take(".") { try digits(&self) }
    if take("e") || take("E") {
      _ = take("+") || take("-")
      try digits(&self)
    }
    let text = String(decoding: bytes[start..<place], as: UTF8.self)
    guard let number = Double(text), number.isFinite else {
      throw Problem(offset: start, reason: "\(quoting: text) is too large for a number")
    }
    return number
  }

  private mutating func string() throws(Problem) -> String {
    let opening = place
    place += 1
    var text = ""
    var start = place
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        text += String(decoding: bytes[start..<place], as: UTF8.self)
        place += 1
        return text
      case UInt8(ascii: "\\"):
        text += String(decoding: bytes[start..<place], as: UTF8.self)
        text.unicodeScalars.append(try escaped())
        start = place
      case ..<0x20:
        throw Problem(
          offset: place,
          reason: "a line break or control character within a text; write it as \\n or \\u0000")
      default: place += 1
      }
    }
    throw Problem(offset: opening, reason: "the text that begins here has no end")
  }

  private mutating func escaped() throws(Problem) -> Unicode.Scalar {
    let start = place
    place += 1
    guard let sign = next else { throw unexpected("an escaped character") }
    place += 1
    switch sign {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(sign)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      // A character beyond U+FFFF is written as two halves.
      let unit = try hexadecimal()
      if UTF16.isLeadSurrogate(unit), take("\\"), take("u") {
        let trail = try hexadecimal()
        if UTF16.isTrailSurrogate(trail) {
          return UTF16.decode(UTF16.EncodedScalar([unit, trail]))
        }
      } else if let scalar = Unicode.Scalar(unit) {
        return scalar
      }
      throw Problem(offset: start, reason: "half of a character beyond U+FFFF")
    default:
      place = start + 1
      throw unexpected("one of \" \\ / b f n r t u after a backslash")
    }
  }

  private mutating func hexadecimal() throws(Problem) -> UInt16 {
    let digits = bytes[place...].prefix(4)
    guard digits.count == 4, !digits.contains(UInt8(ascii: "+")),
      let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw unexpected("four hexadecimal digits") }
    place += 4
    return unit
  }

  private func unexpected(_ expected: String) -> Problem {
    let rest = String(decoding: bytes[place...].prefix(40), as: UTF8.self)
    let found =
      switch rest.first {
      case nil: "the end of the text"
      case "\"": "a quotation mark"
      case let sign?: "\"\(quoting: String(sign))\""
      }
    return Problem(offset: place, reason: "\(expected) expected; \(found) found")
  }

  /// The line and the column, counted in characters, of an offset.
  private func position(of offset: Int) -> (line: Int, column: Int) {
    let before = bytes[..<offset]
    let newline = UInt8(ascii: "\n")
    let start = before.lastIndex(of: newline).map { $0 + 1 } ?? 0
    return (
      1 + before.count { $0 == newline },
      1 + String(decoding: before[start...], as: UTF8.self).count
    )
  }
}
