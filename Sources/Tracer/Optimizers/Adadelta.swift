/// Adadelta: steps in the unit of the parameter, from running means of squared gradients and of
/// squared steps.
///
/// Zeiler, “Adadelta: an adaptive learning rate method”, 2012.
struct Adadelta: Optimizer, Equatable, Configurable {
  static let kind = "adadelta"
  static var settings: [Setting<Adadelta>] {
    [.number("lr", \.learningRate), .part("rho", \.decay), .number("eps", \.epsilon)]
  }

  /// The learning rate α, 1 in the paper.
  var learningRate = 1.0
  /// The part ρ of the means that is kept.
  var decay = 0.9
  /// The number ε in both roots.
  var epsilon = 1e-6

  var title: Phrase { Phrase("Adadelta") }

  var remark: Phrase {
    Phrase(
      en: """
        Adadelta divides each parameter's gradient by the root of \(symbol: "h"), a running mean of its \
        squared gradients, and multiplies it by the root of \(symbol: "s"), the same mean of its squared \
        steps \(symbol: "d"). \(symbol: "rho") says how much of the old means is kept; the learning rate \
        \(symbol: "alpha") scales the step; \(symbol: "epsilon") gets it off the ground.
        """,
      ko: """
        Adadelta는 매개변수마다 기울기를 기울기 제곱의 이동 평균 \(symbol: "h")의 제곱근으로 나누고, 걸음 \
        \(symbol: "d")의 제곱의 이동 평균 \(symbol: "s")의 제곱근을 곱한다. \(symbol: "rho", .topic) 이전 \
        평균을 얼마나 남길지를, 학습률 \(symbol: "alpha", .topic) 갱신 폭을 정하며, \
        \(symbol: "epsilon", .object) 더해 첫걸음을 뗀다.
        """)
  }

  /// h⁺ = ρ·h + (1 − ρ)·g², d = √(s + ε) / √(h⁺ + ε) · g, s⁺ = ρ·s + (1 − ρ)·d², w⁺ = w − α·d
  func update<N: Quantity>(_ w: N, gradient g: N, in step: inout UpdateStep<N>) -> N {
    let (rho, epsilon) = (step.constant("rho", decay), step.constant("epsilon", epsilon))
    let h = step.state("h", rho * step.previous("h") + (1.0 - rho) * .power(g, 2.0))
    let taken = step.previous("s")
    let root = EpsilonPlace.inside.root(of: taken, epsilon: epsilon)
    let d = step.intermediate("d", root / EpsilonPlace.inside.root(of: h, epsilon: epsilon) * g)
    _ = step.state("s", rho * taken + (1.0 - rho) * .power(d, 2.0))
    return w - step.constant("alpha", learningRate) * d
  }
}
