/// Where the ε stands that keeps an optimizer from dividing by 0.
enum EpsilonPlace: String, Sendable, CaseIterable {
  /// √v + ε, as PyTorch and the paper on Adam have it.
  case outside
  /// √(v + ε), as the paper on Adagrad and many textbooks have it.
  case inside
  /// √v + ε of a mean v that is not corrected for its start at 0, as the paper on Adam has it at the
  /// end of its section 2; only for Adam.
  case uncorrected

  /// The root of a mean square, kept from 0 by ε.
  func root<N: Quantity>(of square: N, epsilon: N) -> N {
    switch self {
    case .outside, .uncorrected: .call(.sqrt, square) + epsilon
    case .inside: .call(.sqrt, square + epsilon)
    }
  }
}
