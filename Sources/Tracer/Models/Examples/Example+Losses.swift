extension Example {
  /// Two samples, a tanh layer, an output that is any number.
  static let regression = Example(
    name: "regression",
    summary: Phrase(
      en: "Regression: tanh, then an identity output; mean squared error over two samples",
      ko: "회귀: tanh 은닉층과 항등 출력, 표본 두 개의 평균 제곱 오차"),
    lesson: Phrase(
      en: """
        An output that may be any number has the identity as its activation, whose slope is 1: the \
        error flows into the net input unchanged. Over a batch every weight is used once a sample, so \
        its gradient is a sum over the samples, here divided by their number.
        """,
      ko: """
        어떤 수든 낼 수 있어야 하는 출력은 항등 함수를 활성화 함수로 쓴다. 기울기가 1이므로 오차가 \
        순입력으로 그대로 흘러간다. 배치에서는 가중치가 표본마다 한 번씩 쓰이므로 기울기는 표본에 걸친 \
        합이며, 여기서는 표본 수로 나눈다.
        """)
  ) {
    network(
      "regression",
      Network(
        inputs: [[0.5, -1], [1, 2]], targets: [[1], [-0.5]],
        layers: [
          .init(
            units: ["h1", "h2"], weights: [[0.1, 0.3], [-0.2, 0.4]], bias: .perUnit([0, 0.1]),
            activation: Tanh()),
          .init(
            units: ["o1"], weights: [[0.5, -0.6]], bias: .perUnit([0.2]), activation: Identity()),
        ], loss: .meanSquaredError, reduction: .mean), rate: 0.1)
  }

  /// A sigmoid at the wrong end, with the squared error.
  static let saturatedSquared = Example(
    name: "saturated-squared",
    summary: Phrase(
      en: "A sigmoid saturated at the wrong end, with the squared error: hardly any gradient",
      ko: "잘못된 쪽으로 포화된 시그모이드와 제곱 오차: 기울기가 거의 없다"),
    lesson: saturationLesson, study: saturationStudy
  ) { network("saturated-squared", saturated(.halfSquaredError, input: 2), rate: 0.5) }

  /// The same with the cross-entropy.
  static let saturatedEntropy = Example(
    name: "saturated-cross-entropy",
    summary: Phrase(
      en: "The same saturated sigmoid with the cross-entropy: the gradient is all there",
      ko: "같은 시그모이드에 교차 엔트로피를 쓰면 기울기가 살아 있다"),
    lesson: saturationLesson, study: saturationStudy
  ) { network("saturated-cross-entropy", saturated(.binaryCrossEntropy, input: 2), rate: 0.5) }

  /// One unit that answers nearly 1 where 0 is right.
  private static func saturated(_ loss: Loss, input: Double) -> Network {
    Network(
      inputs: [[input]], targets: [[0]],
      layers: [.init(units: ["o1"], weights: [[2]], bias: .perUnit([2]), activation: Sigmoid())],
      loss: loss)
  }

  private static let saturationLesson = Phrase(
    en: """
      With the squared error the gradient has the factor out·(1 − out), which is nearly 0 where the \
      sigmoid is saturated: the more wrong the answer, the slower it is mended. The cross-entropy's \
      slope has the same product in its denominator; they cancel, and out − target is left.
      """,
    ko: """
      제곱 오차를 쓰면 기울기에 out·(1 − out)이라는 인수가 있어, 시그모이드가 포화된 곳에서는 거의 0이 \
      된다. 답이 크게 틀릴수록 더디게 고쳐지는 셈이다. 교차 엔트로피의 기울기는 같은 곱을 분모에 두므로 \
      서로 지워지고 out − target 만 남는다.
      """)

  /// Both gradients over the net input.
  @Sendable private static func saturationStudy() -> [Block] {
    let losses = [Loss.halfSquaredError, .binaryCrossEntropy]
    let names = [
      Phrase(en: "squared error", ko: "제곱 오차"), Phrase(en: "cross-entropy", ko: "교차 엔트로피"),
    ]
    let inputs = [-1.0, -0.5, 0, 0.5, 1, 1.5, 2, 2.5, 3]
    let traces = losses.map { loss in
      inputs.map { input -> Trace<Double> in
        var trace = network("", saturated(loss, input: input), rate: 1).model().trace
        trace.backward()
        return trace
      }
    }
    func gradient(_ trace: Trace<Double>) -> Double { trace.gradient(of: "net_o1") ?? 0 }
    return [
      .table(
        Table(
          header: [Phrase("\(symbol: "net_o1")"), Phrase("\(symbol: "out_o1")")]
            + names.map { Phrase(en: "δ, \($0.english)", ko: "δ, \($0.korean)") },
          rows: inputs.indices.map { index in
            let first = traces[0][index]
            return [
              Phrase("\(number: first["net_o1"] ?? 0)"), Phrase("\(number: first["out_o1"] ?? 0)"),
            ] + traces.map { Phrase("\(number: gradient($0[index]))") }
          })),
      .figure(
        .plot(
          Plot(
            title: Phrase(
              en: "The gradient by the net input, where 0 is the right answer",
              ko: "정답이 0일 때 순입력에 대한 기울기"),
            x: Plot.Axis(Phrase("\(symbol: "net_o1")")),
            y: Plot.Axis(Phrase("\(symbol: "dE/dnet_o1")")),
            series: zip(names, traces).map { name, traces in
              Plot.Series(
                name, traces.map { Plot.Point($0["net_o1"] ?? 0, gradient($0)) })
            }))),
    ]
  }

  /// Three classes, softmax and cross-entropy in two steps.
  static let classes = Example(
    name: "softmax",
    summary: Phrase(
      en: "Three classes: softmax and cross-entropy as two steps, with the whole Jacobian",
      ko: "세 부류: 소프트맥스와 교차 엔트로피를 두 단계로, 야코비 행렬까지"),
    lesson: Phrase(
      en: """
        A softmax output depends on all net inputs, so every net input has as many ways to the loss \
        as there are classes. Their sum is out − target, as simple as the error of a linear unit.
        """,
      ko: """
        소프트맥스의 출력은 모든 순입력에 달려 있어, 순입력마다 손실에 닿는 길이 부류의 수만큼 있다. 그 \
        합은 out − target 으로, 선형 유닛의 오차만큼이나 간단하다.
        """)
  ) { network("softmax", threeClasses(.crossEntropy), rate: 0.1) }

  /// The same in one step.
  static let fused = Example(
    name: "softmax-fused",
    summary: Phrase(
      en: "The same with softmax and cross-entropy as one step",
      ko: "같은 예제를 소프트맥스와 교차 엔트로피를 한 단계로"),
    lesson: Phrase(
      en: """
        Taken together, softmax and cross-entropy have a slope that needs no Jacobian, and that stays \
        finite where a probability is too small for a number: libraries calculate it so.
        """,
      ko: """
        소프트맥스와 교차 엔트로피를 묶으면 야코비 행렬 없이 기울기가 나오고, 확률이 수로 나타낼 수 없을 \
        만큼 작아도 기울기는 유한하다. 라이브러리는 이렇게 계산한다.
        """)
  ) { network("softmax-fused", threeClasses(.softmaxCrossEntropy), rate: 0.1) }

  private static func threeClasses(_ loss: Loss) -> Network {
    Network(
      inputs: [[1, 0.5]], targets: [[0, 1, 0]],
      layers: [
        .init(
          units: ["o1", "o2", "o3"], weights: [[0.1, 0.4], [2.4, 1], [3.5, 1]],
          activation: Softmax())
      ], loss: loss)
  }

  /// Three questions at once.
  static let labels = Example(
    name: "multi-label",
    summary: Phrase(
      en: "Multi-label: three yes-or-no outputs, each a sigmoid with its own cross-entropy",
      ko: "다중 레이블: 예·아니요 출력 세 개, 저마다 시그모이드와 교차 엔트로피"),
    lesson: Phrase(
      en: """
        Labels that do not exclude each other are questions of their own: each output has a sigmoid \
        and a cross-entropy, no Jacobian couples them, and every δ is out − target.
        """,
      ko: """
        서로 배타적이지 않은 레이블은 저마다 따로 묻는 물음이다. 출력마다 시그모이드와 교차 엔트로피가 \
        있고, 출력끼리는 얽히지 않으며, 모든 δ 는 out − target 이다.
        """)
  ) {
    network(
      "multi-label",
      Network(
        inputs: [[0.6, -0.4]], targets: [[1, 0, 1]],
        layers: [
          .init(
            units: ["o1", "o2", "o3"], weights: [[0.5, -0.3], [0.8, 0.2], [-0.4, 0.7]],
            bias: .perUnit([0.1, -0.1, 0]), activation: Sigmoid())
        ], loss: .binaryCrossEntropy), rate: 0.5)
  }
}
