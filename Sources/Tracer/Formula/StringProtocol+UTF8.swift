extension StringProtocol {
  /// Where a text without combining characters stands first. Bytes are compared, which is many
  /// times faster than to compare characters, and names are looked at for every line.
  func firstRange(ofBytesOf text: String) -> Range<Index>? {
    let wanted = text.utf8
    var rest = utf8[...]
    while let first = wanted.first, let start = rest.firstIndex(of: first) {
      rest = rest[start...]
      if rest.starts(with: wanted) {
        return start..<rest.index(start, offsetBy: wanted.count)
      }
      rest = rest.dropFirst()
    }
    return nil
  }
}

extension String {
  /// The text with another one in each place of one without combining characters, found as bytes.
  func replacing(bytesOf text: String, with other: String) -> String {
    let (bytes, wanted) = (Array(utf8), Array(text.utf8))
    guard let first = wanted.first else { return self }
    var (result, start, at): ([UInt8], Int, Int) = ([], 0, 0)
    while at + wanted.count <= bytes.count {
      if bytes[at] == first, bytes[at..<at + wanted.count].elementsEqual(wanted) {
        result += bytes[start..<at] + other.utf8
        at += wanted.count
        start = at
      } else {
        at += 1
      }
    }
    return start == 0 ? self : String(decoding: result + bytes[start...], as: UTF8.self)
  }
}
