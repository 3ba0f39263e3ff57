/// Every number that a source prints beside what the graph calculates: the source marked as an
/// answer sheet.
package struct Ledger: Sendable {
  private let example: Example
  private let publication: Publication
  /// The published numbers and their verdicts.
  package let marking: Marking
  private let key: AnswerKey

  /// The ledger of an example; `nil` for one that was not published.
  package init?(_ example: Example) {
    guard let publication = example.publication else { return nil }
    self.example = example
    self.publication = publication
    let steps = publication.numbers.compactMap { number in
      number.name.split(separator: "@").dropFirst().last.flatMap { Int($0) }
    }
    key = AnswerKey(
      example.model(), comparingOrders: true, steps: Set(steps.filter { $0 > 1 }))
    marking = Marking(AnswerSheet(publication, file: example.name), with: key)
  }

  /// Whether every number is explained.
  package var isExplained: Bool {
    marking.marks.allSatisfy { mark in
      if case .wrong(_, let explanations) = mark.verdict { return !explanations.isEmpty }
      return true
    }
  }

  /// The ledger as a record for JSON.
  package func record(in language: Language) -> MarkingRecord {
    MarkingRecord(marking, names: key.knownNames, language: language)
  }

  /// The ledger as a document.
  package func document() -> Document {
    let digits = marking.marks.map(\.answer.number.significantDigits).max() ?? 4
    let marks = marking.marks
    var blocks: [Block] = [
      .heading(
        level: 1,
        Phrase(
          en: "The published numbers of the \(example.name) example",
          ko: "\(example.name) 예제: 원문에 실린 값의 검증")),
      .paragraph(publication.source), .paragraph(publication.conventions),
      .table(
        Table(
          header: [
            MarkingPhrases.quantity, Phrase(en: "Printed", ko: "원문의 값"),
            MarkingPhrases.exact, Phrase(en: "Carried", ko: "원문의 값으로 계산"),
            MarkingPhrases.verdict,
          ],
          rows: marks.map { mark in
            [
              Phrase("\(symbol: mark.quantity)"), Phrase("\(MarkingPhrases.written(mark))"),
              Phrase("\(number: mark.exact)"),
              Phrase("\(number: mark.equation?.value ?? mark.exact)"), Self.verdict(on: mark),
            ]
          })),
      .paragraph(
        Phrase(
          en: """
            Exact: calculated without rounding. Carried: calculated from the values printed earlier \
            in the source.
            """,
          ko: """
            정확한 값: 반올림하지 않고 계산한 값. 원문의 값으로 계산: 원문이 앞에 적은 값을 그대로 써서 계산한 \
            값.
            """)),
    ]
    let differing = marks.filter { $0.verdict != .right(isTruncated: false) }
    if !differing.isEmpty {
      blocks.append(
        .heading(
          level: 2, Phrase(en: "Where it differs, and why", ko: "차이가 나는 값과 그 이유")))
      for mark in differing { blocks += Self.reason(for: mark) }
    }
    return Document(digits: digits, blocks: blocks)
  }

  private static func verdict(on mark: Mark) -> Phrase {
    switch mark.verdict {
    case .right(isTruncated: false):
      return Phrase(en: "agrees in every digit", ko: "모든 자리가 일치")
    case .right(isTruncated: true):
      return Phrase(en: "agrees, cut off", ko: "일치 (버림)")
    case .rounded(.ownFigures):
      return Phrase(
        en: "follows from the source’s rounded values", ko: "원문의 반올림한 값에 따름")
    case .rounded:
      return Phrase(en: "explained by intermediate rounding", ko: "중간 반올림 때문")
    case .carried:
      return Phrase(en: "follows from an earlier difference", ko: "앞의 차이를 이어받음")
    case .tooCoarse: return Phrase(en: "too coarse to tell", ko: "자릿수가 모자라 판단할 수 없음")
    case .undecided:
      return Phrase(
        en: "follows only if every operation is rounded", ko: "연산마다 반올림해야만 나옴")
    case .unsupported:
      return Phrase(en: "is not what its line gives", ko: "적힌 식의 값과 다름")
    case .wrong(_, let explanations):
      switch explanations.first?.mistake {
      case Mistake.updateOrder.id:
        return Phrase(en: "result of an in-place update", ko: "제자리(in-place) 갱신의 결과")
      case Mistake.runStep.id:
        return Phrase(en: "value of another step", ko: "다른 갱신 횟수의 값")
      default:
        return Phrase(
          en: "\(strong: "disagrees") by \(number: mark.distance)",
          ko: "\(strong: "불일치"), 차이 \(number: mark.distance)")
      }
    }
  }

  /// The line that shows why a number differs.
  private static func reason(for mark: Mark) -> [Block] {
    var sentences: [Phrase] = []
    switch mark.verdict {
    case .rounded(let way): sentences = [reason(way)]
    case .wrong(_, let explanations): sentences = explanations.map(\.sentence)
    case .right, .carried, .tooCoarse, .undecided, .unsupported: break
    }
    let difference = Phrase(
      en:
        "The source gives \(symbol: mark.quantity) = \(MarkingPhrases.written(mark)); the exact value is \(number: mark.exact).",
      ko:
        "원문에는 \(symbol: mark.quantity) = \(MarkingPhrases.written(mark)), 정확한 값은 \(number: mark.exact) 이다."
    )
    let all = sentences.reduce(difference) {
      Phrase(en: "\($0.english) \($1.english)", ko: "\($0.korean) \($1.korean)")
    }
    if case .rounded = mark.verdict, let equation = mark.equation {
      return [.paragraph(all), .equations([equation])]
    }
    return [.paragraph(all)]
  }

  private static func reason(_ way: RoundingOnTheWay) -> Phrase {
    switch way {
    case .ownFigures:
      Phrase(
        en: "It follows from the rounded values the source carries forward:",
        ko: "원문이 반올림한 값을 이어서 계산했기 때문이다.")
    case .eachLine:
      Phrase(
        en: "It follows if every line is rounded, including those not printed:",
        ko: "원문에 없는 줄까지 모든 줄을 반올림하면 이 값이 나온다.")
    case .eachOperation:
      Phrase(
        en: "It follows if the result of every single operation is rounded:",
        ko: "연산을 할 때마다 반올림하면 이 값이 나온다.")
    case .mixed: Phrase(en: "Rounding on the way explains it.", ko: "도중의 반올림으로 설명된다.")
    }
  }
}
