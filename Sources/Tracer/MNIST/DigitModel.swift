extension Network {
  /// A network that tells handwritten digits apart and knows nothing yet: weights drawn layer by
  /// layer, biases 0.
  /// - Parameter hidden: The number of units of each hidden layer.
  package static func digits(
    hidden: [Int] = [100], activation: any Primitive = Sigmoid(),
    initializer: Initializer = .xavierUniform, from generator: inout NumPyGenerator
  ) -> Network {
    var network = Network(
      sizes: [DigitSet.pixelCount] + hidden + [DigitSet.classCount], activation: activation,
      output: Softmax(), loss: .softmaxCrossEntropy, initializer: initializer)
    network.draw(from: &generator)
    return network
  }

  /// The network over a batch of images, with the names that the derivation of a digit uses: y for
  /// the softmax, E for the error and `E_image` for that of each image.
  /// - Parameters:
  ///   - x: Pixels divided by 255, [images, 784].
  ///   - target: 1 for the digit and 0 for the others, [images, 10].
  func digitModel(x: Tensor<Double>, target: Tensor<Double>, learningRate: Double) -> Model {
    let graph = graph(samples: x.shape[0]).graph.renamed([
      "out_o": .indexed("y", perSample: true), "E_samples": .indexed("E_image"),
      "E_total": .scalar("E"),
    ])
    return Model(
      name: "mnist",
      title: Phrases.title(Phrase(en: "a handwritten digit", ko: "손글씨 숫자")),
      graph: graph,
      leaves: graph.leaves(parameters.merging(["x": x, "target": target]) { $1 }),
      optimizer: GradientDescent(learningRate: learningRate), trained: graph.learned, digits: 4)
  }
}

extension Network {
  /// Takes images as its samples.
  package mutating func take(_ digits: DigitSet) {
    let (x, target) = digits.batch(of: 0..<digits.count, as: Double.self)
    (inputs, targets) = (x.rows, target.rows)
  }

  /// The network over images, and what is known of these.
  package func model(of digits: DigitSet, names: [String], learningRate: Double) -> Model {
    let (x, target) = digits.batch(of: 0..<digits.count, as: Double.self)
    var model = digitModel(x: x, target: target, learningRate: learningRate)
    model.samples = digits.dataSet.notes(names: names)
    model.samples?.classNoun = Phrase(en: "Digit", ko: "숫자")
    return model
  }
}

extension Graph {
  /// The same calculation with other names for some tensors.
  fileprivate func renamed(_ names: [String: Names]) -> Graph {
    var graph = Graph()
    for id in ids {
      let node = self[id]
      let own = names[node.names.label] ?? node.names
      guard let primitive = node.primitive else {
        graph.leaf(own, shape: node.shape, role: node.role, layer: node.layer)
        continue
      }
      do {
        try graph.apply(primitive, to: node.inputs, names: own, role: node.role, layer: node.layer)
      } catch { preconditionFailure("the shapes stay what they are: \(error)") }
    }
    graph.differentiate(objective, symbol: objectiveSymbol)
    return graph
  }
}
