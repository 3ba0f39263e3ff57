/// What a derivation says, in every language.
///
/// A gradient is a derivative of the objective; the factors of the chain rule are derivatives, in
/// Korean 미분 and 편미분; the word slope is for curves.
enum Phrases {
  static let given = Phrase(en: "The network and its initial values", ko: "신경망과 초깃값")
  static let givenGraph = Phrase(en: "Given values", ko: "주어진 값")
  static let forward = Phrase(en: "Forward pass", ko: "순전파")
  static let error = Phrase(en: "The error", ko: "오차")
  static let backward = Phrase(en: "Backward pass", ko: "역전파")
  static let newWeights = Phrase(en: "The updated parameters", ko: "갱신된 매개변수")
  static let forwardAgain = Phrase(
    en: "Forward pass with the updated parameters", ko: "갱신된 매개변수로 다시 계산한 순전파")
  static let iterations = Phrase(en: "More updates", ko: "반복 학습")

  static let lesson = Phrase(en: "What this shows", ko: "이 예제가 보여 주는 것")

  static let symbol = Phrase(en: "Symbol", ko: "기호")
  static let value = Phrase(en: "Value", ko: "값")
  static let parameter = Phrase(en: "Parameter", ko: "매개변수")
  static let before = Phrase(en: "Before", ko: "갱신 전")
  static let gradient = Phrase(en: "Gradient", ko: "기울기")
  static let after = Phrase(en: "After", ko: "갱신 후")
  static let updates = Phrase(en: "Updates", ko: "갱신 횟수")
  static let changeOfError = Phrase(en: "Change", ko: "변화량")
  static let input = Phrase(en: "Input", ko: "입력")
  /// The numbers that are chosen, such as the learning rate.
  static func settings(_ settings: [(name: String, value: Formula)]) -> Phrase {
    let all = settings.map { Phrase("\(symbol: $0.name) = \(quantity: $0.value)") }.joined()
    return settings.count == 1 && settings[0].name == "alpha"
      ? Phrase(en: "The learning rate is \(all).", ko: "학습률은 \(all)이다.")
      : Phrase(en: "Settings: \(all).", ko: "설정: \(all).")
  }
  static let contributions = Phrase(en: "Contributions", ko: "기여분")
  static let allNumbers = Phrase(en: "All numbers", ko: "모든 값")
  static let rules = Phrase(
    en: "The rules for any unit and any parameter", ko: "모든 유닛과 매개변수에 적용되는 규칙")
  static let givenValues = Phrase(en: "The given values", ko: "주어진 값")
  static let parametersUpdated = Phrase(
    en: "Each parameter before and after the update, with its gradient",
    ko: "매개변수의 갱신 전후 값과 기울기")
  static let passes = Phrase(
    en: "The forward pass before and after the update", ko: "갱신 전과 갱신 후의 순전파")
  static let valuesCalculated = Phrase(en: "The values of the forward pass", ko: "순전파로 구한 값")
  static let valuesAndGradients = Phrase(en: "Values and gradients", ko: "값과 기울기")
  static let errorByUpdates = Phrase(
    en: "The error and the outputs after so many updates", ko: "갱신 횟수에 따른 오차와 출력")

  /// What is left to say of samples beside the first.
  /// - Parameter sample: The only one of them, if there is one.
  static func repeated(in sample: Int?) -> Phrase {
    Phrase(
      en:
        "\(sample.map { "Sample \($0)" } ?? "The other samples"): the values of the same quantities",
      ko: "\(sample.map { "표본 \($0)" } ?? "다른 표본")에서 구한 같은 양의 값")
  }

  /// That parameters are treated as one before them was.
  static func alike(_ names: [String]) -> Phrase {
    let span = span(names)
    return Phrase(
      en: """
        \(span), in the same way: the same factors with \(names.count == 1 ? "its" : "their") \
        own numbers
        """,
      ko: "같은 방법으로 구한 \(span): 같은 식에 대입한 값")
  }

  /// What a heading calls a model that has the name of its file.
  static func named(_ name: String) -> Phrase {
    "\(name.replacing(/\.(?:json|calc|txt|safetensors)$/, with: ""))"
  }

  /// The title of a network's derivation.
  static func title(_ subject: Phrase) -> Phrase {
    Phrase(en: "Backpropagation step by step: \(subject)", ko: "한 단계씩 따라가는 역전파: \(subject)")
  }

  /// The title of a calculation's derivation.
  static func title(ofCalculation subject: Phrase) -> Phrase {
    Phrase(en: "Backpropagation through a calculation: \(subject)", ko: "계산 그래프의 역전파: \(subject)")
  }

  static func source(_ source: Phrase) -> Phrase {
    Phrase(en: "Source: \(source).", ko: "출처: \(source)")
  }

  static func earlier(updates count: Int) -> Phrase {
    let made: Phrase = count == 1 ? "One update has" : "\(count) updates have"
    return Phrase(
      en: "\(made) been made before; what follows is update \(count + 1).",
      ko: "이미 \(count)번 갱신했으며, 다음은 \(count + 1)번째 갱신이다.")
  }

  static func update(number: Int) -> Phrase {
    Phrase(en: "Update \(number)", ko: "\(number)번째 갱신")
  }

  /// On which samples an update is made.
  static func update(on samples: String) -> Phrase {
    Phrase(en: "This update is made on \(samples).", ko: "이번 갱신에 쓰는 표본은 \(samples)이다.")
  }

  static func rounding(_ digits: Int) -> Phrase {
    digits >= 16
      ? Phrase(
        en: "All numbers are shown to full double precision.",
        ko: "모든 수를 배정밀도 부동소수점의 전체 자릿수로 적는다.")
      : Phrase(
        en: """
          Results are shown to \(digits) significant \(digits == 1 ? "digit" : "digits"), but every \
          calculation continues with the unrounded values. Where the digits shown would not reproduce \
          a line's result, the line shows more of them.
          """,
        ko: """
          결과는 유효숫자 \(digits)자리로 적지만 계산은 반올림하지 않은 값으로 이어 간다. 적힌 수만으로 \
          결과를 확인할 수 없는 줄에서는 자릿수를 더 늘려 적는다.
          """)
  }

  static func carrying(_ digits: Int) -> Phrase {
    Phrase(
      en: """
        Every result is rounded to \(digits) significant \(digits == 1 ? "digit" : "digits"), and the \
        rounded value is used from then on, as in a calculation by hand.
        """,
      ko: "손으로 계산할 때처럼, 모든 결과를 유효숫자 \(digits)자리로 반올림하고 반올림한 값으로 계산을 이어 간다.")
  }

  static func forwardReason(hasBiases: Bool, isDeep: Bool) -> Phrase {
    Phrase(
      en: """
        Each unit multiplies every input by its weight and adds up the \
        \(hasBiases ? "products and its bias" : "products"); the sum is its net input. The activation \
        function turns the net input into the unit's output\
        \(isDeep ? ", which is passed on to the next layer" : "").
        """,
      ko: """
        각 유닛은 입력에 가중치를 \
        \(hasBiases ? "곱한 값과 편향을 모두 더한다" : "곱하여 모두 더한다"). 이 값을 순입력(net input, \
        가중합)이라 한다. 순입력에 활성화 함수를 적용한 값이 유닛의 \
        \(isDeep ? "출력이며, 이 출력이 다음 층의 입력이 된다" : "출력이다").
        """)
  }

  static let errorReason = Phrase(
    en: "A single number, the error, measures how far the outputs are from their targets.",
    ko: "출력이 목푯값과 얼마나 다른지를 하나의 수, 곧 오차로 나타낸다.")

  /// That the objective is written shorter in derivatives.
  static func short(_ symbol: String, for objective: String) -> Phrase {
    Phrase(
      en: "From here on, \(symbol: symbol) is short for \(symbol: objective).",
      ko: "앞으로 \(symbol: objective, .object) 간단히 \(symbol: symbol, .toward) 쓴다.")
  }

  static func backwardReason(_ objective: String) -> Phrase {
    Phrase(
      en: """
        How should each weight change so that \(symbol: objective) decreases? The partial derivative \
        of the error with respect to a weight answers this: it says how fast, and in which direction, \
        the error changes when that weight alone is changed slightly.
        """,
      ko: """
        \(symbol: objective) 값을 줄이려면 각 가중치를 어떻게 바꾸어야 할까? 오차를 그 가중치로 \
        편미분하면 알 수 있다. 편미분한 값은 그 가중치만 조금 바꾸었을 때 오차가 어느 방향으로 얼마나 \
        빠르게 변하는지를 나타낸다.
        """)
  }

  /// That a calculation has no number to change.
  static let nothingGiven = Phrase(
    en: "No number has a name of its own here, so that there is nothing to differentiate by.",
    ko: "여기에는 이름이 있는 수가 없으므로, 미분할 대상이 없다.")

  static func backwardReason(ofCalculation objective: String) -> Phrase {
    Phrase(
      en: """
        How does \(symbol: objective) change if one of the numbers is changed slightly and the others \
        are kept fixed? The partial derivative with respect to that number gives the answer. We work \
        backwards from the result to the given values; each operation multiplies the gradient it \
        receives by its own derivative and passes the product on.
        """,
      ko: """
        다른 수는 그대로 두고 하나만 조금 바꾸면 \(symbol: objective) 값은 어떻게 변할까? 그 수로 \
        편미분하면 알 수 있다. 결과에서 출발해 주어진 값 쪽으로 거슬러 가면서, 각 연산은 전달받은 \
        기울기에 자신의 미분을 곱해 넘겨준다.
        """)
  }

  static func long(_ labels: [String]) -> Phrase {
    Phrase(
      en: "\(symbols: labels): too many values for a table; each is given where it is used.",
      ko: "\(symbols: labels): 값이 너무 많아 표에 싣지 않고, 쓰이는 줄에 적는다.")
  }

  static func idle(_ names: [String], in objective: String) -> Phrase {
    let isOne = names.count == 1
    return Phrase(
      en: """
        \(symbols: names) \(isOne ? "has" : "have") no effect on \(symbol: objective), so \
        \(isOne ? "its gradient is" : "their gradients are") 0.
        """,
      ko: "\(symbols: names, .topic) \(symbol: objective) 값에 영향을 주지 않으므로 기울기가 0이다.")
  }

  static let graph = Phrase(en: "The computational graph", ko: "계산 그래프")

  static let graphReason = Phrase(
    en: """
      Each edge carries a value forward (→) and a gradient back (←). If a quantity is used more than \
      once, its gradient is the sum of the gradients that arrive along its edges.
      """,
    ko: "모든 간선에서 값은 앞으로(→) 나아가고 기울기는 뒤로(←) 돌아온다. 여러 곳에 쓰인 값의 기울기는 각 간선으로 돌아온 기울기를 모두 더한 것이다.")

  static func layer(_ number: Int, of count: Int) -> Phrase {
    if number == count { return Phrase(en: "Output layer", ko: "출력층") }
    if count == 2 { return Phrase(en: "Hidden layer", ko: "은닉층") }
    return Phrase(en: "Hidden layer \(number)", ko: "은닉층 \(number)")
  }

  static func weightHeading(_ names: [String]) -> Phrase {
    let span = span(names)
    return Phrase(en: "\(names.count == 1 ? "Weight" : "Weights") \(span)", ko: "가중치 \(span)")
  }

  static func biasHeading(_ names: [String]) -> Phrase {
    let span = span(names)
    return Phrase(en: "\(names.count == 1 ? "Bias" : "Biases") \(span)", ko: "편향 \(span)")
  }

  /// A few names, or the first and the last of many.
  private static func span(_ names: [String]) -> Phrase {
    guard names.count > 3, let first = names.first, let last = names.last else {
      return Phrase("\(symbols: names)")
    }
    return Phrase(en: "\(symbol: first) to \(symbol: last)", ko: "\(symbol: first)–\(symbol: last)")
  }

  static func iterationsReason(_ steps: Int) -> Phrase {
    Phrase(
      en: """
        The same step is repeated, \(steps) updates in all. “Change” is the change in the error since \
        the row above.
        """,
      ko: "같은 갱신을 모두 \(steps)번 되풀이한다. 변화량은 바로 위 행의 오차와의 차이이다.")
  }

  static func weightsAfter(_ steps: Int) -> Phrase {
    Phrase(en: "The parameters after \(steps) updates", ko: "\(steps)번 갱신한 뒤의 매개변수")
  }

  static let frozenBiases = Phrase(en: "The biases are not updated.", ko: "편향은 갱신하지 않는다.")

  /// A small number as a word.
  static func number(_ count: Int) -> Phrase {
    let words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    return words.indices.contains(count) ? "\(words[count])" : "\(count)"
  }

  /// What a shortened sum does not show.
  static func leftOut(_ left: LeftOut, arePixels: Bool) -> Phrase {
    let (count, zeros) = (left.count, left.zeros)
    let noun = arePixels ? "pixel" : "term"
    let verb = zeros == 1 ? " is" : "s are"
    guard let rest = left.name else {
      let number = number(zeros).english.words
      return Phrase(
        en: """
          \(number.prefix(1).uppercased() + number.dropFirst()) \(noun)\(verb) 0 and \
          \(zeros == 1 ? "is" : "are") left out.
          """,
        ko: arePixels
          ? "나머지 \(zeros)개 픽셀은 0이므로 생략했다." : "나머지 \(zeros)개 항은 0이므로 생략했다.")
    }
    let tail =
      zeros == 0
      ? ""
      : Phrase(
        en: ", and \(number(zeros)) \(noun)\(verb) 0",
        ko: arePixels ? "이고, \(zeros)개 픽셀은 0" : "이고, \(zeros)개 항은 0")
    return Phrase(
      en: """
        Only the largest terms are shown; the other \(count == 1 ? "one is" : "\(count) add up to") \
        \(symbol: rest) = \(number: left.value)\(tail).
        """,
      ko: "절댓값이 큰 항만 적었다. 나머지 \(count)개 항의 합은 \(symbol: rest) = \(number: left.value)\(tail)이다.")
  }
}
