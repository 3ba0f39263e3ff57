/// A worked example that comes with the program.
public struct Example: Sendable {
  /// What it is called on the command line.
  public let name: String
  /// What it is about, for a heading.
  package let subject: Phrase
  package let summary: Phrase
  /// Where it was published, if its numbers are to be reproduced.
  var publication: Publication?
  package var source: ModelSource {
    guard case .network(var description) = make() else { return make() }
    description.title = Phrases.title(subject)
    (description.lesson, description.study) = (lesson, study)
    return .network(description)
  }
  /// What it teaches.
  var lesson: Phrase?
  /// What stands before the lesson: tables and plots that compare.
  var study: @Sendable () -> [Block] = { [] }
  let make: @Sendable () -> ModelSource

  /// The model to be derived.
  /// - Parameter trainingBiases: Whether biases are updated even if the source does not.
  public func model(trainingBiases: Bool = false) -> Model {
    var model = source.model(trainingBiases: trainingBiases)
    model.source = publication?.source
    model.subject = subject
    if case .expression = source {
      model.title = Phrases.title(ofCalculation: subject)
      model.epilogue = { ModelDescription.epilogue(study(), lesson) }
    }
    return model
  }

  /// The examples, in the order in which one reads them.
  public static let all: [Example] = [
    twoTwoTwo, mazur, apples, oranges, regression, saturatedSquared, saturatedEntropy, classes,
    fused, labels, depth, xor, batches,
  ]

  package static var published: [Example] { all.filter { $0.publication != nil } }

  package static func named(_ name: String) -> Example? { all.first { $0.name == name } }
}

extension Example {
  /// Two inputs, two hidden units, two outputs, no biases.
  public static let twoTwoTwo = Example(
    name: "2-2-2",
    subject: Phrase(en: "a 2-2-2 network", ko: "2-2-2 신경망"),
    summary: Phrase(
      en: "Two inputs, two hidden units, two outputs; sigmoid; no biases (bskyvision)",
      ko: "입력 2개, 은닉 유닛 2개, 출력 2개, 시그모이드, 편향 없음 (bskyvision)"),
    publication: .twoTwoTwo
  ) {
    network(
      name: "2-2-2", digits: 4,
      layers: [
        layer("h", [[0.15, 0.2], [0.25, 0.3]]), layer("o", [[0.35, 0.4], [0.45, 0.5]]),
      ])
  }

  /// The same with a bias for each layer, which is not updated unless one asks for it.
  public static let mazur = Example(
    name: "mazur",
    subject: Phrase(en: "Matt Mazur's example", ko: "Matt Mazur의 예제"),
    summary: Phrase(
      en: "Matt Mazur, 17 March 2015: the same network with a bias for each layer",
      ko: "Matt Mazur, 2015년 3월 17일: 같은 신경망에 층마다 편향 하나"),
    publication: .mazur
  ) {
    network(
      name: "mazur", digits: 9,
      layers: [
        layer("h", [[0.15, 0.2], [0.25, 0.3]], bias: 0.35),
        layer("o", [[0.4, 0.45], [0.5, 0.55]], bias: 0.6),
      ])
  }

  private static func layer(
    _ letter: String, _ weights: [[Double]], bias: Double? = nil
  ) -> Network.Layer {
    Network.Layer(
      units: weights.indices.map { "\(letter)\($0 + 1)" }, weights: weights,
      bias: bias.map { .shared($0) }, activation: Sigmoid())
  }

  /// A network that learns by gradient descent.
  static func network(_ name: String, _ network: Network, rate: Double) -> ModelSource {
    .network(
      ModelDescription(
        name: name, network: network, optimizer: GradientDescent(learningRate: rate), digits: 5))
  }

  private static func network(name: String, digits: Int, layers: [Network.Layer]) -> ModelSource {
    .network(
      ModelDescription(
        name: name,
        network: Network(inputs: [[0.05, 0.1]], targets: [[0.01, 0.99]], layers: layers),
        optimizer: GradientDescent(learningRate: 0.5), trainsBiases: false, digits: digits))
  }
}
