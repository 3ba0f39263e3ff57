@testable import Tracer

/// Models so small that everything about them can be calculated in one's head.
enum Small {
  /// One input of 2, one weight of ½, one output that should be 2, learning rate ⅛.
  ///
  /// net = 1, E = ½, ∂E/∂w = −2; each update halves 1 − w, and E is 2·(1 − w)².
  static func network() throws -> Model {
    try ModelDescription(
      name: "small",
      network: Network(
        inputs: [[2]], targets: [[2]],
        layers: [Network.Layer(units: ["o1"], weights: [[0.5]], activation: Identity())]),
      optimizer: GradientDescent(learningRate: 0.125), digits: 4
    ).model()
  }

  /// y = 2 · 5
  static func calculation() throws -> Model {
    try ExpressionFile("a = 2\nb = 5\ny = a * b", file: "small").model
  }

  /// A sum of two calculations on one leaf.
  static func calculationOfTwoWays() throws -> Model {
    try ExpressionFile("a = 2\nb = a * 3\ny = a * b", file: "small").model
  }
}
