import Foundation

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
    var (all, wanted, result) = (self, text, "")
    let isFound = all.withUTF8 { bytes in
      wanted.withUTF8 { wanted in
        var rest = bytes[...]
        while let found = rest.firstOffset(of: wanted) {
          result += String(decoding: rest.prefix(found), as: UTF8.self) + other
          rest = rest.dropFirst(found + wanted.count)
        }
        if rest.count < bytes.count { result += String(decoding: rest, as: UTF8.self) }
        return rest.count < bytes.count
      }
    }
    return isFound ? result : self
  }
}

extension Slice<UnsafeBufferPointer<UInt8>> {
  /// After how many bytes others stand first.
  fileprivate func firstOffset(of wanted: UnsafeBufferPointer<UInt8>) -> Int? {
    let bytes = UnsafeBufferPointer(rebasing: self)
    guard let start = bytes.baseAddress, let first = wanted.first else { return nil }
    var offset = 0
    while offset + wanted.count <= bytes.count,
      let found = memchr(start + offset, Int32(first), bytes.count - wanted.count + 1 - offset)
    {
      offset = UnsafeRawPointer(found) - UnsafeRawPointer(start)
      if bytes[offset..<offset + wanted.count].elementsEqual(wanted) { return offset }
      offset += 1
    }
    return nil
  }
}
