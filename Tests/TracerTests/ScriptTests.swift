import Testing

@testable import Tracer

/// How formulas and names are written.
@Suite struct ScriptTests {
  struct Case: Sendable {
    let formula: Formula
    let symbols: String
    let numbers: String

    init(_ formula: Formula, _ symbols: String, _ numbers: String) {
      (self.formula, self.symbols, self.numbers) = (formula, symbols, numbers)
    }
  }

  static let x = Formula.symbol(name: "x", value: 0.74872)
  static let y = Formula.symbol(name: "y", value: 2)
  static let power = Formula.power(x, y)

  static let cases: [Case] = [
    Case(.quotient(.call(.exp, x), y), "e^(x)/y", "e^(0.74872)/2"),
    Case(.call(.exp, .quotient(x, y)), "e^(x/y)", "e^(0.74872/2)"),
    Case(.quotient(power, y), "x^(y)/y", "0.74872²/2"),
    Case(.quotient(.power(x, .literal(0.5)), y), "x^(0.5)/y", "0.74872^(0.5)/2"),
    Case(.power(x, .literal(-4)), "x⁻⁴", "0.74872⁻⁴"),
    Case(.power(x, .negation(y)), "x^(−y)", "0.74872⁻²"),
    Case(.quotient(.quotient(x, y), y), "(x/y)/y", "(0.74872/2)/2"),
    Case(.quotient(x, .quotient(y, y)), "x/(y/y)", "0.74872/(2/2)"),
    Case(.power(.quotient(x, y), y), "(x/y)^(y)", "(0.74872/2)²"),
    Case(.power(.call(.exp, x), y), "(e^(x))^(y)", "(e^(0.74872))²"),
    Case(.power(.negation(x), y), "(−x)^(y)", "(−0.74872)²"),
    Case(.negation(power), "−x^(y)", "−0.74872²"),
    Case(.product(x, .quotient(y, x)), "x · (y/x)", "0.74872 · (2/0.74872)"),
    Case(.call(.abs, .product(y, .call(.abs, x))), "|(y · |x|)|", "|(2 · |0.74872|)|"),
    Case(.quotient(.symbol(name: "dE/dx", value: 3), y), "(∂E/∂x)/y", "3/2"),
  ]

  @Test(arguments: cases)
  func `a formula in plain text has one meaning`(_ test: Case) throws {
    let (script, style) = (PlainScript(), NumberStyle(digits: 6))
    #expect(TextLayout.unbroken(script.symbolic(test.formula, numbers: style).text) == test.symbols)
    let written = TextLayout.unbroken(script.numeric(test.formula, numbers: style).text)
    #expect(written == test.numbers)
    #expect(abs(try PrintedLine.value(ofText: written) - test.formula.evaluated()) < 1e-12)
  }

  @Test(arguments: [
    ("theta", "θ", "\\theta"), ("m_theta", "m_θ", "m_{\\theta}"), ("theta1", "θ1", "\\theta_{1}"),
    ("m_theta1+", "m_θ1⁺", "m_{\\theta 1}^{+}"), ("m_hat_theta", "m̂_θ", "\\hat{m}_{\\theta}"),
    ("x_pi_2", "x_π_2", "x_{\\pi\\_2}"), ("theta_hat", "θ̂", "\\hat{\\theta}"),
    ("dE/dm_theta", "∂E/∂m_θ", "\\frac{\\partial E}{\\partial m_{\\theta}}"),
    ("beta_total", "β_total", "\\beta_{\\mathrm{total}}"),
    ("out_o1", "out_o1", "\\mathit{out}_{o1}"),
    ("x_data", "x_data", "x_{\\mathrm{data}}"),
  ])
  func `the name of a Greek letter is the letter wherever it stands`(
    _ name: String, text: String, tex: String
  ) {
    #expect(PlainScript().symbol(name).text == text)
    #expect(TeXScript().symbol(name).text == tex)
  }

  @Test(arguments: Greek.letters.keys.sorted())
  func `a Greek letter is read as the name for which it is written`(_ name: String) throws {
    let model = try ExpressionFile("\(name) = 2\nm_\(name) = \(name) * 3", file: "g").model
    let key = AnswerKey(model)
    let symbol = PlainScript().symbol("m_\(name)").text
    let sheet = try AnswerReader.read(Array("\(symbol) = 6".utf8), file: "a", names: key.knownNames)
    #expect(sheet.answers.map(\.quantity) == ["m_\(name)"])
  }

  @Test(arguments: [
    ("6.165e-4", "6.165·10⁻⁴"), ("6.165 · 10^-4", "6.165·10⁻⁴"), ("-1.20 * 10**3", "−1.20·10³"),
    ("0.0720", "0.0720"), ("-5", "−5"), ("3×10^{-12}", "3·10⁻¹²"),
  ])
  func `an answer is repeated in its own digits, with a raised power`(
    _ written: String, shown: String
  ) throws {
    let sheet = try AnswerReader.read(
      Array("out_h1 = \(written)".utf8), file: "a",
      names: AnswerKey(Example.twoTwoTwo.model()).knownNames)
    #expect(sheet.answers.map(\.number.shown) == [shown])
  }
}
