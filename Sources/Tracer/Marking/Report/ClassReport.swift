/// A file in the folder of a class.
package enum ClassSheet: Sendable {
  /// A write-up that was marked.
  case marked(Marking)
  /// A file that could not be read, and why.
  case unread(file: String, reason: Phrase)
}

/// The write-ups of a class.
package struct ClassReport: Sendable {
  /// The files of the folder, in the order given.
  package let sheets: [ClassSheet]
  let scheme: MarkScheme?
  /// By which worksheet each file was marked, where there are several.
  let worksheets: [String: String]

  /// The report on some write-ups.
  package init(
    _ sheets: [ClassSheet], scheme: MarkScheme? = nil, worksheets: [String: String] = [:]
  ) {
    self.sheets = sheets
    self.scheme = scheme
    self.worksheets = worksheets
  }

  /// The write-ups that were marked.
  private var markings: [Marking] {
    sheets.compactMap { if case .marked(let marking) = $0 { marking } else { nil } }
  }

  /// Whether every file could be read, and nothing in them is wrong.
  package var isFaultless: Bool {
    markings.count == sheets.count && markings.allSatisfy(\.isFaultless)
  }

  /// A mistake, whose it is, and in how many lines.
  struct ClassMistake {
    let title: Phrase
    var writeUps = 0
    var lines = 0
  }

  /// The mistakes of the whole class, the most frequent first.
  var mistakes: [ClassMistake] {
    var found: [String: ClassMistake] = [:]
    for marking in markings {
      for (id, lines) in marking.mistakes {
        guard let title = Mistake.named(id)?.title else { continue }
        var mistake = found[id] ?? ClassMistake(title: title)
        mistake.writeUps += 1
        mistake.lines += lines
        found[id] = mistake
      }
    }
    return found.sorted { ($1.value.writeUps, $0.key) < ($0.value.writeUps, $1.key) }.map(\.value)
  }

  /// A table of write-ups and one of mistakes.
  package func document() -> Document {
    var blocks: [Block] = [
      .heading(level: 1, Phrase(en: "The class", ko: "학급 채점 결과")),
      .table(Table(header: header, rows: markings.map(row))),
    ]
    let mistakes = mistakes
    if !mistakes.isEmpty {
      blocks += [
        .heading(level: 2, Phrase(en: "Mistakes across the class", ko: "학급 전체의 실수")),
        .table(
          Table(
            header: [
              Phrase(en: "Mistake", ko: "실수"), Phrase(en: "Write-ups", ko: "학생 수"),
              Phrase(en: "Lines", ko: "줄 수"),
            ],
            rows: mistakes.map { [$0.title, Phrase("\($0.writeUps)"), Phrase("\($0.lines)")] })),
      ]
    }
    let unread = sheets.compactMap { sheet -> Phrase? in
      if case .unread(let file, let reason) = sheet { "\(file): \(reason)" } else { nil }
    }
    if !unread.isEmpty { blocks += [.heading(level: 2, MarkingPhrases.notRead), .list(unread)] }
    return Document(digits: 6, blocks: blocks)
  }

  /// The table of write-ups as comma-separated values.
  package func csv(in language: Language) -> String {
    ([header] + sheets.map(row)).map { cells in
      cells.map { cell in
        let words = cell[language].words
        let needsQuotes = words.contains { $0 == "," || $0 == "\"" || $0.isNewline }
        return needsQuotes ? "\"\(words.replacing("\"", with: "\"\""))\"" : words
      }.joined(separator: ",") + "\n"
    }.joined()
  }

  private var header: [Phrase] {
    let files =
      [Phrase(en: "Write-up", ko: "파일")]
      + (worksheets.isEmpty ? [] : [Phrase(en: "Sheet", ko: "문제지")])
    let counts = [
      Phrase(en: "Right", ko: "맞음"),
      Phrase(en: "Rounded", ko: "반올림"), Phrase(en: "Carried", ko: "이어 계산"),
      Phrase(en: "Unclear", ko: "판단 보류"), Phrase(en: "Wrong", ko: "틀림"),
      Phrase(en: "Missing", ko: "답 없음"),
    ]
    let points = [
      Phrase(en: "Marks", ko: "점수"), Phrase(en: "Without follow-through", ko: "이어 계산한 답 제외"),
    ]
    return files + counts + (scheme == nil ? [] : points) + [Phrase(en: "Mistakes", ko: "실수")]
  }

  private func row(_ sheet: ClassSheet) -> [Phrase] {
    switch sheet {
    case .marked(let marking): row(marking)
    case .unread(let file, let reason):
      [Phrase("\(file)")] + Array(repeating: Phrase(""), count: header.count - 2)
        + [
          Phrase(
            en: "\(strong: "not read"): \(reason.english)",
            ko: "\(strong: "읽지 못함"): \(reason.korean)")
        ]
    }
  }

  private func row(_ marking: Marking) -> [Phrase] {
    let tally = marking.tally
    let counts = [
      tally.right, tally.rounded, tally.carried,
      tally.tooCoarse + tally.undecided + tally.unsupported, tally.wrong,
      marking.notAnswered.count,
    ]
    let points = scheme.map { scheme in
      let score = scheme.score(marking)
      return [score.withFollowThrough, score.withoutFollowThrough].map {
        Phrase("\(MarkingPhrases.points($0))")
      }
    }
    let worksheet = worksheets.isEmpty ? [] : [Phrase("\(worksheets[marking.file] ?? "")")]
    return [Phrase("\(marking.file)")] + worksheet + counts.map { Phrase("\($0)") } + (points ?? [])
      + [
        Phrase.joined(
          marking.mistakes.compactMap { Mistake.named($0.id)?.title }
            + (marking.unreadable.isEmpty
              ? [] : [MarkingPhrases.unreadable(lines: marking.unreadable.map(\.line))]))
      ]
  }
}

extension Marking {
  /// The mistakes that most likely were made, each with the number of its lines.
  fileprivate var mistakes: [(id: String, lines: Int)] {
    var counts: [(id: String, lines: Int)] = []
    for mark in marks {
      guard case .wrong(_, let explanations) = mark.verdict, let first = explanations.first
      else { continue }
      if let position = counts.firstIndex(where: { $0.id == first.mistake }) {
        counts[position].lines += 1
      } else {
        counts.append((first.mistake, 1))
      }
    }
    return counts
  }
}

extension Phrase {
  /// Phrases in a row, with semicolons between them.
  fileprivate static func joined(_ phrases: [Phrase]) -> Phrase {
    guard let first = phrases.first else { return Phrase("") }
    return phrases.dropFirst().reduce(first) {
      Phrase(en: "\($0.english); \($1.english)", ko: "\($0.korean); \($1.korean)")
    }
  }
}
