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

    static let passed = Phrase(
      en: "Backpropagation and measurement agree.", ko: "역전파와 수치 미분이 일치한다.")
    static let failed = Phrase(
      en: """
        Some numbers differ by more than rounding explains. If the measured step is large, try a \
        smaller one; the error of a difference quotient grows with its square.
        """,
      ko: """
        반올림만으로는 설명되지 않는 차이가 있다. 옮긴 폭이 크다면 더 작게 해 본다. 차분의 오차는 그 \
        제곱에 비례해 커진다.
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
