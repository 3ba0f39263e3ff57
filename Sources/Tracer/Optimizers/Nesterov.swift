/// Nesterov's accelerated gradient: momentum whose gradient is taken where the velocity leads.
///
/// Nesterov, “A method of solving a convex programming problem with convergence rate O(1/k²)”, 1983.
package struct Nesterov: Optimizer, Equatable, Configurable {
  /// What files call it.
  package static let kind = "nesterov"
  /// What the name alone stands for.
  package static let usual = Nesterov()
  /// What can be set.
  package static var settings: [Setting<Nesterov>] {
    [.number("lr", \.learningRate), .part("momentum", \.momentum), .word("form", \.form)]
  }

  /// Which of the two common ways of writing it.
  package enum Form: String, Sendable, CaseIterable {
    /// v⁺ = μ·v + g, w⁺ = w − α·(g + μ·v⁺), as PyTorch calculates.
    case pyTorch = "pytorch"
    /// The parameter w that the network sees stands ahead, at u + μ·v, so that g is the gradient
    /// there: v⁺ = μ·v − α·g, u⁺ = (w − μ·v) + v⁺, and the network's new w⁺ = u⁺ + μ·v⁺
    /// (Sutskever et al., “On the importance of initialization and momentum”, 2013).
    case lookAhead = "look-ahead"
  }

  /// The learning rate α.
  package var learningRate: Double
  /// The part μ of the velocity that is kept.
  package var momentum: Double
  /// Which way of writing it.
  package var form: Form

  /// Nesterov's momentum, by default with PyTorch's learning rate and the usual μ.
  package init(learningRate: Double = 0.001, momentum: Double = 0.9, form: Form = .pyTorch) {
    self.learningRate = learningRate
    self.momentum = momentum
    self.form = form
  }

  /// The velocity, then the step along it and the look ahead.
  package func update<N: Quantity>(_ w: N, gradient g: N, in step: inout UpdateStep<N>) -> N {
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
