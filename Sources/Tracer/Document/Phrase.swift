/// A language that prose is written in.
public enum Language: String, Sendable, CaseIterable {
  /// English.
  case english = "en"
  /// Korean.
  case korean = "ko"
}

/// A piece of prose in every language: `"\(symbol: "w5") reaches the error through \(other)."`
public struct Phrase: Hashable, Sendable, ExpressibleByStringInterpolation {
  /// In English.
  public let english: Prose
  /// In Korean.
  public let korean: Prose
  /// What must be above 0 for it to be true, where the wording depends on signs.
  var holds: [Formula] = []
  /// What is true instead where others of these are above 0.
  var otherwise: [Phrase] = []

  /// The same thing said in each language.
  public init(en english: Phrase, ko korean: Phrase) {
    (self.english, self.korean) = (english.english, korean.korean)
  }

  /// What reads the same in every language.
  public init(_ prose: Prose) { (english, korean) = (prose, prose.joinedInKorean) }

  /// Words alone, in every language.
  public init(stringLiteral text: String) { self.init(Prose(text.isEmpty ? [] : [.text(text)])) }

  /// What the compiler collects from an interpolated literal.
  public init(stringInterpolation: Interpolation) {
    (english, korean) = (stringInterpolation.english, stringInterpolation.korean.joinedInKorean)
  }

  /// What is true where two things are so or not, beside what would be true otherwise.
  static func choosing(
    _ first: Bool, _ second: Bool, among said: (Bool, Bool) -> Phrase
  ) -> Phrase {
    var phrase = said(first, second)
    let others = [(!first, second), (first, !second), (!first, !second)]
    phrase.otherwise = others.map { said($0.0, $0.1) }
    return phrase
  }

  /// The phrase in one language.
  public subscript(language: Language) -> Prose {
    switch language {
    case .english: english
    case .korean: korean
    }
  }
}

/// Text in one language with symbols in it.
public struct Prose: Hashable, Sendable {
  /// A part of the text.
  public enum Piece: Hashable, Sendable {
    /// Words.
    case text(String)
    /// A quantity by its ASCII name, to be written as its symbol.
    case symbol(String)
    /// A number, to be written in the document's digits or in digits of its own; and of what it is the
    /// number, where that is known.
    case number(Double, of: Formula? = nil, digits: Int? = nil)
    /// A formula, to be written as mathematics, in symbols.
    case formula(Formula, digits: Int? = nil)
    /// Words that lead to an address.
    case link(String, to: String)
    /// Something typed or printed as it is: a command, a name in a file.
    case code(String)
    /// Words that stand out.
    case strong(String)
  }

  /// The parts, in order, without the particles that follow them.
  private(set) var barePieces: [Piece]
  /// The Korean particle after a part, by the part's position.
  private var particles: [Int: Particle] = [:]
  /// The positions of the words before the last of several names, and how many names there are.
  private var joints: [Int: Int] = [:]

  /// Prose of the given parts.
  public init(_ pieces: [Piece]) { barePieces = pieces }

  fileprivate init(_ piece: Piece, _ particle: Particle?) {
    barePieces = [piece]
    particles[0] = particle
  }

  /// The names as a list: `w1, w2 and w3`.
  fileprivate init(listing names: [String], _ particle: Particle?) {
    barePieces = []
    for (position, name) in names.enumerated() {
      let isLast = position == names.count - 1
      if isLast, position > 0 { joints[barePieces.count] = names.count }
      if position > 0 { barePieces.append(.text(isLast ? " and " : ", ")) }
      append(Prose(.symbol(name), isLast ? particle : nil))
    }
  }

  /// Adds prose; words that follow words are one piece with them.
  fileprivate mutating func append(_ other: Prose) {
    for (position, piece) in other.barePieces.enumerated() {
      let (particle, joint) = (other.particles[position], other.joints[position])
      let last = barePieces.count - 1
      if case .text(let text) = piece, particle == nil, joint == nil,
        case .text(let before)? = barePieces.last, particles[last] == nil, joints[last] == nil
      {
        barePieces[last] = .text(before + text)
      } else if piece != .text("") {
        (particles[last + 1], joints[last + 1]) = (particle, joint)
        barePieces.append(piece)
      }
    }
  }

  /// The same with its lists as Korean has them: two are joined by 과 or 와, more are listed.
  fileprivate var joinedInKorean: Prose {
    var joined = self
    for (position, count) in joints {
      joined.barePieces[position] = .text(count == 2 ? " " : ", ")
      if count == 2 { joined.particles[position - 1] = .and }
    }
    joined.joints = [:]
    return joined
  }

  /// The parts, in order, with particles as the words before them are read.
  /// - Parameter gap: What a format needs between mathematics and a letter after it.
  func pieces(in numbers: NumberStyle, gap: String = "") -> [Piece] {
    var pieces: [Piece] = []
    func add(_ piece: Piece) {
      if case .text(let text) = piece, text.first?.isLetter == true,
        pieces.last?.isMathematics == true
      {
        pieces.append(.text(gap + text))
      } else {
        pieces.append(piece)
      }
    }
    for (position, piece) in barePieces.enumerated() {
      add(piece)
      if let particle = particles[position] {
        add(.text(particle.form(after: piece.finalSound(in: numbers))))
      }
    }
    return pieces
  }

  /// Whether a number stands in it, in the document's digits.
  var hasNumbers: Bool { barePieces.contains { if case .number = $0 { true } else { false } } }

  /// The words alone, for a place that has no mathematics; symbols stand by their plain text.
  public var words: String {
    let numbers = NumberStyle(digits: 15)
    return TextLayout.unbroken(pieces(in: numbers).map { $0.text(in: numbers) }.joined())
  }

  /// Whether there are words alone.
  var isPlain: Bool {
    barePieces.allSatisfy { piece in
      if case .text = piece { return true }
      return false
    }
  }

  /// Whether it is a number or a count and nothing else, or empty.
  var isNumeric: Bool {
    barePieces.allSatisfy {
      switch $0 {
      case .number: true
      case .text(let text): text.allSatisfy { $0.isNumber || $0 == "," }
      case .symbol, .formula, .code, .strong, .link: false
      }
    }
  }

  /// Whether there is mathematics alone.
  var isMathematics: Bool { !barePieces.isEmpty && barePieces.allSatisfy(\.isMathematics) }
}

extension Phrase {
  /// Collects the parts of an interpolated literal.
  public struct Interpolation: StringInterpolationProtocol {
    fileprivate var english = Prose([]), korean = Prose([])

    /// An empty collection.
    public init(literalCapacity: Int, interpolationCount: Int) {}

    /// Words.
    public mutating func appendLiteral(_ text: String) { append(.text(text), nil) }
    /// Words known only when the program runs.
    public mutating func appendInterpolation(_ text: String) { appendLiteral(text) }
    /// A count, with a comma before every three digits.
    public mutating func appendInterpolation(_ count: Int) {
      appendLiteral(count.formattedWithCommas)
    }
    /// A phrase within a phrase, in the language of each.
    public mutating func appendInterpolation(_ phrase: Phrase) {
      english.append(phrase.english)
      korean.append(phrase.korean)
    }
    /// Prose that is the same in every language.
    public mutating func appendInterpolation(_ prose: Prose) {
      english.append(prose)
      korean.append(prose)
    }
    /// A quantity by its ASCII name.
    public mutating func appendInterpolation(symbol name: String, _ particle: Particle? = nil) {
      append(.symbol(name), particle)
    }
    /// Several quantities: `w1, w2 and w3`.
    public mutating func appendInterpolation(symbols names: [String], _ particle: Particle? = nil) {
      appendInterpolation(Prose(listing: names, particle))
    }
    /// A number in the document's digits.
    public mutating func appendInterpolation(number: Double, _ particle: Particle? = nil) {
      append(.number(number), particle)
    }
    /// The number of a quantity, or of what is calculated from quantities.
    mutating func appendInterpolation(
      quantity: Formula, showing value: Double? = nil, digits: Int? = nil,
      _ particle: Particle? = nil
    ) {
      append(.number(value ?? quantity.evaluated(), of: quantity, digits: digits), particle)
    }
    /// A formula in symbols.
    public mutating func appendInterpolation(
      formula: Formula, digits: Int? = nil, _ particle: Particle? = nil
    ) {
      append(.formula(formula, digits: digits), particle)
    }
    /// Words that lead to an address.
    public mutating func appendInterpolation(_ text: String, link address: String) {
      append(.link(text, to: address), nil)
    }
    /// Something typed or printed as it is.
    public mutating func appendInterpolation(code: String, _ particle: Particle? = nil) {
      append(.code(code), particle)
    }
    /// Words with a particle, such as the name of a sample.
    public mutating func appendInterpolation(_ text: String, _ particle: Particle) {
      append(.text(text), particle)
    }
    /// Words that stand out.
    public mutating func appendInterpolation(strong: String) { append(.strong(strong), nil) }

    private mutating func append(_ piece: Prose.Piece, _ particle: Particle?) {
      appendInterpolation(Prose(piece, particle))
    }
  }
}

extension DefaultStringInterpolation {
  /// A phrase becomes text in a language only.
  @available(*, unavailable, message: "take the phrase in one language")
  mutating func appendInterpolation(_ phrase: Phrase) {}
}

extension [Phrase] {
  /// The phrases as one, with commas between them.
  func joined(separator: Phrase = ", ") -> Phrase {
    guard let first else { return "" }
    return dropFirst().reduce(first) { "\($0)\(separator)\($1)" }
  }
}

extension Prose.Piece {
  /// The piece in plain text.
  func text(in numbers: NumberStyle) -> String {
    let script = PlainScript()
    switch self {
    case .text(let text), .code(let text), .strong(let text): return text
    case .symbol(let name): return script.symbol(name).text
    case .number(let number, _, let digits):
      return script.written(number, numbers: numbers.showing(digits)).text
    case .formula(let formula, let digits):
      return script.symbolic(formula, numbers: numbers.showing(digits)).text
    case .link(let text, let address): return text == address ? text : "\(text) (\(address))"
    }
  }

  fileprivate var isMathematics: Bool {
    switch self {
    case .symbol, .number, .formula: true
    case .text, .code, .strong, .link: false
    }
  }

  fileprivate func finalSound(in numbers: NumberStyle) -> FinalSound {
    if case .formula(let formula, _) = self {
      return FinalSound(reading: formula, numbers: numbers)
    }
    return FinalSound(reading: text(in: numbers))
  }
}

extension Int {
  /// The number as prose writes it: 79,510.
  fileprivate var formattedWithCommas: String {
    let digits = Array(String(magnitude))
    let groups = digits.enumerated().map { position, digit in
      (position > 0 && (digits.count - position) % 3 == 0 ? "," : "") + String(digit)
    }
    return (self < 0 ? "−" : "") + groups.joined()
  }
}
