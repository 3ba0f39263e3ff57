/// Adam: momentum m and mean square v of the gradients, both freed from their start at 0.
///
/// Kingma, Ba, “Adam: a method for stochastic optimization”, 2015.
struct Adam: Optimizer, Equatable, Configurable {
  static let kind = "adam"
  static var settings: [Setting<Adam>] {
    [
      .number("lr", \.learningRate), .parts("betas", \.beta1, \.beta2), .number("eps", \.epsilon),
      .word("eps_place", \.epsilonPlace),
    ]
  }

  /// The learning rate α.
  var learningRate = 0.001
  /// The part β₁ of m that is kept.
  var beta1 = 0.9
  /// The part β₂ of v that is kept.
  var beta2 = 0.999
  /// The number ε that keeps the divisor from 0.
  var epsilon = 1e-8
  var epsilonPlace = EpsilonPlace.outside

  var title: Phrase { Phrase("Adam") }

  var remark: Phrase {
    let correction =
      epsilonPlace == .uncorrected
      ? Phrase(en: "\(symbol: "alpha_t") corrects", ko: "\(symbol: "alpha_t", .subject)")
      : Phrase(
        en: "\(symbol: "m_hat") and \(symbol: "v_hat") correct",
        ko: "\(symbol: "m_hat", .and) \(symbol: "v_hat", .subject)")
    return Phrase(
      en: """
        Adam keeps a running mean \(symbol: "m") of the gradients and a running mean \(symbol: "v") of \
        their squares; \(symbol: "beta1") and \(symbol: "beta2") say how much of the old means is kept. \
        Both start at 0, which \(correction) in step \(symbol: "t"). \
        The learning rate \(symbol: "alpha") scales the step; \(symbol: "epsilon") prevents a division \
        by 0.
        """,
      ko: """
        Adam은 기울기의 이동 평균 \(symbol: "m", .and) 기울기 제곱의 이동 평균 \(symbol: "v", .object) \
        쓴다. \(symbol: "beta1", .and) \(symbol: "beta2", .topic) 이전 평균을 얼마나 남길지를 정한다. 두 \
        평균이 0에서 시작하는 것을 \(symbol: "t")번째 갱신에서 \(correction) 보정한다. 학습률 \(symbol: "alpha", .topic) 갱신 폭을 정하고, \
        \(symbol: "epsilon", .topic) 0으로 나누는 것을 막는다.
        """)
  }

  /// m⁺ = β₁·m + (1 − β₁)·g, v⁺ = β₂·v + (1 − β₂)·g², m̂ = m⁺ / (1 − β₁ᵗ), v̂ = v⁺ / (1 − β₂ᵗ),
  /// w⁺ = w − α·m̂ / (√v̂ + ε); where ε is not corrected, w⁺ = w − α_t·m⁺ / (√v⁺ + ε) with
  /// α_t = α·√(1 − β₂ᵗ) / (1 − β₁ᵗ)
  func update<N: Quantity>(_ w: N, gradient g: N, in step: inout UpdateStep<N>) -> N {
    let (first, second) = (step.constant("beta1", beta1), step.constant("beta2", beta2))
    let m = step.state("m", first * step.previous("m") + (1.0 - first) * g)
    let v = step.state("v", second * step.previous("v") + (1.0 - second) * .power(g, 2.0))
    let alpha = step.constant("alpha", learningRate)
    let epsilon = step.constant("epsilon", epsilon)
    if epsilonPlace == .uncorrected {
      let start = 1.0 - N.power(first, step.count)
      let corrected = N.call(.sqrt, 1.0 - .power(second, step.count))
      let rate = step.intermediate("alpha_t", alpha * corrected / start)
      return w - rate * m / epsilonPlace.root(of: v, epsilon: epsilon)
    }
    let mean = step.intermediate("m_hat", m / (1.0 - .power(first, step.count)))
    let square = step.intermediate("v_hat", v / (1.0 - .power(second, step.count)))
    return w - alpha * mean / epsilonPlace.root(of: square, epsilon: epsilon)
  }
}
