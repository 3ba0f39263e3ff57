/// Adam with decoupled weight decay: each parameter shrinks by itself, before Adam's step.
///
/// Loshchilov, Hutter, “Decoupled weight decay regularization”, 2019.
struct AdamW: Optimizer, Equatable, Configurable {
  static let kind = "adamw"
  static var settings: [Setting<AdamW>] {
    [
      .number("lr", \.adam.learningRate), .parts("betas", \.adam.beta1, \.adam.beta2),
      .number("eps", \.adam.epsilon), .word("eps_place", \.adam.epsilonPlace),
      .number("weight_decay", \.decay),
    ]
  }

  /// The step after the decay.
  var adam = Adam()
  /// The number λ; PyTorch calls it `weight_decay`.
  var decay = 0.01

  var title: Phrase { Phrase("AdamW") }

  var remark: Phrase {
    Phrase(
      en: """
        \(adam.remark) AdamW first takes the part \(symbol: "alpha")\(symbol: "lambda") from the \
        parameter, which leaves \(symbol: "u"); the gradient has no share in this.
        """,
      ko: """
        \(adam.remark) AdamW는 먼저 매개변수를 그 \(symbol: "alpha")\(symbol: "lambda")배만큼 줄여 \
        \(symbol: "u", .object) 얻는다. 이 감쇠에는 기울기가 관여하지 않는다.
        """)
  }

  /// u = w − α·λ·w, then Adam's step from u.
  func update<N: Quantity>(_ w: N, gradient g: N, in step: inout UpdateStep<N>) -> N {
    let alpha = step.constant("alpha", adam.learningRate)
    let lambda = step.constant("lambda", decay)
    return adam.update(step.intermediate("u", w - alpha * lambda * w), gradient: g, in: &step)
  }
}
