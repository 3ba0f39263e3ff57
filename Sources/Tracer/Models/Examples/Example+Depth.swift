extension Example {
  /// Four hidden layers, whose gradients shrink on the way back.
  static let depth = Example(
    name: "deep",
    subject: Phrase(en: "four hidden layers", ko: "은닉층 네 개"),
    summary: Phrase(
      en: """
        Four hidden layers: how gradients vanish on the way back, for three activation functions
        """,
      ko: "은닉층 네 개: 활성화 함수 세 가지로 보는 기울기 소실"),
    lesson: Phrase(
      en: """
        On its way back, δ is multiplied in every layer by weights and by the derivative of the \
        activation function. The derivative of the sigmoid is at most ¼, so with weights of ordinary \
        size δ shrinks at every layer (here to between a fifth and a seventh). The derivative of \
        tanh is at most 1, and that of ReLU is 1 wherever the unit is active, so much more of δ \
        survives. This is the vanishing-gradient problem.
        """,
      ko: """
        δ는 앞 층으로 거슬러 갈 때마다 가중치와 활성화 함수의 미분이 곱해진다. 시그모이드의 미분은 최대 ¼이므로, \
        가중치가 크지 않으면 층을 지날 때마다 δ가 줄어든다(여기서는 약 5분의 1에서 7분의 1로). tanh의 \
        미분은 최대 1이고 ReLU의 미분은 활성 상태에서 1이므로 δ가 더 많이 남는다. 이렇게 기울기가 점점 \
        사라지는 것을 기울기 소실(vanishing gradient) 문제라고 한다.
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
      .paragraph(Phrase(en: "The largest |δ| of each layer:", ko: "각 층에서 가장 큰 |δ|:")),
      .table(
        header: [layer] + kinds.map { "\($0.name)" },
        rows: (0..<4).map { index in
          ["\(index + 1)"] + sizes.map { Phrase("\(number: $0[index])") }
        }),
      .plot(
        Plot(
          title: largest, x: Plot.Axis(layer), y: Plot.Axis("|δ|", isLogarithmic: true),
          series: zip(kinds, sizes).map { kind, sizes in
            Plot.Series("\(kind.name)", sizes.enumerated().map { Plot.Point(Double($0 + 1), $1) })
          })),
    ]
  }
}
