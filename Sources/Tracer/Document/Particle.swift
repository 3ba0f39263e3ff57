/// What Korean adds to a noun to say what part it has in a sentence. Some particles have two forms,
/// and which one is right follows from the sound before it, which for a symbol is that of its reading.
public struct Particle: Hashable, Sendable {
  private let afterVowel: String
  private let afterConsonant: String
  /// After ㄹ, which some particles treat as a vowel.
  private let afterLiquid: String

  private init(_ afterConsonant: String, _ afterVowel: String, afterLiquid: String? = nil) {
    self.afterVowel = afterVowel
    self.afterConsonant = afterConsonant
    self.afterLiquid = afterLiquid ?? afterConsonant
  }

  /// 은 or 는.
  public static let topic = Particle("은", "는")
  /// 이 or 가.
  public static let subject = Particle("이", "가")
  /// 을 or 를.
  public static let object = Particle("을", "를")
  /// 과 or 와.
  public static let and = Particle("과", "와")
  /// 으로 or 로.
  public static let toward = Particle("으로", "로", afterLiquid: "로")

  func form(after sound: FinalSound) -> String {
    switch sound {
    case .vowel: afterVowel
    case .consonant: afterConsonant
    case .liquid: afterLiquid
    }
  }
}

/// How something written ends when it is read aloud in Korean.
enum FinalSound: Hashable {
  case vowel
  case consonant
  /// ㄹ.
  case liquid
}

extension FinalSound {
  /// The end of a written word, number or symbol, such as `net_o1`, `0.2063` or `91 %`.
  init(reading text: String) {
    let read = text.reversed().drop { " )]}|\"'’”」».,".contains($0) }
    switch read.first {
    case let last? where "⁰¹²³⁴⁵⁶⁷⁸⁹⁻".contains(last): self = .consonant  // 제곱
    case let last? where last.isWholeNumber: self = Self.ofDigit(last.wholeNumberValue ?? 0)
    case "½", "¼", "⅓": self = .liquid  // …분의 일
    case let last? where last.unicodeScalars.contains("\u{302}"): self = .consonant  // 햇
    case let last? where last.isHangul: self = Self.ofSyllable(last)
    case let last? where last.isLetter:
      let letters = String(read.prefix { $0.isLetter && !$0.isHangul }.reversed())
      self = Self.ofWord(Greek.names[String(last)] ?? letters)
    default: self = .vowel  // 플러스, 퍼센트
    }
  }

  /// The end of a formula: `a/b` is read from below, a power and an exponential end in 제곱.
  init(reading formula: Formula, numbers: NumberStyle) {
    let script = PlainScript()
    switch formula {
    case .symbol(let name, _): self.init(reading: script.symbol(name).text)
    case .literal(let value): self.init(reading: script.written(value, numbers: numbers).text)
    case .quotient(let top, _): self.init(reading: top, numbers: numbers)
    case .power, .call(.exp, _), .call(.abs, _): self = .consonant
    case .sum, .difference, .product, .negation, .call, .choice:
      self = formula.children.last.map { FinalSound(reading: $0, numbers: numbers) } ?? .vowel
    }
  }

  /// 영 일 이 삼 사 오 육 칠 팔 구; tens, hundreds and thousands end in consonants as 영 does.
  private static func ofDigit(_ digit: Int) -> FinalSound {
    switch digit {
    case 1, 7, 8: .liquid
    case 0, 3, 6: .consonant
    default: .vowel
    }
  }

  private static func ofSyllable(_ syllable: Character) -> FinalSound {
    let scalar = syllable.unicodeScalars.first?.value ?? 0
    switch (scalar - 0xAC00) % 28 {
    case 0: return .vowel
    case 8: return .liquid
    default: return .consonant
    }
  }

  /// The end of a word as Korean borrows it, or of a name that is spelled: 넷, 아웃, 토털, 엘.
  private static func ofWord(_ word: String) -> FinalSound {
    let letters = Array(word.lowercased())
    guard let last = letters.last else { return .vowel }
    let isSpelled =
      letters.count == 1 || word == word.uppercased() || !letters.contains { "aeiouy".contains($0) }
    if isSpelled {
      return "lr".contains(last) ? .liquid : "mn".contains(last) ? .consonant : .vowel
    }
    let before = letters[letters.count - 2]
    switch last {
    case "l": return .liquid
    case "m", "n": return .consonant
    case "g": return before == "n" ? .consonant : .vowel
    case "e": return before == "l" ? .liquid : "mn".contains(before) ? .consonant : .vowel
    case "p", "t", "k", "c", "b": return "aeiouy".contains(before) ? .consonant : .vowel
    default: return .vowel
    }
  }
}

extension Character {
  fileprivate var isHangul: Bool {
    unicodeScalars.first.map { (0xAC00...0xD7A3).contains($0.value) } ?? false
  }
}

extension Greek {
  /// The names of the letters.
  fileprivate static let names = Dictionary(
    uniqueKeysWithValues: letters.map { ($0.value, $0.key) })
}
