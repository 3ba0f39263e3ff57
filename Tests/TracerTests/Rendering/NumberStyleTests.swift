import Testing

@testable import Tracer

/// Numbers as each script writes them, beside the number and the digits asked for.
@Suite struct NumberStyleTests {
  @Test(
    arguments: [
      (0.25, 4, "0.25", "0.25"),
      (-0.25, 4, "−0.25", "-0.25"),
      (1.0 / 3, 4, "0.3333", "0.3333"),
      (2.0 / 3, 4, "0.6667", "0.6667"),
      (0.12345, 4, "0.1235", "0.1235"),
      (0.500_001, 4, "0.5000", "0.5000"),
      (99.996, 4, "100.0", "100.0"),
      (720.04, 3, "720", "720"),
      (12, 1, "1·10¹", "1 \\cdot 10^{1}"),
      (7204, 3, "7.20·10³", "7.20 \\cdot 10^{3}"),
      (7200, 3, "7200", "7200"),
      (1, 17, "1", "1"),
      (0, 4, "0", "0"),
      (-0.0, 4, "0", "0"),
      (0.1 + 0.2, 15, "0.3", "0.3"),
      (0.1 + 0.2, 17, "0.30000000000000004", "0.30000000000000004"),
      (123_456.5, 17, "123456.5", "123456.5"),
    ] as [(Double, Int, String, String)])
  func `a number has the digits it needs, or as many as were asked for`(
    x: Double, digits: Int, text: String, tex: String
  ) { expect(x, digits, text, tex) }

  @Test(
    arguments: [
      (1e-7, "0.0000001", "0.0000001"),
      (1.5e-7, "0.00000015", "0.00000015"),
      (9.5e-8, "9.5·10⁻⁸", "9.5 \\cdot 10^{-8}"),
      (-1.25e-9, "−1.25·10⁻⁹", "-1.25 \\cdot 10^{-9}"),
      (1e11, "100000000000", "100000000000"),
      (1e12, "1·10¹²", "1 \\cdot 10^{12}"),
      (2.5e100, "2.5·10¹⁰⁰", "2.5 \\cdot 10^{100}"),
    ] as [(Double, String, String)])
  func `a number below a ten-millionth or from a trillion on has a power of ten`(
    x: Double, text: String, tex: String
  ) {
    expect(x, 4, text, tex)
    expect(x, 17, text, tex)
  }

  @Test(
    arguments: [
      (Double.infinity, "∞", "\\infty"), (-.infinity, "−∞", "-\\infty"), (.nan, "NaN", "NaN"),
    ] as [(Double, String, String)])
  func `what is no finite number has a sign or a word`(x: Double, text: String, tex: String) {
    expect(x, 4, text, tex)
  }

  private func expect(_ x: Double, _ digits: Int, _ text: String, _ tex: String) {
    let numbers = NumberStyle(digits: digits)
    #expect(PlainScript().written(x, numbers: numbers).text == text)
    #expect(TeXScript().written(x, numbers: numbers).text == tex)
  }
}
