extension Example {
  /// Four hidden layers, whose gradients shrink on the way back.
  static let depth = Example(
    name: "deep",
    summary: Phrase(
      en: "Four hidden layers: how gradients shrink on the way back, for three activations",
      ko: "은닉층 네 개: 세 가지 활성화 함수에서 기울기가 거슬러 가며 줄어드는 모습"),
    lesson: Phrase(
      en: """
        On its way back δ is multiplied in every layer by weights and by the activation's slope. The \
        sigmoid's slope is at most ¼, so δ shrinks by that factor again and again; tanh's is at most \
        1 and ReLU's is 1 where the unit is active, so that they keep more of it.
        """,
      ko: """
        δ는 거슬러 가며 층마다 가중치와 활성화 함수의 기울기를 곱해 간다. 시그모이드의 기울기는 커야 ¼ \
        이므로 층을 지날 때마다 δ가 그만큼 줄어든다. tanh는 커야 1, ReLU는 유닛이 켜져 있으면 1이어서 \
        더 많이 남는다.
        """), study: study
  ) { network("deep", deep(Sigmoid()), rate: 0.5) }

  private static func deep(_ activation: any Primitive) -> Network {
    let weights: [[Double]] = [[0.6, 0.3], [-0.4, 0.8]]
    let hidden = (0..<4).map { layer in
      Network.Layer(
        units: Network.units("h", count: 2, after: 2 * layer), weights: weights,
        activation: activation)
    }
    return Network(
      inputs: [[0.5, 0.8]], targets: [[1]],
      layers: hidden + [.init(units: ["o1"], weights: [[0.7, -0.5]], activation: Identity())])
  }

  /// The largest |δ| of each hidden layer for three activations.
  @Sendable private static func study() -> [Block] {
    let kinds: [(name: String, activation: any Primitive)] = [
      ("tanh", Tanh()), ("sigmoid", Sigmoid()), ("ReLU", ReLU()),
    ]
    let sizes = kinds.map { kind -> [Double] in
      var trace = network("", deep(kind.activation), rate: 1).model().trace
      trace.backward()
      return (0..<4).map { layer in
        (1...2).map { abs(trace.gradient(of: "net_h\(2 * layer + $0)") ?? 0) }.max() ?? 0
      }
    }
    let layer = Phrase(en: "Hidden layer", ko: "은닉층")
    let largest = Phrase(en: "largest |δ| of the layer", ko: "층에서 가장 큰 |δ|")
    return [
      .table(
        Table(
          header: [layer] + kinds.map { Phrase(Prose(stringLiteral: $0.name)) },
          rows: (0..<4).map { index in
            [Phrase("\(index + 1)")] + sizes.map { Phrase("\(number: $0[index])") }
          })),
      .figure(
        .plot(
          Plot(
            title: largest, x: Plot.Axis(layer), y: Plot.Axis(Phrase("|δ|"), isLogarithmic: true),
            series: zip(kinds, sizes).map { kind, sizes in
              Plot.Series(
                Phrase(Prose(stringLiteral: kind.name)),
                sizes.enumerated().map { Plot.Point(Double($0 + 1), $1) })
            }))),
    ]
  }
}
