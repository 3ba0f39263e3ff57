import Foundation
import Testing

@testable import Tracer

/// Outputs that round to 0 or 1, and exponentials that no double holds.
@Suite struct SaturationTests {
  /// One sigmoid whose net input is given.
  static func model(net: Double, target: Double) throws -> Model {
    let network = Network(
      inputs: [[1]], targets: [[target]],
      layers: [.init(units: ["o1"], weights: [[net]], bias: .perUnit([0]), activation: Sigmoid())],
      loss: .binaryCrossEntropy)
    return try network.model()
  }

  /// One softmax of three classes whose net inputs are given.
  static func model(nets: [Double], right: Int, loss: Loss = .crossEntropy) throws -> Model {
    let network = Network(
      inputs: [[1]], targets: [nets.indices.map { $0 == right ? 1 : 0 }],
      layers: [
        .init(
          units: ["o1", "o2", "o3"], weights: nets.map { [$0] }, bias: .perUnit([0, 0, 0]),
          activation: Softmax())
      ], loss: loss)
    return try network.model()
  }

  // By mpmath: x = mpf(net); -log(1 - 1/(1 + exp(-x))), and 1/(1 + exp(-x)).
  @Test(arguments: [
    (30.0, 30.000000000000092, 0.9999999999999064), (34, 34, 0.9999999999999983),
    (36.5, 36.5, 0.9999999999999999), (37, 37, 0.9999999999999999), (40, 40, 1), (800, 800, 1),
    (-40, 4.248354255291589e-18, 4.248354255291589e-18), (-800, 0, 0),
  ])
  func `a saturated sigmoid has the cross-entropy and the gradient that it has by more digits`(
    net: Double, value: Double, gradient: Double
  ) throws {
    var trace = try Self.model(net: net, target: 0).trace
    trace.backward()
    let (found, slope) = (
      try #require(trace["E_total"]), try #require(trace.gradient(of: "net_o1"))
    )
    #expect(abs(found - value) <= 1e-15 * value, "\(found)")
    #expect(abs(slope - gradient) <= 1e-15 * gradient, "\(slope)")
    #expect(trace.gradient(of: "w1") == slope)
    // The other answer, by symmetry.
    var mirror = try Self.model(net: -net, target: 1).trace
    mirror.backward()
    #expect(mirror["E_total"] == found)
    #expect(mirror.gradient(of: "net_o1") == -slope)
  }

  // By Python's decimal, to 60 digits: e⁻ˣ/(1 + e⁻ˣ)², and 4e⁻²ˣ/(1 + e⁻²ˣ)².
  @Test(arguments: [
    (Sigmoid() as any Primitive, 17.0, 4.1399373760035016e-08),
    (Sigmoid() as any Primitive, 30, 9.3576229688384229e-14),
    (Sigmoid() as any Primitive, 40, 4.2483542552915889e-18),
    (Sigmoid() as any Primitive, 700, 9.8596765437597708e-305),
    (Tanh() as any Primitive, 9, 6.0919917123232291e-08),
    (Tanh() as any Primitive, -20, 1.6993417021166355e-17),
  ])
  func `the slope of a saturated unit has all its digits, and is explained`(
    activation: any Primitive, net: Double, slope: Double
  ) throws {
    func text(net: Double, _ language: Language) throws -> String {
      let network = Network(
        inputs: [[1]], targets: [[0.5]],
        layers: [
          .init(units: ["o1"], weights: [[net]], bias: .perUnit([0]), activation: activation)
        ],
        loss: .halfSquaredError)
      let worked = WorkedStep(try network.model())
      let found = try #require(worked.equation(named: "dout_o1/dnet_o1"))
      if abs(net) > 8 {
        #expect(abs(found.value - slope) <= 1e-14 * slope, "\(found.value)")
        #expect(abs(found.formula.evaluated() - slope) <= 1e-14 * slope)
      }
      return PlainTextRenderer(language: language).render(
        try Derivation(network.model()).document())
    }
    #expect(try text(net: net, .english).contains("keeps them all"))
    #expect(try text(net: net, .korean).contains("그대로 남는다"))
    #expect(try !text(net: 2, .english).contains("keeps them all"))
  }

  @Test func `an output that is not saturated keeps the textbook's rule and chain`() throws {
    let worked = WorkedStep(try Self.model(net: 6, target: 0))
    let rule = try #require(worked.equation(named: "E_o1"))
    #expect(rule.formula.symbols == ["target_o1", "out_o1"])
    #expect(
      worked.equation(named: "dE/dw1")?.formula.symbols
        == ["dE/dout_o1", "dout_o1/dnet_o1", "dnet_o1/dw1"])
  }

  /// Models whose losses no rule of the rounded outputs gives.
  static let saturated: [(name: String, make: @Sendable () throws -> Model)] = {
    let nets = [20.0, 40, 800, -40, -800].flatMap { net in
      [0, 1, 0.3].map { target in
        ("net \(net), target \(target)", { @Sendable in try model(net: net, target: target) })
      }
    }
    let classes = [[800.0, -800, 0], [1010, 1000, 990], [40, 0, -2]].flatMap { nets in
      (0..<3).flatMap { right in
        [Loss.crossEntropy, .softmaxCrossEntropy].map { loss in
          (
            "\(loss.rawValue) of \(nets), class \(right)",
            { @Sendable in try model(nets: nets, right: right, loss: loss) }
          )
        }
      }
    }
    return nets + classes
  }()

  @Test(arguments: saturated.indices)
  func `every line of a saturated network follows`(_ index: Int) throws {
    let model = try Self.saturated[index].make()
    for chain in Chain.allCases {
      for carry in [nil, 4] {
        let worked = WorkedStep(
          model, chain: chain, precision: Precision(digits: 6, carry: carry))
        for equation in EquationList.all(of: worked).equations {
          let found = equation.formula.evaluated()
          // A change is as exact as what it is the difference of.
          let size = equation.kind == .change ? worked.value(named: "E_total") ?? 0 : 0
          // Beside terms of 40, a loss of 5 · 10⁻¹⁸ is told as 0.
          let rest = [.value, .change].contains(equation.kind) ? 1e-17 : 0
          #expect(
            abs(found - equation.exact) <= 1e-7 * abs(equation.exact) + 1e-11 * abs(size) + rest,
            "\(Self.saturated[index].name): \(equation.name) = \(found), not \(equation.exact)")
        }
        for equation in EquationList.all(of: worked, carry: carry).equations {
          #expect(equation.value.isFinite, "\(Self.saturated[index].name): \(equation.name)")
        }
      }
    }
  }

  @Test(arguments: [Language.english, .korean])
  func `a derivation says why it does not go by the rule`(_ language: Language) throws {
    func text(_ model: Model) throws -> String {
      PlainTextRenderer(language: language).render(try Derivation(model).document())
        .replacing("\n", with: " ")
    }
    let reason = language == .english ? "has lost, by rounding" : "반올림으로"
    #expect(try text(Self.model(net: 40, target: 0)).contains(reason))
    #expect(try !text(Self.model(net: 6, target: 0)).contains(reason))
    let overflow = language == .english ? "is greater than the largest double" : "가장 큰 수"
    #expect(try text(Self.model(nets: [1010, 1000, 990], right: 0)).contains("1.79769·10³⁰⁸"))
    #expect(
      try !text(Self.model(nets: [10, 0, -10], right: 0)).contains(overflow))
  }

  @Test(arguments: [(40.0, 0.0), (40, 1), (800, 0), (800, 1), (-40, 0), (-40, 1)])
  func `every line of a saturated sigmoid is printed, and every number is one`(
    net: Double, target: Double
  ) throws {
    let derivation = try Derivation(Self.model(net: net, target: target))
    let text = PlainTextRenderer(language: .english).render(derivation.document())
    #expect(!text.contains("left out"), "\(text)")
    let record = try TraceRecord(derivation).json()
    for word in ["Infinity", "NaN"] { #expect(!record.contains(word), "\(record)") }
  }

  @Test func `every line of a softmax of great numbers is printed`() throws {
    for nets in [[1010.0, 1000, 990], [800, -800, 0]] {
      for right in nets.indices {
        let derivation = try Derivation(Self.model(nets: nets, right: right))
        let text = PlainTextRenderer(language: .english).render(derivation.document())
        #expect(!text.contains("left out"), "\(text)")
      }
    }
  }

  @Test func `a file whose loss is finite is read, however far the output is saturated`() throws {
    for net in [37, 40, 800] {
      let text = ModelFileTests.file([
        "inputs": "[1]", "targets": "[0]", "loss": #""binary-cross-entropy""#,
        "layers": "[{\"weights\": [[\(net)]], \"activation\": \"sigmoid\"}]",
      ])
      let source = try ModelSource(contents: Data(text.utf8), file: "m.json")
      #expect(source.model().trace["E_total"] == Double(net))
    }
  }

  // By hand: each is a sigmoid, a softplus, a hyperbolic tangent, a power of e.
  @Test(arguments: [
    (
      "x = 1010\ny = 1000\nf = exp(x)/(exp(x) + exp(y))", 1 / (1 + exp(-10.0)),
      4.5395807735951676e-5
    ),
    (
      "x = -800\ny = -810\nf = exp(x)/(exp(x) + exp(y))", 1 / (1 + exp(-10.0)),
      4.5395807735951676e-5
    ),
    ("x = 1010\nf = ln(1 + exp(x))", 1010, 1), ("x = -1000\nf = 1/(1 + exp(-x))", 0, 0),
    ("x = 800\nf = (exp(x) - exp(-x))/(exp(x) + exp(-x))", 1, 0),
    ("x = 1010\ny = 2\nf = y*exp(x)/exp(x - 1)", 2 * exp(1.0), 0),
    ("x = 900\nf = sqrt(exp(x)*exp(x))*exp(-x)", 1, 0), ("x = 400\nf = exp(x)^2/exp(x + x)", 1, 0),
    ("x = 3\nf = ln(ln(exp(exp(exp(x)))))", exp(3.0), exp(3.0)),
    ("x = 1010\ny = ln(exp(x) + exp(x))\nf = y - x", log(2.0), 0),
  ])
  func `an exponential that overflows on the way is no hindrance`(
    _ text: String, value: Double, gradient: Double
  ) throws {
    let model = try ExpressionFile(text, file: "f").model
    var trace = model.trace
    trace.backward()
    let (found, slope) = (try #require(trace["f"]), try #require(trace.gradient(of: "x")))
    #expect(abs(found - value) <= 1e-12 * abs(value), "\(found)")
    #expect(abs(slope - gradient) <= 1e-9 * max(abs(gradient), 1e-6), "\(slope)")
    // What is left of 1, divided by the common factor, is too small for a double.
    #expect(model.notes.count == (value == 0 ? 2 : 1))
  }

  @Test func `a term that vanishes beside the common factor stands in a line of its own`() throws {
    let model = try ExpressionFile("a = 1010\nf = exp(a)/(exp(a) + 1)", file: "f").model
    let text = PlainTextRenderer(language: .english).render(try Derivation(model).document())
    #expect(text.contains("f5 = e^(−1010) = 0\n"))
    #expect(text.contains("f6 = f4 + f5\n     = 1 + 0\n     = 1\n"))
  }

  @Test func `a formula that does not overflow stays as it is written`() throws {
    let model = try ExpressionFile("x = 3\nf = exp(x)/(exp(x) + 1)", file: "f").model
    #expect(model.notes.isEmpty)
    #expect(model.trace["f_1"] == exp(3.0))
  }

  @Test(arguments: [
    ("a = 1010\ne = exp(a)\nf = e/(e + 1)", "f:2:5: e is not finite: e^1010 is greater than"),
    ("a = 1e200\nb = a*a", "f:2:6: b is not finite: the result is greater than the largest double"),
    ("a = 2\nb = 3\nc = ln(a - b)", "f:3:5: c is not finite: ln of -1"),
    ("a = -8\nb = a^0.5", "f:2:6: b is not finite: a power of -8"),
    ("a = 0\nb = 3/a", "f:2:6: b is not finite: division by zero"),
  ])
  func `a quantity that is not finite is named with its place and the reason`(
    _ text: String, sentence: String
  ) {
    let error = #expect(throws: ExpressionError.self) { try ExpressionFile(text, file: "f") }
    #expect(error?.description.hasPrefix(sentence) == true, "\(error?.description ?? "")")
  }

  @Test(arguments: [
    (
      ["inputs": "[1e300, 1e300]", "layers": #"[{"weights": [[1e9, 1]], "activation": "tanh"}]"#],
      "m.json: layers[0]: net_o1 is not a finite number because of 1·10³⁰⁰ · 1000000000;"
    ),
    (
      ["inputs": "[1e300, 1e300]", "targets": "[1e300]"],
      "m.json: loss: E_o1 is not a finite number because of (1·10³⁰⁰ − 0.75)²;"
    ),
  ])
  func `a network's quantity that is not finite is named with its place and the reason`(
    _ changes: [String: String], sentence: String
  ) {
    let error = #expect(throws: ModelFileError.self) {
      try ModelSource(contents: Data(ModelFileTests.file(changes).utf8), file: "m.json")
    }
    #expect(error?.description.hasPrefix(sentence) == true, "\(error?.description ?? "")")
  }
}
