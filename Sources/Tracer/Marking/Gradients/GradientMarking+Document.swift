extension GradientMarking {
  /// The report for whoever wrote the program.
  package func document() -> Document {
    var blocks: [Block] = [
      .heading(
        level: 1,
        Phrase(en: "Gradients: \(code: file)", ko: "기울기: \(code: file)")),
      .paragraph(summary),
    ]
    if isTurned {
      blocks.append(
        .paragraph(
          Phrase(
            en: "Its matrices are read as [outputs, inputs], as PyTorch keeps them.",
            ko: "행렬은 PyTorch처럼 [출력, 입력] 순서로 읽었다.")))
    }
    if isFaultless {
      blocks.append(
        .paragraph(
          Phrase(en: "Every array is right. Well done!", ko: "모든 배열이 맞다. 잘했다!")))
    } else {
      blocks.append(.heading(level: 2, Phrase(en: "What is wrong", ko: "틀린 곳")))
      for (place, mark) in marks.enumerated() { blocks += explanation(of: mark, at: place) }
    }
    blocks += [.heading(level: 2, Phrase(en: "Array by array", ko: "배열별 결과")), .table(table)]
    return Document(digits: 4, blocks: blocks)
  }

  private var summary: Phrase {
    let (outputs, samples) = (marks.count, network.inputs.count)
    let sizes = network.sizes.map(String.init).joined(separator: "-")
    let right = marks.filter { if case .right = $0.verdict { true } else { false } }.count
    let follows = marks.filter { if case .follows = $0.verdict { true } else { false } }.count
    return Phrase(
      en: """
        \(outputs) \(outputs == 1 ? "array" : "arrays"), \(precision.name), compared with the gradients of \
        a \(sizes) network over \(samples) \(samples == 1 ? "sample" : "samples"): \(right) right, \
        \(outputs - right - follows) wrong, \(follows) that \(follows == 1 ? "follows" : "follow") from \
        what is wrong before.
        """,
      ko: """
        배열 \(outputs)개(\(precision.name))를 표본 \(samples)개에 대한 \(sizes) 신경망의 기울기와 비교했다. 맞음 \
        \(right)개, 틀림 \(outputs - right - follows)개, 앞의 실수에서 이어짐 \(follows)개.
        """)
  }

  /// What is said of an array that is wrong, and which others it explains.
  private func explanation(of mark: Mark, at place: Int) -> [Block] {
    let name = ArrayEquations.gradient(mark.label)
    let lead =
      place == marks.firstIndex { if case .right = $0.verdict { false } else { true } }
      ? Phrase(
        en:
          "On the way back, the first array that is wrong is \(symbol: name) (\(code: mark.name)).",
        ko: "뒤에서부터 처음으로 틀린 배열은 \(symbol: name)(\(code: mark.name))이다.")
      : Phrase(
        en: "Beyond that, \(symbol: name) (\(code: mark.name)) is wrong.",
        ko: "그와 별도로 \(symbol: name)(\(code: mark.name))도 틀렸다.")
    switch mark.verdict {
    case .right, .follows: return []
    case .unexplained:
      return [
        .paragraph(lead),
        .paragraph(
          Phrase(
            en: "No mistake that is known here gives its numbers.",
            ko: "여기에서 아는 실수로는 이 값이 나오지 않는다.")),
      ]
    case .wrong(let reasons):
      let next = marks[(place + 1)...].prefix {
        if case .wrong = $0.verdict { false } else { true }
      }
      let following = next.filter { if case .follows = $0.verdict { true } else { false } }
        .map { ArrayEquations.gradient($0.label) }
      var blocks: [Block] = [
        .paragraph(
          reasons.count == 1
            ? Phrase(
              en: "\(lead.english) All of its elements come out like this:",
              ko: "\(lead.korean) 다음과 같이 하면 모든 원소가 그 값이 된다.")
            : Phrase(
              en: "\(lead.english) All of its elements come out like this, in one of these ways:",
              ko: "\(lead.korean) 다음 가운데 하나와 같이 하면 모든 원소가 그 값이 된다.")),
        .list(
          reasons.map { reason in
            reason.line.map { line in
              Phrase(
                en: "\(symbol: line): \(reason.sentence.english)",
                ko: "\(symbol: line): \(reason.sentence.korean)")
            } ?? reason.sentence
          }),
      ]
      if !following.isEmpty {
        blocks.append(
          .paragraph(
            Phrase(
              en: """
                After that, \(symbols: following) \(following.count == 1 ? "is" : "are") calculated rightly: \
                mend this one mistake.
                """,
              ko: "이 실수 하나만 고치면 된다. 그 뒤의 \(symbols: following, .topic) 바르게 계산했다.")))
      }
      return blocks
    }
  }

  private var table: Table {
    Table(
      header: [
        Phrase(en: "Array", ko: "배열"), Phrase(en: "Shape", ko: "모양"),
        Phrase(en: "Result", ko: "결과"),
        Phrase(en: "Largest difference", ko: "가장 큰 차이"),
      ],
      rows: marks.map { mark in
        let difference = mark.largest.map { largest in
          let place = "\(Shape(largest.index))"
          return Phrase(
            en: "\(number: largest.given) for \(number: largest.expected) at \(place)",
            ko: "\(place)에서 \(number: largest.expected) 대신 \(number: largest.given)")
        }
        let isRight = if case .right = mark.verdict { true } else { false }
        return [
          Phrase("\(code: mark.name)"), Phrase("\(mark.shape.description)"), word(mark.verdict),
          isRight ? Phrase("–") : difference ?? Phrase("–"),
        ]
      })
  }

  private func word(_ verdict: Verdict) -> Phrase {
    switch verdict {
    case .right: Phrase(en: "right", ko: "맞음")
    case .follows: Phrase(en: "follows", ko: "앞의 실수에서 이어짐")
    case .wrong: Phrase("\(strong: "✗")")
    case .unexplained: Phrase(en: "not explained", ko: "원인을 알 수 없음")
    }
  }
}

/// Marked gradients as JSON.
package struct GradientRecord: Encodable, Sendable {
  /// Always `backprop-gradients`.
  let format = "backprop-gradients"
  /// Rises when a field changes its meaning.
  let version = 1
  let file: String
  let precision: String
  /// Whether the matrices were read as [outputs, inputs].
  let transposed: Bool
  /// From the last layer back.
  let arrays: [Line]

  /// One array.
  struct Line: Encodable {
    let name: String
    let parameter: String
    let shape: [Int]
    /// `right`, `follows`, `wrong` or `unexplained`.
    let verdict: String
    var largestDifference: Difference?
    var mistakes: [Mistake]?
  }

  /// Where an array is furthest off.
  struct Difference: Encodable {
    let index: [Int]
    let given: Double
    let expected: Double
  }

  /// What explains an array.
  struct Mistake: Encodable {
    let id: String
    let sentence: String
    /// The line of the calculation in which it was made, if it is another one than the array.
    let line: String?
  }

  /// The record as text, the same for the same marks.
  package func json() throws -> String { try MarkingRecord.text(self) }

  /// The record of marked gradients, its sentences in one language.
  package init(_ marking: GradientMarking, language: Language) {
    file = marking.file
    precision = marking.precision.name
    transposed = marking.isTurned
    arrays = marking.marks.map { mark in
      var line = Line(
        name: mark.name, parameter: mark.label, shape: mark.shape.extents,
        verdict: mark.verdict.word)
      if line.verdict != "right" {
        line.largestDifference = mark.largest.map {
          Difference(index: $0.index, given: $0.given, expected: $0.expected)
        }
      }
      if case .wrong(let reasons) = mark.verdict {
        line.mistakes = reasons.map {
          Mistake(id: $0.id, sentence: $0.sentence[language].words, line: $0.line)
        }
      }
      return line
    }
  }
}

extension GradientMarking.Verdict {
  /// What JSON calls it.
  package var word: String {
    switch self {
    case .right: "right"
    case .follows: "follows"
    case .wrong: "wrong"
    case .unexplained: "unexplained"
    }
  }
}
