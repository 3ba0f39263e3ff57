/// Takes a delimited text apart, row by row.
struct RecordReader {
  let bytes: UnsafeBufferPointer<UInt8>
  let delimiter: UInt8
  let hasDecimalComma: Bool
  /// Where the cells of the row lie, without the quotes around them.
  private(set) var cells: [(range: Range<Int>, isQuoted: Bool)] = []
  /// The line of the row's beginning, from 1.
  private(set) var line = 0
  /// Whether the text ends within quotes.
  private(set) var isUnfinished = false
  private var position = 0
  private var nextLine = 1

  init(bytes: UnsafeBufferPointer<UInt8>, delimiter: UInt8, hasDecimalComma: Bool) {
    self.bytes = bytes
    self.delimiter = delimiter
    self.hasDecimalComma = hasDecimalComma
  }

  private static let (quote, space) = (UInt8(ascii: "\""), UInt8(ascii: " "))
  private static let (newline, carriage) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"))

  /// Goes on to the next row that is not empty.
  mutating func next() -> Bool {
    while position < bytes.count {
      line = nextLine
      readRow()
      if isUnfinished { return false }
      if cells.count > 1 || !cells[0].range.isEmpty || cells[0].isQuoted { return true }
    }
    return false
  }

  private mutating func readRow() {
    cells.removeAll(keepingCapacity: true)
    while true {
      while position < bytes.count, bytes[position] == Self.space { position += 1 }
      var start = position
      var end: Int
      let isQuoted = position < bytes.count && bytes[position] == Self.quote
      if isQuoted {
        start += 1
        position += 1
        while position < bytes.count {
          if bytes[position] == Self.quote {
            guard position + 1 < bytes.count, bytes[position + 1] == Self.quote else { break }
            position += 1
          }
          if bytes[position] == Self.newline { nextLine += 1 }
          position += 1
        }
        isUnfinished = position >= bytes.count
        end = position
        if isUnfinished { return }
        position += 1
      } else {
        end = position
      }
      let afterQuote = position
      while position < bytes.count, bytes[position] != delimiter, bytes[position] != Self.newline,
        bytes[position] != Self.carriage
      {
        position += 1
      }
      if !isQuoted || position > afterQuote, !isQuoted { end = position }
      while !isQuoted, end > start, bytes[end - 1] == Self.space { end -= 1 }
      cells.append((start..<end, isQuoted))
      guard position < bytes.count else { return }
      let mark = bytes[position]
      position += 1
      if mark == delimiter { continue }
      if mark == Self.carriage, position < bytes.count, bytes[position] == Self.newline {
        position += 1
      }
      nextLine += 1
      return
    }
  }

  /// Whether the row ends with a delimiter.
  var isTrailed: Bool { cells.count > 1 && cells[cells.count - 1].range.isEmpty }

  func isText(_ cell: Int) -> Bool {
    String(validating: UnsafeBufferPointer(rebasing: bytes[cells[cell].range]), as: UTF8.self)
      != nil
  }

  func text(_ cell: Int) -> String {
    let (range, isQuoted) = cells[cell]
    let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
    return isQuoted ? text.replacing("\"\"", with: "\"") : text
  }

  func number(_ cell: Int) -> Double? {
    let range = cells[cell].range
    var (mantissa, exponent, digits) = (UInt64(0), 0, 0)
    var position = range.lowerBound
    func at(_ place: Int) -> UInt8 { place < range.upperBound ? bytes[place] : 0 }
    let isTypeset = bytes[range].starts(with: "−".utf8)
    let isNegative = at(position) == UInt8(ascii: "-") || isTypeset
    if isNegative || at(position) == UInt8(ascii: "+") { position += isTypeset ? 3 : 1 }
    var isBehindPoint = false
    while position < range.upperBound {
      let byte = bytes[position]
      if byte &- UInt8(ascii: "0") < 10 {
        digits += 1
        if mantissa < 1 << 58 {
          mantissa = mantissa * 10 + UInt64(byte &- UInt8(ascii: "0"))
          if isBehindPoint { exponent -= 1 }
        } else {
          return slowNumber(range, isTypeset: isTypeset)
        }
      } else if !isBehindPoint,
        byte == UInt8(ascii: ".") || hasDecimalComma && byte == UInt8(ascii: ",")
      {
        isBehindPoint = true
      } else {
        break
      }
      position += 1
    }
    guard digits > 0 else { return nil }
    if position < range.upperBound { return slowNumber(range, isTypeset: isTypeset) }
    // A quotient or product of two numbers that are exact is rounded once.
    guard mantissa < 1 << 53, exponent >= -22 else {
      return slowNumber(range, isTypeset: isTypeset)
    }
    let value = Double(mantissa) / Self.powers[-exponent]
    return isNegative ? -value : value
  }

  private static let powers: [Double] = (0...22).map { Double("1e\($0)") ?? 0 }

  /// - Parameter isTypeset: Whether it begins with a minus sign instead of a hyphen.
  private func slowNumber(_ range: Range<Int>, isTypeset: Bool) -> Double? {
    if isTypeset {
      return slowNumber(range.lowerBound + 3..<range.upperBound, isTypeset: false).map { -$0 }
    }
    let cell = UnsafeBufferPointer(rebasing: bytes[range])
    let allowed = cell.allSatisfy { byte in
      byte &- UInt8(ascii: "0") < 10 || [43, 45, 46, 69, 101].contains(byte)
        || hasDecimalComma && byte == UInt8(ascii: ",")
    }
    guard allowed else { return nil }
    let text = String(decoding: cell, as: UTF8.self)
    let number = Double(hasDecimalComma ? text.replacing(",", with: ".") : text)
    return number.flatMap { $0.isFinite ? $0 : nil }
  }
}
