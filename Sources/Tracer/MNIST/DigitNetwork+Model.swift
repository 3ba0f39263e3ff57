extension DigitNetwork {
  /// The network over a batch of images as a model that learns by gradient descent.
  /// - Parameters:
  ///   - x: Pixels divided by 255, [images, 784].
  ///   - target: 1 for the digit and 0 for the others, [images, 10].
  package func model(x: Tensor<Double>, target: Tensor<Double>, learningRate: Double) -> Model {
    let graph = layout.graph(samples: x.shape[0])
    return Model(
      name: "mnist",
      title: Phrases.title(Phrase(en: "a handwritten digit", ko: "손글씨 숫자")),
      graph: graph,
      leaves: graph.leaves(parameters.merging(["x": x, "target": target]) { $1 }),
      optimizer: GradientDescent(learningRate: learningRate), trained: graph.learned, digits: 4)
  }

  /// The network over images, and what is known of these.
  package func model(of digits: DigitSet, names: [String], learningRate: Double) -> Model {
    let (x, target) = digits.batch(of: 0..<digits.count, as: Double.self)
    var model = model(x: x, target: target, learningRate: learningRate)
    model.samples = SampleNotes(
      names: names, classNoun: Phrase(en: "Digit", ko: "숫자"),
      classes: (0..<DigitSet.classCount).map(String.init),
      pictures: (0..<digits.count).map {
        DigitDrawing(
          pixels: Array(digits.image($0)), columns: DigitSet.columns, name: names[$0])
      })
    return model
  }
}
