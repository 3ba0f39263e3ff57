extension Network {
  /// The network as a graph, the values of its leaves, and its parameters.
  package struct Built: Sendable {
    package var graph = Graph()
    package var leaves: [NodeID: Tensor<Double>] = [:]
    /// The weights and biases, in the order of the layers.
    package var weights: [NodeID] = []
    package var biases: [NodeID] = []
  }

  /// Builds the graph: net and out of each layer, the error, and what it comes to over all samples.
  ///
  /// Over another number of samples than the network's own, the leaves for inputs and targets have no
  /// values. All weights must have been drawn.
  ///
  /// Small networks: weights are called w1, w2 … unit by unit through all layers, biases b1, b2 …
  /// by layer if shared and `b_h1` by unit if not. Beyond, elements are called by their index:
  /// W1[3,17], `net_h2[5]`.
  package func build(samples: Int? = nil) throws(ShapeError) -> Built {
    precondition(isDrawn, "a network has weights before it is built")
    var builder = Builder(network: self, samples: samples ?? inputs.count)
    try builder.build()
    return builder.built
  }

  private struct Builder {
    let network: Network
    var built = Built()
    private let isSmall: Bool
    private let samples: Int

    init(network: Network, samples: Int) {
      self.network = network
      self.samples = samples
      isSmall = network.isSmall
    }

    mutating func build() throws(ShapeError) {
      let units = network.units
      let x = given(names("x", units[0]), units[0].count, role: .input, layer: 0)
      var (net, out) = (x, x)
      for (index, layer) in network.layers.enumerated() {
        let number = index + 1
        var operands = [out, weights(of: layer, number, inputs: units[index].count)]
        if let bias = layer.bias { operands.append(self.bias(bias, of: layer, number)) }
        let suffix = network.suffix(ofLayer: number)
        net = try built.graph.apply(
          Affine(), to: operands, names: names("net_\(suffix)", layer.units.map { "net_\($0)" }),
          role: .net, layer: number)
        out = try built.graph.apply(
          layer.activation, to: [net],
          names: names("out_\(suffix)", layer.units.map { "out_\($0)" }), role: .out,
          layer: number)
      }
      let outputs = units[units.count - 1]
      let target = given(
        names("target", outputs.map { "target_\($0)" }), outputs.count, role: .target,
        layer: network.layers.count)
      let total = try loss(of: out, net, target: target, outputs: outputs)
      built.graph.differentiate(total, symbol: "E")
      built.leaves = built.graph.leaves(network.parameters)
      guard samples == network.inputs.count else { return }
      for (leaf, rows) in [(x, network.inputs), (target, network.targets)] {
        built.leaves[leaf] = Tensor(rows.flatMap(\.self), shape: built.graph[leaf].shape)
      }
    }

    /// The inputs or the targets.
    private mutating func given(_ names: Names, _ width: Int, role: Role, layer: Int) -> NodeID {
      built.graph.leaf(names, shape: [samples, width], role: role, layer: layer)
    }

    /// From the outputs to the one number that is differentiated.
    private mutating func loss(
      of out: NodeID, _ net: NodeID, target: NodeID, outputs: [String]
    ) throws(ShapeError) -> NodeID {
      let (loss, isMean) = (network.loss, network.reduction == .mean)
      let total = Names.scalar("E_total")
      guard let error = loss.ofOutputs else {
        let primitive: any Primitive =
          loss == .softmaxCrossEntropy ? SoftmaxCrossEntropy() : CrossEntropy()
        let operands = [target, loss == .softmaxCrossEntropy ? net : out]
        if samples == 1 {
          return try built.graph.apply(primitive, to: operands, names: total, role: .loss)
        }
        let errors = try built.graph.apply(primitive, to: operands, names: ofSamples, role: .error)
        return try reduced(errors, isMean: isMean, names: total)
      }
      let errors = try built.graph.apply(
        error, to: [target, out], names: names("E", outputs.map { "E_\($0)" }), role: .error)
      if samples == 1 {
        return try reduced(errors, isMean: loss.isMeanOfOutputs, names: total)
      }
      if outputs.count == 1 || (loss.isMeanOfOutputs && isMean) {
        return try reduced(errors, isMean: isMean, names: total)
      }
      let sums = try built.graph.apply(
        RowSum(isMean: loss.isMeanOfOutputs), to: [errors], names: ofSamples, role: .error)
      return try reduced(sums, isMean: isMean, names: total)
    }

    private mutating func reduced(
      _ errors: NodeID, isMean: Bool, names: Names
    ) throws(ShapeError) -> NodeID {
      try built.graph.apply(isMean ? Mean() : Sum(), to: [errors], names: names, role: .loss)
    }

    /// The error of each sample: `E(1)`, `E(2)` …
    private var ofSamples: Names { .list("E_samples", (1...samples).map { "E(\($0))" }) }

    /// The weights of a layer: a person lists one row a unit, the graph keeps one row an input.
    private mutating func weights(of layer: Layer, _ number: Int, inputs: Int) -> NodeID {
      let byUnit = isSmall ? network.weightNames(ofLayer: number - 1) : []
      let names = (0..<inputs).flatMap { row in byUnit.map { $0[row] } }
      let id = built.graph.leaf(
        isSmall ? .list("W\(number)", names) : .indexed("W\(number)"),
        shape: [inputs, layer.units.count], role: .weight, layer: number)
      built.weights.append(id)
      return id
    }

    private mutating func bias(_ bias: Bias, of layer: Layer, _ number: Int) -> NodeID {
      let count: Int? = if case .perUnit(let values) = bias { values.count } else { nil }
      let id = built.graph.leaf(
        isSmall || count == nil
          ? .list("b\(number)", network.biasNames(ofLayer: number - 1)) : .indexed("b\(number)"),
        shape: [count ?? 1], role: .bias, layer: number)
      built.biases.append(id)
      return id
    }

    /// What the elements of a tensor [samples, units] are called.
    private func names(_ label: String, _ stems: [String]) -> Names {
      guard isSmall else { return .indexed(label, perSample: true) }
      return .list(
        label,
        (1...samples).flatMap { sample in
          stems.map { samples == 1 ? $0 : "\($0)(\(sample))" }
        })
    }
  }
}
