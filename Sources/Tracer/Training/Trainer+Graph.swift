extension Trainer {
  /// Trains as `run` does, but through the graph and its trace, one primitive after the other: the
  /// plain path with which the kernels of `run` agree.
  /// - Parameter onStep: Called before each update with the trace of the step, which has every
  ///   value and every gradient.
  /// - Returns: The mean loss over the images.
  /// - Throws: `TrainingError.lossIsNotFinite`; the step in question has changed no parameter.
  public mutating func runThroughGraph(
    order: [Int32], onStep: (_ step: Int, Trace<Scalar>) -> Void = { _, _ in }
  ) throws(TrainingError) -> Double {
    try check(order)
    guard !order.isEmpty else { return 0 }
    if !isKnownUniquelyReferenced(&fused) { fused = fused.copy() }
    let optimizer = GradientDescent(learningRate: Double(learningRate))
    var total = 0.0
    var trace = self.trace(of: order.prefix(batch), parameters: parameters)
    for start in stride(from: 0, to: order.count, by: batch) {
      let chosen = order[start..<min(order.count, start + batch)]
      if start > 0 { load(chosen, into: &trace) }
      let loss = Double(trace.values[trace.graph.objective.index][0])
      guard loss.isFinite else {
        try fused.setParameters(trace.learned)
        let tensor = trace.firstNonFinite.map { trace.graph[$0.node].names.label }
        throw .lossIsNotFinite(
          step: steps, tensor: tensor ?? "E", learningRate: statedLearningRate)
      }
      trace.backward()
      onStep(steps, trace)
      trace.descend(with: optimizer)
      total += loss * Double(chosen.count)
      steps += 1
    }
    try fused.setParameters(trace.learned)
    return total / Double(order.count)
  }

  /// The forward pass over some images with given parameters.
  func trace(
    of chosen: ArraySlice<Int32>, parameters: [String: Tensor<Scalar>]
  ) -> Trace<Scalar> {
    let graph = network.graph(samples: chosen.count)
    let (x, target) = images.batch(
      chosen.map { Int($0) }, classes: network.classes, as: Scalar.self)
    return Trace(
      graph, leaves: graph.leaves(parameters.merging(["x": x, "target": target]) { $1 }))
  }

  /// The forward pass over the next images, in the same memory if there are as many as before.
  private func load(_ chosen: ArraySlice<Int32>, into trace: inout Trace<Scalar>) {
    guard let x = trace.graph.node(labelled: "x"), trace.graph[x].shape[0] == chosen.count,
      let target = trace.graph.node(labelled: "target")
    else {
      trace = self.trace(of: chosen, parameters: trace.learned)
      return
    }
    (trace.values[x.index], trace.values[target.index]) = images.batch(
      chosen.map { Int($0) }, classes: network.classes)
    trace.forward()
  }
}

extension Trace {
  /// The parameters by name.
  var learned: [String: Tensor<Scalar>] {
    var tensors: [String: Tensor<Scalar>] = [:]
    for id in graph.learned { tensors[graph[id].names.label] = values[id.index] }
    return tensors
  }

  /// Updates every parameter by its gradient.
  mutating func descend(with optimizer: GradientDescent) {
    var state: [String: Tensor<Scalar>] = [:]
    for id in graph.learned {
      guard let gradient = gradients[id.index] else { continue }
      optimizer.update(&values[id.index], gradient: gradient, state: &state, step: 1)
    }
  }
}
