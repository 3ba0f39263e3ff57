import Testing

@testable import Tracer

/// Korean particles after what is read aloud.
@Suite struct ParticleTests {
  private static let all: [Particle] = [.topic, .subject, .object, .and, .toward]

  @Test(
    arguments: [
      // 일, 칠, 팔 end in ㄹ; 영, 삼, 육 in another consonant; 이, 사, 오, 구 in a vowel.
      ("w1", "은 이 을 과 로"), ("w2", "는 가 를 와 로"), ("w3", "은 이 을 과 으로"), ("w4", "는 가 를 와 로"),
      ("w5", "는 가 를 와 로"), ("w6", "은 이 을 과 으로"), ("w7", "은 이 을 과 로"), ("w8", "은 이 을 과 로"),
      ("w9", "는 가 를 와 로"), ("w10", "은 이 을 과 으로"), ("net_o1", "은 이 을 과 로"), ("out_h2", "는 가 를 와 로"),
      ("net_h1(2)", "는 가 를 와 로"), ("W1[406,17]", "은 이 을 과 로"), ("y[6]", "은 이 을 과 으로"),
      ("dE/dw5", "는 가 를 와 로"), ("dE/dnet_o3", "은 이 을 과 으로"),
      // 에이치, 엘, 엠, 아르; 알파, 엡실론.
      ("net_h", "는 가 를 와 로"), ("x", "는 가 를 와 로"), ("l", "은 이 을 과 로"), ("m", "은 이 을 과 으로"),
      ("lr", "은 이 을 과 로"), ("alpha", "는 가 를 와 로"), ("epsilon", "은 이 을 과 으로"),
      ("delta_o1", "은 이 을 과 로"),
      // 토털, 넷, 아웃, 레스트, 애플; 플러스; 햇.
      ("E_total", "은 이 을 과 로"), ("net", "은 이 을 과 으로"), ("out", "은 이 을 과 으로"), ("rest", "는 가 를 와 로"),
      ("apple", "은 이 을 과 로"), ("w5+", "는 가 를 와 로"), ("E_total@1", "는 가 를 와 로"),
      ("m_hat", "은 이 을 과 으로"),
    ])
  func `after a symbol as it is read`(_ name: String, _ expected: String) {
    let symbol = PlainScript().symbol(name).text
    let words = Self.all.map { particle -> String in
      let prose = Phrase("\(symbol: name, particle)").korean
      return String(prose.words.dropFirst(symbol.count))
    }
    #expect(words.joined(separator: " ") == expected, "\(symbol)")
  }

  @Test(
    arguments: [
      (0.2063, 4, "0.2063으로"), (0.2066, 3, "0.207로"), (0.25, 4, "0.25로"), (110, 4, "110으로"),
      (1e-9, 4, "1·10⁻⁹으로"), (-2, 4, "−2로"), (0.5, 4, "0.5로"), (0.18, 4, "0.18로"),
    ])
  func `after a number in the digits shown`(_ number: Double, digits: Int, expected: String) {
    let block = Block.paragraph(Phrase("\(number: number, .toward)"))
    #expect(Rendered.text(block, digits: digits, in: .korean) == expected)
  }

  @Test(
    arguments: [
      ("91.22%", "91.22%는"), ("91.22 %", "91.22 %는"), ("5 cm", "5 cm은"), ("사과", "사과는"),
      ("귤", "귤은"), ("「값」", "「값」은"), ("setosa", "setosa는"), ("8", "8은"), ("iris:1", "iris:1은"),
    ])
  func `after words and units`(_ text: String, _ expected: String) {
    #expect(Phrase("\(text, .topic)").korean.words == expected)
  }

  @Test func `after a formula`() {
    let x = Formula.leaf("x")
    func object(_ formula: Formula) -> String {
      Phrase("\(formula: formula, .object)").korean.words
    }
    // 일 더하기 … 분의 일; 엑스 제곱; 이 에이치; 엑스의 절댓값.
    #expect(object(1.0 / (1.0 + x)).hasSuffix("을"))
    #expect(object(.power(x, 2.0)) == "x²을")
    #expect(object(2.0 * .leaf("h")) == "2 · h를")
    #expect(object(x - .leaf("w6")) == "x − w6을")
    #expect(object(.call(.abs, x)) == "|x|을")
    #expect(object(.call(.ln, .leaf("y"))) == "ln(y)를")
  }

  @Test func `only mathematics is parted from its particle, and only where a format needs it`() {
    let block = Block.paragraph(
      Phrase("\(symbol: "w5", .topic) \("이미지", .toward) \(number: 3)에서 \(code: "a b", .object)"))
    #expect(Rendered.text(block, in: .korean) == "w5는 이미지로 3에서 a b를")
    #expect(Rendered.markdown(block, in: .korean) == "$w_{5}$ 는 이미지로 $3$ 에서 `a b`를")
  }

  @Test func `a particle stays with its word where prose is put into prose`() {
    let inner: Phrase = "\(symbol: "w1", .and) \(symbol: "w2", .object)"
    let outer: Phrase = "먼저 \(inner) 구하고 \(symbol: "w3", .object) 구한다"
    #expect(outer.korean.words == "먼저 w1과 w2를 구하고 w3을 구한다")
  }

  @Test func `several symbols are joined as each language does`() {
    let names = ["w1", "b_h1", "x"]
    let phrases = (1...3).map { Phrase("\(symbols: Array(names.prefix($0)), .topic)") }
    let english = (1...3).map { Phrase("\(symbols: Array(names.prefix($0)))").english.words }
    #expect(english == ["w1", "w1 and b_h1", "w1, b_h1 and x"])
    #expect(phrases.map(\.korean.words) == ["w1은", "w1과 b_h1은", "w1, b_h1, x는"])
    let nested = Phrase(
      en: "of \(phrases[1].english)", ko: "\(phrases[1].korean) \(symbols: names)")
    #expect(nested.korean.words == "w1과 b_h1은 w1, b_h1, x")
  }

  @Test func `thousands have a comma in prose`() {
    let counts = [7, 100, 1_875, 79_510, 1_000_000]
    #expect(
      counts.map { Phrase("\($0)").english.words } == ["7", "100", "1,875", "79,510", "1,000,000"])
  }
}

/// What the sources must not contain.
@Suite struct WrittenParticleTests {
  @Test func `no sentence leaves it to the reader which form of a particle is meant`() throws {
    let texts = try Sources.texts()
    #expect(texts.count > 100)
    let open = texts.filter { text in
      ["은(는)", "을(를)", "이(가)", "와(과)", "(으)로"].contains { text.contents.contains($0) }
    }
    #expect(open.map(\.file).isEmpty)
  }
}
