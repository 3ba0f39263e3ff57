import Testing

@testable import Tracer

/// Formulas as each script writes them, beside the tree.
@Suite struct FormulaScriptTests {
  private static let (a, b, c) = (Formula.leaf("a"), Formula.leaf("b"), Formula.leaf("c"))

  @Test(
    arguments: [
      (a + b, "a + b", "a + b"),
      (.sum([a, b, c]), "a + b + c", "a + b + c"),
      (a + -b, "a − b", "a - b"),
      (a - b - c, "a − b − c", "a - b - c"),
      (a - (b + c), "a − (b + c)", "a - (b + c)"),
      (a + -(b + c), "a − (b + c)", "a - (b + c)"),
      (a - -b, "a − (−b)", "a - (-b)"),
      (a + b * c, "a + b · c", "a + b \\cdot c"),
      (a + -b * c, "a + (−b) · c", "a + (-b) \\cdot c"),
      (-(a + b), "−(a + b)", "-(a + b)"),
      (-(a * b), "−a · b", "-a \\cdot b"),
      (a + 0.123456789, "a + 0.123456789", "a + 0.123456789"),
      (-a + b, "−a + b", "-a + b"),
    ] as [(Formula, String, String)])
  func `sums and differences have brackets where they need them`(
    formula: Formula, text: String, tex: String
  ) { expect(formula, text, tex) }

  @Test(
    arguments: [
      (a * b * c, "a · b · c", "a \\cdot b \\cdot c"),
      (a * (b * c), "a · b · c", "a \\cdot b \\cdot c"),
      (a * (b + c), "a · (b + c)", "a \\cdot (b + c)"),
      ((a + b) * c, "(a + b) · c", "(a + b) \\cdot c"),
      (-a * b, "−a · b", "-a \\cdot b"),
      (a * -b, "a · (−b)", "a \\cdot (-b)"),
      (a / b, "a/b", "\\frac{a}{b}"),
      ((a + b) / c, "(a + b)/c", "\\frac{a + b}{c}"),
      (a / (b * c), "a/(b · c)", "\\frac{a}{b \\cdot c}"),
      (a / (b / c), "a/(b/c)", "\\frac{a}{\\frac{b}{c}}"),
      (a * b / c, "a · b/c", "\\frac{a \\cdot b}{c}"),
      (a / b * c, "a/b · c", "\\frac{a}{b} \\cdot c"),
      (c * (a / b), "c · (a/b)", "c \\cdot \\frac{a}{b}"),
      (1.0 / 2.0 * a, "½ · a", "\\frac{1}{2} \\cdot a"),
      (1.0 / 3.0 * a, "1/3 · a", "\\frac{1}{3} \\cdot a"),
      (.leaf("dE/da") / b, "(∂E/∂a)/b", "\\frac{\\frac{\\partial E}{\\partial a}}{b}"),
      (b / .leaf("dE/da"), "b/(∂E/∂a)", "\\frac{b}{\\frac{\\partial E}{\\partial a}}"),
    ] as [(Formula, String, String)])
  func `products and fractions have brackets where they need them`(
    formula: Formula, text: String, tex: String
  ) { expect(formula, text, tex) }

  @Test(
    arguments: [
      (.power(a, 2.0), "a²", "a^{2}"),
      (.power(a, 10.0), "a¹⁰", "a^{10}"),
      (.power(a, 0.5), "a^(0.5)", "a^{0.5}"),
      (.power(a, -1.0), "a⁻¹", "a^{-1}"),
      (.power(a, b), "a^(b)", "a^{b}"),
      (.power(a, b + 1.0), "a^(b + 1)", "a^{b + 1}"),
      (.power(a + b, 2.0), "(a + b)²", "(a + b)^{2}"),
      (.power(-a, 2.0), "(−a)²", "(-a)^{2}"),
      (.power(a / b, 2.0), "(a/b)²", "\\left( \\frac{a}{b} \\right)^{2}"),
      (.power(.power(a, b), 2.0), "(a^(b))²", "(a^{b})^{2}"),
      (
        .power(.leaf("dE/da"), 2.0), "(∂E/∂a)²",
        "\\left( \\frac{\\partial E}{\\partial a} \\right)^{2}"
      ),
      (.power(.leaf("w5+"), 2.0), "(w5⁺)²", "(w_{5}^{+})^{2}"),
    ] as [(Formula, String, String)])
  func `powers have brackets where they need them`(
    formula: Formula, text: String, tex: String
  ) { expect(formula, text, tex) }

  @Test(
    arguments: [
      (.call(.exp, a), "e^(a)", "e^{a}"),
      (.call(.exp, -a), "e^(−a)", "e^{-a}"),
      (.call(.ln, a), "ln(a)", "\\ln(a)"),
      (.call(.ln, a / b), "ln(a/b)", "\\ln\\left( \\frac{a}{b} \\right)"),
      (.call(.log10, a), "log10(a)", "\\log_{10}(a)"),
      (.call(.sqrt, a + b), "√(a + b)", "\\sqrt{a + b}"),
      (.call(.sin, a), "sin(a)", "\\sin(a)"),
      (.call(.cos, a), "cos(a)", "\\cos(a)"),
      (.call(.tanh, a), "tanh(a)", "\\tanh(a)"),
      (.call(.abs, a - b), "|a − b|", "\\lvert a - b \\rvert"),
      (.call(.sign, a - b), "sgn(a − b)", "\\operatorname{sgn}(a - b)"),
      (.call(.step, a), "[a > 0]", "[a > 0]"),
      (.call(.max, 0.0, a), "max(0, a)", "\\max(0, a)"),
      (.call(.min, a, b), "min(a, b)", "\\min(a, b)"),
      (1.0 / (1.0 + .call(.exp, -a)), "1/(1 + e^(−a))", "\\frac{1}{1 + e^{-a}}"),
    ] as [(Formula, String, String)])
  func `functions are written as in a textbook`(formula: Formula, text: String, tex: String) {
    expect(formula, text, tex)
  }

  private static let (two, less) = (Formula.leaf("p", 2), Formula.leaf("n", -0.5))
  private static let tiny = Formula.leaf("t", 1.5e-9)

  @Test(
    arguments: [
      (two * less, "2 · (−0.5)", "2 \\cdot (-0.5)"),
      (less * two, "−0.5 · 2", "-0.5 \\cdot 2"),
      (two + less, "2 + (−0.5)", "2 + (-0.5)"),
      (less + two, "−0.5 + 2", "-0.5 + 2"),
      (two - less, "2 − (−0.5)", "2 - (-0.5)"),
      (two + less * two, "2 + (−0.5) · 2", "2 + (-0.5) \\cdot 2"),
      (.power(less, 2.0), "(−0.5)²", "(-0.5)^{2}"),
      (-less, "−(−0.5)", "-(-0.5)"),
      (two * tiny, "2 · (1.5·10⁻⁹)", "2 \\cdot (1.5 \\cdot 10^{-9})"),
      (two + tiny, "2 + 1.5·10⁻⁹", "2 + 1.5 \\cdot 10^{-9}"),
      (.power(tiny, 2.0), "(1.5·10⁻⁹)²", "(1.5 \\cdot 10^{-9})^{2}"),
      (two / tiny, "2/(1.5·10⁻⁹)", "\\frac{2}{1.5 \\cdot 10^{-9}}"),
    ] as [(Formula, String, String)])
  func `a number in a formula has brackets where its sign or its power would be misread`(
    formula: Formula, text: String, tex: String
  ) {
    let numbers = NumberStyle(digits: 4)
    #expect(TextLayout.unbroken(PlainScript().numeric(formula, numbers: numbers).text) == text)
    #expect(TeXScript().numeric(formula, numbers: numbers).text == tex)
  }

  private func expect(_ formula: Formula, _ text: String, _ tex: String) {
    let numbers = NumberStyle(digits: 4)
    #expect(TextLayout.unbroken(PlainScript().symbolic(formula, numbers: numbers).text) == text)
    #expect(TeXScript().symbolic(formula, numbers: numbers).text == tex)
  }
}
