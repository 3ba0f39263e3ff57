extension Phrases {
  /// What is said of a network that nobody reads whole.
  enum Essentials {
    static let network = Phrase(en: "The network", ko: "신경망")
    static let tensor = Phrase(en: "Tensor", ko: "텐서")
    static let shape = Phrase(en: "Shape", ko: "모양")
    static let meaning = Phrase(en: "Meaning", ko: "뜻")
    static let output = Phrase(en: "Output", ko: "출력")
    static let numericHeading = Phrase(en: "Numerical check", ko: "수치 미분으로 확인하기")

    static func samples(_ count: Int, arePictures: Bool) -> Phrase {
      switch (count == 1, arePictures) {
      case (true, true): Phrase(en: "The image", ko: "이미지")
      case (false, true): Phrase(en: "The images", ko: "이미지")
      case (true, false): Phrase(en: "The sample", ko: "표본")
      case (false, false): Phrase(en: "The samples", ko: "표본")
      }
    }

    static func batch(
      _ count: Int, followed name: Phrase, isWorst: Bool, arePictures: Bool
    ) -> Phrase {
      let noun =
        arePictures ? Phrase(en: "images", ko: "이미지") : Phrase(en: "samples", ko: "표본")
      let one =
        isWorst
        ? Phrase(en: "The one with the largest error", ko: "오차가 가장 큰")
        : Phrase(en: "One of them", ko: "하나인")
      return Phrase(
        en: """
          The batch has \(count) \(noun). \(one), \(name), is followed in \
          detail; the others are treated in the same way.
          """,
        ko: "배치에는 \(noun) \(count)개가 있다. 그 가운데 \(one) \(name) 하나를 자세히 살펴본다. 나머지도 같은 방법으로 계산한다.")
    }

    static func label(
      _ label: String, of name: Phrase, answer: String, isRight: Bool, value: Double,
      isProbability: Bool
    ) -> Phrase {
      let found =
        isProbability
        ? Phrase(
          en: "The network gives the highest probability, \(number: value), to \(answer)",
          ko: "신경망은 \(answer)의 확률을 \(number: value, .toward) 가장 높게 예측했으므로")
        : Phrase(
          en: "The network's largest output, \(number: value), is that of \(answer)",
          ko: "신경망의 출력은 \(answer)에서 \(number: value, .toward) 가장 크므로")
      return Phrase(
        en: """
          The label of \(name) is \(label). \(found), which is \(isRight ? "correct" : "wrong").
          """,
        ko: "\(name)의 정답은 \(label)이다. \(found) \(isRight ? "맞혔다" : "틀렸다").")
    }

    static func ink(_ ink: Int, of count: Int) -> Phrase {
      Phrase(
        en: "Of the \(count) pixels, \(ink) are not 0.",
        ko: "\(count)개 픽셀 가운데 \(ink)개가 0이 아니다.")
    }

    static func sizes(_ sizes: [Int], parameters: Int, columns: Int?) -> Phrase {
      let layers = sizes.map(String.init).joined(separator: "-")
      let pixels =
        columns.map { columns in
          Phrase(
            en: """
               Pixels and units are numbered from 0; pixel \(columns)·r + c is in row r, column c.
              """,
            ko: " 픽셀과 유닛의 번호는 0부터 센다. 픽셀 \(columns)·r + c는 r행 c열에 있다.")
        } ?? ""
      return Phrase(
        en: "A \(layers) network with \(parameters) weights and biases.\(pixels)",
        ko: "층의 크기가 \(layers)인 신경망으로, 가중치와 편향이 모두 \(parameters)개이다.\(pixels)")
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
        return Phrase(en: "1 for the correct class, 0 for the others", ko: "정답은 1, 나머지는 0")
      case (nil, _): return Phrase(en: "targets", ko: "목푯값")
      case (is Affine, _):
        let product = symbol(0) * symbol(1)
        return Phrase("\(formula: node.inputs.count > 2 ? product + symbol(2) : product)")
      case (is Softmax, _):
        return Phrase(
          en: "softmax of \(symbol: label(0))",
          ko: "순입력 \(symbol: label(0))에 적용한 소프트맥스")
      case (is SoftmaxCrossEntropy, _), (is CrossEntropy, _):
        let output = graph.nodes.last { $0.role == .out }?.names.label ?? label(1)
        return Phrase(
          en: "cross-entropy of \(symbol: output) and \(symbol: label(0))",
          ko: "출력 \(symbol: output) 및 목푯값 \(symbol: label(0))의 교차 엔트로피")
      case (is Mean, _):
        return Phrase(en: "the mean of \(symbol: label(0))", ko: "\(symbol: label(0))의 평균")
      case (is Sum, _), (is RowSum, _):
        return Phrase(en: "the sum of \(symbol: label(0))", ko: "\(symbol: label(0))의 합")
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
      let others = Array(outputs.dropFirst())
      var told = [
        isClassified
          ? Phrase(
            en: """
              the output of the correct class, \(symbol: outputs[0]), and the largest of the others, \
              \(symbols: others)
              """,
            ko: "정답의 출력 \(symbol: outputs[0]), 오답 가운데 가장 큰 출력 \(symbols: others)")
          : Phrase(
            en: "the \(others.isEmpty ? "output" : "outputs") \(symbols: outputs)",
            ko: "출력 \(symbols: outputs)")
      ]
      if !units.isEmpty {
        let place =
          units.count == 1
          ? Phrase(en: "the hidden layer", ko: "은닉층에서")
          : Phrase(en: "each hidden layer", ko: "은닉층마다")
        told.append(
          Phrase(
            en: "in \(place), the unit that affects the error most, \(symbols: units)",
            ko: "\(place) 오차에 가장 크게 영향을 주는 유닛 \(symbols: units)"))
      }
      if let input, let (row, column) = place {
        told.append(
          Phrase(
            en: "the brightest pixel, \(symbol: input) (row \(row), column \(column))",
            ko: "가장 밝은 픽셀 \(symbol: input) (\(row)행 \(column)열)"))
      } else if let input {
        told.append(
          Phrase(
            en: "the input of the largest size, \(symbol: input)",
            ko: "절댓값이 가장 큰 입력 \(symbol: input)"))
      }
      let all = told.joined(separator: Phrase(en: "; ", ko: ", "))
      return Phrase(
        en: "All parameters are updated, but only a few are followed here: \(all).",
        ko: "모든 매개변수를 갱신하지만 여기서는 다음만 살펴본다: \(all).")
    }

    static let softmax = Phrase(
      en: """
        The exponential function turns every net input of the output layer into a positive number. \
        Divided by their sum, the numbers add up to 1 and can be read as probabilities.
        """,
      ko: "지수 함수는 출력층의 순입력을 모두 양수로 바꾼다. 각각을 그 합으로 나누면 모두 더해 1이 되므로 확률로 해석할 수 있다.")

    static func crossEntropy(_ y: String) -> Phrase {
      Phrase(
        en: """
          The cross-entropy multiplies each target by the logarithm of the probability that the \
          network assigns, adds up, and changes the sign. Only the correct class has target 1, so \
          only \(symbol: y) matters: the higher this probability, the smaller the error.
          """,
        ko: """
          교차 엔트로피는 목푯값과 출력의 로그를 곱해 모두 더한 뒤 부호를 바꾼 값이다. 목푯값이 1인 것은 \
          정답뿐이므로 \(symbol: y) 항만 남는다. 정답의 확률을 높게 예측할수록 오차가 작다.
          """)
    }

    static let unrounded = Phrase(
      en: "The parameters that are not shown are used unrounded here.",
      ko: "여기서는 적지 않은 매개변수를 반올림하지 않은 값으로 쓴다.")

    static func numeric(_ step: Double) -> Phrase {
      Phrase(
        en: """
          A check without the chain rule: each parameter is shifted by \(symbol: "h") = \
          \(number: step) in both directions, and the error is recalculated.
          """,
        ko: "연쇄 법칙을 쓰지 않고도 확인할 수 있다. 매개변수를 \(symbol: "h") = \(number: step)만큼 늘리고 줄여 오차를 다시 계산한다.")
    }

    static let inPlaceDiffers = Phrase(
      en: """
        They differ because the gradient was calculated with weights that had been updated already.
        """,
      ko: "이미 갱신된 가중치로 구한 기울기이므로 차이가 난다.")

    static func compared(_ name: String, _ exact: Double, _ row: GradientCheck.Row) -> Phrase {
      let larger = max(abs(exact), abs(row.numeric))
      let isShare = [.agrees, .differs].contains(row.verdict) && exact != 0 && row.numeric != 0
      let difference = Phrase("\(number: abs(exact - row.numeric) / larger)")
      let result =
        isShare
        ? Phrase(
          en: "; the relative difference is \(difference)", ko: "이고, 상대 차이는 \(difference)이다")
        : Phrase(en: " (\(row.said))", ko: "이다 (\(row.said))")
      return Phrase(
        en: "Backpropagation gives \(symbol: name) = \(number: exact)\(result).",
        ko: "역전파로 구한 값은 \(symbol: name) = \(number: exact)\(result).")
    }
  }
}
