extension AnswerSheet {
  /// What was read from which line.
  package func document() -> Document {
    let rows = answers.map { answer in
      [
        Phrase("\(answer.line)"), Phrase("\(code: answer.name)"),
        meaning(of: answer),
        Phrase("\(answer.number.shown)"), Phrase("\(answer.number.significantDigits)"),
      ]
    }
    var blocks: [Block] = [
      .heading(level: 1, Phrase(en: "Read: \(file)", ko: "읽은 내용: \(file)")), .paragraph(summary),
    ]
    if !assumptions.isEmpty { blocks.append(.list(assumptions)) }
    if !rows.isEmpty {
      blocks.append(
        .table(
          Table(
            header: [
              MarkingPhrases.line, Phrase(en: "Written", ko: "적힌 이름"), MarkingPhrases.quantity,
              MarkingPhrases.answer, Phrase(en: "Digits", ko: "유효숫자"),
            ], rows: rows)))
    }
    if !unreadable.isEmpty { blocks.append(.list(unreadable.map(MarkingPhrases.unreadable))) }
    let others = lines.sorted { $0.key < $1.key }.prefix(Self.longestList)
    if !others.isEmpty {
      blocks += [
        .heading(level: 2, Phrase(en: "What was not read", ko: "읽지 않은 줄")),
        .list(
          others.map { line, text in
            Phrase(en: "Line \(line): \(code: text)", ko: "\(line)번 줄: \(code: text)")
          }),
      ]
    }
    return Document(digits: 15, blocks: blocks)
  }

  /// Of more lines that were not read, the first are shown.
  private static let longestList = 100

  /// What an answer was read as.
  private func meaning(of answer: Answer) -> Phrase {
    switch answer.candidates.count {
    case 0: Phrase(en: "nothing known", ko: "모르는 이름")
    case 1: Phrase("\(symbol: answer.candidates[0])")
    default:
      Phrase(
        en: "open: \(symbols: Array(answer.candidates.prefix(3)))",
        ko: "정해지지 않음: \(symbols: Array(answer.candidates.prefix(3)))")
    }
  }
}
