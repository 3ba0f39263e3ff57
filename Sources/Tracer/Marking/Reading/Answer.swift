/// A claim of a write-up: a left side, the work shown, and the number stated as the result.
package struct Answer: Hashable, Sendable {
  /// The line of the write-up on which the number stands, counted from 1.
  package var line: Int
  /// The left side as written.
  package var name: String
  /// The quantities that the left side may mean, the likeliest first: one where it is certain, none
  /// where nothing is known by this name.
  package var candidates: [String]
  /// The sides that calculate with numbers, in their order; empty where only the result is stated.
  package var work: [ShownWork] = []
  /// The sides that calculate with quantities, which bear the names that the program has for them.
  package var formulas: [Formula] = []
  /// The number, and the digits it is given to.
  package var number: WrittenNumber

  /// The quantity meant, or `nil` if the name means none or can't be told from another.
  package var quantity: String? { candidates.count == 1 ? candidates[0] : nil }

  /// An answer to a quantity that is certain, or to a name that means nothing.
  package init(line: Int, name: String, quantity: String?, number: WrittenNumber) {
    self.init(line: line, name: name, candidates: quantity.map { [$0] } ?? [], number: number)
  }

  /// An answer to one of several quantities.
  package init(
    line: Int, name: String, candidates: [String], work: [ShownWork] = [], formulas: [Formula] = [],
    number: WrittenNumber
  ) {
    self.line = line
    self.name = name
    self.candidates = candidates
    self.work = work
    self.formulas = formulas
    self.number = number
  }
}

/// A side of an equation that calculates with numbers: `0.35 − 0.5 · 0.0714`.
package struct ShownWork: Hashable, Sendable {
  /// The calculation. Each number written in it is a symbol whose name is its position in
  /// `operands`, `"0"` for the first; a literal is part of the notation, such as the 2 of a square.
  package var formula: Formula
  /// The numbers in the order in which they are written.
  package var operands: [WrittenNumber]

  /// A calculation.
  package init(formula: Formula, operands: [WrittenNumber]) {
    self.formula = formula
    self.operands = operands
  }
}

/// What is stated for a quantity and can't be read as a number, such as 1/0 or 0.5O69.
package struct UnreadableAnswer: Hashable, Sendable {
  /// The line of the write-up, counted from 1.
  package let line: Int
  /// The name of the quantity.
  package let quantity: String
  /// What is stated, as written.
  package let text: String
}

/// What was read from a write-up.
package struct AnswerSheet: Hashable, Sendable {
  /// What the write-up is called in messages.
  package var file: String
  /// The answers in the order of the write-up, those to names that mean nothing among them.
  package var answers: [Answer] = []
  /// What stands in place of a number and can't be read as one.
  package var unreadable: [UnreadableAnswer] = []
  /// The lines of the equations that state no number or are about something else.
  package var passedOver: [Int] = []
  /// The lines of the numbers that were not read as an answer to anything, a line for each.
  package var unread: [Int] = []
  /// The lines that hold a number or an equation and were not read, as written.
  package var lines: [Int: String] = [:]
  /// What the reading took for granted where the write-up could be read otherwise: the orientation of
  /// a square matrix, the meaning of a name.
  package var assumptions: [Phrase] = []
}

extension AnswerSheet {
  /// How many numbers were read as an answer to something.
  package var readCount: Int { answers.count { $0.quantity != nil } }

  /// Whether less than two in five of the numbers were read, so that a verdict would say nothing of
  /// the write-up.
  package var isHardlyRead: Bool { readCount == 0 || 3 * readCount < 2 * unread.count }

  /// How many numbers were read and how many were not, with their lines.
  package var summary: Phrase {
    let lines = unread.reduce(into: [Int]()) { if $0.last != $1 { $0.append($1) } }
    let shown = lines.prefix(20).map(String.init).joined(separator: ", ")
    let more = lines.count > 20 ? ", …" : ""
    let read =
      readCount == 1
      ? "1 number was read as an answer" : "\(readCount) numbers were read as answers"
    if unread.isEmpty {
      return Phrase(
        en: "\(read).",
        ko: "수 \(readCount)개를 답으로 읽었다.")
    }
    let advice =
      isHardlyRead
      ? Phrase(
        en: """
           That is too little to go by: --list shows how each line was read, and --names FILE says \
          what your names mean.
          """,
        ko: """
           채점하기에는 너무 적다. --list 는 각 줄을 어떻게 읽었는지 보여 주고, --names FILE 로는 이름의 \
          뜻을 알려 줄 수 있다.
          """)
      : Phrase("")
    return Phrase(
      en: """
        \(read), \(unread.count) \
        \(unread.count == 1 ? "was" : "were") not \
        (\(lines.count == 1 ? "line" : "lines") \(shown)\(more)).\(advice.english)
        """,
      ko: """
        수 \(readCount)개를 답으로 읽었고, \(unread.count)개는 읽지 못했다(\(shown)\(more)번 \
        줄).\(advice.korean)
        """)
  }
}

/// Why a write-up could not be read.
package enum AnswerSheetError: Fault {
  /// `answers.txt: 104857600 bytes; a write-up of at most 16777216 bytes is read.`
  case tooLarge(file: String, bytes: Int, limit: Int)
  /// `answers.txt:20001: more than 20000 equations; split the write-up.`
  case tooMany(file: String, line: Int, limit: Int)
  /// `names.txt:2: "q1 = foo": no quantity is called foo; did you mean …?`
  case noSuchName(file: String, line: Int, found: String, nearest: String?)
  /// `names.txt:3: q1 has another meaning further up; one for each name is expected.`
  case namedTwice(file: String, line: Int, name: String)
  /// `answers.txt: no answer found; one number a line is expected, such as net_h1 = 0.0275.`
  case nothingRead(file: String, example: String)

  package var kind: FaultKind {
    if case .nothingRead = self { .nothingRead } else { .badData }
  }

  /// One line: what is wrong, and what is expected.
  package var description: String {
    let place =
      switch self {
      case .tooLarge(let file, _, _), .nothingRead(let file, _): file
      case .tooMany(let file, let line, _), .noSuchName(let file, let line, _, _),
        .namedTwice(let file, let line, _):
        "\(file):\(line)"
      }
    return "\(place): \(reason.english.words)"
  }

  /// What is wrong, and what is expected.
  package var reason: Phrase {
    switch self {
    case .tooLarge(_, let bytes, let limit):
      Phrase(
        en: "\(bytes) bytes; a write-up of at most \(limit) bytes is read.",
        ko: "\(bytes) 바이트. 답안은 \(limit) 바이트까지 읽는다.")
    case .tooMany(_, let line, let limit):
      Phrase(
        en: "more than \(limit) equations; split the write-up.",
        ko: "\(line)번 줄에서 등식이 \(limit)개를 넘는다. 답안을 나누어야 한다.")
    case .noSuchName(_, _, let found, let nearest):
      Phrase(
        en: """
          \("\(quoting: found)") does not name a quantity; a line such as q1 = \(nearest ?? "net_h1") \
          is expected.
          """,
        ko: """
          \("\(quoting: found)") 에는 아는 이름이 없다. q1 = \(nearest ?? "net_h1") 처럼 적어야 한다.
          """)
    case .namedTwice(_, _, let name):
      Phrase(
        en: "\("\(quoting: name)") has another meaning further up; one for each name is expected.",
        ko: "\("\(quoting: name)") 의 뜻이 위에서 이미 다르게 정해졌다. 이름마다 뜻은 하나여야 한다.")
    case .nothingRead(_, let example):
      Phrase(
        en: """
          no answer found; a name and a number are expected, such as \(example). --list shows how each \
          line was read, and --names FILE says what your names mean.
          """,
        ko: """
          답을 찾지 못했다. \(example) 처럼 이름과 수를 적어야 한다. --list 는 각 줄을 어떻게 읽었는지 \
          보여 주고, --names FILE 로는 이름의 뜻을 알려 줄 수 있다.
          """)
    }
  }
}
