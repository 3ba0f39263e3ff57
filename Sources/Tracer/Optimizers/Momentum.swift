/// Gradient descent with momentum: the velocity v remembers the gradients of earlier steps.
///
/// Polyak, “Some methods of speeding up the convergence of iteration methods”, 1964.
struct Momentum: Optimizer, Equatable, Configurable {
  static let kind = "momentum"
  static var settings: [Setting<Momentum>] {
    [.number("lr", \.learningRate), .part("momentum", \.momentum), .word("form", \.form)]
  }

  /// Where the learning rate stands.
  enum Form: String, Sendable, CaseIterable {
    /// v⁺ = μ·v + g, w⁺ = w − α·v⁺, as PyTorch calculates.
    case pyTorch = "pytorch"
    /// v⁺ = μ·v − α·g, w⁺ = w + v⁺, as most textbooks write.
    case textbook
  }

  /// The learning rate α.
  var learningRate = 0.001
  /// The part μ of the velocity that is kept.
  var momentum = 0.9
  /// Where the learning rate stands.
  var form = Form.pyTorch

  var title: Phrase { Phrase(en: "Momentum", ko: "모멘텀") }

  var remark: Phrase {
    Phrase(
      en: """
        The velocity \(symbol: "v") accumulates past gradients, so that steps in a constant direction \
        grow and oscillations cancel. \(symbol: "mu") says how much of the old velocity is kept; the \
        learning rate \(symbol: "alpha") scales the step.
        """,
      ko: """
        모멘텀은 지난 기울기를 속도 \(symbol: "v")에 쌓아, 같은 방향의 걸음은 키우고 진동은 상쇄한다. \
        \(symbol: "mu", .topic) 이전 속도를 얼마나 남길지를 정하고, 학습률 \
        \(symbol: "alpha", .topic) 갱신 폭을 정한다.
        """)
  }

  /// The velocity, then the step along it.
  func update<N: Quantity>(_ w: N, gradient g: N, in step: inout UpdateStep<N>) -> N {
    let alpha = step.constant("alpha", learningRate)
    let kept = step.constant("mu", momentum) * step.previous("v")
    switch form {
    case .pyTorch: return w - alpha * step.state("v", kept + g)
    case .textbook: return w + step.state("v", kept - alpha * g)
    }
  }
}
