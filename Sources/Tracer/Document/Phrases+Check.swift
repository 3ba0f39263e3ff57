extension Phrases {
  /// What a gradient check says.
  enum Check {
    static func title(_ name: String) -> Phrase {
      Phrase(en: "Gradient check: \(name)", ko: "기울기 검사: \(name)")
    }

    static func idea(_ objective: String, step: Double) -> Phrase {
      Phrase(
        en: """
          Backpropagation differentiates by the chain rule. The same derivative can be measured: \
          shift one parameter by \(symbol: "h") = \(number: step) up and down, calculate \
          \(symbol: objective) both times, and divide the difference by \(formula: twice). Both ways \
          must come to the same number, as far as the rounding of the measurement lets one see.
          """,
        ko: """
          역전파는 연쇄 법칙으로 미분한다. 같은 미분값을 재어 볼 수도 있다. 매개변수 하나를 \
          \(symbol: "h") = \(number: step) 만큼 위아래로 옮겨 \(symbol: objective) 값을 두 번 계산하고, \
          그 차를 \(formula: twice) 로 나눈다. 재는 과정의 반올림 오차를 빼면 두 방법의 결과는 같아야 \
          한다.
          """)
    }

    private static let twice = 2.0 * Formula.symbol(name: "h", value: 0)

    static func shifted(
      _ objective: String, by name: String, _ plus: String, _ minus: String
    ) -> Phrase {
      let h = Formula.symbol(name: "h", value: 0)
      let parameter = Formula.symbol(name: name, value: 0)
      return Phrase(
        en: """
          \(symbol: plus) is \(symbol: objective) calculated with \(formula: parameter + h) in place \
          of \(symbol: name), and \(symbol: minus) with \(formula: parameter - h).
          """,
        ko: """
          \(symbol: plus) 값은 \(symbol: name) 대신 \(formula: parameter + h) 를, \
          \(symbol: minus) 값은 \(formula: parameter - h) 를 넣어 계산한 \(symbol: objective) 값이다.
          """)
    }

    static let all = Phrase(en: "Both ways side by side", ko: "두 방법의 비교")
    static let numeric = Phrase(en: "Measured", ko: "수치 미분")
    static let exact = Phrase(en: "Backpropagation", ko: "역전파")
    static let relativeError = Phrase(en: "Relative error", ko: "상대 오차")
    static let verdict = Phrase(en: "Verdict", ko: "판정")
    static let agrees = Phrase(en: "agrees", ko: "일치")
    static let differs = Phrase(en: "differs", ko: "불일치")

    static func kink(_ name: String) -> Phrase {
      Phrase(en: "kink at \(symbol: name)", ko: "\(symbol: name) 꺾임")
    }

    static let agreesWithOthers = Phrase(en: "agrees, with other h", ko: "다른 h로 일치")
    static let hidden = Phrase(en: "hidden by rounding", ko: "반올림에 묻힘")
    static let tooSmall = Phrase(en: "h is too small", ko: "h가 너무 작음")
    static let tooLarge = Phrase(en: "h is too large", ko: "h가 너무 큼")

    static let extrapolation = Phrase(
      en: """
        Where this h does not measure exactly enough, because it is too large for the curve or too \
        small beside the rounding, the quotient is calculated with a large h, which is halved again \
        and again; the quotients are extrapolated to \(formula: Formula.symbol(name: "h", value: 0)) \
        = 0, with an estimate of the error that is left.
        """,
      ko: """
        이 h 로 충분히 정확하게 재어지지 않으면, 곧 곡선에 비해 너무 크거나 반올림에 비해 너무 작으면, \
        큰 h 에서 시작해 거듭 반으로 줄이며 차분을 구하고 \
        \(formula: Formula.symbol(name: "h", value: 0)) = 0 일 때의 값을 외삽한다. 남은 오차도 \
        어림한다.
        """)

    static func extrapolated(_ derivative: String, _ value: Double, step: Double) -> Phrase {
      Phrase(
        en: """
          This is the last of several quotients, with \(symbol: "h") = \(number: step). All of them \
          together lead to \(symbol: derivative) = \(number: value).
          """,
        ko: """
          이것은 여러 차분 가운데 마지막 것으로 \(symbol: "h") = \(number: step) 이다. 모두 함께 \
          외삽하면 \(symbol: derivative) = \(number: value) 이다.
          """)
    }

    static let passed = Phrase(
      en: "Backpropagation and measurement agree.", ko: "역전파와 수치 미분이 일치한다.")
    static let failed = Phrase(
      en: "Some numbers differ by more than the measurement can be off.",
      ko: "수치 미분의 오차로는 설명되지 않는 차이가 있다.")
    static let aboutStep = Phrase(
      en: """
        With this h, not every slope can be measured: one that is too small moves the error by less \
        than its rounding, one that is too large measures past the curve. Without --step, the h is \
        chosen for each number.
        """,
      ko: """
        이 h 로는 모든 기울기를 잴 수 없다. 너무 작으면 오차의 변화가 반올림보다 작고, 너무 크면 곡선을 \
        지나쳐 잰다. --step 을 빼면 수마다 알맞은 h 를 고른다.
        """)
    static let aboutHidden = Phrase(
      en: """
        Where the slope is too small beside the rounding of what is calculated, no h measures four \
        digits of it; there the measurement does not contradict backpropagation, and proves nothing.
        """,
      ko: """
        계산 과정의 반올림에 비해 기울기가 너무 작으면 어떤 h 로도 네 자리를 잴 수 없다. 그때 수치 미분은 \
        역전파와 어긋나지 않을 뿐, 아무것도 증명하지 않는다.
        """)
    static let aboutKinks = Phrase(
      en: """
        Where a rule has a kink between the two shifted points, the measured number mixes the \
        slopes of both sides; that is no fault of backpropagation, which takes one of them.
        """,
      ko: """
        옮긴 두 점 사이에서 함수가 꺾이면 수치 미분은 양쪽 기울기를 섞은 값이 된다. 한쪽 기울기를 쓰는 \
        역전파가 틀린 것은 아니다.
        """)
  }
}
