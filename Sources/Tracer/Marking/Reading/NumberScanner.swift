/// Reads numbers out of flattened text: decimal point or comma, groups of three, and powers of ten
/// as `e-4`, `× 10^-4`, `*10**-4` or `· 10^{-4}`.
struct NumberScanner {
  let scalars: [Unicode.Scalar]
  var position: Int

  /// The number that starts here, or `nil`; moves behind it.
  mutating func scan() -> WrittenNumber? {
    let start = position
    var whole = groupedInteger() ?? digits()
    // Nobody writes ,5 for 0,5; a comma there separates.
    let fraction = whole.isEmpty && peek() == "," ? "" : decimals() ?? ""
    guard !(whole + fraction).isEmpty else {
      position = start
      return nil
    }
    var exponent = 0
    if let written = letterExponent() ?? timesPowerOfTen() {
      exponent = written
    } else if whole == "10", fraction.isEmpty, let written = power() {
      (whole, exponent) = ("1", written)
    }
    // A percent sign at the end of a line; elsewhere it may begin a comment.
    let rest = scalars[position...].drop(while: \.isBlank)
    if rest.first == "%", rest.dropFirst().first(where: { !$0.isBlank }).map({ $0 == "\n" }) ?? true
    {
      (position, exponent) = (rest.startIndex + 1, exponent - 2)
    }
    return WrittenNumber(
      integer: whole, fraction: fraction, exponent: exponent,
      text: text(from: start, to: position).filter { $0 != "{" && $0 != "}" })
  }

  private func peek(_ offset: Int = 0) -> Unicode.Scalar? {
    position + offset < scalars.count ? scalars[position + offset] : nil
  }

  private func isDigit(_ offset: Int = 0) -> Bool {
    peek(offset).map { ("0"..."9").contains($0) } ?? false
  }

  private func text(from start: Int, to end: Int) -> String {
    String(String.UnicodeScalarView(scalars[start..<end]))
  }

  private mutating func digits() -> String {
    let start = position
    while isDigit() { position += 1 }
    return text(from: start, to: position)
  }

  /// Whether a sign that separates groups of three digits stands here.
  private var isAtGroupSeparator: Bool {
    peek() == "\u{2009}" || peek() == "\u{202F}" || peek() == "'" || peek() == "’"
  }

  /// `12 345`, `12'345` or, if another decimal sign or group follows, `12,345`.
  private mutating func groupedInteger() -> String? {
    let start = position
    var written = digits()
    if (1...3).contains(written.count), written.first != "0" {
      let sign = peek()
      let isMark = sign == "," || sign == "."
      var groups = 0
      while isMark ? peek() == sign : isAtGroupSeparator, (1...3).allSatisfy(isDigit), !isDigit(4) {
        position += 1
        written += digits()
        groups += 1
      }
      let isFollowedByDecimals =
        (peek() == "." || peek() == ",") && peek() != sign && isDigit(1)
      if groups > 1 || groups == 1 && (!isMark || isFollowedByDecimals) { return written }
    }
    position = start
    return nil
  }

  /// The digits behind a decimal point or comma.
  private mutating func decimals() -> String? {
    let isBraced = peek() == "{" && peek(1) == "," && peek(2) == "}"
    guard isBraced || peek() == "." || peek() == ",", isDigit(isBraced ? 3 : 1) else { return nil }
    position += isBraced ? 3 : 1
    var fraction = digits()
    while isAtGroupSeparator, isDigit(1), fraction.count.isMultiple(of: 3) {
      position += 1
      fraction += digits()
    }
    return fraction
  }

  /// `e-4`.
  private mutating func letterExponent() -> Int? {
    guard peek() == "e" || peek() == "E" else { return nil }
    position += 1
    if let exponent = signedInteger() { return exponent }
    position -= 1
    return nil
  }

  /// `× 10^-4`, with any sign of multiplication.
  private mutating func timesPowerOfTen() -> Int? {
    let start = position
    skipBlanks()
    if let sign = peek(), multiplicationSigns.contains(sign) || sign == "x" || sign == "X" {
      position += 1
      skipBlanks()
      if peek() == "{" { position += 1 }
      if peek() == "1", peek(1) == "0", !isDigit(2) {
        position += 2
        if let exponent = power() { return exponent }
      }
    }
    position = start
    return nil
  }

  /// `^-4`, `^{-4}` or `**(-4)`.
  private mutating func power() -> Int? {
    let start = position
    skipBlanks()
    let length = peek() == "^" ? 1 : peek() == "*" && peek(1) == "*" ? 2 : 0
    if length > 0 {
      position += length
      skipBlanks()
      let closing: Unicode.Scalar? = peek() == "{" ? "}" : peek() == "(" ? ")" : nil
      if closing != nil { position += 1 }
      if let exponent = signedInteger() {
        skipBlanks()
        if closing == nil || peek() == closing {
          position += closing == nil ? 0 : 1
          return exponent
        }
      }
    }
    position = start
    return nil
  }

  private mutating func signedInteger() -> Int? {
    let start = position
    skipBlanks()
    let isNegative = peek() == "-"
    if isNegative || peek() == "+" { position += 1 }
    if let exponent = Int(digits()), exponent <= 999 { return isNegative ? -exponent : exponent }
    position = start
    return nil
  }

  private mutating func skipBlanks() {
    while let scalar = peek(), scalar.isBlank { position += 1 }
  }
}
