extension DigitNetwork {
  /// The network over a batch of images as a model that learns by gradient descent.
  ///
  /// The softmax y is read by nothing: the loss is calculated from net_o in one step, which stays
  /// finite where y rounds to 0.
  /// - Parameters:
  ///   - x: Pixels divided by 255, [images, 784].
  ///   - target: 1 for the digit and 0 for the others, [images, 10].
  public func model(x: Tensor<Double>, target: Tensor<Double>, learningRate: Double) -> Model {
    var builder = Builder(network: self)
    do { try builder.build(x: x, target: target) } catch {
      preconditionFailure("a batch and a network of digits do not fit together: \(error)")
    }
    return Model(
      name: "mnist",
      title: Phrase(
        en: "Backpropagation, step by step: a handwritten digit",
        ko: "역전파, 한 단계씩: 손글씨 숫자"),
      graph: builder.graph, leaves: builder.leaves,
      optimizer: GradientDescent(learningRate: learningRate), trained: builder.trained, digits: 4)
  }

  /// A graph as it grows, with the values of its leaves.
  private struct Builder {
    let network: DigitNetwork
    var graph = Graph()
    var leaves: [NodeID: Tensor<Double>] = [:]
    var trained: [NodeID] = []

    mutating func build(x: Tensor<Double>, target: Tensor<Double>) throws(ShapeError) {
      let last = network.layout.sizes.count - 1
      var out = leaf(.indexed("x", perSample: true), x, .input, layer: 0)
      for layer in 1...last {
        let suffix = network.layout.suffix(ofLayer: layer)
        let net = try graph.apply(
          Affine(), to: out, parameter("W\(layer)", .weight, layer),
          parameter("b\(layer)", .bias, layer), names: .indexed("net_\(suffix)", perSample: true),
          role: .net, layer: layer)
        if layer == last {
          try loss(of: net, target: target, layer: layer)
        } else {
          out = try graph.apply(
            network.layout.activation.primitive, to: net,
            names: .indexed("out_\(suffix)", perSample: true), role: .out, layer: layer)
        }
      }
    }

    /// The loss of one image is the objective itself; that of a batch is the mean.
    private mutating func loss(
      of net: NodeID, target: Tensor<Double>, layer: Int
    ) throws(ShapeError) {
      try graph.apply(
        Softmax(), to: net, names: .indexed("y", perSample: true), role: .out, layer: layer)
      let target = leaf(.indexed("target", perSample: true), target, .target, layer: layer)
      if graph[target].shape[0] == 1 {
        try graph.apply(
          SoftmaxCrossEntropy(), to: target, net, names: .scalar("E"), role: .loss)
      } else {
        let losses = try graph.apply(
          SoftmaxCrossEntropy(), to: target, net, names: .indexed("E_image"), role: .error)
        try graph.apply(Mean(), to: losses, names: .scalar("E"), role: .loss)
      }
    }

    private mutating func parameter(_ name: String, _ role: Role, _ layer: Int) -> NodeID {
      guard let value = network.parameters[name] else {
        preconditionFailure("the network has no \(name)")
      }
      let id = leaf(.indexed(name), value, role, layer: layer)
      trained.append(id)
      return id
    }

    private mutating func leaf(
      _ names: Names, _ value: Tensor<Double>, _ role: Role, layer: Int
    ) -> NodeID {
      let id = graph.leaf(names, shape: value.shape, role: role, layer: layer)
      leaves[id] = value
      return id
    }
  }
}
