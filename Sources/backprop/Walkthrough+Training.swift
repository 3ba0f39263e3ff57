import Tracer

extension Walkthrough {
  /// A network that learns from data, from the command line to one sample.
  static var training: [Walkthrough] {
    [
      Walkthrough(
        name: "training", purpose: .training,
        title: Phrase(
          en: "Learning from data: two moons, optimizers, overfitting, numerical gradients",
          ko: "데이터로 학습하기: 두 반달, 최적화 기법, 과적합, 수치 미분"),
        picture: 2, TrainingWalkthrough.document)
    ]
  }
}

/// What `walkthroughs/training.md` tells: each part is what a command prints.
private enum TrainingWalkthrough {
  private static let moons =
    "train moons:n=200:noise=0.2:seed=1 --split 0.7 --layers 2-4-1 --batch 20 --epochs 40"
  private static let few =
    "train moons:n=40:noise=0.4:seed=1 --split 0.5 --layers 2-20-1 --batch all --epochs 200 "
    + "--optimizer adam:lr=0.05"
  private static let small = "train moons:n=40 --layers 2-3-1 --batch 10 --epochs 2"

  static func document() throws -> Document {
    var document = Document(
      digits: 4,
      blocks: [.heading(level: 1, Phrase(en: "Learning from data", ko: "데이터로 학습하기"))])
    document.blocks += try twoMoons()
    document.blocks += try optimizers()
    document.blocks += try overfitting()
    document.blocks += try numericalGradients()
    return document
  }

  private static func arguments(_ command: String) throws -> Arguments {
    try Arguments(
      command.split(separator: " ").dropFirst().map(String.init), for: TrainCommand.self)
  }

  private static func listing(_ commands: String...) -> Block {
    .listing(
      language: "sh", text: commands.map { "backprop \($0)" }.joined(separator: "\n"))
  }

  /// Trains as a command does.
  private static func run(
    _ command: String, numerically: ((NumericalStep) -> Void)? = nil
  ) throws -> (Training<Double>, TrainingHistory<Double>, TrainingOrigin) {
    let arguments = try arguments(command)
    let origin = try TrainingOrigin(arguments)
    var training = try Training<Double>(
      origin.description, training: origin.training, test: origin.test, batch: origin.batch,
      generator: origin.generator)
    var history = TrainingHistory<Double>()
    for _ in 0..<(arguments[Options.epochs] ?? 1) {
      history.epochs.append(try training.epoch(numerically: numerically))
    }
    return (training, history, origin)
  }

  private static func twoMoons() throws -> [Block] {
    let command = moons + " --optimizer adam:lr=0.05"
    let (training, history, origin) = try run(command)
    let trained = training.trained
    let choice = SampleChoice("misclassified")
    let test = origin.test ?? origin.training
    let sample = try choice?.positions(of: trained, in: test) ?? []
    var options = DerivationOptions()
    options.only = ["w9"]
    options.isContinued = true
    let derivation = try Derivation(trained.over(sample, of: test).model(), options: options)
    var blocks: [Block] = [
      .heading(level: 2, Phrase(en: "Two moons", ko: "두 반달")),
      .paragraph(
        Phrase(
          en: """
            A network of four hidden units learns which of two moons a point belongs to. A file of one's \
            own, such as \(code: "points.csv"), takes the place of the built-in data.
            """,
          ko: """
            은닉 유닛 네 개인 신경망이 점이 두 반달 가운데 어느 쪽에 속하는지 학습한다. 기본 제공 데이터 자리에 \
            \(code: "points.csv")처럼 직접 만든 파일을 쓸 수 있다.
            """)),
      listing(
        command + " --save net.json --boundary boundary.svg",
        "trace net.json --sample misclassified"
      ),
      .table(history.table), .figure(.plot(history.plot)),
    ]
    if let boundary = try trained.boundary(origin.training) {
      blocks.append(.figure(.plot(boundary)))
    }
    blocks.append(
      .heading(
        level: 2, Phrase(en: "Why is this point told wrong?", ko: "이 점은 왜 틀리는가?")))
    return blocks + derivation.document().asPart.dropFirst()
  }

  private static func optimizers() throws -> [Block] {
    let setting = "optimizer=gradient-descent:lr=0.3,momentum:lr=0.05,adam:lr=0.05"
    return try compared(
      moons, setting, Phrase(en: "Three optimizers", ko: "최적화 기법 세 가지"),
      Phrase(
        en:
          "From the same weights, over the same batches, three optimizers go at different speeds.",
        ko: "같은 가중치에서 출발해 같은 배치로 학습해도 최적화 기법에 따라 속도가 다르다."))
  }

  private static func overfitting() throws -> [Block] {
    let (_, history, _) = try run(few)
    let seen: [Block] = [
      .heading(level: 2, Phrase(en: "Overfitting, seen and cured", ko: "과적합의 관찰과 처방")),
      .paragraph(
        Phrase(
          en: """
            Twenty points with much noise, and a network that has more parameters than it has points to \
            learn from:
            """,
          ko: "잡음이 많은 점 스무 개를, 점보다 매개변수가 더 많은 신경망이 학습하면 다음과 같다.")),
      listing(few), .table(history.table), .figure(.plot(history.plot)),
    ]
    let cure = try compared(
      few, "weight-decay=0,0.003,0.03", nil,
      Phrase(
        en: """
          Weight decay keeps the weights small, so that the network can't follow each single point. It \
          learns the training points less well and those of the test better. \(code: "--stop-early 20") would \
          have kept the network of the best epoch.
          """,
        ko: """
          가중치 감쇠는 가중치를 작게 유지하여 신경망이 점 하나하나를 따라가지 못하게 한다. 학습한 점은 덜 맞히지만 \
          테스트한 점은 더 잘 맞힌다. \(code: "--stop-early 20")을 쓰면 가장 좋은 에포크의 신경망이 남는다.
          """))
    return seen + (history.turn.map { [.paragraph($0)] } ?? []) + cure
  }

  private static func compared(
    _ command: String, _ setting: String, _ title: Phrase?, _ idea: Phrase
  ) throws -> [Block] {
    let whole = "\(command) --compare \(setting)"
    let arguments = try arguments(whole)
    let compared = try TrainCommand.comparison(
      ComparedSetting(setting), arguments, in: Double.self, announcing: { _ in })
    return (title.map { [.heading(level: 2, $0)] } ?? [])
      + [.paragraph(idea), listing(whole)] + compared.document().blocks
  }

  private static func numericalGradients() throws -> [Block] {
    let command = small + " --gradients numerical"
    var speed = TrainingSpeed()
    let (_, history, _) = try run(command) { speed.add($0) }
    return [
      .heading(level: 2, Phrase(en: "Learning by numerical gradients", ko: "수치 미분으로 학습하기")),
      .paragraph(
        Phrase(
          en: """
            A derivative can also be measured: move one parameter a little, and see what the loss does. \
            The network learns just as well; what it costs is the reason for backpropagation.
            """,
          ko: """
            도함수는 잴 수도 있다. 매개변수 하나를 조금 움직이고 손실이 어떻게 바뀌는지 보면 된다. 신경망은 똑같이 \
            학습하지만, 그 비용이 역전파를 쓰는 까닭이다.
            """)),
      listing(command), .table(history.table),
    ] + (speed.passes.map { [.paragraph($0)] } ?? [])
  }
}
