/// Adagrad: each parameter's step is divided by the root of the sum h of its squared gradients.
///
/// Duchi, Hazan, Singer, “Adaptive subgradient methods”, 2011.
struct Adagrad: Optimizer, Equatable, Configurable {
  static let kind = "adagrad"
  static var settings: [Setting<Adagrad>] {
    [
      .number("lr", \.learningRate), .number("initial_accumulator_value", \.initial),
      .number("eps", \.epsilon), .word("eps_place", \.epsilonPlace, among: [.outside, .inside]),
    ]
  }

  /// The learning rate α.
  var learningRate = 0.01
  /// What the sum begins with, h₀.
  var initial = 0.0
  /// The number ε that keeps the divisor from 0.
  var epsilon = 1e-10
  var epsilonPlace = EpsilonPlace.outside

  var title: Phrase { Phrase("AdaGrad") }

  var remark: Phrase {
    Phrase(
      en: """
        AdaGrad divides each parameter's step by the square root of \(symbol: "h"), the sum of its \
        squared gradients so far, so that parameters with large gradients take smaller steps. The \
        learning rate \(symbol: "alpha") scales the step; \(symbol: "epsilon") prevents a division by 0.
        """,
      ko: """
        AdaGrad는 매개변수마다 지금까지의 기울기를 제곱하여 더한 값 \(symbol: "h")의 제곱근으로 갱신 폭을 \
        나누므로, 기울기가 큰 매개변수는 조금씩 움직인다. 학습률 \(symbol: "alpha", .topic) 갱신 폭을 정하고, \
        \(symbol: "epsilon", .topic) 0으로 나누는 것을 막는다.
        """)
  }

  /// h⁺ = h + g², w⁺ = w − α·g / (√h⁺ + ε); a sum that begins with h₀ is r = h₀ + h⁺
  func update<N: Quantity>(_ w: N, gradient g: N, in step: inout UpdateStep<N>) -> N {
    let h = step.state("h", step.previous("h") + .power(g, 2.0))
    let all = initial == 0 ? h : step.intermediate("r", step.constant("h0", initial) + h)
    let root = epsilonPlace.root(of: all, epsilon: step.constant("epsilon", epsilon))
    return w - step.constant("alpha", learningRate) * g / root
  }
}
