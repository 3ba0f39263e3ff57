extension Example {
  /// The exclusive or, which no single layer can learn.
  static let xor = Example(
    name: "xor",
    summary: Phrase(
      en: "XOR learned by a 2-2-1 network, all four samples at once",
      ko: "2-2-1 신경망이 표본 네 개로 배우는 XOR"),
    lesson: Phrase(
      en: """
        No single layer can separate XOR by a line; two hidden units draw two lines, and the output \
        combines them. The error stays near ½, where every answer is 0.5, until the hidden units \
        have turned to different sides; then it falls quickly.
        """,
      ko: """
        XOR는 한 층만으로는 직선 하나로 나눌 수 없다. 은닉 유닛 둘이 직선을 둘 긋고 출력이 그것을 묶는다. \
        모든 답이 0.5에 머무는 동안 오차는 ½ 근처에 있다가, 두 은닉 유닛이 서로 다른 쪽을 맡게 되면 \
        빠르게 줄어든다.
        """), study: { xorStudy }
  ) { exclusiveOr }

  private static var exclusiveOr: ModelSource {
    network(
      "xor",
      Network(
        inputs: [[0, 0], [0, 1], [1, 0], [1, 1]], targets: [[0], [1], [1], [0]],
        layers: [
          .init(
            units: ["h1", "h2"], weights: [[1.8, 0.1], [0.4, -1.9]], bias: .perUnit([0, 0]),
            activation: Sigmoid()),
          .init(
            units: ["o1"], weights: [[-0.3, -0.4]], bias: .perUnit([0]), activation: Sigmoid()),
        ]), rate: 1)
  }

  /// Five thousand updates, made once.
  private static let xorStudy: [Block] = {
    var descent = Descent(exclusiveOr.model())
    var points: [Plot.Point] = []
    var rows: [[Phrase]] = []
    let outputs = (1...4).map { "out_o1(\($0))" }
    let shown = Descent.scale(upTo: 5_000)
    while descent.step <= 5_000 {
      let error = descent.trace["E_total"] ?? 0
      if descent.step % 50 == 0 { points.append(Plot.Point(Double(descent.step), error)) }
      if shown.contains(descent.step) {
        rows.append(
          [Phrase("\(descent.step)"), Phrase("\(number: error)")]
            + outputs.map { Phrase("\(number: descent.trace[$0] ?? 0)") })
      }
      descent.advance()
    }
    return [
      .table(
        Table(
          header: [Phrases.updates, Phrase("\(symbol: "E_total")")]
            + outputs.map { Phrase("\(symbol: $0)") }, rows: rows)),
      .figure(
        .plot(
          Plot(
            title: Phrase(en: "The error over the updates", ko: "갱신에 따른 오차"),
            x: Plot.Axis(Phrases.updates), y: Plot.Axis(Phrase("\(symbol: "E_total")")),
            series: [Plot.Series(Phrase("\(symbol: "E_total")"), points)]))),
    ]
  }()

  /// A line through eight points, by batches of eight, one and two.
  static let batches = Example(
    name: "batches",
    summary: Phrase(
      en: "A line through eight points: batch, stochastic and mini-batch descent",
      ko: "점 여덟 개를 지나는 직선: 배치, 확률적, 미니배치 경사 하강법"),
    lesson: Phrase(
      en: """
        Batch, stochastic and mini-batch descent make the same step from a different set of samples. \
        One sample points roughly the right way and costs an eighth; its path trembles, and keeps \
        trembling near the goal. A mini-batch lies in between.
        """,
      ko: """
        배치, 확률적, 미니배치 경사 하강법은 같은 갱신을 서로 다른 표본 묶음으로 할 뿐이다. 표본 하나는 \
        대체로 옳은 쪽을 가리키고 비용은 8분의 1이지만, 경로가 흔들리고 목표 근처에서도 계속 흔들린다. \
        미니배치는 그 중간이다.
        """)
  ) {
    let points = [
      (-1, -0.9), (-0.7, -0.1), (-0.4, -0.2), (-0.1, 0.6), (0.2, 0.7), (0.5, 1.6), (0.8, 1.7),
      (1, 2.6),
    ]
    let network = Network(
      inputUnits: ["x1"], inputs: points.map { [$0.0] }, targets: points.map { [$0.1] },
      layers: [
        .init(units: ["o1"], weights: [[0]], bias: .perUnit([0]), activation: Identity())
      ], loss: .halfSquaredError, reduction: .mean)
    var description = ModelDescription(
      name: "batches", network: network, optimizer: GradientDescent(learningRate: 0.4), digits: 5)
    description.miniBatches = MiniBatches(sizes: [8, 1, 2], epochs: 10)
    return .network(description)
  }
}
