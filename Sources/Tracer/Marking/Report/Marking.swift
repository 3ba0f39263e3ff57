/// A write-up, marked line by line.
package struct Marking: Sendable {
  /// What the write-up is called.
  package let file: String
  /// The answers and their verdicts, in the order of the lines.
  package let marks: [Mark]
  /// What a derivation tells of and the write-up does not, in the order of the derivation.
  package let notAnswered: [String]
  /// The answers to names that mean nothing.
  package let unknown: [Answer]
  /// What stands in place of a number and can't be read as one.
  package let unreadable: [UnreadableAnswer]
  /// The lines of the equations that state no number or are about something else.
  package let passedOver: [Int]
  /// How many numbers were read as answers, and which were not.
  package let summary: Phrase
  /// Whether every number was read as an answer to something.
  package let isAllRead: Bool
  /// The mistakes that explain several answers.
  package let repeated: [RepeatedMistake]
  /// To how many digits the write-up calculates.
  package let precision: WorkingPrecision

  /// Marks a write-up.
  package init(_ sheet: AnswerSheet, with key: AnswerKey) {
    var marker = Marker(sheet, key: key)
    let marks = marker.mark()
    unreadable = sheet.unreadable
    file = sheet.file
    (self.marks, repeated) = RepeatedMistake.found(in: marks)
    precision = marker.precision
    let answered = Set(marks.map(\.quantity))
    notAnswered = key.asked.filter { !answered.contains($0) }
    unknown = sheet.answers.filter { $0.quantity == nil }
    passedOver = sheet.passedOver
    summary = sheet.summary
    isAllRead = sheet.unread.isEmpty
  }

  /// Whether nothing is wrong, and no number was given that can't be read.
  package var isFaultless: Bool { unreadable.isEmpty && !marks.contains { $0.verdict.isWrong } }
}
