/// An optimizer with weight decay: the gradient of the error plus λ times the parameter, as if
/// ½λw² were part of what is minimized.
struct WeightDecay: Optimizer {
  /// How the way is made of what it takes for the gradient.
  let base: any Optimizer
  /// The number λ; PyTorch calls it `weight_decay`.
  let decay: Double

  /// An optimizer that shrinks what it updates.
  init(_ base: any Optimizer, decay: Double) {
    self.base = base
    self.decay = decay
  }

  var title: Phrase { base.title }

  var remark: Phrase {
    Phrase(
      en: """
        \(base.remark) Weight decay adds \(symbol: "lambda") times the parameter to its \
        gradient, which keeps the parameters small; \(symbol: "g") is the sum.
        """,
      ko: """
        \(base.remark) 가중치 감쇠는 기울기에 매개변수의 \(symbol: "lambda")배를 더해 매개변수가 \
        커지지 않게 한다. \(symbol: "g", .topic) 그 합이다.
        """)
  }

  /// g = ∂E/∂w + λ·w, then the optimizer's own rule.
  func update<N: Quantity>(_ w: N, gradient g: N, in step: inout UpdateStep<N>) -> N {
    let shrunk = step.intermediate("g", g + step.constant("lambda", decay) * w)
    return base.update(w, gradient: shrunk, in: &step)
  }
}
