extension Phrases {
  /// What is said of optimizers on a surface.
  enum OptimizerComparison {
    static func title(_ surface: String) -> Phrase {
      Phrase(en: "Optimizers on the surface \(surface)", ko: "\(surface) 곡면 위의 최적화 기법")
    }

    static func idea(_ summary: Phrase, names: [String], entries: [String]) -> Phrase {
      Phrase(
        en: """
          The surface is \(summary.english). Every step follows from the gradient at the point where \
          it begins; what the optimizers make of it differs. The numbers \(symbols: names) take the \
          place of a network's weights, and the derivation is the same.
          """,
        ko: """
          곡면: \(summary.korean). 모든 걸음은 출발하는 점의 기울기에서 나오고, 그것을 어떻게 쓰는지가 \
          기법마다 다르다. \(symbols: names) 두 수가 신경망의 가중치 구실을 하며, 유도 과정은 똑같다.
          """)
    }

    static let ascent = Phrase(
      en: """
        Here the way leads up. Each optimizer is given g, the gradient with its sign changed, in \
        place of the gradient; its own rule is unchanged.
        """,
      ko: """
        여기서는 곡면을 올라간다. 각 기법은 기울기 대신 그 부호를 바꾼 값 g를 쓰며, 갱신식은 그대로이다.
        """)

    static let surface = Phrase(en: "The height at the start", ko: "출발점의 높이")
    static let paths = Phrase(en: "The paths", ko: "경로")

    static func settings(_ text: String) -> Phrase {
      Phrase(en: "Settings: \(code: text).", ko: "설정: \(code: text)")
    }

    static func step(_ number: Int) -> Phrase {
      Phrase(en: "Step \(number)", ko: "\(number)번째 갱신")
    }

    static func at(_ point: [(name: String, value: Double)]) -> Phrase {
      let pairs = Prose(
        point.enumerated().flatMap { index, place -> [Prose.Piece] in
          (index == 0 ? [] : [.text(", ")])
            + [.symbol(place.name), .text(" = "), .number(place.value)]
        })
      return Phrase(en: "It begins at \(pairs).", ko: "출발점: \(pairs)")
    }

    static func diverged(_ step: Int, isAscent: Bool) -> Phrase {
      guard !isAscent else {
        return Phrase(
          en: """
            Step \(step) leads beyond the largest number that can be calculated with: either the \
            surface rises without end there, or the learning rate is too large.
            """,
          ko: """
            \(step)번째 걸음에서 계산할 수 있는 범위를 벗어났다. 곡면이 그쪽으로 끝없이 높아지거나, 학습률이 \
            너무 크다.
            """)
      }
      return Phrase(
        en: """
          Step \(step) leads beyond the largest number that can be calculated with: the learning \
          rate is too large for this surface.
          """,
        ko: "\(step)번째 걸음에서 계산할 수 있는 범위를 벗어났다. 이 곡면에는 학습률이 너무 크다.")
    }

    static func plot(_ surface: String) -> Phrase {
      Phrase(
        en: "Paths over lines of equal height: \(surface)", ko: "등고선 위의 경로: \(surface)")
    }
  }
}
