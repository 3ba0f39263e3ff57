import Foundation
import Testing

@testable import Tracer

/// What decimals come to by hand, and binary numbers only nearly.
@Suite struct RoundingNoiseTests {
  static func derivation(
    _ text: String, carry: Int? = nil, digits: Int? = nil
  ) throws -> Derivation {
    var options = DerivationOptions()
    (options.carry, options.digits) = (carry, digits)
    return try Derivation(ExpressionFile(text, file: "test.calc").model, options: options)
  }

  static func text(_ text: String, carry: Int? = nil, digits: Int? = nil) throws -> String {
    PlainTextRenderer(language: .english).render(
      try derivation(text, carry: carry, digits: digits).document())
  }

  static let cancelling = """
    x1 = 1
    x2 = 2
    w1 = 0.1
    w2 = -0.2
    b = 0.3
    net = x1*w1 + x2*w2 + b
    y = 3 * net

    """

  @Test(arguments: [nil, 1, 4, 15], [nil, 2, 12, 17])
  func `a sum that is 0 by hand is shown as 0, and so is what follows from it`(
    carry: Int?, digits: Int?
  ) throws {
    let text = try Self.text(Self.cancelling, carry: carry, digits: digits)
    #expect(text.contains("   = 0\n"))
    #expect(text.contains("= 3 · 0\n"))
    #expect(!text.contains("10⁻¹⁷") && !text.contains("10⁻¹⁶") && !text.contains("≈"))
  }

  @Test func `a record shows no noise, and every digit of what is none`() throws {
    let json = try TraceRecord(Self.derivation(Self.cancelling + "z = y + 1/3\n")).json()
    #expect(!json.contains("e-17") && !json.contains("e-16"))
    #expect(json.contains(": 0.3333333333333333"))
  }

  /// A unit whose net input is 0 by hand: its gradient would be nothing but rounding, and Adam's step
  /// would be a whole learning rate by it.
  @Test func `noise moves no parameter, and no gradient shows it`() throws {
    let json = """
      {"format": "backprop-model", "version": 1, "inputs": [1, 2], "targets": [0],
       "layers": [{"weights": [[0.1, -0.2]], "bias": 0.3, "activation": "identity"}],
       "loss": "half-squared-error", "optimizer": {"kind": "adam", "lr": 0.1, "eps": 1e-300}}
      """
    let model = try ModelSource(contents: Data(json.utf8), file: "test.json").model()
    let step = WorkedStep(model)
    #expect(step.parameters.allSatisfy { step.before.gradient(for: $0) == 0 })
    for (id, new) in step.updated { #expect(new == step.before.values[id.index]) }
    #expect(GradientCheck(model, of: step.parameters).rows.allSatisfy { $0.backpropagated == 0 })
  }

  @Test func `an operand is shown as the decimal that it is`() throws {
    let text = try Self.text("g = 8\nbeta = 0.9\nh1 = g/(1 - beta)\ny = h1*h1")
    #expect(!text.contains("09999"))
    #expect(text.contains("−8/0.1²"))
  }

  @Test func `a difference that is 0 but for rounding is said to be nearly 0`() throws {
    let text = try Self.text("a = 2\nb = 3\nd = sqrt(a)*sqrt(b) - sqrt(a*b)\ny = d + 1")
    #expect(text.contains("≈ 0\n"))
    let tex = MarkdownRenderer(language: .korean).render(
      try Self.derivation("a = 2\nb = 3\nd = sqrt(a)*sqrt(b) - sqrt(a*b)").document())
    #expect(tex.contains("&\\approx 0\n"))
  }

  @Test func `a small number that is no rounding stays`() throws {
    for (text, value) in [
      ("x = 1e-17\ny = 3 * x", "3·10⁻¹⁷"), ("x = 1\ny = x - 0.999999999999", "1·10⁻¹²"),
      ("x = 9007199254740992\ny = x - 9007199254740991", "1"),
      ("x = 40\ny = exp(-x)", "4.24835·10⁻¹⁸"),
    ] {
      #expect(try Self.text(text).contains("= \(value)\n"), "\(text)")
    }
  }

  /// Sums of products of decimals, whose exact result integers give.
  @Test(arguments: 0..<40) func `a polynomial of decimals is what integers make of it`(
    seed: UInt64
  ) throws {
    var generator = SeededGenerator(seed: seed)
    let count = Int.random(in: 2...6, using: &generator)
    let factors = (0..<count).map { _ in
      (Int.random(in: -999...999, using: &generator), Int.random(in: -99...99, using: &generator))
    }
    // Sums that cancel, or nearly so, are the interesting ones.
    let sum = factors.reduce(0) { $0 + $1.0 * $1.1 }
    let rest = -sum + Int.random(in: -1...1, using: &generator)
    let terms = factors.map { "\(Double($0.0) / 1000) * \(Double($0.1) / 100)" }
    let line = (terms + ["\(Decimal(rest) / 100_000)"]).joined(separator: " + ")
    let model = try ExpressionFile("one = 1\ny = one * (\(line))", file: "test.calc").model
    var list = EquationList(WorkedStep(model))
    list.derive("y")
    #expect(list["y"]?.value == Double(sum + rest) / 100_000, "\(line)")
  }

  @Test func `what an update leaves of a weight is no noise`() throws {
    let surface = try Surface(ExpressionFile("x = -7\ny = 0.3\nf = x^2/20 + y^2", file: "v"))
    let way = try OptimizerComparison.Entry(words: "gradient-descent:lr=10", on: surface)
    let document = try OptimizerComparison(surface, [way], steps: 2, derived: 2).document(digits: 6)
    let text = PlainTextRenderer(language: .english).render(document)
    #expect(text.contains("Starting point: x = 0, y = −5.7."))
    #expect(!text.contains("10⁻¹"))
  }

  @Test func `a graph and a table show no noise`() throws {
    let text = try Self.text(Self.cancelling + "z = y + 1\n")
    let drawing = text.components(separatedBy: "The computational graph").last ?? ""
    #expect(drawing.contains("net = 0\n") && !drawing.contains("10⁻¹"))
  }
}
