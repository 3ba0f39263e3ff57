/// Nesterov's accelerated gradient: momentum whose gradient is taken where the velocity leads.
///
/// Nesterov, “A method of solving a convex programming problem with convergence rate O(1/k²)”, 1983.
struct Nesterov: Optimizer, Equatable, Configurable {
  static let kind = "nesterov"
  static var settings: [Setting<Nesterov>] {
    [.number("lr", \.learningRate), .part("momentum", \.momentum), .word("form", \.form)]
  }

  /// Which of the two common ways of writing it.
  enum Form: String, Sendable, CaseIterable {
    /// v⁺ = μ·v + g, w⁺ = w − α·(g + μ·v⁺), as PyTorch calculates.
    case pyTorch = "pytorch"
    /// The parameter w that the network sees stands ahead, at u + μ·v, so that g is the gradient
    /// there: v⁺ = μ·v − α·g, u⁺ = (w − μ·v) + v⁺, and the network's new w⁺ = u⁺ + μ·v⁺
    /// (Sutskever et al., “On the importance of initialization and momentum”, 2013).
    case lookAhead = "look-ahead"
  }

  /// The learning rate α.
  var learningRate = 0.001
  /// The part μ of the velocity that is kept.
  var momentum = 0.9
  var form = Form.pyTorch

  var title: Phrase { Phrase(en: "Nesterov momentum", ko: "네스테로프 모멘텀") }

  var remark: Phrase {
    let form =
      switch form {
      case .pyTorch:
        Phrase(
          en: """
            the step is taken with the gradient plus \(symbol: "mu") times the new velocity
            """,
          ko: "기울기에 새 속도의 \(symbol: "mu")배를 더해 그 방향으로 옮긴다")
      case .lookAhead:
        Phrase(
          en: """
            the gradient is taken ahead of the parameter \(symbol: "u"), where the old velocity leads
            """,
          ko: "기울기를 매개변수 \(symbol: "u")보다 이전 속도만큼 앞선 점에서 구한다")
      }
    return Phrase(
      en: """
        As with momentum, the velocity \(symbol: "v") collects past gradients. But \(form), which slows \
        the path before it overshoots. \(symbol: "mu") says how much of the old velocity is kept; the \
        learning rate \(symbol: "alpha") scales the step.
        """,
      ko: """
        모멘텀처럼 지난 기울기를 속도 \(symbol: "v")에 쌓되 한 걸음 앞을 내다본다. 곧 \(form). \
        그래서 지나치기 전에 속도를 줄인다. \(symbol: "mu", .topic) 이전 속도를 얼마나 남길지를, 학습률 \
        \(symbol: "alpha", .topic) 갱신 폭을 정한다.
        """)
  }

  /// The velocity, then the step along it and the look ahead.
  func update<N: Quantity>(_ w: N, gradient g: N, in step: inout UpdateStep<N>) -> N {
    let (alpha, mu) = (step.constant("alpha", learningRate), step.constant("mu", momentum))
    let kept = mu * step.previous("v")
    switch form {
    case .pyTorch:
      let v = step.state("v", kept + g)
      return w - alpha * (g + mu * v)
    case .lookAhead:
      let v = step.state("v", kept - alpha * g)
      let u = step.intermediate("u", w - kept + v)
      return u + mu * v
    }
  }
}
