/// What a derivation says, in every language.
///
/// In both languages a symbol is followed by a space or a punctuation mark, since some readers of
/// Markdown take a dollar sign before a letter for a dollar sign.
enum Phrases {
  static let given = Phrase(en: "The network and what is given", ko: "신경망과 주어진 값")
  static let givenGraph = Phrase(en: "What is given", ko: "주어진 값")
  static let forward = Phrase(en: "Forward pass", ko: "순전파")
  static let error = Phrase(en: "The error", ko: "오차")
  static let backward = Phrase(en: "Backward pass", ko: "역전파")
  static let newWeights = Phrase(en: "The new parameters", ko: "갱신된 매개변수")
  static let forwardAgain = Phrase(
    en: "Forward pass with the new parameters", ko: "갱신된 값으로 다시 순전파")
  static let iterations = Phrase(en: "Further iterations", ko: "이어지는 반복 학습")

  static let lesson = Phrase(en: "What this shows", ko: "이 예제가 보여 주는 것")

  static let quantity = Phrase(en: "Quantity", ko: "기호")
  static let value = Phrase(en: "Value", ko: "값")
  static let parameter = Phrase(en: "Parameter", ko: "매개변수")
  static let before = Phrase(en: "Before", ko: "갱신 전")
  static let gradient = Phrase(en: "Gradient", ko: "기울기")
  static let after = Phrase(en: "After", ko: "갱신 후")
  static let updates = Phrase(en: "Updates", ko: "갱신 횟수")
  static let changeOfError = Phrase(en: "Change", ko: "변화량")

  /// Where an example was published.
  static func source(_ source: Phrase) -> Phrase {
    Phrase(en: "Source: \(source.english).", ko: "출처: \(source.korean)")
  }

  static func rounding(_ digits: Int) -> Phrase {
    digits >= 17
      ? Phrase(
        en: "All numbers are shown with all the digits that a double-precision number has.",
        ko: "모든 수는 배정밀도 부동소수점 수가 지닌 자릿수를 전부 적는다.")
      : Phrase(
        en: """
          Results are shown with \(digits) significant digits and calculated on with all of them. \
          Where it takes more digits of the operands to arrive at a line's result, the line shows \
          more.
          """,
        ko: """
          결과는 유효숫자 \(digits)자리로 적지만 계산은 반올림하지 않은 값으로 이어 간다. 줄에 \
          적힌 수만으로 그 줄의 결과가 나오도록, 필요하면 피연산자를 더 많은 자릿수로 적는다.
          """)
  }

  static func carrying(_ digits: Int) -> Phrase {
    Phrase(
      en: """
        Every result is rounded to \(digits) significant digits, and the calculation goes on with \
        the rounded number, as one does by hand.
        """,
      ko: """
        손으로 계산할 때처럼, 모든 결과를 유효숫자 \(digits)자리로 반올림하고 반올림한 값으로 \
        계산을 이어 간다.
        """)
  }

  static let forwardReason = Phrase(
    en: """
      Every unit adds up what it receives, each input times its weight; this is its net input. The \
      activation function turns the net input into the unit's output, which the next layer receives.
      """,
    ko: """
      각 유닛은 들어오는 값마다 가중치를 곱해 모두 더한다. 이것이 순입력(net)이다. 활성화 함수가 \
      순입력을 유닛의 출력(out)으로 바꾸고, 다음 층이 그 출력을 받는다.
      """)

  static let errorReason = Phrase(
    en: "How far the outputs are from their targets is said by one number, the error.",
    ko: "출력이 목표값에서 얼마나 벗어났는지를 오차라는 수 하나로 나타낸다.")

  static func backwardReason(_ objective: String) -> Phrase {
    Phrase(
      en: """
        How must each weight change so that \(symbol: objective) becomes smaller? The partial \
        derivative of the error by the weight tells: how fast, and in which direction, the error \
        changes when this weight alone is changed a little.
        """,
      ko: """
        \(symbol: objective) 값을 줄이려면 각 가중치를 어떻게 바꾸어야 할까? 오차를 가중치로 \
        편미분한 값이 답이다. 그 가중치 하나만 조금 바꿀 때 오차가 어느 방향으로 얼마나 빨리 \
        변하는지를 말해 준다.
        """)
  }

  static func backwardReason(ofCalculation objective: String) -> Phrase {
    Phrase(
      en: """
        How does \(symbol: objective) change when one of the numbers is changed a little, and the \
        others are left as they are? The partial derivative by that number tells. It is found from \
        the result back to the givens, each calculation passing on what it receives, times its slope.
        """,
      ko: """
        다른 수는 그대로 두고 하나만 조금 바꾸면 \(symbol: objective) 값은 어떻게 변할까? 그 수로 \
        편미분한 값이 답이다. 결과에서 출발해 주어진 값 쪽으로 거슬러 가며, 계산마다 넘겨받은 값에 \
        자기 기울기를 곱해 전한다.
        """)
  }

  static func long(_ labels: [String]) -> Phrase {
    Phrase(
      en: """
        \(symbols: labels): too many numbers for a table; each stands in the lines where it is used.
        """,
      ko: "\(symbols: labels): 표에 적기에는 수가 너무 많으므로, 쓰이는 줄마다 그 값을 적는다.")
  }

  static func idle(_ names: [String], in objective: String) -> Phrase {
    Phrase(
      en: "\(symbols: names): \(symbol: objective) does not depend on it, so its gradient is 0.",
      ko: "\(symbols: names): \(symbol: objective) 값에 영향을 주지 않으므로 기울기가 0이다.")
  }

  static let graph = Phrase(en: "The computational graph", ko: "계산 그래프")

  static let graphReason = Phrase(
    en: """
      Along every edge the value goes forward (→) and the gradient comes back (←). A name that is \
      used several times gets the sum of what comes back along its edges.
      """,
    ko: """
      모든 간선에서 값은 앞으로(→) 나아가고 기울기는 뒤로(←) 돌아온다. 여러 번 쓰인 이름의 기울기는 \
      각 간선으로 돌아온 값을 더한 것이다.
      """)

  static func layer(_ number: Int, of count: Int) -> Phrase {
    if number == count { return Phrase(en: "Output layer", ko: "출력층") }
    if count == 2 { return Phrase(en: "Hidden layer", ko: "은닉층") }
    return Phrase(en: "Hidden layer \(number)", ko: "은닉층 \(number)")
  }

  static func weightHeading(_ name: String) -> Phrase {
    Phrase(en: "Weight \(symbol: name)", ko: "가중치 \(symbol: name)")
  }

  static func biasHeading(_ name: String) -> Phrase {
    Phrase(en: "Bias \(symbol: name)", ko: "편향 \(symbol: name)")
  }

  static func oneWay(_ name: String, through: [String], to objective: String) -> Phrase {
    Phrase(
      en: """
        \(symbol: name) acts on \(symbol: objective) in one way only: it changes \
        \(way(through, " which changes ")), and so \(symbol: objective). The chain rule multiplies the \
        slopes of these \(number(through.count + 1)) steps.
        """,
      ko: """
        \(symbol: name) → \(way(through, " → ", comma: "")) → \(symbol: objective). 이 값이 결과에 닿는 \
        길은 이것 하나뿐이다. 연쇄 법칙에 따라 이 \(through.count + 1)단계의 기울기를 모두 곱한다.
        """)
  }

  static func partingWay(_ name: String, through: [String], to objective: String) -> Phrase {
    Phrase(
      en: """
        \(symbol: name) changes \(way(through, " which changes ")), and only from there on the \
        ways to \(symbol: objective) part. The chain rule multiplies the slopes up to that point \
        with what the error does there.
        """,
      ko: """
        \(symbol: name) → \(way(through, " → ", comma: "")). 여기까지는 길이 하나이고, 여기서부터 \
        \(symbol: objective) 에 이르는 길이 갈라진다. 연쇄 법칙에 따라, 갈라지는 곳까지의 기울기를 \
        그곳에서의 오차의 편미분에 곱한다.
        """)
  }

  static func onlyOneError(_ error: String, of name: String) -> Phrase {
    Phrase(
      en: """
        Of the partial errors only \(symbol: error) depends on \(symbol: name); the others are \
        constants here, with slope 0.
        """,
      ko: """
        부분 오차 가운데 \(symbol: error) 하나만 \(symbol: name) 값에 따라 변한다. 나머지는 여기서 \
        상수이므로 기울기가 0이다.
        """)
  }

  /// Of so many quantities, all are named.
  static let mostListed = 12

  static func severalWays(_ name: String, into next: [String], of count: Int) -> Phrase {
    let listed = listed(next, of: count)
    return Phrase(
      en: """
        \(symbol: name) enters \(listed.english): whatever changes it reaches the result in \
        \(number(count)) ways. What comes along each of them is added.
        """,
      ko: """
        \(symbol: name) 값은 \(listed.korean) 모두에 들어간다. 따라서 이 값의 변화가 결과에 닿는 \
        길은 \(count)가지이고, 각 길을 따라 전해진 몫을 모두 더한다.
        """)
  }

  static func several(_ name: String, into next: [String], of count: Int) -> Phrase {
    let listed = listed(next, of: count)
    return Phrase(
      en: "\(symbol: name) enters \(listed.english); what comes along each way is added.",
      ko: "\(symbol: name) 값은 \(listed.korean) 모두에 들어가므로 각 길의 몫을 더한다.")
  }

  /// The names, and how many more there are.
  private static func listed(_ names: [String], of count: Int) -> Phrase {
    guard count > names.count else { return Phrase("\(symbols: names)") }
    let first = Array(names.prefix(3)), more = count - 3
    return Phrase(
      en: "\(symbols: first) and \(more) more", ko: "\(symbols: first) 등 \(more + 3)개")
  }

  static func fusedSoftmax(_ net: String, _ outputs: [String], of count: Int) -> Phrase {
    let listed = listed(outputs, of: count)
    return Phrase(
      en: """
        Softmax and cross-entropy are calculated in one step. Taken apart, it is the chain rule as \
        ever: \(symbol: net) stands in the sum below every output and so acts on all of them, on \
        \(listed.english). An output's slope by its own net input is output · (1 − output), by \
        another one minus the product of the two outputs; the error's slope by an output is \
        −target/output.
        """,
      ko: """
        소프트맥스와 교차 엔트로피를 한 단계로 계산한다. 나누어 보면 이것도 연쇄 법칙이다. \
        \(symbol: net) 값은 모든 출력의 분모에 들어 있으므로 \(listed.korean) 모두에 영향을 준다. \
        출력을 자기 순입력으로 미분하면 출력 · (1 − 출력), 다른 순입력으로 미분하면 두 출력의 곱에 \
        음의 부호를 붙인 값이고, 오차를 출력으로 미분하면 −목표값/출력이다.
        """)
  }

  static func fusedSoftmaxResult(leavingOut zeros: Int) -> Phrase {
    Phrase(
      en: """
        \(zeros == 0 ? "" : "Outputs whose target is 0 add nothing. ")In every product the output below cancels one above. What is left is output − target, since \
        the targets sum to 1; this shorter way is used from here on.
        """,
      ko: """
        \(zeros == 0 ? "" : "목표값이 0인 출력의 몫은 0이다. ")곱마다 분모의 출력이 분자의 출력과 지워진다. 목표값의 합이 1이므로 출력 − 목표값만 남는다. \
        이제부터는 이 짧은 식을 쓴다.
        """)
  }

  static let onlyLastFactor = Phrase(
    en: "The other factors are known already; only the last one is new.",
    ko: "다른 인수는 이미 구했고, 마지막 인수만 새로 구하면 된다.")

  static func delta(_ delta: String, for gradient: String) -> Phrase {
    Phrase(
      en: """
        The derivative by a net input occurs in all that follows, so it gets a name of its own: \
        \(symbol: delta) stands for \(symbol: gradient), and likewise for the other units.
        """,
      ko: """
        순입력에 대한 편미분은 뒤에서 거듭 쓰이므로 이름을 붙인다. \(symbol: delta) 기호는 \
        \(symbol: gradient) 값을 뜻하며, 다른 유닛도 마찬가지이다.
        """)
  }

  static let simultaneous = Phrase(
    en: """
      The step goes against the slope, as far as the learning rate says. The new weight is only \
      noted down: as long as not all gradients are known, every line uses the old weights, since \
      each gradient is the slope at the point where the forward pass was calculated.
      """,
    ko: """
      가중치는 기울기의 반대 방향으로, 학습률만큼 움직인다. 새 가중치는 적어 두기만 한다. 모든 \
      기울기는 순전파를 계산한 바로 그 지점에서의 기울기여야 하므로, 기울기를 다 구할 때까지는 \
      어느 줄에서나 이전 가중치를 쓴다.
      """)

  static let inPlace = Phrase(
    en: """
      The step goes against the slope, as far as the learning rate says. Here the new weight takes \
      effect at once: the layers before it see it already when their gradients are calculated. \
      These are then no longer the slopes of one and the same error surface point, which is why \
      the usual way is to update all weights together.
      """,
    ko: """
      가중치는 기울기의 반대 방향으로, 학습률만큼 움직인다. 여기서는 새 가중치가 곧바로 쓰인다. \
      앞 층의 기울기를 구할 때 이미 갱신된 가중치가 들어간다는 뜻이다. 그러면 모든 기울기가 같은 \
      지점의 기울기가 아니게 되므로, 보통은 모든 가중치를 한꺼번에 갱신한다.
      """)

  static let frozenBiases = Phrase(
    en: "The biases are left as they are.", ko: "편향은 갱신하지 않고 그대로 둔다.")

  static func iterationsReason(_ steps: Int) -> Phrase {
    Phrase(
      en: """
        The same step again and again, \(steps) updates in all. Each row says how the error has \
        changed since the row above.
        """,
      ko: """
        같은 갱신을 모두 \(steps)번 되풀이한다. 각 행의 변화량은 바로 위 행과 견준 오차의 변화이다.
        """)
  }

  static func weightsAfter(_ steps: Int) -> Phrase {
    Phrase(
      en: "The parameters after \(steps) updates:", ko: "\(steps)번 갱신한 뒤의 매개변수:")
  }

  private static func way(_ names: [String], _ separator: String, comma: String = ",") -> Prose {
    Prose(
      names.enumerated().flatMap { position, name -> [Prose.Piece] in
        (position == 0 ? [] : [.text(comma + separator)]) + [.symbol(name)]
      })
  }

  private static func number(_ count: Int) -> String {
    let words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    return count < words.count ? words[count] : String(count)
  }

  /// What a shortened sum does not show.
  static func leftOut(_ left: LeftOut, arePixels: Bool) -> Phrase {
    let (count, value, zeros) = (left.count, left.value, left.zeros)
    let (noun, verb) = (arePixels ? "pixel" : "term", zeros == 1 ? " is" : "s are")
    let zerosInKorean = arePixels ? "0인 픽셀은 \(zeros)개이다" : "나머지 \(zeros)개 항은 0이다"
    guard let rest = left.name else {
      return Phrase(
        en: "\(zeros) \(noun)\(verb) 0 and left out.", ko: "\(zerosInKorean). 이 항은 적지 않았다.")
    }
    return Phrase(
      en: """
        The largest terms are shown; \(count) other terms sum to \(symbol: rest) = \
        \(number: value)\(zeros == 0 ? "" : "; \(zeros) \(noun)\(verb) 0").
        """,
      ko: """
        가장 큰 항만 적었다. 다른 \(count)개 항의 합은 \(symbol: rest) = \(number: value) \
        이다.\(zeros == 0 ? "" : " \(zerosInKorean).")
        """)
  }
}
