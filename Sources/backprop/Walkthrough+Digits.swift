import MNISTData
import Tracer

extension Walkthrough {
  /// One digit before and after training, and the program in NumPy that trains the same.
  static var digits: Walkthrough {
    var digits = Walkthrough(
      name: "mnist", purpose: .training,
      title: Phrase(
        en: "A handwritten digit, derived before and after an epoch of training",
        ko: "손글씨 숫자: 한 에포크를 학습하기 전과 후의 계산"),
      picture: 1, DigitWalkthrough.document)
    digits.others = [(DigitWalkthrough.programFile, { NumPyProgram.digits })]
    return digits
  }
}

/// What `walkthroughs/mnist.md` tells.
private enum DigitWalkthrough {
  static let programFile = "mnist.py"
  private static let image = 0

  static func document() throws -> Document {
    let test = try DataSet.mnist(.test, folder: MNISTData.found())
    var generator = NumPyGenerator(seed: 0)
    let untrained = Network.digits(from: &generator)
    var training = try Training<Double>(
      ModelDescription(
        name: "mnist", network: untrained, optimizer: GradientDescent(learningRate: 0.1)),
      training: .mnist(.train, folder: MNISTData.found()), test: test, generator: generator)
    let steps = training.stepsInEpoch
    let epoch = try training.epoch()
    var document = try derivation(of: untrained, on: test, isContinued: false)
    document.blocks += afterTraining(epoch, steps: steps)
    document.blocks += try derivation(of: training.trained.network, on: test, isContinued: true)
      .asPart
    document.blocks += inNumPy
    return document
  }

  private static func derivation(
    of network: Network, on test: DataSet, isContinued: Bool
  ) throws -> Document {
    var options = DerivationOptions()
    options.isContinued = isContinued
    let model = try network.model(of: test, images: [image], learningRate: 0.1)
    return try Derivation(model, options: options).document()
  }

  private static func afterTraining(
    _ epoch: Training<Double>.Epoch, steps: Int
  ) -> [Block] {
    [
      .heading(level: 2, Phrase(en: "The same digit after training", ko: "학습 후의 같은 이미지")),
      .paragraph(
        Phrase(
          en: """
            Each of the 60,000 training images was used once, in \(steps) steps of 32 \
            images. The mean error over these steps was \(number: epoch.loss). Of the 10,000 \
            test images, which were not used for training, \
            \(number: 100 * (epoch.test?.accuracy ?? 0)) % are now classified correctly. To reproduce this:
            """,
          ko: """
            학습 이미지 60,000장을 32장씩 \(steps)단계에 걸쳐 한 번씩 학습했다. 이 동안 오차의 평균은 \
            \(number: epoch.loss)이고, 학습에 쓰지 않은 테스트 이미지 10,000장에 대한 정확도는 \
            \(number: 100 * (epoch.test?.accuracy ?? 0))%이다. 다음 명령으로 재현할 수 있다.
            """)),
      .listing(
        language: "sh",
        text: """
          backprop train mnist --precision double --save weights.safetensors
          backprop trace mnist --sample test:\(image) --load weights.safetensors
          """),
    ]
  }

  private static var inNumPy: [Block] {
    [
      .heading(level: 2, Phrase(en: "The same run in NumPy", ko: "NumPy로 재현하기")),
      .paragraph(
        Phrase(
          en: """
            The random numbers are drawn as NumPy draws them, so this program \
            (\(code: programFile) in this folder) starts from the same weights and uses the images in \
            the same order. Given the weight file saved above, it prints how far its own \
            weights differ: only in the last of sixteen digits, because the two programs add \
            in a different order.
            """,
          ko: """
            난수를 NumPy와 같은 방법으로 뽑는다. 따라서 이 폴더에 있는 \(code: programFile) \
            프로그램은 같은 초기 가중치에서 출발하여 같은 순서로 이미지를 학습한다. 위에서 저장한 가중치 파일을 인수로 \
            주면 두 프로그램의 가중치 차이를 출력한다. 덧셈 순서가 달라 유효숫자 16자리 가운데 끝자리만 다르다.
            """)),
      .listing(language: "python", text: String(NumPyProgram.digits.dropLast())),
    ]
  }
}
