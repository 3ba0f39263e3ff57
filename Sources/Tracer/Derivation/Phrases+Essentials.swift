extension Phrases {
  /// What is said of a network that nobody reads whole.
  enum Essentials {
    static let network = Phrase(en: "The network", ko: "신경망")
    static let tensor = Phrase(en: "Tensor", ko: "텐서")
    static let shape = Phrase(en: "Shape", ko: "모양")
    static let meaning = Phrase(en: "What it is", ko: "뜻")
    static let output = Phrase(en: "Output", ko: "출력")
    static let numericHeading = Phrase(en: "Checked numerically", ko: "수치 미분으로 확인하기")

    static func samples(_ count: Int, arePictures: Bool) -> Phrase {
      switch (count == 1, arePictures) {
      case (true, true): Phrase(en: "The image", ko: "이미지")
      case (false, true): Phrase(en: "The images", ko: "이미지들")
      case (true, false): Phrase(en: "The sample", ko: "표본")
      case (false, false): Phrase(en: "The samples", ko: "표본들")
      }
    }

    static func batch(
      _ count: Int, followed name: Phrase, isWorst: Bool, arePictures: Bool
    ) -> Phrase {
      let (worst, worstInKorean) =
        isWorst ? (", on which the network errs most,", "신경망이 가장 크게 틀린 ") : ("", "")
      let korean = arePictures ? "이미지" : "표본"
      return Phrase(
        en: """
          The batch has \(count) \(arePictures ? "images" : "samples"). One of them, \
          \(name.english)\(worst) is followed in detail; the others are calculated in the same way.
          """,
        ko: """
          배치에는 \(korean) \(count)개가 있다. 그 가운데 \(worstInKorean)\(name.korean) 하나를 자세히 \
          따라가고, 나머지도 똑같이 계산한다.
          """)
    }

    static func label(
      _ label: String, of name: Phrase, answer: String, isRight: Bool, value: Double,
      isProbability: Bool
    ) -> Phrase {
      let found =
        isProbability
        ? Phrase(
          en: "The network finds \(answer) most probable, with \(number: value)",
          ko: "신경망은 \(answer)일 확률을 \(number: value) (으)로 가장 높게 보았으니")
        : Phrase(
          en: "The network's largest output is \(answer), with \(number: value)",
          ko: "신경망의 출력은 \(answer) 쪽이 \(number: value) (으)로 가장 크니")
      return Phrase(
        en: """
          \(name.english) is labelled \(label). \(found.english), and is \
          \(isRight ? "right" : "wrong").
          """,
        ko: """
          \(name.korean) 의 정답은 \(label)이다. \(found.korean) \(isRight ? "맞혔다" : "틀렸다").
          """)
    }

    static func ink(_ ink: Int, of count: Int) -> Phrase {
      Phrase(
        en: "\(ink) of the \(count) pixels have ink on them; the others are 0.",
        ko: "픽셀 \(count)개 가운데 \(ink)개에 잉크가 묻어 있고 나머지는 0이다.")
    }

    static func sizes(_ sizes: [Int], parameters: Int, columns: Int?) -> Phrase {
      let layers = sizes.map(String.init).joined(separator: "-")
      let pixels =
        columns.map { columns in
          Phrase(
            en: """
               Pixels and units are counted from 0: pixel \(columns)·r + c stands in row r, column c.
              """,
            ko: " 픽셀과 유닛의 번호는 0부터 센다. 픽셀 \(columns)·r + c는 r행 c열에 있다.")
        } ?? Phrase("")
      return Phrase(
        en: """
          A network of the layers \(layers), with \(parameters) weights and biases.\(pixels.english)
          """,
        ko: """
          층의 크기가 \(layers)인 신경망으로, 가중치와 편향이 모두 \(parameters)개이다.\(pixels.korean)
          """)
    }

    static func meaning(
      of node: Node, in graph: Graph, notes: SampleNotes?, areClasses: Bool
    ) -> Phrase {
      func label(_ input: Int) -> String { graph[node.inputs[input]].names.label }
      func symbol(_ input: Int) -> Formula { .symbol(name: label(input), value: .nan) }
      switch (node.primitive, node.role) {
      case (nil, .input):
        return notes?.pictures.isEmpty == false
          ? Phrase(en: "pixels, divided by 255", ko: "255로 나눈 픽셀")
          : Phrase(en: "inputs", ko: "입력")
      case (nil, .weight): return Phrase(en: "weights", ko: "가중치")
      case (nil, .bias): return Phrase(en: "biases", ko: "편향")
      case (nil, _) where areClasses:
        return Phrase(en: "1 for the right class, 0 for the others", ko: "정답은 1, 나머지는 0")
      case (nil, _): return Phrase(en: "what is wanted of each output", ko: "출력마다 바라는 값")
      case (is Affine, _):
        let product = symbol(0) * symbol(1)
        return Phrase("\(formula: node.inputs.count > 2 ? product + symbol(2) : product)")
      case (is Softmax, _):
        return Phrase(
          en: "softmax of \(symbol: label(0))", ko: "\(symbol: label(0)) 의 소프트맥스")
      case (is SoftmaxCrossEntropy, _), (is CrossEntropy, _):
        let output = graph.nodes.last { $0.role == .out }?.names.label ?? label(1)
        return Phrase(
          en: "cross-entropy of \(symbol: output) and \(symbol: label(0))",
          ko: "\(symbol: output) , \(symbol: label(0)) 사이의 교차 엔트로피")
      case (is Mean, _):
        return Phrase(en: "the mean of \(symbol: label(0))", ko: "\(symbol: label(0)) 의 평균")
      case (is Sum, _), (is RowSum, _):
        return Phrase(en: "the sum of \(symbol: label(0))", ko: "\(symbol: label(0)) 의 합")
      case (let primitive?, _):
        let rule = primitive.value(
          at: 0,
          of: Operands(shapes: node.inputs.map { _ in .scalar }) { input, _ in symbol(input) })
        return Phrase("\(formula: rule)")
      }
    }

    static func choice(
      outputs: [String], isClassified: Bool, units: [String], input: String?,
      place: (quotient: Int, remainder: Int)?
    ) -> Phrase {
      let told =
        isClassified
        ? Phrase(
          en: """
            the output of the right class, \(symbol: outputs[0]), and of the strongest wrong one, \
            \(symbols: Array(outputs.dropFirst()))
            """,
          ko: """
            정답의 출력 \(symbol: outputs[0]) , 오답 가운데 가장 강한 \(symbols: Array(outputs.dropFirst()))
            """)
        : Phrase("\(symbols: outputs)")
      let unit =
        units.isEmpty
        ? Phrase("")
        : Phrase(
          en: """
            ; of each hidden layer the unit on which the error depends most, \(symbols: units)
            """,
          ko: ", 은닉층마다 오차에 가장 크게 영향을 주는 유닛 \(symbols: units)")
      let strongest =
        input.map { input in
          let pixel =
            place.map {
              Phrase(
                en: ", in row \($0.quotient), column \($0.remainder)",
                ko: " (\($0.quotient)행 \($0.remainder)열)")
            } ?? Phrase("")
          return Phrase(
            en: "; and the strongest input, \(symbol: input)\(pixel.english)",
            ko: " , 그리고 가장 강한 입력 \(symbol: input)\(pixel.korean)")
        } ?? Phrase("")
      return Phrase(
        en: """
          All parameters are updated; these are told of: \(told.english)\(unit.english)\
          \(strongest.english).
          """,
        ko: """
          갱신은 모든 매개변수에 대해 하지만 여기서는 다음만 따라간다. \(told.korean)\(unit.korean)\
          \(strongest.korean) 이다.
          """)
    }

    static let softmax = Phrase(
      en: """
        The exponential makes every net input of the output layer positive; divided by their sum, \
        the numbers add up to 1 and can be read as probabilities.
        """,
      ko: """
        지수 함수가 출력층의 순입력을 모두 양수로 바꾼다. 이를 그 합으로 나누면 모두 더해 1이 되므로 \
        확률로 읽을 수 있다.
        """)

    static func crossEntropy(_ y: String) -> Phrase {
      Phrase(
        en: """
          The cross-entropy multiplies each target by the logarithm of what the network answers. \
          Only the right class has the target 1, so only \(symbol: y) counts: the more probable \
          the network finds it, the smaller the error.
          """,
        ko: """
          교차 엔트로피는 목표값마다 신경망 답의 로그를 곱해 더하고 부호를 바꾼 것이다. 목표값이 \
          1인 것은 정답뿐이므로 \(symbol: y) 하나만 남는다. 신경망이 정답의 확률을 높게 볼수록 \
          오차가 작다.
          """)
    }

    static let unrounded = Phrase(
      en: "The parameters that are not shown are taken with all their digits here.",
      ko: "여기서는 적지 않은 매개변수를 반올림하지 않은 값으로 쓴다.")

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
}
