import Testing

@testable import Tracer

@Suite struct TextLayoutTests {
  @Test(
    arguments: [
      ("", 0), ("abc", 3), ("한글 ab", 7), ("가", 2), ("힣", 2), ("ᄀ", 2), ("漢字", 4), ("、", 2),
      ("Ａ", 2), ("ｱ", 1), ("￡", 2), ("α·β → ∂", 7), ("a\u{200B} + b", 5), ("m\u{302}", 1),
    ])
  func `Hangul and its like are two columns wide`(text: String, width: Int) {
    #expect(TextLayout.width(text) == width)
  }

  @Test func `spaces fill the columns on either side`() {
    #expect(TextLayout.padded("한글", to: 6) == "한글  ")
    #expect(TextLayout.padded("한글", to: 6, atEnd: false) == "  한글")
    #expect(TextLayout.padded("한글", to: 3) == "한글")
  }

  private func word(_ letter: String, _ count: Int) -> String {
    String(repeating: letter, count: count)
  }

  @Test func `a paragraph is broken after a hundred columns`() {
    let (long, longer) = ("\(word("a", 49)) \(word("b", 50))", "\(word("a", 49)) \(word("b", 51))")
    #expect(TextLayout.wrapped(long) == [long])
    #expect(TextLayout.wrapped(longer) == [word("a", 49), word("b", 51)])
    let korean = "\(word("가", 25)) \(word("나", 24)) 다"
    #expect(TextLayout.wrapped(korean) == ["\(word("가", 25)) \(word("나", 24))", "다"])
  }

  @Test func `a word too long for a line is cut`() {
    #expect(
      TextLayout.wrapped("a \(word("b", 120)) c", indent: 2)
        == ["  a", "  " + word("b", 98), "  \(word("b", 22)) c"])
  }

  @Test func `the first line of a point stands further left`() {
    #expect(
      TextLayout.wrapped("• \(word("a", 80)) \(word("b", 30))", indent: 4, firstIndent: 2)
        == ["  • \(word("a", 80))", "    \(word("b", 30))"])
  }

  @Test func `a sum is broken before a sign and goes on further right`() {
    let plus = PlainScript().plus
    let (x, y) = (word("x", 40), word("y", 47))
    #expect(
      TextLayout.broken("\(x)\(plus)\(y)\(plus)z", first: 10, indent: 12)
        == ["\(x) + \(y)", "            + z"])
    #expect(
      TextLayout.broken("\(x)\(plus)\(y)\(plus)z", first: 6, indent: 12) == ["\(x) + \(y) + z"])
  }

  @Test func `a term too long for a line is broken before its factors`() {
    let script = PlainScript()
    let (x, y) = (word("x", 60), word("y", 60))
    #expect(
      TextLayout.broken("a\(script.minus)\(x)\(script.times)\(y)", first: 10, indent: 12)
        == ["a − \(x)", "            · \(y)"])
  }
}
