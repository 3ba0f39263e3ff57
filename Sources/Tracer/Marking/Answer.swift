/// A number that somebody states for a quantity.
public struct Answer: Hashable, Sendable {
  /// The line of the write-up on which the number stands, counted from 1.
  public var line: Int
  /// The name as written.
  public var name: String
  /// The name of the quantity meant, or `nil` if none is known by this name.
  public var quantity: String?
  /// The number, and the digits it is given to.
  public var number: WrittenNumber

  /// An answer.
  public init(line: Int, name: String, quantity: String?, number: WrittenNumber) {
    self.line = line
    self.name = name
    self.quantity = quantity
    self.number = number
  }
}

/// What was read from a write-up.
public struct AnswerSheet: Hashable, Sendable {
  /// What the write-up is called in messages.
  public var file: String
  /// The answers in the order of the write-up, those to names that mean nothing among them.
  public var answers: [Answer] = []
  /// The lines of the equations that state no number or are about something else.
  public var passedOver: [Int] = []
}

/// Why a write-up could not be read.
public enum AnswerSheetError: Fault {
  /// `answers.txt: 104857600 bytes; a write-up of at most 16777216 bytes is read.`
  case tooLarge(file: String, bytes: Int, limit: Int)
  /// `answers.txt:20001: more than 20000 equations; split the write-up.`
  case tooMany(file: String, line: Int, limit: Int)
  /// `answers.txt: no answer found; one number a line is expected, such as net_h1 = 0.0275.`
  case nothingRead(file: String, example: String)

  /// Always bad data.
  public var kind: FaultKind { .badData }

  /// One line: what is wrong, and what is expected.
  public var description: String {
    switch self {
    case .tooLarge(let file, let bytes, let limit):
      "\(quoting: file): \(bytes) bytes; a write-up of at most \(limit) bytes is read."
    case .tooMany(let file, let line, let limit):
      "\(quoting: file):\(line): more than \(limit) equations; split the write-up."
    case .nothingRead(let file, let example):
      "\(quoting: file): no answer found; one number a line is expected, such as \(example)."
    }
  }
}
