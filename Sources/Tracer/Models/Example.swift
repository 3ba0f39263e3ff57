/// A worked example that comes with the program.
public struct Example: Sendable {
  /// What it is called on the command line.
  public let name: String
  /// What it is, in one line.
  public let summary: Phrase
  /// The model, with the biases trained or left as they are.
  public let model: @Sendable (_ trainingBiases: Bool) -> Model
  /// Where it was published, if its numbers are to be reproduced.
  public let publication: Publication?

  /// The examples, in the order in which one reads them.
  public static let all: [Example] = [twoTwoTwo, mazur]

  /// The example of a name.
  public static func named(_ name: String) -> Example? { all.first { $0.name == name } }
}

extension Example {
  /// Two inputs, two hidden units, two outputs, no biases.
  public static let twoTwoTwo = Example(
    name: "2-2-2",
    summary: Phrase(
      en: "Two inputs, two hidden units, two outputs; sigmoid; no biases",
      ko: "입력 2개, 은닉 유닛 2개, 출력 2개, 시그모이드, 편향 없음"),
    model: { _ in
      model(
        name: "2-2-2", digits: 4, trainingBiases: false,
        layers: [
          layer("h", [[0.15, 0.2], [0.25, 0.3]]), layer("o", [[0.35, 0.4], [0.45, 0.5]]),
        ])
    },
    publication: .twoTwoTwo)

  /// The same with a bias for each layer, which is not updated unless one asks for it.
  public static let mazur = Example(
    name: "mazur",
    summary: Phrase(
      en: "Matt Mazur's example: the same network with a bias for each layer",
      ko: "Matt Mazur의 예제: 같은 신경망에 층마다 편향 하나"),
    model: { trainingBiases in
      model(
        name: "mazur", digits: 9, trainingBiases: trainingBiases,
        layers: [
          layer("h", [[0.15, 0.2], [0.25, 0.3]], bias: 0.35),
          layer("o", [[0.4, 0.45], [0.5, 0.55]], bias: 0.6),
        ])
    },
    publication: .mazur)

  private static func layer(
    _ letter: String, _ weights: [[Double]], bias: Double? = nil
  ) -> Network.Layer {
    Network.Layer(
      units: weights.indices.map { "\(letter)\($0 + 1)" }, weights: weights,
      bias: bias.map { .shared($0) }, activation: Sigmoid())
  }

  private static func model(
    name: String, digits: Int, trainingBiases: Bool, layers: [Network.Layer]
  ) -> Model {
    let description = ModelDescription(
      name: name,
      network: Network(inputs: [[0.05, 0.1]], targets: [[0.01, 0.99]], layers: layers),
      optimizer: GradientDescent(learningRate: 0.5), trainsBiases: false, digits: digits)
    guard let model = try? description.model(trainingBiases: trainingBiases) else {
      preconditionFailure("the built-in example \(name) does not fit together")
    }
    return model
  }
}
