import Tracer

extension Walkthrough {
  /// One digit before and after training, and the program in NumPy that trains the same.
  static var digits: [Walkthrough] {
    let program = Walkthrough(
      file: DigitWalkthrough.programFile,
      title: Phrase(
        en: "The training of the digits as a program in NumPy",
        ko: "숫자 신경망의 학습을 NumPy로 쓴 프로그램"),
      language: nil, command: nil, text: { NumPyProgram.digits })
    return markdown(
      "mnist",
      title: Phrase(
        en: "A handwritten digit, derived before and after an epoch of training",
        ko: "손글씨 숫자 하나. 한 에포크를 학습하기 전과 후의 계산"),
      command: "backprop walkthroughs", DigitWalkthrough.document) + [program]
  }
}

/// What `walkthroughs/mnist.md` tells.
private enum DigitWalkthrough {
  static let programFile = "mnist.py"
  private static let image = 0

  static func document() throws -> Document {
    let test = try DigitSet(included: .test)
    var generator = NumPyGenerator(seed: 0)
    let untrained = Network.digits(from: &generator)
    var training = try Training<Double>(
      ModelDescription(
        name: "mnist", network: untrained, optimizer: GradientDescent(learningRate: 0.1)),
      training: DigitSet(included: .train).dataSet, test: test.dataSet, generator: generator)
    let steps = training.stepsInEpoch
    let epoch = try training.epoch()
    var document = try derivation(of: untrained, on: test, isContinued: false)
    document.blocks += afterTraining(epoch, steps: steps)
    document.blocks += try derivation(of: training.trained.network, on: test, isContinued: true)
      .blocks
    document.blocks += inNumPy
    return document
  }

  private static func derivation(
    of network: Network, on test: DigitSet, isContinued: Bool
  ) throws -> Document {
    var options = DerivationOptions()
    options.isContinued = isContinued
    let model = network.model(
      of: test.images(in: image..<image + 1), names: ["test:\(image)"], learningRate: 0.1)
    return try Derivation(model, options: options).document()
  }

  private static func afterTraining(
    _ epoch: Training<Double>.Epoch, steps: Int
  ) -> [Block] {
    [
      .heading(level: 1, Phrase(en: "The same digit after training", ko: "학습한 뒤의 같은 숫자")),
      .paragraph(
        Phrase(
          en: """
            Every one of the 60,000 training images was learned once, in \(steps) steps of 32 \
            images each. The mean error over these steps was \(number: epoch.loss); \
            \(number: 100 * (epoch.test?.accuracy ?? 0)) percent of the 10,000 test images, none of which \
            was learned, are now told right. These commands do the same:
            """,
          ko: """
            학습 이미지 60,000장을 한 번씩, 32장씩 \(steps)단계에 걸쳐 학습했다. 이 동안 오차의 평균은 \
            \(number: epoch.loss) 이고, 학습에 쓰지 않은 시험 이미지 10,000장 가운데 이제 \
            \(number: 100 * (epoch.test?.accuracy ?? 0)) 퍼센트를 맞힌다. 다음 명령으로 똑같이 할 수 있다.
            """)),
      .listing(
        language: "sh",
        text: """
          backprop train mnist --precision double --save weights.safetensors
          backprop trace mnist --image test:\(image) --weights weights.safetensors
          """),
    ]
  }

  private static var inNumPy: [Block] {
    [
      .heading(level: 1, Phrase(en: "The same run in NumPy", ko: "NumPy로 하는 같은 학습")),
      .paragraph(
        Phrase(
          en: """
            The seed is NumPy's, and so are the draws: this program, \(code: programFile) in this \
            folder, begins with the same weights and takes the same images in the same order. \
            Given the file of weights from above, it prints by how much its own differ; only the \
            last of sixteen digits do, since the two add up in another order.
            """,
          ko: """
            시드에서 난수를 뽑는 방법이 NumPy와 같다. 이 폴더에 있는 \(code: programFile) 프로그램은 \
            같은 가중치에서 출발하여 같은 이미지를 같은 순서로 학습한다. 위에서 저장한 가중치 파일을 \
            주면 자기 가중치와의 차이를 출력한다. 더하는 순서가 달라 열여섯 자리 가운데 마지막 \
            몇 자리만 다르다.
            """)),
      .listing(language: "python", text: String(NumPyProgram.digits.dropLast())),
    ]
  }
}
