extension Trace {
  /// Updates parameters by their gradients, for an optimizer that keeps nothing from step to step.
  package mutating func update(_ parameters: [NodeID], with optimizer: any Optimizer) {
    var state: [String: Tensor<Scalar>] = [:]
    for id in parameters {
      guard let gradient = gradients[id.index] else { continue }
      optimizer.update(&values[id.index], gradient: gradient, state: &state, step: 1)
    }
  }
}
