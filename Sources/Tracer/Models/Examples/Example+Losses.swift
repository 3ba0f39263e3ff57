extension Example {
  /// Two samples, a tanh layer, an output that is any number.
  static let regression = Example(
    name: "regression",
    subject: Phrase(en: "regression with two samples", ko: "표본 두 개의 회귀"),
    summary: Phrase(
      en: "Regression: a tanh layer and an identity output; mean squared error over two samples",
      ko: "회귀: tanh 은닉층과 항등 출력, 표본 두 개의 평균 제곱 오차"),
    lesson: Phrase(
      en: """
        If an output may take any value, its activation is the identity, whose derivative is 1, so \
        the gradient passes to the net input unchanged. In a batch, every sample uses each weight \
        once, so the gradient of a weight is the sum over the samples, here divided by their number.
        """,
      ko: """
        출력이 임의의 실수여야 하면 활성화 함수로 항등 함수를 쓴다. 미분이 1이므로 기울기가 순입력으로 그대로 \
        전달된다. 배치에서는 표본마다 같은 가중치를 쓰므로 기울기는 표본별 기울기의 합이고, 여기서는 이를 표본 수로 \
        나눈다.
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
    subject: Phrase(en: "a saturated sigmoid with squared error", ko: "포화된 시그모이드와 제곱 오차"),
    summary: Phrase(
      en: "A sigmoid saturated on the wrong side, with squared error: almost no gradient",
      ko: "잘못된 쪽으로 포화된 시그모이드와 제곱 오차: 기울기가 거의 없다"),
    lesson: saturationLesson, study: saturationStudy
  ) { network("saturated-squared", saturated(.halfSquaredError, input: 2), rate: 0.5) }

  /// The same with the cross-entropy.
  static let saturatedEntropy = Example(
    name: "saturated-cross-entropy",
    subject: Phrase(en: "a saturated sigmoid with cross-entropy", ko: "포화된 시그모이드와 교차 엔트로피"),
    summary: Phrase(
      en: "The same sigmoid with cross-entropy: the full gradient",
      ko: "같은 시그모이드와 교차 엔트로피: 기울기가 사라지지 않는다"),
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
      With the squared error, the gradient contains the factor out · (1 − out), which is almost 0 \
      where the sigmoid is saturated: the worse the answer, the more slowly it is corrected. The \
      derivative of the cross-entropy has the same product in its denominator; the two cancel, and \
      out − target remains.
      """,
    ko: """
      제곱 오차를 쓰면 기울기에 out · (1 − out)이라는 인수가 있어, 시그모이드가 포화된 곳에서는 거의 \
      0이 된다. 답이 크게 틀릴수록 더디게 고쳐지는 셈이다. 교차 엔트로피를 미분하면 분모에 같은 곱이 있어 \
      약분되고 out − target만 남는다.
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
        header: ["\(symbol: "net_o1")", "\(symbol: "out_o1")"]
          + names.map { "δ, \($0)" },
        rows: inputs.indices.map { index in
          let first = traces[0][index]
          return [
            "\(number: first["net_o1"] ?? 0)", "\(number: first["out_o1"] ?? 0)",
          ] + traces.map { Phrase("\(number: gradient($0[index]))") }
        }),
      .plot(
        Plot(
          title: Phrase(
            en: "The gradient with respect to the net input, where the correct answer is 0",
            ko: "정답이 0일 때 순입력에 대한 기울기"),
          x: Plot.Axis("\(symbol: "net_o1")"), y: Plot.Axis("\(symbol: "dE/dnet_o1")"),
          series: zip(names, traces).map { name, traces in
            Plot.Series(name, traces.map { Plot.Point($0["net_o1"] ?? 0, gradient($0)) })
          })),
    ]
  }

  /// Three classes, softmax and cross-entropy in two steps.
  static let classes = Example(
    name: "softmax",
    subject: Phrase(en: "softmax and cross-entropy", ko: "소프트맥스와 교차 엔트로피"),
    summary: Phrase(
      en: "Three classes: softmax and cross-entropy as two steps, with the full Jacobian",
      ko: "클래스 세 개: 소프트맥스와 교차 엔트로피를 두 단계로 미분하기(야코비 행렬)"),
    lesson: Phrase(
      en: """
        A softmax output depends on every net input, so each net input has as many paths to the \
        error as there are classes. The contributions of the paths add up to out − target, as simple \
        as for a linear unit.
        """,
      ko: """
        소프트맥스의 각 출력은 모든 순입력의 함수이므로, 순입력마다 오차로 가는 경로가 클래스 수만큼 있다. 그 \
        기여분의 합은 out − target으로, 선형 유닛의 경우만큼 간단하다.
        """)
  ) { network("softmax", threeClasses(.crossEntropy), rate: 0.1) }

  /// The same in one step.
  static let fused = Example(
    name: "softmax-fused",
    subject: Phrase(en: "softmax and cross-entropy in one step", ko: "한 단계로 미분하는 소프트맥스와 교차 엔트로피"),
    summary: Phrase(
      en: "The same example with softmax and cross-entropy as one step",
      ko: "같은 예제: 소프트맥스와 교차 엔트로피를 한 단계로 미분하기"),
    lesson: Phrase(
      en: """
        Taken together, softmax and cross-entropy have a derivative that needs no Jacobian and stays \
        finite even when a probability underflows to 0. This is how libraries compute it.
        """,
      ko: "소프트맥스와 교차 엔트로피를 묶으면 야코비 행렬 없이 미분할 수 있고, 확률이 언더플로로 0이 되어도 기울기는 유한하다. 라이브러리도 이렇게 계산한다.")
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
    subject: Phrase(en: "several labels at once", ko: "레이블이 여러 개인 분류"),
    summary: Phrase(
      en: "Multi-label: three yes-or-no outputs, each a sigmoid with its own cross-entropy",
      ko: "다중 레이블: 예/아니요 출력 세 개, 출력마다 시그모이드와 교차 엔트로피"),
    lesson: Phrase(
      en: """
        Labels that do not exclude one another are separate yes-or-no questions: each output has its \
        own sigmoid and cross-entropy, the outputs are not coupled, and every δ is out − target.
        """,
      ko: """
        서로 배타적이지 않은 레이블은 각각 별개의 이진 분류이다. 출력마다 시그모이드와 교차 엔트로피를 쓰고 출력끼리 \
        영향을 주지 않으므로, 모든 δ는 out − target이다.
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
