import Testing

@testable import Tracer

@Suite struct TeXLayoutTests {
  @Test(
    arguments: [
      ("", 0), ("a + b", 4), ("x_{12}", 2.5), ("x^2", 1.75), ("e^{-x}", 2.5),
      (#"\frac{abc}{d}"#, 3), (#"\frac{a}{bcde} + 1"#, 7), (#"\frac{\frac{ab}{c}}{d}"#, 2),
      (#"\ln(x)"#, 5), (#"\tanh(x)"#, 7), (#"a \cdot b"#, 4), (#"\mathit{net}_{h1}"#, 4.5),
      (#"\left( x \right)"#, 4), (#"\alpha"#, 1), (#"\operatorname{sgn}(x)"#, 6),
    ])
  func `the width of a formula is about that of what is seen`(tex: String, width: Double) {
    #expect(TeXLayout.width(tex) == width)
  }

  private func word(_ letter: String, _ count: Int) -> String {
    String(repeating: letter, count: count)
  }

  @Test func `a side of forty-four signs stays on a line, a longer one does not`() {
    let x = word("x", 22)
    #expect(TeXLayout.broken("\(x) + \(word("y", 20))") == ["\(x) + \(word("y", 20))"])
    #expect(TeXLayout.broken("\(x) + \(word("y", 21))") == [x, "+ \(word("y", 21))"])
    #expect(
      TeXLayout.broken("\(x) - \(word("y", 21)) + z") == [x, "- \(word("y", 21)) + z"])
  }

  @Test(arguments: [("(", ")"), ("[", "]"), ("\\frac{", "}{2}")])
  func `no line is broken within brackets`(open: String, close: String) {
    let (x, y) = (word("x", 30), word("y", 30))
    #expect(
      TeXLayout.broken("\(open)\(x) + \(y)\(close) - z")
        == ["\(open)\(x) + \(y)\(close)", "- z"])
  }
}
