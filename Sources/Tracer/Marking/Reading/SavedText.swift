import Foundation

/// Text as editors and spreadsheets save it.
enum SavedText {
  /// The text in UTF-8 without a byte order mark, `\n` at the ends of its lines, and without what
  /// LaTeX and HTML say of the page alone; bytes that are no text stay as they are.
  static func normalized(_ bytes: [UInt8]) -> [UInt8] {
    var text = utf8(bytes)
    if text.contains(0x0D) {
      text = text.indices.compactMap { index in
        guard text[index] == 0x0D else { return text[index] }
        let isHalf = index + 1 < text.count && text[index + 1] == 0x0A
        return isHalf ? nil : 0x0A
      }
    }
    return HTMLText.plain(withoutTypesetting(text))
  }

  /// The text with preambles, programs and drawings left empty; all lines stay where they are.
  private static func withoutTypesetting(_ bytes: [UInt8]) -> [UInt8] {
    var text = bytes
    var rest = 0
    let signs = [UInt8(ascii: "\\"), UInt8(ascii: "<")]
    while let start = text[rest...].firstIndex(where: signs.contains) {
      rest = start + 1
      guard let part = typesetting.first(where: { text[start...].starts(with: $0.begin.utf8) })
      else { continue }
      guard let end = text[start...].firstRange(of: Array(part.end.utf8)) else { break }
      rest = end.upperBound
      for index in start..<rest where text[index] != 0x0A { text[index] = 0x20 }
    }
    return text
  }

  /// What holds no answers: what stands in front of the text, and drawings.
  private static let typesetting: [(begin: String, end: String)] =
    [(#"\documentclass"#, #"\begin{document}"#)]
    + ["tikzpicture", "pgfpicture", "picture"].map { (#"\begin{\#($0)}"#, #"\end{\#($0)}"#) }
    + ["svg", "script", "style"].map { ("<\($0)", "</\($0)>") }

  private static func utf8(_ bytes: [UInt8]) -> [UInt8] {
    for (mark, encoding) in encodings where bytes.starts(with: mark) {
      guard let encoding else { return Array(bytes.dropFirst(mark.count)) }
      return String(bytes: bytes.dropFirst(mark.count), encoding: encoding).map { Array($0.utf8) }
        ?? bytes
    }
    // Of ASCII in UTF-16 every other byte is 0, also where no mark says so.
    guard bytes.count > 1, bytes.count.isMultiple(of: 2), (bytes[0] == 0) != (bytes[1] == 0) else {
      return bytes
    }
    let encoding = bytes[0] == 0 ? String.Encoding.utf16BigEndian : .utf16LittleEndian
    return String(bytes: bytes, encoding: encoding).map { Array($0.utf8) } ?? bytes
  }

  /// Byte order marks and what they announce; UTF-8 needs no decoding. The mark of UTF-32 begins as
  /// that of UTF-16 does.
  private static let encodings: [(mark: [UInt8], encoding: String.Encoding?)] = [
    ([0xEF, 0xBB, 0xBF], nil), ([0xFF, 0xFE, 0, 0], .utf32LittleEndian),
    ([0, 0, 0xFE, 0xFF], .utf32BigEndian), ([0xFF, 0xFE], .utf16LittleEndian),
    ([0xFE, 0xFF], .utf16BigEndian),
  ]
}
