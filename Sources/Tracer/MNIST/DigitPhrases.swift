/// What the derivation of a digit says, in every language.
enum DigitPhrases {
  static let image = Phrase(en: "The image", ko: "이미지")
  static let images = Phrase(en: "The images", ko: "이미지들")
  static let network = Phrase(en: "The network", ko: "신경망")
  static let tensor = Phrase(en: "Tensor", ko: "텐서")
  static let shape = Phrase(en: "Shape", ko: "모양")
  static let meaning = Phrase(en: "What it is", ko: "뜻")
  static let digit = Phrase(en: "Digit", ko: "숫자")
  static let softmaxHeading = Phrase(en: "Softmax", ko: "소프트맥스")
  static let outputDeltas = Phrase(
    en: "From the error to the net inputs of the output layer", ko: "오차에서 출력층의 순입력까지")
  static let numericHeading = Phrase(en: "Checked numerically", ko: "수치 미분으로 확인하기")

  static func batch(_ count: Int, followed: String) -> Phrase {
    Phrase(
      en: """
        The batch has \(count) images. One of them, \(followed), on which the network errs most, \
        is followed in detail; the others are calculated in the same way.
        """,
      ko: """
        배치에는 이미지가 \(count)장 있다. 그 가운데 신경망이 가장 크게 틀린 \(followed) 한 장을 \
        자세히 따라가고, 나머지도 똑같이 계산한다.
        """)
  }

  static func label(
    _ digit: Int, of name: String, answer: Int, probability: Double, ink: Int
  ) -> Phrase {
    Phrase(
      en: """
        \(name) is labelled \(digit). The network finds \(answer) most probable, with \
        \(number: probability), and is \(answer == digit ? "right" : "wrong"). \(ink) of the 784 \
        pixels have ink on them; the others are 0.
        """,
      ko: """
        \(name) 이미지의 정답은 \(digit)이다. 신경망은 \(answer)일 확률을 \(number: probability) \
        (으)로 가장 높게 보았으니 \(answer == digit ? "맞혔다" : "틀렸다"). 784개 픽셀 가운데 \
        \(ink)개에 잉크가 묻어 있고 나머지는 0이다.
        """)
  }

  static func sizes(_ sizes: [Int], parameters: Int) -> Phrase {
    let layers = sizes.map(String.init).joined(separator: "-")
    return Phrase(
      en: """
        A network of the layers \(layers), with \(parameters) weights and biases. Pixels and units \
        are counted from 0: pixel 28·r + c stands in row r, column c.
        """,
      ko: """
        층의 크기가 \(layers)인 신경망으로, 가중치와 편향이 모두 \(parameters)개이다. 픽셀과 유닛의 \
        번호는 0부터 센다. 픽셀 28·r + c는 r행 c열에 있다.
        """)
  }

  static func meaning(of node: Node, in graph: Graph) -> Phrase {
    func label(_ input: Int) -> String { graph[node.inputs[input]].names.label }
    func symbol(_ input: Int) -> Formula { .symbol(name: label(input), value: .nan) }
    switch (node.primitive, node.role) {
    case (nil, .input): return Phrase(en: "pixels, divided by 255", ko: "255로 나눈 픽셀")
    case (nil, .weight): return Phrase(en: "weights", ko: "가중치")
    case (nil, .bias): return Phrase(en: "biases", ko: "편향")
    case (nil, _):
      return Phrase(
        en: "1 for the digit on the image, 0 for the others", ko: "정답 숫자는 1, 나머지는 0")
    case (is Affine, _):
      return Phrase("\(formula: symbol(0) * symbol(1) + symbol(2))")
    case (is Softmax, _):
      return Phrase(
        en: "softmax of \(symbol: label(0))", ko: "\(symbol: label(0)) 의 소프트맥스")
    case (is SoftmaxCrossEntropy, _):
      return Phrase(
        en: "cross-entropy of \(symbol: "y") and \(symbol: "target")",
        ko: "\(symbol: "y") , \(symbol: "target") 사이의 교차 엔트로피")
    case (is Mean, _): return Phrase(en: "the mean of these", ko: "그 평균")
    case (let primitive as any Elementwise, _):
      return Phrase("\(formula: primitive.value(symbol(0)))")
    case (let primitive?, _): return Phrase("\("\(type(of: primitive))"): \(symbol: label(0))")
    }
  }

  static func choice(
    digit: Int, rival: Int, units: [String], pixel: Int, pixelName: String
  ) -> Phrase {
    let (row, column) = pixel.quotientAndRemainder(dividingBy: DigitSet.columns)
    return Phrase(
      en: """
        All parameters are updated; these are told of: the output of the right digit, \(digit), \
        and of the strongest wrong one, \(rival); of each hidden layer the unit on which the error \
        depends most, \(symbols: units); and the strongest pixel, \(symbol: pixelName), in row \
        \(row), column \(column).
        """,
      ko: """
        갱신은 모든 매개변수에 대해 하지만 여기서는 다음만 따라간다. 정답 \(digit) 출력과 오답 \
        가운데 가장 강한 \(rival) 출력, 은닉층마다 오차에 가장 크게 영향을 주는 유닛 \(symbols: units) , \
        그리고 가장 진한 픽셀 \(symbol: pixelName) (\(row)행 \(column)열)이다.
        """)
  }

  static let softmax = Phrase(
    en: """
      The exponential makes every net input of the output layer positive; divided by their sum, \
      the ten numbers add up to 1 and can be read as probabilities.
      """,
    ko: """
      지수 함수가 출력층의 순입력을 모두 양수로 바꾼다. 이를 그 합으로 나누면 열 개의 수를 더해 \
      1이 되므로 확률로 읽을 수 있다.
      """)

  static func crossEntropy(_ y: String) -> Phrase {
    Phrase(
      en: """
        The cross-entropy multiplies each target by the logarithm of what the network answers. \
        Only the right digit has the target 1, so only \(symbol: y) counts: the more probable \
        the network finds it, the smaller the error.
        """,
      ko: """
        교차 엔트로피는 목표값마다 신경망 답의 로그를 곱해 더하고 부호를 바꾼 것이다. 목표값이 \
        1인 것은 정답뿐이므로 \(symbol: y) 하나만 남는다. 신경망이 정답의 확률을 높게 볼수록 \
        오차가 작다.
        """)
  }

  static let jacobian = Phrase(
    en: """
      A net input of the output layer acts on every probability, since it stands in the common \
      sum. Its own probability grows with it, the others shrink:
      """,
    ko: """
      출력층의 순입력 하나는 공통의 합에 들어 있으므로 모든 확률을 움직인다. 자기 확률은 함께 \
      커지고 다른 확률은 작아진다.
      """)

  static func difference(right: String, wrong: String) -> Phrase {
    let logarithm = Formula.negation(.call(.ln, .symbol(name: right, value: 1)))
    let slope = Formula.negation(1.0 / .symbol(name: right, value: 1))
    return Phrase(
      en: """
        The error is \(formula: logarithm), whose slope by \(symbol: right) is \
        \(formula: slope). Times the slopes above, \(symbol: right) cancels: what remains is \
        \(symbol: right) − 1 for the right digit and \(symbol: wrong) for a wrong one, in both \
        cases the answer minus the target.
        """,
      ko: """
        오차는 \(formula: logarithm) 이고, 이를 \(symbol: right) 로 미분하면 \(formula: slope) \
        이다. 여기에 위의 기울기를 곱하면 \(symbol: right) 가 약분되어, 정답에서는 \
        \(symbol: right) − 1, 오답에서는 \(symbol: wrong) 만 남는다. 어느 쪽이든 출력에서 목표값을 \
        뺀 것이다.
        """)
  }

  static func ways(_ out: String, count: Int) -> Phrase {
    Phrase(
      en: """
        \(symbol: out) enters all \(count) units of the next layer. What each of them sends back \
        is its δ times the weight that leads to it; the \(count) parts are added.
        """,
      ko: """
        \(symbol: out) 값은 다음 층의 유닛 \(count)개 모두에 들어간다. 각 유닛이 되돌려 보내는 \
        몫은 그 유닛의 δ에 그리로 가는 가중치를 곱한 것이고, 이 \(count)개의 몫을 더한다.
        """)
  }

  static func sumOverImages(_ count: Int) -> Phrase {
    Phrase(
      en: """
        Every image of the batch says how the weight should change; the gradient is the sum of \
        what the \(count) images say. The mean is in it already: each δ has the factor \
        1/\(count).
        """,
      ko: """
        배치의 이미지마다 가중치를 어떻게 바꿀지 말해 준다. 기울기는 이미지 \(count)장의 몫을 \
        더한 것이다. δ마다 1/\(count)이 곱해져 있으므로 평균은 이미 반영되어 있다.
        """)
  }

  static func numeric(_ step: Double) -> Phrase {
    Phrase(
      en: """
        Without any chain rule: each parameter is moved by \(symbol: "h") = \(number: step) to \
        either side, and the error calculated anew.
        """,
      ko: """
        연쇄 법칙을 쓰지 않고도 확인할 수 있다. 매개변수를 양쪽으로 \(symbol: "h") = \
        \(number: step) 만큼 움직여 오차를 다시 계산한다.
        """)
  }

  static func compared(_ name: String, _ exact: Double, _ numeric: Double) -> Phrase {
    let difference = abs(exact - numeric) / max(abs(exact), abs(numeric), .leastNormalMagnitude)
    return Phrase(
      en: """
        Backpropagation says \(symbol: name) = \(number: exact); the relative difference is \
        \(number: exact == numeric ? 0 : difference).
        """,
      ko: """
        역전파로 구한 값은 \(symbol: name) = \(number: exact) 이고, 상대 차이는 \
        \(number: exact == numeric ? 0 : difference) 이다.
        """)
  }
}
