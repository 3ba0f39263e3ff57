/// What a marked write-up says, in every language.
enum MarkingPhrases {
  static func title(_ file: String) -> Phrase {
    Phrase(en: "Marking report: \(file)", ko: "채점 결과: \(file)")
  }

  static let mistakes = Phrase(en: "What went wrong", ko: "틀린 곳")
  static let lineByLine = Phrase(en: "Line by line", ko: "줄별 채점")
  static let notRead = Phrase(en: "Not marked", ko: "채점하지 않은 것")

  static let line = Phrase(en: "Line", ko: "줄")
  static let quantity = Phrase(en: "Quantity", ko: "기호")
  static let answer = Phrase(en: "Answer", ko: "답")
  static let exact = Phrase(en: "Exact", ko: "정확한 값")
  static let verdict = Phrase(en: "Verdict", ko: "채점")

  static let faultless = Phrase(en: "Nothing is wrong. Well done.", ko: "틀린 곳이 없다. 잘했다.")
  static let faultlessSoFar = Phrase(
    en: "Nothing is wrong in what could be marked; see below what could not.",
    ko: "채점한 것 가운데 틀린 곳은 없다. 채점하지 못한 것은 아래에 있다.")

  static func counts(_ marking: Marking) -> [Phrase] {
    let tally = marking.tally
    let counts = [
      (1, Phrase(en: "\(tally.right) right", ko: "정답 \(tally.right)개")),
      (
        tally.rounded,
        Phrase(
          en: "\(tally.rounded) right apart from rounding along the way",
          ko: "반올림 차이를 빼면 정답 \(tally.rounded)개")
      ),
      (
        tally.carried,
        Phrase(
          en: "\(tally.carried) right given an earlier wrong number (not counted as wrong again)",
          ko: "앞의 틀린 값을 이어 썼지만 계산은 옳음 \(tally.carried)개 (오답으로 다시 세지 않음)")
      ),
      (
        tally.tooCoarse,
        Phrase(
          en: "\(tally.tooCoarse) too coarse to tell: more digits are needed",
          ko: "자릿수가 모자라 판단할 수 없음 \(tally.tooCoarse)개")
      ),
      (
        tally.undecided,
        Phrase(
          en:
            "\(tally.undecided) off by more than your numbers account for; rounding may explain it",
          ko: "차이가 크지만 반올림 때문일 수 있어 판단할 수 없음 \(tally.undecided)개")
      ),
      (
        tally.unsupported,
        Phrase(
          en: "\(tally.unsupported) right, but not what the calculation beside it gives",
          ko: "값은 맞지만 함께 적은 계산과 맞지 않음 \(tally.unsupported)개")
      ),
      (tally.wrong, Phrase(en: "\(tally.wrong) wrong", ko: "오답 \(tally.wrong)개")),
      (
        marking.unreadable.count,
        Phrase(
          en: "\(marking.unreadable.count) not readable as a number",
          ko: "수로 읽을 수 없음 \(marking.unreadable.count)개")
      ),
      (
        marking.notAnswered.count,
        Phrase(
          en: "\(marking.notAnswered.count) not answered",
          ko: "답하지 않음 \(marking.notAnswered.count)개")
      ),
    ]
    return counts.filter { $0.0 > 0 }.map(\.1)
  }

  static func score(_ score: MarkScheme.Score) -> Phrase {
    Phrase(
      en: """
        Marks: \(points(score.withFollowThrough)) of \(points(score.possible)) with follow-through, \
        \(points(score.withoutFollowThrough)) without.
        """,
      ko: """
        \(points(score.possible))점 만점에 \(points(score.withFollowThrough))점(앞의 오답을 이어 쓴 답을 \
        인정할 때), \(points(score.withoutFollowThrough))점(인정하지 않을 때).
        """)
  }

  /// Points without needless decimals.
  static func points(_ points: Double) -> String {
    points == points.rounded() && abs(points) < 1e15
      ? String(Int(points)) : "\(rounded(points, significantDigits: 12))"
  }

  static let assumed = Phrase(
    en: "The write-up can be read in more than one way. It was read like this:",
    ko: "답안을 여러 가지로 읽을 수 있어 다음과 같이 읽었다.")

  static let sameMistake = Phrase(
    en: "The same mistake explains:", ko: "다음 줄도 같은 실수로 설명된다.")

  static func same(_ mark: Mark) -> Phrase {
    guard case .wrong(let expected, _) = mark.verdict else { return wrongHeading(mark) }
    return Phrase(
      en: """
        Line \(mark.answer.line): \(symbol: mark.quantity) = \(written(mark)), which should be \
        \(number: expected).
        """,
      ko: """
        \(mark.answer.line)번 줄: \(symbol: mark.quantity) = \(written(mark)). 올바른 값은 \
        \(number: expected) 이다.
        """)
  }

  /// What was done, and where, if not in the line itself.
  static func sentence(_ explanation: Explanation) -> Phrase {
    guard let line = explanation.leftOut else { return explanation.sentence }
    return Phrase(
      en: """
        The mistake is in \(symbol: line.name), which you left out. \
        \(explanation.sentence.english)
        """,
      ko: "적지 않은 \(symbol: line.name) 에서 틀렸다. \(explanation.sentence.korean)")
  }

  static func tellingApart(_ name: String) -> Phrase {
    Phrase(
      en: "Write down \(symbol: name) as well: it shows which one it is.",
      ko: "\(symbol: name) 값도 적으면 어느 것인지 알 수 있다.")
  }

  static func contradiction(_ quantity: String, _ lines: [Int]) -> Phrase {
    Phrase(
      en: """
        \(symbol: quantity) has different answers in \(lines.count == 1 ? "line" : "lines") \
        \(list(lines, and: "and")); it counts only if all of them hold.
        """,
      ko: """
        \(symbol: quantity) 의 답이 \(list(lines, and: ""))번 줄에서 서로 다르다. 모두 맞아야 \
        맞은 것으로 친다.
        """)
  }

  /// `12, 19 and 23`
  static func list(_ lines: [Int], and: String) -> String {
    let words = lines.map(String.init)
    guard words.count > 1, !and.isEmpty else { return words.joined(separator: ", ") }
    return "\(words.dropLast().joined(separator: ", ")) \(and) \(words[words.count - 1])"
  }

  /// `12, 19 and 23–27`, in order
  static func ranges(_ lines: [Int], and: String = "and") -> String {
    var ranges: [ClosedRange<Int>] = []
    for line in Set(lines).sorted() {
      if let last = ranges.last, last.upperBound == line - 1 {
        ranges[ranges.count - 1] = last.lowerBound...line
      } else {
        ranges.append(line...line)
      }
    }
    let words = ranges.flatMap { range in
      switch range.count {
      case 1, 2: range.map(String.init)
      default: ["\(range.lowerBound)–\(range.upperBound)"]
      }
    }
    guard words.count > 1, and != "," else { return words.joined(separator: ", ") }
    return "\(words.dropLast().joined(separator: ", ")) \(and) \(words[words.count - 1])"
  }

  static func wrongHeading(_ mark: Mark) -> Phrase {
    Phrase(
      en: "Line \(mark.answer.line): \(symbol: mark.quantity) = \(written(mark))",
      ko: "\(mark.answer.line)번 줄: \(symbol: mark.quantity) = \(written(mark))")
  }

  /// The answer as written, with the signs that everything else is written with.
  static func written(_ mark: Mark) -> String { mark.answer.number.shown }

  static func given(_ name: String, _ value: Double) -> Phrase {
    Phrase(
      en: "\(symbol: name) is given as \(number: value).",
      ko: "\(symbol: name) 값은 \(number: value) 로 주어져 있다.")
  }

  static let expected = Phrase(
    en: "With your numbers so far, this line should read:",
    ko: "여기까지 구한 값으로 계산하면 이 줄은 다음과 같아야 한다.")
  static let calculated = Phrase(
    en: "Your number results from:", ko: "답안의 값은 다음과 같이 계산한 결과이다.")
  static let several = Phrase(
    en: "Each of these would give your number; the number alone cannot tell them apart.",
    ko: "다음 가운데 어느 경우에도 답안의 값이 나온다. 값만으로는 구별할 수 없다.")
  static let unexplained = Phrase(
    en: """
      The number alone does not show what went wrong. Compare your working with the line above, step \
      by step.
      """,
    ko: "값만으로는 무엇이 잘못되었는지 알 수 없다. 위의 식과 한 단계씩 비교해 보라.")

  static func follow(_ lines: [Int]) -> Phrase {
    Phrase(
      en: """
        \(lines.count == 1 ? "Line" : "Lines") \(ranges(lines)), which \
        \(lines.count == 1 ? "uses" : "use") this number, \
        \(lines.count == 1 ? "is" : "are") calculated correctly.
        """,
      ko: "이 값을 이용한 \(ranges(lines, and: ","))번 줄의 계산은 옳다.")
  }

  static func verdict(_ mark: Mark) -> Phrase {
    switch mark.verdict {
    case .right(isTruncated: false): return Phrase(en: "right", ko: "맞음")
    case .right(isTruncated: true):
      return Phrase(en: "right, but truncated instead of rounded", ko: "맞음 (반올림하지 않고 버림)")
    case .rounded(let way):
      let reason = rounding(way)
      return Phrase(
        en: "\(reason.english) (differs by \(number: mark.distance))",
        ko: "\(reason.korean)(차이 \(number: mark.distance))")
    case .carried(let origins):
      return Phrase(
        en: "right given your \(symbols: origins)", ko: "앞에서 구한 \(symbols: origins) 값에 따르면 맞음")
    case .tooCoarse: return Phrase(en: "too coarse to tell", ko: "자릿수가 모자라 판단할 수 없음")
    case .undecided:
      return Phrase(
        en: "can't tell: \(number: mark.distance) off, by rounding or by a slip",
        ko: "판단할 수 없음: 차이 \(number: mark.distance), 반올림이거나 실수"
      )
    case .unsupported(let value):
      return Phrase(
        en: "right, but your line gives \(number: value)",
        ko: "값은 맞지만 적은 식의 값은 \(number: value)")
    case .wrong: return Phrase(en: "\(strong: "wrong")", ko: "\(strong: "틀림")")
    }
  }

  static func rounding(_ way: RoundingOnTheWay) -> Phrase {
    switch way {
    case .ownFigures:
      Phrase(en: "right with your rounded values", ko: "앞에서 반올림한 값을 쓰면 맞음")
    case .eachLine: Phrase(en: "right with every line rounded", ko: "줄마다 반올림하면 맞음")
    case .eachOperation:
      Phrase(en: "right with every operation rounded", ko: "연산마다 반올림하면 맞음")
    case .mixed: Phrase(en: "right apart from rounding", ko: "반올림 오차 안에서 맞음")
    }
  }

  static func unknown(_ answer: Answer, nearest: String?) -> Phrase {
    if answer.candidates.count > 1 {
      let names = Array(answer.candidates.prefix(4))
      return Phrase(
        en: """
          Line \(answer.line): \(code: answer.name) may be \(symbols: names), and nothing on the sheet \
          tells which.
          """,
        ko: """
          \(answer.line)번 줄: \(code: answer.name, .topic) \(symbols: names) 가운데 어느 것인지 답안만으로 \
          정할 수 없다.
          """)
    }
    guard let nearest else {
      return Phrase(
        en: "Line \(answer.line): \(code: answer.name) is not a quantity of this calculation.",
        ko: "\(answer.line)번 줄: 「\(code: answer.name)」라는 값은 이 계산에 없다.")
    }
    return Phrase(
      en: """
        Line \(answer.line): \(code: answer.name) is not a quantity of this calculation; did \
        you mean \(code: nearest)?
        """,
      ko: """
        \(answer.line)번 줄: 「\(code: answer.name)」라는 값은 이 계산에 없다. 혹시 \
        「\(code: nearest)」인가?
        """)
  }

  static func unreadable(_ answer: UnreadableAnswer) -> Phrase {
    Phrase(
      en: """
        Line \(answer.line): \(code: answer.text), stated for \(symbol: answer.quantity), can't be \
        read as a number.
        """,
      ko: """
        \(answer.line)번 줄: \(symbol: answer.quantity) 의 값으로 적은 \(code: answer.text, .topic) 수로 \
        읽을 수 없다.
        """)
  }

  static func unreadable(lines: [Int]) -> Phrase {
    Phrase(
      en: "no number in \(lines.count == 1 ? "line" : "lines") \(list(lines, and: "and"))",
      ko: "수로 읽을 수 없는 줄 \(list(lines, and: ""))")
  }

  static func passedOver(_ lines: [Int]) -> Phrase {
    let (shown, more) = (Array(lines.prefix(20)), lines.count - 20)
    let english = more > 0 ? "\(list(shown, and: "")) and \(more) more" : list(shown, and: "and")
    let korean = list(shown, and: "") + (more > 0 ? " 외 \(more)개" : "")
    return lines.count == 1
      ? Phrase(
        en:
          "1 equation was skipped: it contains no number or concerns something else (line \(english)).",
        ko: "수가 없거나 이 계산과 관계없는 등식 1개는 채점하지 않았다(\(korean)번 줄).")
      : Phrase(
        en:
          "\(lines.count) equations were skipped: they contain no number or concern something else (lines \(english)).",
        ko: "수가 없거나 이 계산과 관계없는 등식 \(lines.count)개는 채점하지 않았다(줄 \(korean)).")
  }

  static func notAnswered(_ names: [String]) -> Phrase {
    let (shown, more) = (Array(names.prefix(20)), names.count - 20)
    return more > 0
      ? Phrase(
        en: "Not answered: \(symbols: shown) and \(more) more.",
        ko: "답하지 않은 값: \(symbols: shown) 외 \(more)개.")
      : Phrase(en: "Not answered: \(symbols: shown).", ko: "답하지 않은 값: \(symbols: shown).")
  }
}
