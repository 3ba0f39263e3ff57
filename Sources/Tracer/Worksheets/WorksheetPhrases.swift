/// What worksheets, their keys and reports say.
enum WorksheetPhrases {
  static func title(_ number: String) -> Phrase {
    Phrase(en: "Worksheet\(number)", ko: "연습 문제\(number)")
  }

  static func keyTitle(_ number: String) -> Phrase {
    Phrase(en: "Key to worksheet\(number)", ko: "연습 문제\(number) 정답")
  }

  static func errorsTitle(_ number: String) -> Phrase {
    Phrase(en: "Find the errors\(number)", ko: "틀린 곳 찾기\(number)")
  }

  static func errorsKeyTitle(_ number: String) -> Phrase {
    Phrase(en: "Key to “Find the errors\(number)”", ko: "틀린 곳 찾기\(number) 정답")
  }

  static func findErrors(_ count: Int) -> Phrase {
    Phrase(
      en: count == 1
        ? """
        One line of this solution contains a mistake. Every line that uses a wrong number was \
        calculated correctly. Find the line, say what the mistake is, and give the right number.
        """
        : """
        \(count) lines of this solution each contain a mistake. Every line that uses a wrong number \
        was calculated correctly. Find the lines, say what each mistake is, and give the right number.
        """,
      ko: "이 풀이에는 틀린 줄이 \(count)개 있다. 틀린 값을 이어 쓴 다른 줄의 계산은 옳다. 틀린 줄을 찾아 무엇이 잘못되었는지 쓰고 바른 값을 구하시오.")
  }

  static let found = Phrase(en: "What you found", ko: "찾은 것")
  static let foundLine = Phrase(
    en: "Line ____ Mistake: \(room)________ Right: ____________",
    ko: "줄 ____ 잘못된 점: \(room)________ 바른 값: ____________")

  private static let gap = "\u{2003}"
  private static let room = String(repeating: "_", count: 32)

  static func nameLine(code: String?) -> Phrase {
    let sheet = sheet(code)
    return Phrase(en: "Name: \(room)\(gap)\(sheet)", ko: "이름: \(room)\(gap)\(sheet)")
  }

  static func sheet(_ code: String?) -> Phrase {
    code.map { Phrase(en: "Sheet \(code: $0)", ko: "문제지 \(code: $0)") } ?? ""
  }

  static func solution(code: String?) -> Phrase {
    let sheet = sheet(code)
    return Phrase(
      en: "The result of each numbered blank is set off. \(sheet)",
      ko: "번호가 있는 빈칸의 결과를 따로 표시했다. \(sheet)")
  }

  /// How a paper is made again.
  static func again(_ command: String) -> Phrase {
    Phrase(en: "Made by \(code: command).", ko: "이것을 만든 명령: \(code: command).")
  }

  /// - Parameter worth: The first blank that has a number of marks.
  static func task(blanks: Int, digits: Int, carry: Int?, worth: Blank?) -> Phrase {
    guard blanks > 0 else {
      return Phrase(
        en:
          "Everything is worked out on this sheet. Read each line before you turn to the next sheet.",
        ko: "이 문제지에는 풀이가 모두 적혀 있다. 한 줄씩 읽고 다음 문제지로 넘어가시오.")
    }
    let going =
      carry == nil
      ? Phrase(
        en: "Carry at least that many digits from line to line.",
        ko: "계산 도중에도 그 이상의 자릿수를 남기시오.")
      : Phrase(
        en: "Round every result so and calculate on with the rounded number.",
        ko: "결과마다 그렇게 반올림하고, 반올림한 값으로 계산을 이어 가시오.")
    let points: Phrase =
      worth.map { blank in
        let marks = MarkingPhrases.points(blank.points ?? 0)
        return Phrase(
          en:
            " (\(blank.label)) means that blank \(blank.number) is worth \(marks) \(blank.points == 1 ? "mark" : "marks").",
          ko: " (\(blank.label))는 빈칸 \(blank.number)의 배점이 \(marks)점이라는 뜻이다.")
      } ?? ""
    let count =
      blanks == 1
      ? Phrase(en: "Fill in the numbered blank", ko: "번호가 있는 빈칸을")
      : Phrase(en: "Fill in the \(blanks) numbered blanks", ko: "번호가 있는 빈칸 \(blanks)개를")
    return Phrase(
      en: "\(count), to \(digits) significant digits. \(going)\(points)",
      ko: "\(count) 유효숫자 \(digits)자리로 채우시오. \(going)\(points)")
  }

  static func question(_ number: Int, about equation: Equation, in exercise: Exercise) -> Phrase {
    let isSum = exercise.paths(to: equation) != nil
    let room = String(repeating: "_", count: 18)
    let paths = isSum ? Phrase(en: " Paths: ____", ko: " 경로의 수: ____") : ""
    return Phrase(
      en: "(\(number)) \(symbol: equation.name): rule \(room) quantities \(room)\(paths)",
      ko: "(\(number)) \(symbol: equation.name): 규칙 \(room) 필요한 값 \(room)\(paths)")
  }

  static func rule(_ number: Int, of equation: Equation, in exercise: Exercise) -> Phrase {
    let rule =
      switch (equation.kind, exercise.key.role(of: equation.name), exercise.paths(to: equation)) {
      case (.value, .net, _): Phrase(en: "weighted sum of the inputs", ko: "입력의 가중합")
      case (.value, .out, _): Phrase(en: "activation function", ko: "활성화 함수")
      case (.value, .error, _), (.value, .loss, _): Phrase(en: "error function", ko: "오차 함수")
      case (.value, _, _): Phrase(en: "definition", ko: "정의")
      case (.gradient, _, let paths?), (.contribution, _, let paths?):
        Phrase(
          en: "chain rule along \(paths) \(paths == 1 ? "path" : "paths")",
          ko: "경로 \(paths)개의 연쇄 법칙")
      case (.slope, _, _), (.gradient, _, _), (.contribution, _, _):
        Phrase(en: "derivative of one step", ko: "한 단계의 미분")
      case (.state, _, _): Phrase(en: "what the optimizer keeps", ko: "최적화 기법이 보관하는 값")
      case (.update, _, _), (.change, _, _): Phrase(en: "update rule", ko: "갱신 규칙")
      }
    return Phrase(
      en: """
        (\(number)) \(symbol: equation.name): \(rule); quantities: \
        \(symbols: equation.formula.symbols)
        """,
      ko: """
        (\(number)) \(symbol: equation.name): \(rule). 필요한 값: \
        \(symbols: equation.formula.symbols)
        """)
  }

  // The report.
  static let reportTitle = Phrase(
    en: "Which mistakes the numbers tell apart", ko: "숫자로 구별되는 실수")
  static let reportMeaning = Phrase(
    en: """
      Each mistake was made at every blank where it can be made. It is told apart at a blank if its \
      number, to the digits written and by more than rounding can account for, differs from the right \
      one and from that of every other mistake; marking then names it. Brackets say from what it is not \
      told; with too few digits, many calculations would give its number.
      """,
    ko: """
      빈칸마다 가능한 실수를 모두 적용해 보았다. 적힌 자릿수에서 반올림 오차보다 크게, 그 값이 정답과도 다른 \
      실수의 값과도 다르면 구별된다고 본다. 구별되는 실수는 채점할 때 이름을 알려 준다. 괄호 안은 구별되지 않는 \
      까닭이며, 자릿수가 적으면 그 값이 나오는 계산이 많다.
      """)
  static let own = Phrase(
    en: """
      The numbers are the exercise's own. \(code: "--code 0-01") in place of them draws others and keeps \
      those that tell the most apart.
      """,
    ko: """
      숫자는 주어진 문제의 것이다. \(code: "--code 0-01")을 붙이면 다른 숫자를 뽑아 실수가 가장 많이 구별되는 \
      것을 쓴다.
      """)
  static let mistake = Phrase(en: "Mistake", ko: "실수")
  static let toldAt = Phrase(en: "Told apart at blanks", ko: "구별되는 빈칸")
  static let notToldAt = Phrase(en: "Not told apart at blanks", ko: "구별되지 않는 빈칸")
  static let blank = Phrase(en: "Blank", ko: "빈칸")
  static let sheetHeader = Phrase(en: "Sheet", ko: "문제지")
  static let rightNumber = Phrase(en: "the right number", ko: "정답")
  static let oldNumber = Phrase(en: "the old value", ko: "갱신 전 값")
  static let tooFewDigits = Phrase(en: "too few digits", ko: "자릿수가 적음")
  static let severalOthers = Phrase(en: "several mistakes", ko: "여러 실수")

  static func blanks(_ list: Phrase) -> Phrase {
    Phrase(en: "The blanks: \(list.english).", ko: "빈칸: \(list.korean).")
  }

  static let difficulty = Phrase(en: "Difficulty", ko: "난이도")
  static let confusions = Phrase(en: "Not told apart", ko: "구별되지 않음")
  static let told = Phrase(en: "Mistakes told apart", ko: "구별되는 실수")
  static let awkward = Phrase(en: "Awkward numbers", ko: "다루기 어려운 값")
  static let difficultyMeaning = Phrase(
    en: """
      Difficulty counts the digits of the given numbers in the lines of all blanks, and one more for \
      each negative number in them. A number is awkward if its absolute value is below 0.001, or 1,000 or more, or \
      if it is the derivative of a saturated unit, below 0.05.
      """,
    ko: """
      난이도는 모든 빈칸의 식에 나오는 주어진 수의 자릿수를 더하고, 음수마다 1을 더한 것이다. 0.001보다 작거나 \
      1,000 이상인 값, 포화된 유닛의 미분(0.05 미만)은 다루기 어려운 값으로 센다.
      """)

  static let same = Phrase(
    en: "The same line in other words, whatever the numbers:", ko: "숫자가 무엇이든 같은 식이 되는 실수:")

  static func untold(_ titles: Phrase) -> Phrase {
    Phrase(en: "Told apart nowhere: \(titles).", ko: "어디에서도 구별되지 않는 실수: \(titles).")
  }

  static let allTold = Phrase(
    en: "Every mistake is told apart at one blank at least.",
    ko: "모든 실수가 적어도 한 빈칸에서는 구별된다.")
}
