extension Network {
  /// A network that tells handwritten digits apart and knows nothing yet: weights drawn layer by
  /// layer, biases 0.
  /// - Parameter hidden: The number of units of each hidden layer.
  package static func digits(
    hidden: [Int] = [100], activation: (any Primitive)? = nil,
    initializer: Initializer = .xavierUniform, from generator: inout NumPyGenerator
  ) -> Network {
    var network = Network(
      sizes: [784] + hidden + [10], activation: activation ?? Sigmoid(), output: Softmax(),
      loss: .softmaxCrossEntropy, initializer: initializer)
    network.draw(from: &generator)
    return network
  }

  /// The network over a batch of images.
  /// - Throws: `DataError` if the network and the images do not fit together.
  package func model(of set: DataSet, images: [Int], learningRate: Double) throws -> Model {
    var description = ModelDescription(
      name: DataReference.digits, network: self,
      optimizer: GradientDescent(learningRate: learningRate))
    description.data = DataReference(source: DataReference.digits)
    return try description.over(images, of: set).model()
  }
}

extension Model {
  /// Gives a network over digits the names that its derivation uses: y for the softmax, E for the error
  /// and `E_image` for that of each image.
  mutating func callDigits() {
    graph = graph.renamed([
      "out_o": .indexed("y", perSample: true), "E_samples": .indexed("E_image"),
      "E_total": .scalar("E"),
    ])
    (title, digits) = (Phrases.title(Phrase(en: "a handwritten digit", ko: "손글씨 숫자")), 4)
    samples?.classNoun = Phrase(en: "Digit", ko: "숫자")
  }
}

extension Graph {
  /// The same calculation with other names for some tensors.
  fileprivate func renamed(_ names: [String: Names]) -> Graph {
    do {
      return try rebuilt { node, _ in (node.shape, names[node.names.label] ?? node.names) }
    } catch { preconditionFailure("the shapes stay what they are: \(error)") }
  }
}
