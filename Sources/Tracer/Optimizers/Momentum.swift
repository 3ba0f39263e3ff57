/// Gradient descent with momentum: the velocity v remembers the gradients of earlier steps.
///
/// Polyak, “Some methods of speeding up the convergence of iteration methods”, 1964.
package struct Momentum: Optimizer, Equatable, Configurable {
  /// What files call it.
  package static let kind = "momentum"
  /// What the name alone stands for.
  package static let usual = Momentum()
  /// What can be set.
  package static var settings: [Setting<Momentum>] {
    [.number("lr", \.learningRate), .part("momentum", \.momentum), .word("form", \.form)]
  }

  /// Where the learning rate stands.
  package enum Form: String, Sendable, CaseIterable {
    /// v⁺ = μ·v + g, w⁺ = w − α·v⁺, as PyTorch calculates.
    case pyTorch = "pytorch"
    /// v⁺ = μ·v − α·g, w⁺ = w + v⁺, as most textbooks write.
    case textbook
  }

  /// The learning rate α.
  package var learningRate: Double
  /// The part μ of the velocity that is kept.
  package var momentum: Double
  /// Where the learning rate stands.
  package var form: Form

  /// Momentum, by default with PyTorch's learning rate and the usual μ.
  package init(
    learningRate: Double = 0.001, momentum: Double = 0.9, form: Form = .pyTorch
  ) {
    self.learningRate = learningRate
    self.momentum = momentum
    self.form = form
  }

  /// The velocity, then the step along it.
  package func update<N: Quantity>(_ w: N, gradient g: N, in step: inout UpdateStep<N>) -> N {
    let alpha = step.constant("alpha", learningRate)
    let kept = step.constant("mu", momentum) * step.previous("v")
    switch form {
    case .pyTorch: return w - alpha * step.state("v", kept + g)
    case .textbook: return w + step.state("v", kept - alpha * g)
    }
  }
}
