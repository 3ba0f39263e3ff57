extension LayeredNetwork {
  /// The network over a batch of samples: x → net_h → out_h … → net_o → E.
  ///
  /// The softmax y is read by nothing: the loss is calculated from net_o in one step, which stays
  /// finite where y rounds to 0. The loss of one sample is the objective itself; that of a batch is
  /// the mean.
  /// - Parameter samples: At least 1.
  /// - Returns: A graph whose leaves are called `x` [samples, inputs], `target` [samples, classes]
  ///   and as `parameterShapes` has it.
  package func graph(samples: Int) -> Graph {
    var graph = Graph()
    do { try build(into: &graph, samples: samples) } catch {
      preconditionFailure("the layers of a network fit together: \(error)")
    }
    return graph
  }

  private func build(into graph: inout Graph, samples: Int) throws(ShapeError) {
    func perSample(_ label: String) -> Names { .indexed(label, perSample: true) }
    let last = sizes.count - 1
    var out = graph.leaf(
      perSample("x"), shape: [samples, sizes[0]], role: .input, layer: 0)
    for layer in 1...last {
      let suffix = suffix(ofLayer: layer)
      let weights = graph.leaf(
        .indexed("W\(layer)"), shape: [sizes[layer - 1], sizes[layer]], role: .weight, layer: layer)
      let biases = graph.leaf(
        .indexed("b\(layer)"), shape: [sizes[layer]], role: .bias, layer: layer)
      let net = try graph.apply(
        Affine(), to: out, weights, biases, names: perSample("net_\(suffix)"), role: .net,
        layer: layer)
      guard layer == last else {
        out = try graph.apply(
          activation.primitive, to: net, names: perSample("out_\(suffix)"), role: .out,
          layer: layer)
        continue
      }
      try graph.apply(Softmax(), to: net, names: perSample("y"), role: .out, layer: layer)
      let target = graph.leaf(
        perSample("target"), shape: [samples, sizes[last]], role: .target, layer: layer)
      if samples == 1 {
        try graph.apply(SoftmaxCrossEntropy(), to: target, net, names: .scalar("E"), role: .loss)
      } else {
        let losses = try graph.apply(
          SoftmaxCrossEntropy(), to: target, net, names: .indexed("E_image"), role: .error)
        try graph.apply(Mean(), to: losses, names: .scalar("E"), role: .loss)
      }
    }
  }
}

extension Graph {
  /// The leaves of the given names with their values.
  func leaves<Scalar: Real>(_ values: [String: Tensor<Scalar>]) -> [NodeID: Tensor<Scalar>] {
    var leaves: [NodeID: Tensor<Scalar>] = [:]
    for (name, value) in values {
      if let node = node(labelled: name) { leaves[node] = value }
    }
    return leaves
  }

  /// The tensors that learning adjusts, in the order of the graph.
  var learned: [NodeID] { ids.filter { self[$0].role.isLearned } }
}
