import Foundation

/// A marked write-up as JSON.
package struct MarkingRecord: Encodable, Sendable {
  /// Always `backprop-marking`.
  let format = "backprop-marking"
  /// Rises when a field changes its meaning.
  let version = 2
  let file: String
  let right: Int
  let rounded: Int
  let carried: Int
  let tooCoarse: Int
  let undecided: Int
  let unsupported: Int
  let wrong: Int
  /// How the write-up is taken where it could be taken otherwise.
  let assumptions: [String]
  let answers: [Line]
  /// The ASCII names of what was not answered.
  let notAnswered: [String]
  /// The names that mean nothing, as written.
  let unknown: [UnknownName]
  /// What stands in place of a number and can't be read as one.
  let unreadable: [Unreadable]
  let passedOver: Int
  let repeated: [Repetition]
  let score: Points?

  /// One answer.
  struct Line: Encodable {
    let line: Int
    let written: String
    let name: String
    let answer: Double
    let significantDigits: Int
    let exact: Double
    /// `right`, `truncated`, `rounded`, `carried`, `coarse`, `undecided`, `unsupported` or `wrong`.
    let verdict: String
    /// What was rounded, where the verdict is `rounded`.
    var rounding: String?
    /// Where the errors were made, where the verdict is `carried`.
    var from: [String]?
    /// What the calculation beside the answer gives, where the verdict is `unsupported`.
    var calculated: Double?
    /// What follows from the earlier answers, where the verdict is `wrong`.
    var expected: Double?
    var mistakes: [Mistake]?
  }

  /// A mistake that explains the number.
  struct Mistake: Encodable {
    let id: String
    let sentence: String
    /// The quantity that was left out and in which the mistake is.
    let leftOut: String?
  }

  /// A name that means nothing, and the nearest one that does.
  struct UnknownName: Encodable {
    let line: Int
    let written: String
    let nearest: String?
  }

  /// Something that can't be read as a number.
  struct Unreadable: Encodable {
    let line: Int
    let name: String
    let written: String
  }

  /// A mistake that explains several lines.
  struct Repetition: Encodable {
    let id: String
    let title: String
    let lines: [Int]
  }

  /// The marks, where there are any.
  struct Points: Encodable {
    let possible: Double
    let withFollowThrough: Double
    let withoutFollowThrough: Double
  }

  /// The record of a marked write-up, its sentences in one language.
  package init(
    _ marking: Marking, names: KnownNames, scheme: MarkScheme? = nil, language: Language
  ) {
    file = marking.file
    let tally = marking.tally
    (right, rounded, carried, wrong) = (tally.right, tally.rounded, tally.carried, tally.wrong)
    (tooCoarse, undecided, unsupported) = (
      tally.tooCoarse, tally.undecided, tally.unsupported
    )
    assumptions = marking.assumptions.map { $0[language].words }
    answers = marking.marks.map { Line($0, language: language) }
    notAnswered = marking.notAnswered
    unknown = marking.unknown.map {
      UnknownName(line: $0.line, written: $0.name, nearest: names.nearest(to: $0.name))
    }
    unreadable = marking.unreadable.map {
      Unreadable(line: $0.line, name: $0.quantity, written: $0.text)
    }
    passedOver = marking.passedOver.count
    repeated = marking.repeated.map {
      Repetition(id: $0.mistake, title: $0.title[language].words, lines: $0.lines)
    }
    score = scheme.map { $0.score(marking) }.map {
      Points(
        possible: $0.possible, withFollowThrough: $0.withFollowThrough,
        withoutFollowThrough: $0.withoutFollowThrough)
    }
  }

  /// The record as text, the same for the same marks.
  package func json() throws -> String { try Self.text(self) }

  /// The records of several examples as one list.
  package static func json(_ records: [MarkingRecord]) throws -> String { try text(records) }

  static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    // A student's own numbers can lead to a division by zero.
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
  }
}

/// A file in the folder of a class as JSON: a marked write-up, or why there is none.
private enum SheetRecord: Encodable {
  case marked(MarkingRecord)
  case unread(file: String, error: String)

  private enum Key: CodingKey { case format, version, file, error }

  func encode(to encoder: any Encoder) throws {
    switch self {
    case .marked(let record): try record.encode(to: encoder)
    case .unread(let file, let error):
      var fields = encoder.container(keyedBy: Key.self)
      try fields.encode("backprop-unread", forKey: .format)
      try fields.encode(1, forKey: .version)
      try fields.encode(file, forKey: .file)
      try fields.encode(error, forKey: .error)
    }
  }
}

extension ClassReport {
  /// The report as JSON: a list with an element for each file.
  package func json(names: KnownNames, language: Language) throws -> String {
    try MarkingRecord.text(
      sheets.map { sheet in
        switch sheet {
        case .marked(let marking):
          SheetRecord.marked(
            MarkingRecord(marking, names: names, scheme: scheme, language: language))
        case .unread(let file, let reason):
          SheetRecord.unread(file: file, error: reason[language].words)
        }
      })
  }
}

extension MarkingRecord.Line {
  fileprivate init(_ mark: Mark, language: Language) {
    line = mark.answer.line
    written = mark.answer.name
    name = mark.quantity
    answer = mark.answer.number.value
    significantDigits = mark.answer.number.significantDigits
    exact = mark.exact
    switch mark.verdict {
    case .right(let isTruncated): verdict = isTruncated ? "truncated" : "right"
    case .rounded(let way):
      verdict = "rounded"
      rounding = way.rawValue
    case .carried(let origins):
      verdict = "carried"
      from = origins
    case .tooCoarse: verdict = "coarse"
    case .undecided: verdict = "undecided"
    case .unsupported(let value):
      verdict = "unsupported"
      calculated = value
    case .wrong(let expected, let explanations):
      verdict = "wrong"
      self.expected = expected
      mistakes = explanations.map {
        MarkingRecord.Mistake(
          id: $0.mistake, sentence: $0.sentence[language].words, leftOut: $0.leftOut?.name)
      }
    }
  }
}
