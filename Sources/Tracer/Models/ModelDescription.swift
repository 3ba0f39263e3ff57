/// A network with everything that a derivation needs to know, as a model file says it.
public struct ModelDescription: Sendable {
  /// What it is called.
  public var name: String
  /// What stands at the top of a derivation.
  public var title: Phrase
  /// The layers, the samples and the loss.
  public var network: Network
  /// How the parameters are updated.
  public var optimizer: any Optimizer
  /// Whether the biases are updated too.
  public var trainsBiases: Bool
  /// How many significant digits are shown unless one asks for others.
  public var digits: Int

  /// A description of a network.
  /// - Parameter title: By default it says that the name is derived step by step.
  public init(
    name: String, title: Phrase? = nil, network: Network, optimizer: any Optimizer,
    trainsBiases: Bool = true, digits: Int = 6
  ) {
    self.name = name
    self.title =
      title
      ?? Phrase(
        en: "Backpropagation, step by step: the \(name) example",
        ko: "역전파, 한 단계씩: \(name) 예제")
    self.network = network
    self.optimizer = optimizer
    self.trainsBiases = trainsBiases
    self.digits = digits
  }

  /// The model to be derived.
  /// - Parameter trainingBiases: Whether the biases are updated even if the description says no.
  /// - Throws: `ShapeError` if the numbers of units, weights and inputs do not fit together.
  public func model(trainingBiases: Bool = false) throws(ShapeError) -> Model {
    let built = try network.build()
    let isTrained = trainsBiases || trainingBiases
    return Model(
      name: name, title: title, graph: built.graph, leaves: built.leaves, optimizer: optimizer,
      trained: built.weights + (isTrained ? built.biases : []), digits: digits,
      units: network.units)
  }
}
