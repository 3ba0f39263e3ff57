/// A language that prose is written in.
public enum Language: String, Sendable, CaseIterable {
  /// English.
  case english = "en"
  /// Korean.
  case korean = "ko"
}

/// A piece of prose in every language, side by side.
public struct Phrase: Hashable, Sendable {
  /// In English.
  public let english: Prose
  /// In Korean.
  public let korean: Prose

  /// The same thing said in each language.
  public init(en english: Prose, ko korean: Prose) {
    self.english = english
    self.korean = korean
  }

  /// What reads the same in every language: a name, a symbol.
  public init(_ prose: Prose) { self.init(en: prose, ko: prose) }

  /// The phrase in one language.
  public subscript(language: Language) -> Prose {
    switch language {
    case .english: english
    case .korean: korean
    }
  }
}

/// Text with symbols in it: `"\(symbol: "w5") reaches the error through \(symbol: "net_o1")."`
public struct Prose: Hashable, Sendable, ExpressibleByStringInterpolation {
  /// A part of the text.
  public enum Piece: Hashable, Sendable {
    /// Words.
    case text(String)
    /// A quantity by its ASCII name, to be written as its symbol.
    case symbol(String)
    /// A number, to be written in the document's digits.
    case number(Double)
    /// A formula, to be written as mathematics, in symbols.
    case formula(Formula)
    /// Something typed or printed as it is: a command, a name in a file.
    case code(String)
    /// Words that stand out.
    case strong(String)
  }

  /// The parts, in order.
  public let pieces: [Piece]

  /// Prose of the given parts.
  public init(_ pieces: [Piece]) { self.pieces = pieces }

  /// The words alone, for a place that has no mathematics; symbols stand by their plain text.
  public var words: String {
    let script = PlainScript()
    let numbers = NumberStyle(digits: 15)
    return pieces.map { piece in
      switch piece {
      case .text(let text), .code(let text), .strong(let text): text
      case .symbol(let name): script.symbol(name).text
      case .number(let number): script.written(number, numbers: numbers).text
      case .formula(let formula):
        TextLayout.unbroken(script.symbolic(formula, numbers: numbers).text)
      }
    }.joined()
  }

  /// Whether there are words alone.
  var isPlain: Bool {
    pieces.allSatisfy { piece in
      if case .text = piece { return true }
      return false
    }
  }

  /// Words alone.
  public init(stringLiteral text: String) { pieces = text.isEmpty ? [] : [.text(text)] }

  /// What the compiler collects from an interpolated literal.
  public init(stringInterpolation: Interpolation) { pieces = stringInterpolation.pieces }

  /// Collects the parts of an interpolated literal.
  public struct Interpolation: StringInterpolationProtocol {
    fileprivate var pieces: [Piece] = []

    /// An empty collection.
    public init(literalCapacity: Int, interpolationCount: Int) {}

    /// Words.
    public mutating func appendLiteral(_ text: String) {
      if !text.isEmpty { pieces.append(.text(text)) }
    }
    /// Words known only when the program runs.
    public mutating func appendInterpolation(_ text: String) { appendLiteral(text) }
    /// A count.
    public mutating func appendInterpolation(_ count: Int) { appendLiteral(String(count)) }
    /// Prose within prose.
    public mutating func appendInterpolation(_ prose: Prose) { pieces += prose.pieces }
    /// A quantity by its ASCII name.
    public mutating func appendInterpolation(symbol name: String) { pieces.append(.symbol(name)) }
    /// Several quantities, separated by commas.
    public mutating func appendInterpolation(symbols names: [String]) {
      for (position, name) in names.enumerated() {
        if position > 0 { appendLiteral(", ") }
        pieces.append(.symbol(name))
      }
    }
    /// A number in the document's digits.
    public mutating func appendInterpolation(number: Double) { pieces.append(.number(number)) }
    /// A formula in symbols.
    public mutating func appendInterpolation(formula: Formula) { pieces.append(.formula(formula)) }
    /// Something typed or printed as it is.
    public mutating func appendInterpolation(code: String) { pieces.append(.code(code)) }
    /// Words that stand out.
    public mutating func appendInterpolation(strong: String) { pieces.append(.strong(strong)) }
  }
}
