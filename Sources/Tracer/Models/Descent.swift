/// When a new weight takes effect.
public enum UpdateOrder: String, Sendable, CaseIterable {
  /// No weight changes before all gradients are known.
  case simultaneous
  /// A layer's weights change before the gradients of the layer before it are calculated.
  case inPlace = "in-place"
}

/// Training step by step: a trace whose parameters move.
package struct Descent: Sendable {
  /// The forward pass with the current parameters, and the gradients once they are calculated.
  package private(set) var trace: Trace<Double>
  package private(set) var step = 0
  /// What the optimizer kept of each parameter after the last update.
  package private(set) var state: [NodeID: [String: Tensor<Double>]] = [:]
  /// The parameters after the next update, once the gradients are calculated.
  package private(set) var updated: [NodeID: Tensor<Double>] = [:]
  private var nextState: [NodeID: [String: Tensor<Double>]] = [:]
  private let optimizer: any Optimizer
  private let trained: [NodeID]
  let order: UpdateOrder
  /// Whether 0 takes the place of what is nothing but rounding, as it does in a derivation.
  var settles = false

  /// Training that starts from a model's numbers.
  /// - Parameters:
  ///   - earlier: Training of the same parameters on other samples, from which it goes on.
  ///   - settles: Whether 0 takes the place of what is nothing but rounding, as in a derivation.
  package init(
    _ model: Model, order: UpdateOrder = .simultaneous, continuing earlier: Descent? = nil,
    settles: Bool = false
  ) {
    var model = model
    if let earlier {
      model.leaves.merge(earlier.parameters) { $1 }
      (step, state) = (earlier.step, earlier.state)
    } else {
      (step, state) = (model.updates, model.state)
    }
    self.settles = settles || earlier?.settles == true
    trace = self.settles ? model.trace.settled() : model.trace
    optimizer = model.optimizer
    trained = model.trained
    self.order = order
  }

  /// The parameters that are trained, as they are now.
  var parameters: [NodeID: Tensor<Double>] {
    Dictionary(uniqueKeysWithValues: trained.map { ($0, trace.values[$0.index]) })
  }

  /// Calculates the gradients at the current parameters, and what the update will make of them.
  package mutating func differentiate() {
    let (optimizer, trained, parameters, number) = (optimizer, trained, trace.values, step + 1)
    var (new, state) = (updated, state)
    func update(_ id: NodeID, by gradient: Tensor<Double>) -> Tensor<Double> {
      var parameter = parameters[id.index]
      var kept = state[id] ?? [:]
      optimizer.update(&parameter, gradient: gradient, state: &kept, step: number)
      if !kept.isEmpty { state[id] = kept }
      new[id] = parameter
      return parameter
    }
    switch order {
    case .simultaneous:
      trace.backward()
      if settles { trace = trace.settled(withGradients: true) }
      for id in trained {
        if let gradient = trace.gradients[id.index] { _ = update(id, by: gradient) }
      }
    case .inPlace:
      let trained = Set(trained)
      trace.backward { id, gradient in trained.contains(id) ? update(id, by: gradient) : nil }
      if settles { trace = trace.settled(withGradients: true) }
    }
    (updated, nextState) = (new, state)
    if settles { settle() }
  }

  /// Whether every number of the pass, and of what the optimizer keeps, is finite.
  var isFinite: Bool {
    trace.firstNonFinite == nil
      && state.values.allSatisfy { $0.values.allSatisfy { $0.elements.allSatisfy(\.isFinite) } }
  }

  /// Makes one update and calculates the forward pass with the new parameters.
  package mutating func advance() {
    if updated.isEmpty { differentiate() }
    move(to: updated, keeping: nextState)
  }

  /// Ends an update with these numbers.
  mutating func move(
    to new: [NodeID: Tensor<Double>], keeping state: [NodeID: [String: Tensor<Double>]]
  ) {
    for (id, parameter) in new { trace.values[id.index] = parameter }
    updated.removeAll(keepingCapacity: true)
    self.state = state
    trace.forward()
    if settles { trace = trace.settled() }
    step += 1
  }

  private mutating func settle() {
    for (id, parameter) in updated {
      updated[id] = parameter.settled(after: trace.values[id.index])
    }
    for (id, kept) in state {
      for (name, old) in kept {
        let new = nextState[id]?[name]
        nextState[id]?[name] = new?.settled(after: old)
      }
    }
  }
}

extension Descent {
  /// 0, 1, 2, 5, 10, 20, 50 … and the last step.
  package static func scale(upTo steps: Int) -> [Int] {
    var scale = [0]
    var decade = 1
    while decade <= steps {
      scale += [1, 2, 5].map { $0 * decade }.filter { $0 < steps }
      decade *= 10
    }
    return steps == 0 ? scale : scale + [steps]
  }
}
