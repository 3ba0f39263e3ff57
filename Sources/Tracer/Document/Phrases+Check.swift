extension Phrases {
  enum Check {
    static func title(_ subject: Phrase) -> Phrase {
      Phrase(en: "Gradient check: \(subject)", ko: "기울기 검사: \(subject)")
    }

    static func idea(_ objective: String, step: Double) -> Phrase {
      Phrase(
        en: """
          Backpropagation differentiates by the chain rule. The same derivative can be estimated \
          numerically: increase and decrease one parameter by \(symbol: "h") = \(number: step), \
          calculate \(symbol: objective) each time, and divide the difference by \(formula: twice). \
          The two results must agree up to the rounding error of the estimate.
          """,
        ko: """
          역전파는 연쇄 법칙으로 미분한다. 같은 미분값을 수치로 어림할 수도 있다. 매개변수 하나를 \
          \(symbol: "h") = \(number: step)만큼 늘리고 줄여 \(symbol: objective) 값을 두 번 계산하고, \
          그 차를 \(formula: twice, .toward) 나눈다. 반올림 오차를 제외하면 두 방법의 결과는 같아야 한다.
          """)
    }

    private static let h = Formula.symbol(name: "h", value: 0)
    private static let twice = 2.0 * h

    static func shifted(
      _ objective: String, by name: String, _ plus: String, _ minus: String
    ) -> Phrase {
      let parameter = Formula.symbol(name: name, value: 0)
      return Phrase(
        en: """
          \(symbol: plus) is \(symbol: objective) calculated with \(formula: parameter + h) in place \
          of \(symbol: name), and \(symbol: minus) with \(formula: parameter - h).
          """,
        ko: """
          \(symbol: plus, .topic) \(symbol: name) 대신 \(formula: parameter + h, .object), \
          \(symbol: minus, .topic) \(formula: parameter - h, .object) 넣어 계산한 \
          \(symbol: objective) 값이다.
          """)
    }

    static let all = Phrase(en: "Comparison", ko: "두 방법의 비교")
    static let numeric = Phrase(en: "Numerical", ko: "수치 미분")
    static let exact = Phrase(en: "Backpropagation", ko: "역전파")
    static let relativeError = Phrase(en: "Relative error", ko: "상대 오차")
    static let verdict = Phrase(en: "Verdict", ko: "판정")
    static let agrees = Phrase(en: "agrees", ko: "일치")
    static let differs = Phrase(en: "differs", ko: "불일치")

    static func kink(_ name: String) -> Phrase {
      Phrase(en: "kink at \(symbol: name)", ko: "\(symbol: name)에서 꺾임")
    }

    static let agreesWithOthers = Phrase(en: "agrees, with other h", ko: "다른 h로 일치")
    static let hidden = Phrase(en: "hidden by rounding", ko: "반올림에 묻힘")
    static let tooSmall = Phrase(en: "h is too small", ko: "h가 너무 작음")
    static let tooLarge = Phrase(en: "h is too large", ko: "h가 너무 큼")

    static let extrapolation = Phrase(
      en: """
        Where this h does not give an accurate estimate, because it is too large for the curvature or \
        too small compared with the rounding, the quotient is calculated for a large h that is halved \
        repeatedly; the quotients are extrapolated to \(formula: h) = 0, together with an estimate of \
        the remaining error.
        """,
      ko: """
        이 h가 곡률에 비해 너무 크거나 반올림 오차에 비해 너무 작아 정확한 값을 얻을 수 없으면, 큰 h에서 \
        시작해 거듭 반으로 줄이며 차분을 구하고 \(formula: h) = 0일 때의 값을 외삽한다. 남은 오차도 \
        어림한다.
        """)

    static func extrapolated(_ derivative: String, _ value: Double, step: Double) -> Phrase {
      Phrase(
        en: """
          This is the last of several quotients, with \(symbol: "h") = \(number: step). Extrapolated, \
          they give \(symbol: derivative) = \(number: value).
          """,
        ko: """
          이것은 여러 차분 가운데 마지막 것으로, \(symbol: "h") = \(number: step)이다. 이들을 외삽하면 \
          \(symbol: derivative) = \(number: value)이다.
          """)
    }

    static let passed = Phrase(
      en: "Backpropagation and numerical differentiation agree.", ko: "역전파와 수치 미분이 일치한다.")
    static let failed = Phrase(
      en: "Some values differ by more than the error of the estimate can explain.",
      ko: "수치 미분의 오차로는 설명되지 않는 차이가 있다.")
    static let aboutStep = Phrase(
      en: """
        With this h, not every derivative can be estimated: an h that is too small changes the error \
        by less than its rounding, and the error of a central difference grows with h². Without \
        --step, a suitable h is chosen for each value.
        """,
      ko: """
        이 h로는 모든 미분을 어림할 수 없다. h가 너무 작으면 오차의 변화가 반올림보다 작고, 너무 크면 중앙 \
        차분의 오차가 h²에 비례해 커진다. --step을 빼면 값마다 알맞은 h를 고른다.
        """)
    static let aboutHidden = Phrase(
      en: """
        Where the derivative is too small compared with the rounding of the calculation, no h gives \
        four digits of it; there the estimate does not contradict backpropagation, but proves nothing.
        """,
      ko: """
        계산 과정의 반올림에 비해 미분값이 너무 작으면 어떤 h로도 네 자리를 얻을 수 없다. 그때 수치 미분은 \
        역전파와 어긋나지 않을 뿐, 아무것도 증명하지 않는다.
        """)
    static let aboutKinks = Phrase(
      en: """
        Where a function has a kink between the two shifted points, the numerical value mixes the \
        derivatives on both sides. Backpropagation, which uses one of them, is not at fault.
        """,
      ko: "두 점 사이에 미분할 수 없는 점이 있으면 수치 미분은 양쪽 미분이 섞인 값이 된다. 한쪽 미분을 쓰는 역전파가 틀린 것은 아니다.")
  }
}
