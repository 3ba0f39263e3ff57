/// RMSProp: each parameter's step is divided by the root of the running mean h of its squared
/// gradients.
///
/// Tieleman, Hinton, “Neural networks for machine learning”, lecture 6.5, 2012.
package struct RMSProp: Optimizer, Equatable, Configurable {
  /// What files call it.
  package static let kind = "rmsprop"
  /// What the name alone stands for.
  package static let usual = RMSProp()
  /// What can be set.
  package static var settings: [Setting<RMSProp>] {
    [
      .number("lr", \.learningRate), .part("alpha", \.decay), .number("eps", \.epsilon),
      .word("eps_place", \.epsilonPlace),
    ]
  }

  /// The learning rate α.
  package var learningRate: Double
  /// The part ρ of the mean that is kept; PyTorch calls it alpha.
  package var decay: Double
  /// The number ε that keeps the divisor from 0.
  package var epsilon: Double
  /// Where ε stands.
  package var epsilonPlace: EpsilonPlace

  /// RMSProp, by default as PyTorch has it.
  package init(
    learningRate: Double = 0.01, decay: Double = 0.99, epsilon: Double = 1e-8,
    epsilonPlace: EpsilonPlace = .outside
  ) {
    self.learningRate = learningRate
    self.decay = decay
    self.epsilon = epsilon
    self.epsilonPlace = epsilonPlace
  }

  /// h⁺ = ρ·h + (1 − ρ)·g², w⁺ = w − α·g / (√h⁺ + ε)
  package func update<N: Quantity>(_ w: N, gradient g: N, in step: inout UpdateStep<N>) -> N {
    let rho = step.constant("rho", decay)
    let h = step.state("h", rho * step.previous("h") + (1.0 - rho) * .power(g, 2.0))
    let root = epsilonPlace.root(of: h, epsilon: step.constant("epsilon", epsilon))
    return w - step.constant("alpha", learningRate) * g / root
  }
}
