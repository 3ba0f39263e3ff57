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
