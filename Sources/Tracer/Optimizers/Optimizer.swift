/// How a parameter is changed by its gradient: a rule, stated once over `Quantity`.
///
/// The rule names the quantities that it keeps or passes through, so that a derivation can show
/// each on a line of its own.
package protocol Optimizer: Sendable {
  /// What it is called in a heading.
  var title: Phrase { get }

  /// What it makes of the gradient, and what the symbols of its rule stand for.
  var remark: Phrase { get }

  /// The new value of one parameter.
  /// - Parameters:
  ///   - w: The parameter.
  ///   - g: The derivative of the objective by it.
  ///   - step: Gives hyperparameters and the state kept from the step before, and takes the new one.
  func update<N: Quantity>(_ w: N, gradient g: N, in step: inout UpdateStep<N>) -> N

  /// Updates a whole tensor; by default, element by element from the rule.
  func update<S: Real>(
    _ parameter: inout Tensor<S>, gradient: Tensor<S>, state: inout [String: Tensor<S>],
    step number: Int)
}

/// One update of one parameter, as its rule sees it.
package struct UpdateStep<N: Quantity> {
  /// Which step this is, counted from 1.
  package let number: Int
  /// What the rule has defined, in order.
  package private(set) var defined: [(name: String, value: N, isState: Bool)] = []
  private let before: (String) -> N
  private let naming: (String, N) -> N

  /// A step with the state of the step before.
  /// - Parameters:
  ///   - before: A quantity as the step before left it; 0 before the first step.
  ///   - naming: What the rule calculates on with after a quantity was named: a formula goes on with
  ///     a symbol, a number with itself.
  init(number: Int, before: @escaping (String) -> N, naming: @escaping (String, N) -> N = { $1 }) {
    self.number = number
    self.before = before
    self.naming = naming
  }

  /// A hyperparameter, such as the learning rate `alpha`.
  package func constant(_ name: String, _ value: Double) -> N { naming(name, .constant(value)) }

  /// The number of the step, t.
  package var count: N { constant("t", Double(number)) }

  /// A quantity as the step before left it; 0 before the first step.
  package func previous(_ name: String) -> N { before(name) }

  /// Names a quantity that the next step will need.
  package mutating func state(_ name: String, _ value: N) -> N {
    defined.append((name, value, true))
    return naming(Notation.updated(name), value)
  }

  /// Names a quantity on the way.
  package mutating func intermediate(_ name: String, _ value: N) -> N {
    defined.append((name, value, false))
    return naming(name, value)
  }
}

extension Optimizer {
  package var title: Phrase { Phrase("\(String(describing: type(of: self)))") }

  package var remark: Phrase { Phrase("") }

  package func update<S: Real>(
    _ parameter: inout Tensor<S>, gradient: Tensor<S>, state: inout [String: Tensor<S>],
    step number: Int
  ) {
    let before = state
    for offset in 0..<parameter.shape.count {
      var step = UpdateStep<S>(number: number, before: { before[$0]?[offset] ?? 0 })
      parameter[offset] = update(parameter[offset], gradient: gradient[offset], in: &step)
      for (name, value, isState) in step.defined where isState {
        state[name, default: Tensor(repeating: 0, shape: parameter.shape)][offset] = value
      }
    }
  }
}
