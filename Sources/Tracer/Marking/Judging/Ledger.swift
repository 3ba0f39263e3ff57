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
          ko: "\(example.name) 예제의 공개된 값")),
      .paragraph(publication.source), .paragraph(publication.conventions),
      .table(
        Table(
          header: [
            MarkingPhrases.quantity, Phrase(en: "Printed", ko: "공개된 값"),
            MarkingPhrases.exact, Phrase(en: "Carried", ko: "이어 쓴 값"),
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
            Exact: calculated with all digits. Carried: calculated from the numbers that the source \
            prints further up.
            """,
          ko: "정확한 값: 반올림 없이 계산한 값. 이어 쓴 값: 출처가 앞에 적은 수로 계산한 값.")),
    ]
    let differing = marks.filter { $0.verdict != .right(isTruncated: false) }
    if !differing.isEmpty {
      blocks.append(
        .heading(
          level: 2, Phrase(en: "Where it differs, and why", ko: "다른 값과 그 까닭")))
      for mark in differing { blocks += Self.reason(for: mark) }
    }
    return Document(digits: digits, blocks: blocks)
  }

  private static func verdict(on mark: Mark) -> Phrase {
    switch mark.verdict {
    case .right(isTruncated: false):
      return Phrase(en: "agrees to all digits", ko: "모든 자리가 일치")
    case .right(isTruncated: true):
      return Phrase(en: "agrees, cut off", ko: "일치 (버림)")
    case .rounded(.ownFigures):
      return Phrase(
        en: "follows from its own rounded numbers", ko: "출처의 반올림한 값에서 나옴")
    case .rounded:
      return Phrase(en: "follows with rounding on the way", ko: "도중의 반올림에서 나옴")
    case .carried:
      return Phrase(en: "follows from an earlier difference", ko: "앞의 다른 값에서 나옴")
    case .tooCoarse: return Phrase(en: "too coarse to tell", ko: "자릿수가 모자라 판단할 수 없음")
    case .unsupported:
      return Phrase(en: "is not what its line gives", ko: "적힌 식의 값과 다름")
    case .wrong(_, let explanations):
      switch explanations.first?.mistake {
      case Mistake.updateOrder.id:
        return Phrase(en: "follows from an update in place", ko: "제자리(in-place) 갱신에서 나옴")
      case Mistake.runStep.id:
        return Phrase(en: "is that of another step", ko: "다른 갱신 횟수의 값")
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
    case .right, .carried, .tooCoarse, .unsupported: break
    }
    let difference = Phrase(
      en:
        "\(symbol: mark.quantity) is printed as \(MarkingPhrases.written(mark)); exactly it is \(number: mark.exact).",
      ko:
        "\(symbol: mark.quantity) 의 공개된 값은 \(MarkingPhrases.written(mark)), 정확한 값은 \(number: mark.exact) 이다."
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
        en: "It follows from the rounded numbers that the source goes on with:",
        ko: "출처가 반올림해서 이어 쓴 값에서 나온다.")
    case .eachLine:
      Phrase(
        en: "It follows if every line is rounded, also those that are not printed:",
        ko: "적지 않은 줄까지 줄마다 반올림하면 나온다.")
    case .eachOperation:
      Phrase(
        en: "It follows if the result of every single operation is rounded:",
        ko: "연산을 한 번 할 때마다 반올림하면 나온다.")
    case .mixed: Phrase(en: "Rounding on the way explains it.", ko: "도중의 반올림으로 설명된다.")
    }
  }
}
