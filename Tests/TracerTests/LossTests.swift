import Testing

@testable import Tracer

/// Losses of small batches, calculated in one's head.
@Suite struct LossTests {
  private static func error(
    _ loss: Loss, _ reduction: Loss.Reduction, inputs: [Double], weights: [Double]
  ) throws -> Double? {
    try ModelDescription(
      name: "n",
      network: Network(
        inputs: inputs.map { [$0] },
        targets: inputs.map { _ in weights.map { _ in 0 } },
        layers: [
          Network.Layer(
            units: weights.indices.map { "o\($0 + 1)" }, weights: weights.map { [$0] },
            activation: Identity())
        ], loss: loss, reduction: reduction), optimizer: GradientDescent(learningRate: 1)
    ).model().trace["E_total"]
  }

  // With inputs 1 and 2 and weights 1 and 2, the outputs are (1, 2) and (2, 4); targets are 0.
  @Test(
    arguments: [
      (.halfSquaredError, .sum, [1], [1, 2], 2.5), (.halfSquaredError, .mean, [1], [1, 2], 2.5),
      (.meanSquaredError, .sum, [1], [1, 2], 2.5), (.meanAbsoluteError, .sum, [1], [1, 2], 1.5),
      (.halfSquaredError, .sum, [1, 2], [1, 2], 12.5),
      (.halfSquaredError, .mean, [1, 2], [1, 2], 6.25),
      (.meanSquaredError, .sum, [1, 2], [1, 2], 12.5),
      (.meanSquaredError, .mean, [1, 2], [1, 2], 6.25),
      (.meanAbsoluteError, .sum, [1, 2], [1, 2], 4.5),
      (.meanAbsoluteError, .mean, [1, 2], [1, 2], 2.25),
      (.halfSquaredError, .sum, [1, 2], [1], 2.5), (.halfSquaredError, .mean, [1, 2], [1], 1.25),
      (.meanSquaredError, .sum, [1, 2], [1], 5), (.meanSquaredError, .mean, [1, 2], [1], 2.5),
    ] as [(Loss, Loss.Reduction, [Double], [Double], Double)])
  func `a loss is summed or averaged over outputs and samples`(
    loss: Loss, reduction: Loss.Reduction, inputs: [Double], weights: [Double], expected: Double
  ) throws {
    #expect(try Self.error(loss, reduction, inputs: inputs, weights: weights) == expected)
  }

  // By NumPy: r = RandomState(7); (r.randn(2, 3) * sqrt(2/5)).T, then
  // l = sqrt(6/3); r.uniform(-l, l, (3, 1)).T; and with std 0.5 and the usual 0.01.
  @Test(
    arguments: [
      (
        #""xavier-normal""#, #""he-uniform""#,
        [
          1.0691823334136585, 0.2577359275749424, -0.2946846675797744, -0.4989587338031104,
          0.020757294080771423, 0.0013063830111857706, -0.6549534697137599,
          -0.00033233785212138933, 0.5069389825966226,
        ]
      ),
      (
        #"{"init": "normal", "std": 0.5}"#, #""normal""#,
        [
          0.845262851900178, 0.20375814149825391, -0.2329686852704164, -0.3944615143128693,
          0.0164100818392922, 0.001032786452974065, -8.903858579313629e-06,
          -0.017547243063454208, 0.010176580056634932,
        ]
      ),
    ])
  func `every initializer draws what NumPy draws`(
    first: String, second: String, expected: [Double]
  ) throws {
    let layers = """
      [{"units": 3, "weights": \(first), "activation": "tanh"},
       {"units": 1, "weights": \(second), "activation": "identity"}]
      """
    let network = try ModelFileTests.description(
      ModelFileTests.file(["layers": layers, "seed": "7"])
    ).network
    let found = network.layers.flatMap { $0.weights.joined() }
    #expect(found.count == expected.count)
    for (found, expected) in zip(found, expected) { #expect(found.agrees(with: expected)) }
  }

  @Test(
    arguments: [
      (#"{"kind": "momentum", "momentum": 1}"#, "optimizer.momentum: a number from 0 up to but"),
      (#"{"kind": "momentum", "momentum": -0.1}"#, "optimizer.momentum: a number from 0"),
      (#"{"kind": "rmsprop", "alpha": 1}"#, "optimizer.alpha: a number from 0 up to but not 1"),
      (#"{"kind": "adam", "lr": -1}"#, "optimizer.lr: a number, 0 or more"),
      (#"{"kind": "nesterov", "form": "x"}"#, "optimizer.form: "),
    ])
  func `a setting of an optimizer out of its range is refused`(text: String, sentence: String) {
    let error = #expect(throws: ModelFileError.self) {
      try ModelFileTests.description(ModelFileTests.file(["optimizer": text]))
    }
    #expect(error?.description.contains(sentence) == true, "\(error?.description ?? "")")
  }

  @Test func `every setting of an optimizer arrives where it belongs`() throws {
    func optimizer(_ text: String) throws -> any Optimizer {
      try ModelFileTests.description(ModelFileTests.file(["optimizer": text])).optimizer
    }
    #expect(
      try optimizer(
        #"{"kind": "adam", "lr": 1, "betas": [0.25, 0.5], "eps": 2, "eps_place": "inside"}"#)
        as? Adam
        == Adam(learningRate: 1, beta1: 0.25, beta2: 0.5, epsilon: 2, epsilonPlace: .inside))
    #expect(
      try optimizer(#"{"kind": "rmsprop", "lr": 1, "alpha": 0.5, "eps": 3}"#) as? RMSProp
        == RMSProp(learningRate: 1, decay: 0.5, epsilon: 3))
    #expect(
      try optimizer(#"{"kind": "momentum", "lr": 1, "momentum": 0.5, "form": "textbook"}"#)
        as? Momentum == Momentum(learningRate: 1, momentum: 0.5, form: .textbook))
    #expect(
      try optimizer(#"{"kind": "nesterov", "lr": 1, "momentum": 0.5, "form": "look-ahead"}"#)
        as? Nesterov == Nesterov(learningRate: 1, momentum: 0.5, form: .lookAhead))
    #expect(
      try optimizer(#"{"kind": "adagrad", "lr": 1, "eps": 0.5}"#) as? Adagrad
        == Adagrad(learningRate: 1, epsilon: 0.5))
    #expect(try optimizer(#""adam""#) as? Adam == Adam())
  }

  @Test(arguments: [("[0.3, 0.3]", false), ("[0.3, 0.7]", true), ("[-1, 2]", false)])
  func `targets of a cross-entropy are probabilities`(targets: String, isRight: Bool) {
    let layers = #"[{"weights": [[1, 2], [3, 4]], "activation": "softmax"}]"#
    let text = ModelFileTests.file([
      "layers": layers, "targets": targets, "loss": #""cross-entropy""#,
    ])
    #expect(((try? ModelFileTests.description(text)) != nil) == isRight)
  }

  @Test(arguments: ["alpha", "E", "w1", "b12", "net_h1", "total", "t", "samples", "out_x"])
  func `a unit has no name of another quantity`(name: String) {
    let layers = #"[{"units": ["\#(name)"], "weights": "zeros", "activation": "relu"}]"#
    #expect(throws: ModelFileError.self) {
      try ModelFileTests.description(ModelFileTests.file(["layers": layers]))
    }
  }

  @Test func `text in JSON is written so that it is read as it was`() {
    let value = JSONValue.object([
      ("a\"b", .string("back\\slash\nline\u{1}")),
      ("n", .array([.number(3), .number(0.5), .null])),
      ("o", .array([.object([("t", .bool(true))])])),
    ])
    #expect(
      value.text() == #"""
        {
          "a\"b": "back\\slash\nline\u0001",
          "n": [3, 0.5, null],
          "o": [
            {
              "t": true
            }
          ]
        }
        """#)
  }

  @Test func `brackets may be a hundred deep, signs may be capital, unary or typographic`() throws {
    let deep = String(repeating: "(", count: 100) + "3" + String(repeating: ")", count: 100)
    for (text, expected) in [
      (deep, 3.0), ("+4", 4), ("+(2 - 5)", -3), ("5 − 2", 3), ("2 × 3", 6), ("6 ÷ 3", 2),
      ("1.5E2", 150), ("1e+2", 100), ("2 ^ -2", 0.25), ("3.", 3),
    ] {
      #expect(try ExpressionFileTests.traced("y = (\(text)) * 1")["y"] == expected, "\(text)")
    }
  }
}
