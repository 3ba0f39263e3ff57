import Foundation
import MNISTData
import Testing

@testable import Tracer

/// A line is printed only if it follows; where it does not, the derivation says what happened.
@Suite struct FollowingLineTests {
  static func model(
    weights: String, targets: String = "[0]", activation: String,
    loss: String = "half-squared-error",
    optimizer: String = #"{"kind": "gradient-descent", "lr": 0.1}"#
  ) throws -> Model {
    let json = """
      {"format": "backprop-model", "version": 1, "inputs": [1], "targets": \(targets),
       "layers": [{"weights": \(weights), "activation": "\(activation)"}], "loss": "\(loss)",
       "optimizer": \(optimizer)}
      """
    return try ModelSource(contents: Data(json.utf8), file: "test.json").model()
  }

  /// A softmax whose net inputs are the weights.
  static func softmax(_ nets: [Double]) throws -> Model {
    try model(
      weights: "\(nets.map { [$0] })", targets: "[0, 1, 0]", activation: "softmax",
      loss: "softmax-cross-entropy")
  }

  static func text(_ model: Model, _ options: DerivationOptions = .init()) throws -> String {
    PlainTextRenderer(language: .english).render(
      try Derivation(model, options: options).document())
  }

  /// Every line of numbers gives the result below it.
  private func expectLinesFollow(_ text: String) throws {
    for line in PrintedEquation.inText(text) where !line.numbers.contains("_") {
      let (found, expected) = (
        try PrintedLine.value(ofText: line.numbers), try PrintedLine.value(ofText: line.result)
      )
      #expect(
        abs(found - expected) <= line.tolerance() + 4 * expected.ulp,
        "\(line.numbers) gives \(found); \(line.result) is printed")
    }
  }

  @Test(arguments: [[800, -800, 0], [-800, 800, 0], [40.0, -40, 0], [1e5, 0, 0]])
  func `a saturated softmax has no line that does not follow`(_ nets: [Double]) throws {
    let text = try Self.text(Self.softmax(nets))
    for wrong in ["NaN", "∞", "ln(0)) =", "1/0)"] { #expect(!text.contains(wrong), "\(wrong)") }
    try expectLinesFollow(text)
  }

  @Test func `a line that is left out is accounted for`() throws {
    let name = Formula.symbol(name: "x", value: 0)
    var blocks: [Block] = []
    blocks.append(
      Equation(name: "y", kind: .value, formula: -.call(.ln, name), value: 1600), digits: 4)
    let text = PlainTextRenderer(language: .english).render(Document(digits: 4, blocks: blocks))
    #expect(text.hasPrefix("  y = −ln(x) = 1600\n\nThe line with numbers is left out: "))
    #expect(
      text.replacing("\n", with: " ").contains(
        "it would contain ln(0), which is not a finite number"))
    blocks = []
    let close = Formula.symbol(name: "o", value: 1 - 0x1p-45)
    blocks.append(
      Equation(name: "E", kind: .value, formula: -.call(.ln, 1.0 - close), value: 31.25), digits: 4)
    #expect(
      PlainTextRenderer(language: .english).render(Document(digits: 4, blocks: blocks))
        .replacing("\n", with: " ").contains("would give 31.19."))
  }

  @Test(arguments: 1...3) func `numbers that carrying makes 0 are not divided by`(carry: Int) throws
  {
    let model = try Self.model(
      weights: "[[9]]", targets: "[1]", activation: "sigmoid", loss: "binary-cross-entropy")
    var options = DerivationOptions()
    options.carry = carry
    let text = try Self.text(model, options)
    #expect(!text.contains("NaN") && !text.contains("∞"))
    try expectLinesFollow(text)
  }

  @Test func `an update that divides by 0 is refused`() throws {
    let model = try Self.model(
      weights: "[[-2]]", activation: "relu", optimizer: #"{"kind": "adam", "lr": 0.1, "eps": 0}"#)
    let error = try #require(#expect(throws: NotFiniteError.self) { try Derivation(model) })
    #expect(error.kind == .badData)
    #expect(
      error.description
        == "test.json: w1+ is not a finite number because of 0.1 · 0/(√(0) + 0); "
        + "another learning rate or epsilon expected", "\(error)")
  }

  @Test func `an update that overflows is refused, with what would help`() throws {
    let text = ModelFileTests.file([
      "inputs": "[2]", "targets": "[0]", "optimizer": #"{"kind": "adam", "lr": 0.1}"#,
      "layers": #"[{"weights": [[5e153]], "activation": "identity"}]"#,
    ])
    let model = try ModelFileTests.description(text).model()
    let error = try #require(#expect(throws: NotFiniteError.self) { try Derivation(model) })
    #expect(
      error.description
        == "my-model.json: v_w1+ is not a finite number because of (2·10¹⁵⁴)²; "
        + "smaller weights or inputs, or another optimizer, expected", "\(error)")
  }

  /// What is subtracted is calculated from the printed decimals, which are not quite their doubles.
  @Test(arguments: [6, 9, 12]) func `a difference quotient follows from what is printed`(
    digits: Int
  ) throws {
    var options = DerivationOptions()
    (options.isMeasured, options.digits) = (true, digits)
    let lines = PrintedEquation.inText(try Self.text(Example.twoTwoTwo.model(), options))
      .filter { $0.numbers.hasSuffix(")/(2 · 0.00001)") }
    #expect(lines.count == 8)
    for line in lines {
      let numbers = line.numbers.dropFirst().prefix { $0 != ")" }.components(separatedBy: " − ")
      let (above, below) = (
        try #require(Decimal(string: numbers[0])), try #require(Decimal(string: numbers[1]))
      )
      let found = try #require(Double("\((above - below) * 50_000)"))
      let expected = try PrintedLine.value(ofText: line.result)
      #expect(abs(found - expected) <= line.tolerance() + expected.ulp, "\(line)")
    }
  }

  @Test(arguments: [
    ("[[0]]", "[1]", "relu", "Backpropagation gives ∂E/∂w1 = 0 (kink at out_o1)."),
    ("[[0.5]]", "[0.5]", "identity", "Backpropagation gives ∂E/∂w1 = 0 (agrees)."),
    ("[[40]]", "[0.9]", "sigmoid", "(hidden by rounding)."),
  ])
  func `a measured slope is judged, and no share of 0 is told`(
    weights: String, targets: String, activation: String, sentence: String
  ) throws {
    var options = DerivationOptions()
    options.isMeasured = true
    let model = try Self.model(weights: weights, targets: targets, activation: activation)
    let text = try Self.text(model, options).replacing("\n", with: " ")
    #expect(text.contains(sentence), "\(text)")
    #expect(!text.contains("relative difference") && !text.contains("10⁻¹⁷"))
  }

  @Test func `digits whose step leads beyond all numbers are refused`() throws {
    var generator = NumPyGenerator(seed: 0)
    let network = Network.digits(from: &generator)
    let model = try network.model(
      of: .mnist(.test, folder: MNISTData.folder), images: [0], learningRate: 1e307)
    let error = try #require(#expect(throws: NotFiniteError.self) { try Derivation(model) })
    #expect(error.description.hasPrefix("mnist: "))
    #expect(error.description.hasSuffix("; a smaller learning rate expected"))
  }

  @Test func `iterations that run away end with a sentence`() throws {
    let model = try Self.model(
      weights: "[[1]]", activation: "identity",
      optimizer: #"{"kind": "gradient-descent", "lr": 1000}"#)
    var options = DerivationOptions()
    options.steps = 1000
    let text = try Self.text(model, options)
    #expect(text.contains("overflows: the learning rate is too large."))
    #expect(!text.contains("NaN") && !text.contains("∞"))
  }

  /// As PyTorch has it: the gradients of `torch.pow` at a base of 0; but at 0⁰ it leaves out that
  /// there is no slope.
  @Test(arguments: [
    (0.0, 0.0, 0.0, -Double.infinity), (0, 1, 1, 0), (0, 2, 0, 0), (0, 0.5, .infinity, 0),
    (3, 0, 0, log(3)),
    (-2, 3, 12, .nan),
  ])
  func `a power has the slopes that PyTorch has`(
    base: Double, exponent: Double, byBase: Double, byExponent: Double
  ) {
    let slopes = Power().slopes(at: base, exponent, value: Double.power(base, exponent))
    #expect(slopes.0 == byBase)
    #expect(slopes.1 == byExponent || slopes.1.isNaN && byExponent.isNaN)
  }

  @Test func `x to the 0 and to the 1 are derived at 0, and by no exponent that is a number`()
    throws
  {
    for (text, slope) in [
      ("x = 0\nf = x^0", 0.0), ("x = 0\nf = x^1", 1), ("x = 0\nf = x^2", 0),
      ("x = -3\nf = x^2", -6), ("x = 0\nconst n = 0\nf = x^n", 0), ("x = -3\nf = x^-2", 2.0 / 27),
    ] {
      let derivation = try Derivation(ExpressionFile(text, file: "test.calc").model)
      let found = derivation.worked.equation(named: "df/dx")?.value
      #expect(abs((found ?? .nan) - slope) < 1e-15, "\(text)")
      let json = try TraceRecord(derivation).json()
      #expect(!json.contains("NaN") && !json.contains("Infinity"), "\(text)")
      try expectLinesFollow(PlainTextRenderer(language: .english).render(derivation.document()))
    }
  }
}
