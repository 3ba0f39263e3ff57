/// A write-up, marked line by line.
public struct Marking: Sendable {
  /// What the write-up is called.
  public let file: String
  /// The answers and their verdicts, in the order of the lines.
  public let marks: [Mark]
  /// What a derivation tells of and the write-up does not, in the order of the derivation.
  public let notAnswered: [String]
  /// The answers to names that mean nothing.
  public let unknown: [Answer]
  /// What stands in place of a number and can't be read as one.
  public let unreadable: [UnreadableAnswer]
  /// The lines of the equations that state no number or are about something else.
  public let passedOver: [Int]
  /// The mistakes that explain several answers.
  public let repeated: [RepeatedMistake]
  /// To how many digits the write-up calculates.
  public let precision: WorkingPrecision

  /// Marks a write-up.
  public init(_ sheet: AnswerSheet, with key: AnswerKey) {
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
  }

  /// Whether nothing is wrong, and no number was given that can't be read.
  public var isFaultless: Bool { unreadable.isEmpty && !marks.contains { $0.verdict.isWrong } }
}
