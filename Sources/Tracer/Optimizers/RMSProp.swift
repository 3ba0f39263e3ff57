/// RMSProp: each parameter's step is divided by the root of the running mean h of its squared
/// gradients.
///
/// Tieleman, Hinton, “Neural networks for machine learning”, lecture 6.5, 2012.
struct RMSProp: Optimizer, Equatable, Configurable {
  static let kind = "rmsprop"
  static var settings: [Setting<RMSProp>] {
    [
      .number("lr", \.learningRate), .part("alpha", \.decay), .number("eps", \.epsilon),
      .word("eps_place", \.epsilonPlace, among: [.outside, .inside]),
    ]
  }

  /// The learning rate α.
  var learningRate = 0.01
  /// The part ρ of the mean that is kept; PyTorch calls it alpha.
  var decay = 0.99
  /// The number ε that keeps the divisor from 0.
  var epsilon = 1e-8
  var epsilonPlace = EpsilonPlace.outside

  var title: Phrase { Phrase("RMSProp") }

  var remark: Phrase {
    Phrase(
      en: """
        RMSProp divides each parameter's step by the square root of \(symbol: "h"), a running mean of \
        its squared gradients, which forgets old ones. \(symbol: "rho") says how much of the old mean is \
        kept; the learning rate \(symbol: "alpha") scales the step; \(symbol: "epsilon") prevents a \
        division by 0.
        """,
      ko: """
        RMSProp은 매개변수마다 기울기 제곱의 이동 평균 \(symbol: "h")의 제곱근으로 갱신 폭을 나눈다. 이동 \
        평균은 오래된 기울기를 차츰 잊는다. \(symbol: "rho", .topic) 이전 평균을 얼마나 남길지를, 학습률 \
        \(symbol: "alpha", .topic) 갱신 폭을 정하며, \(symbol: "epsilon", .topic) 0으로 나누는 것을 막는다.
        """)
  }

  /// h⁺ = ρ·h + (1 − ρ)·g², w⁺ = w − α·g / (√h⁺ + ε)
  func update<N: Quantity>(_ w: N, gradient g: N, in step: inout UpdateStep<N>) -> N {
    let rho = step.constant("rho", decay)
    let h = step.state("h", rho * step.previous("h") + (1.0 - rho) * .power(g, 2.0))
    let root = epsilonPlace.root(of: h, epsilon: step.constant("epsilon", epsilon))
    return w - step.constant("alpha", learningRate) * g / root
  }
}
