extension Example {
  /// The exclusive or, which no single layer can learn.
  static let xor = Example(
    name: "xor", subject: "XOR",
    summary: Phrase(
      en: "XOR learned by a 2-2-1 network, all four samples at once",
      ko: "2-2-1 신경망으로 학습하는 XOR, 표본 네 개를 한꺼번에"),
    lesson: Phrase(
      en: """
        No single line separates the two classes of XOR. The two hidden units draw two lines, and \
        the output unit combines them. The error stays near ½, where every output is about 0.5, \
        until the hidden units have specialised; then it falls quickly.
        """,
      ko: """
        XOR의 두 클래스는 직선 하나로 나눌 수 없어 한 층으로는 풀 수 없다. 두 은닉 유닛이 직선을 하나씩 만들고 \
        출력 유닛이 이를 결합한다. 모든 출력이 0.5 근처일 때 오차는 ½ 근처에 머물다가, 두 은닉 유닛의 역할이 \
        갈리면 빠르게 줄어든다.
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
    func later(_ name: String, _ step: Int) -> Formula {
      .sum([.symbol(name: Notation.name(name, afterStep: step), value: descent.trace[name] ?? 0)])
    }
    let total: Phrase = "\(symbol: "E_total")"
    let outputs = (1...4).map { "out_o1(\($0))" }
    let shown = Descent.scale(upTo: 5_000)
    while descent.step <= 5_000 {
      let error = descent.trace["E_total"] ?? 0
      if descent.step % 50 == 0 { points.append(Plot.Point(Double(descent.step), error)) }
      if shown.contains(descent.step) {
        rows.append(
          ["\(descent.step)", "\(quantity: later("E_total", descent.step))"]
            + outputs.map { Phrase("\(quantity: later($0, descent.step))") })
      }
      descent.advance()
    }
    return [
      .table(
        header: [Phrases.updates, total]
          + outputs.map { Phrase("\(symbol: $0)") }, rows: rows),
      .plot(
        Plot(
          title: Phrase(en: "The error over the updates", ko: "갱신에 따른 오차"),
          x: Plot.Axis(Phrases.updates), y: Plot.Axis(total),
          series: [
            Plot.Series(
              total, points,
              source: .points(
                x: points.map { .literal($0.x) },
                y: points.map {
                  .symbol(name: Notation.name("E_total", afterStep: Int($0.x)), value: $0.y)
                }))
          ])),
    ]
  }()

  /// A line through eight points, by batches of eight, one and two.
  static let batches = Example(
    name: "batches",
    subject: Phrase(
      en: "batch, stochastic and mini-batch gradient descent",
      ko: "배치, 확률적, 미니배치 경사 하강법"),
    summary: Phrase(
      en: "A line through eight points: batch, stochastic and mini-batch gradient descent",
      ko: "점 여덟 개를 지나는 직선: 배치, 확률적, 미니배치 경사 하강법"),
    lesson: Phrase(
      en: """
        Batch, stochastic and mini-batch gradient descent take the same kind of step, computed from \
        different sets of samples. A single sample points roughly in the right direction at an \
        eighth of the cost, but its path is noisy and stays noisy near the minimum. Mini-batches lie \
        in between.
        """,
      ko: """
        배치, 확률적, 미니배치 경사 하강법은 갱신 방법은 같고 사용하는 표본만 다르다. 표본 하나로 구한 기울기는 \
        대체로 옳은 방향을 가리키고 계산량은 8분의 1이지만, 경로가 흔들리며 최솟점 근처에서도 수렴하지 않고 \
        흔들린다. 미니배치는 그 중간이다.
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
