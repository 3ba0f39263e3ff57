/// A word or sign of an expression file.
struct ExpressionToken: Equatable {
  enum Kind: Equatable {
    case number(Double, written: String)
    case name(String)
    case sign(Character)
    case end
  }

  let kind: Kind
  /// The column of its first character, counted from 1.
  let column: Int

  /// As it is called in a message.
  var description: String {
    switch kind {
    case .number(_, let text): "the number \(quoting: text)"
    case .name(let name): name
    case .sign(let sign): String(sign)
    case .end: "the end of the line"
    }
  }

  var name: String? { if case .name(let name) = kind { name } else { nil } }

  /// The words and signs of one line, without its comment, and an end.
  static func all(in line: [Character]) throws(ExpressionError.Placed) -> [ExpressionToken] {
    var tokens: [ExpressionToken] = []
    var at = 0
    while at < line.count, line[at] != "#" {
      let start = at
      func take(while condition: (Character) -> Bool) -> String {
        while at < line.count, condition(line[at]) { at += 1 }
        return String(line[start..<at])
      }
      let character = line[at]
      if character.isWhitespace {
        at += 1
        continue
      }
      let kind: Kind
      if character.isLetter {
        kind = .name(take { $0.isLetter || $0.isNumber || $0 == "_" })
      } else if character.isASCII, character.isNumber || character == "." {
        kind = try number(in: line, at: &at)
      } else if signs.contains(character) {
        at += 1
        let isPower = character == "*" && at < line.count && line[at] == "*"
        at += isPower ? 1 : 0
        kind = .sign(isPower ? "^" : canonical[character] ?? character)
      } else {
        let code = character.unicodeScalars.first.map { String($0.value, radix: 16) } ?? "0"
        let isShown = character.isLetter || character.isSymbol || character.isPunctuation
        throw .init(
          column: start + 1,
          (isShown ? "\(quoting: String(character))" : "the character U+\(code.uppercased())")
            + " means nothing here")
      }
      tokens.append(ExpressionToken(kind: kind, column: start + 1))
    }
    return tokens + [ExpressionToken(kind: .end, column: at + 1)]
  }

  private static let signs: Set<Character> = [
    "=", "+", "-", "*", "/", "^", "(", ")", ",", "−", "·", "×", "÷",
  ]
  /// What a text copied from a book may have in place of the sign of a keyboard.
  private static let canonical: [Character: Character] = ["−": "-", "·": "*", "×": "*", "÷": "/"]

  /// Digits, a point, more digits, and an exponent, as in `1.5e-3`.
  private static func number(
    in line: [Character], at: inout Int
  ) throws(ExpressionError.Placed) -> Kind {
    let start = at
    func isDigit(_ position: Int) -> Bool {
      position < line.count && line[position].isASCII && line[position].isNumber
    }
    while isDigit(at) { at += 1 }
    if at < line.count, line[at] == "." {
      at += 1
      while isDigit(at) { at += 1 }
    }
    if at < line.count, line[at] == "e" || line[at] == "E" {
      let sign = at + 1 < line.count && "+-".contains(line[at + 1]) ? 1 : 0
      if isDigit(at + 1 + sign) {
        at += 1 + sign
        while isDigit(at) { at += 1 }
      }
    }
    let text = String(line[start..<at])
    guard text != ".", let value = Double(text.hasSuffix(".") ? text + "0" : text) else {
      throw .init(column: start + 1, "\(quoting: text) is no number; write it as 1.5 or 2e-3")
    }
    guard value.isFinite, value != 0 || text.isZero else {
      throw .init(
        column: start + 1,
        "\(quoting: text) is too \(value == 0 ? "small" : "large") for a number")
    }
    return .number(value, written: text)
  }
}

extension String {
  /// Whether a number that is written so is 0, and not only less than any double.
  fileprivate var isZero: Bool {
    prefix { $0 != "e" && $0 != "E" }.allSatisfy { !("1"..."9").contains($0) }
  }
}
