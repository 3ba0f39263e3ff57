import Foundation

/// How the learning rate changes from epoch to epoch, as PyTorch's schedulers of these names do.
package enum RateSchedule: Equatable, Sendable {
  /// Every so many epochs, the rate is multiplied by a factor (`StepLR`).
  case step(every: Int, factor: Double)
  /// Every epoch, the rate is multiplied by a factor (`ExponentialLR`).
  case exponential(factor: Double)
  /// Half a cosine from the rate to 0 over so many epochs, behind which it rises again
  /// (`CosineAnnealingLR`); of `cosine` alone as many as are trained.
  case cosine(epochs: Int?)

  /// `step:10:0.5`, `exponential:0.95`, `cosine:50` or `cosine`; `nil` for other words.
  package init?(_ words: String) {
    let parts = words.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    func factor(_ place: Int) -> Double? {
      Double(parts[place]).flatMap { $0 > 0 && $0 <= 1 ? $0 : nil }
    }
    func count(_ place: Int) -> Int? { Int(parts[place]).flatMap { $0 > 0 ? $0 : nil } }
    switch (parts[0], parts.count) {
    case ("step", 3):
      guard let every = count(1), let factor = factor(2) else { return nil }
      self = .step(every: every, factor: factor)
    case ("exponential", 2):
      guard let factor = factor(1) else { return nil }
      self = .exponential(factor: factor)
    case ("cosine", 1): self = .cosine(epochs: nil)
    case ("cosine", 2):
      guard let epochs = count(1) else { return nil }
      self = .cosine(epochs: epochs)
    default: return nil
    }
  }

  /// As `init` reads it.
  package var words: String {
    switch self {
    case .step(let every, let factor): "step:\(every):\(factor)"
    case .exponential(let factor): "exponential:\(factor)"
    case .cosine(let epochs): "cosine" + (epochs.map { ":\($0)" } ?? "")
    }
  }

  /// The same for so many epochs, if it does not say for how many.
  package func lasting(_ epochs: Int) -> RateSchedule {
    self == .cosine(epochs: nil) ? .cosine(epochs: epochs) : self
  }

  /// By what the rate is multiplied after so many epochs.
  package func factor(after epochs: Int) -> Double {
    switch self {
    case .step(let every, let factor): pow(factor, Double(epochs / every))
    case .exponential(let factor): pow(factor, Double(epochs))
    case .cosine(let all):
      (1 + cos(Double.pi * Double(epochs) / Double(all ?? 1))) / 2
    }
  }

  /// By what the rate is multiplied after so many epochs, as a formula.
  func formula(after epochs: Int) -> Formula {
    switch self {
    case .step(let every, let factor):
      return .power(.literal(factor), .literal(Double(epochs / every)))
    case .exponential(let factor): return .power(.literal(factor), .literal(Double(epochs)))
    case .cosine(let all):
      let done = Formula.literal(Double(epochs))
      let angle = Formula.symbol(name: "pi", value: .pi) * done / .literal(Double(all ?? 1))
      let sum: Formula = 1.0 + .call(.cos, angle)
      return sum / 2.0
    }
  }
}
