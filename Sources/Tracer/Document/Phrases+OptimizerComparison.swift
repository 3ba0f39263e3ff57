extension Phrases {
  enum OptimizerComparison {
    /// - Parameter place: Where they are: `in a long valley`.
    static func title(_ place: Phrase) -> Phrase {
      Phrase(en: "Optimizers \(place)", ko: "최적화 기법 비교: \(place)")
    }

    static func idea(
      _ name: String, _ formula: Formula, _ summary: Phrase?, axes: [String]
    ) -> Phrase {
      let what: Phrase = summary.map { " \($0)" } ?? ""
      let isSurface = axes.count == 2
      return Phrase(
        en: """
          The \(isSurface ? "surface" : "function") is \(symbol: name) = \(formula: formula).\(what) Every optimizer starts \
          from the gradient at the current point; they differ in how they use it. \(symbols: axes) \
          \(axes.count == 1 ? "plays" : "play") the part of a network's weights.
          """,
        ko: """
          \(isSurface ? "곡면은" : "함수는") \(symbol: name) = \(formula: formula)이다.\(what) 모든 기법은 \
          현재 점의 기울기에서 출발하며, 기울기를 쓰는 방법이 서로 다르다. \(symbols: axes, .subject) \
          신경망의 가중치에 해당한다.
          """)
    }

    static let ascent = Phrase(
      en: """
        Here the path leads uphill. Each optimizer is given \(symbol: "g"), the gradient with its sign \
        changed, instead of the gradient; its own rule is unchanged.
        """,
      ko: "여기서는 곡면을 올라간다. 각 기법은 기울기 대신 그 부호를 바꾼 값 \(symbol: "g", .object) 쓰며, 갱신식은 그대로이다.")

    static let curve = Phrase(en: "The steps on the curve", ko: "곡선 위의 갱신")
    static let values = Phrase(en: "From step to step", ko: "갱신에 따른 변화")
    static let surface = Phrase(
      en: "The value and the gradient at the starting point", ko: "출발점에서의 함숫값과 기울기")
    static let paths = Phrase(en: "The paths", ko: "경로")

    static func places(_ title: Phrase) -> Phrase {
      Phrase(
        en: "\(title): the point reached after so many updates", ko: "\(title): 갱신 횟수에 따른 위치")
    }

    static func step(_ number: Int) -> Phrase {
      Phrase(en: "Step \(number)", ko: number == 1 ? "첫 번째 갱신" : "\(number)번째 갱신")
    }

    static func at(_ point: [(name: String, place: Formula)]) -> Phrase {
      let pairs = point.map { Phrase("\(symbol: $0.name) = \(quantity: $0.place)") }.joined()
      return Phrase(en: "Starting point: \(pairs).", ko: "출발점: \(pairs)")
    }

    /// That a path ends at a quantity that has no value.
    /// - Parameter part: The part of its formula, in numbers, that has none.
    static func undefined(_ step: Int, _ name: String, _ part: String) -> Phrase {
      Phrase(
        en: """
          Step \(step) cannot be completed: \(symbol: name) has no value because of \(code: part).
          """,
        ko: "\(step)번째 갱신은 할 수 없다. \(code: part) 때문에 \(symbol: name) 값이 정해지지 않는다.")
    }

    static func diverged(_ step: Int, isAscent: Bool) -> Phrase {
      isAscent
        ? Phrase(
          en: """
            Step \(step) overflows: either the surface rises without bound there, or the learning rate \
            is too large.
            """,
          ko: "\(step)번째 갱신에서 오버플로가 일어났다. 곡면이 그쪽으로 끝없이 높아지거나, 학습률이 너무 크다.")
        : Phrase(
          en: "Step \(step) overflows: the learning rate is too large for this surface.",
          ko: "\(step)번째 갱신에서 오버플로가 일어났다. 이 곡면에는 학습률이 너무 크다.")
    }

    static func plot(_ place: Phrase) -> Phrase {
      Phrase(en: "Paths over the contour lines \(place)", ko: "등고선 위의 경로: \(place)")
    }
  }
}
