/// What worksheets, their keys and reports say.
enum WorksheetPhrases {
  static func title(_ label: String?, _ subject: Phrase) -> Phrase {
    let number = label.map { " \($0)" } ?? ""
    return Phrase(
      en: "Worksheet\(number): \(subject.english)", ko: "연습 문제\(number): \(subject.korean)")
  }

  static func keyTitle(_ label: String?, _ subject: Phrase) -> Phrase {
    let number = label.map { " \($0)" } ?? ""
    return Phrase(
      en: "Key to worksheet\(number): \(subject.english)",
      ko: "연습 문제\(number) 정답: \(subject.korean)")
  }

  static func errorsTitle(_ label: String?, _ subject: Phrase) -> Phrase {
    let number = label.map { " \($0)" } ?? ""
    return Phrase(
      en: "Find the errors\(number): \(subject.english)",
      ko: "틀린 곳 찾기\(number): \(subject.korean)")
  }

  static func findErrors(_ count: Int) -> Phrase {
    Phrase(
      en: count == 1
        ? """
        One line of this solution contains a mistake. All that follows from it was calculated \
        correctly. Find the line, say what the mistake is, and give the right number.
        """
        : """
        \(count) lines of this solution contain a mistake each. All that follows from a mistake was \
        calculated correctly. Find the lines, say what each mistake is, and give the right number.
        """,
      ko: """
        이 풀이에는 틀린 줄이 \(count)개 있다. 틀린 값을 이어 쓴 다른 줄의 계산은 옳다. 틀린 줄을 찾아 무엇이 \
        잘못되었는지 쓰고 바른 값을 구하시오.
        """)
  }

  static let found = Phrase(en: "What you found", ko: "찾은 것")
  static let foundLine = Phrase(
    en: "Line ______ Mistake: \(room)\(room) Right: ____________",
    ko: "줄 ______ 잘못된 점: \(room)\(room) 바른 값: ____________")

  private static let room = String(repeating: "_", count: 32)

  static func nameLine(code: String?) -> Phrase {
    let sheet = sheet(code)
    return Phrase(
      en: "Name: \(room) \(sheet.english)", ko: "이름: \(room) \(sheet.korean)")
  }

  private static func sheet(_ code: String?) -> Phrase {
    code.map { Phrase(en: "Sheet \(code: $0)", ko: "문제지 \(code: $0)") } ?? Phrase("")
  }

  static func solution(code: String?) -> Phrase {
    let sheet = sheet(code)
    return Phrase(
      en: "The result of each numbered blank is set off. \(sheet.english)",
      ko: "번호가 있는 빈칸의 결과를 따로 표시했다. \(sheet.korean)")
  }

  static func task(blanks: Int, digits: Int, carry: Int?, hasPoints: Bool) -> Phrase {
    let going =
      carry == nil
      ? Phrase(
        en: "Carry at least that many digits from line to line.",
        ko: "계산 도중에도 그만큼의 자릿수는 남긴다.")
      : Phrase(
        en: "Round every result so and calculate on with the rounded number.",
        ko: "결과마다 그렇게 반올림하고, 반올림한 값으로 계산을 이어 간다.")
    let points =
      hasPoints
      ? Phrase(
        en: " (3: 2) means that blank 3 is worth 2 marks.", ko: " (3: 2)는 빈칸 3이 2점이라는 뜻이다.")
      : Phrase("")
    let count =
      blanks == 1
      ? Phrase(en: "Fill in the numbered blank", ko: "번호가 있는 빈칸을 채우시오.")
      : Phrase(
        en: "Fill in the \(blanks) numbered blanks", ko: "번호가 있는 빈칸 \(blanks)개를 채우시오.")
    return Phrase(
      en: "\(count.english), to \(digits) significant digits. \(going.english)\(points.english)",
      ko: "\(count.korean) 유효숫자는 \(digits)자리이다. \(going.korean)\(points.korean)")
  }

  static func question(_ number: Int, about equation: Equation) -> Phrase {
    let isSum = equation.kind == .gradient || equation.kind == .contribution
    let room = String(repeating: "_", count: 18)
    let paths = isSum ? Phrase(en: " Paths: ____", ko: " 경로의 수: ____") : Phrase("")
    return Phrase(
      en: """
        (\(number)) \(symbol: equation.name): rule \(room) quantities \(room)\(paths.english)
        """,
      ko: "(\(number)) \(symbol: equation.name): 규칙 \(room) 필요한 값 \(room)\(paths.korean)")
  }

  static func rule(_ number: Int, of equation: Equation, in exercise: Exercise) -> Phrase {
    let paths = equation.formula.terms.count
    let rule: Phrase
    switch equation.kind {
    case .value:
      rule =
        switch exercise.key.role(of: equation.name) {
        case .net: Phrase(en: "weighted sum of the inputs", ko: "입력의 가중합")
        case .out: Phrase(en: "activation function", ko: "활성화 함수")
        case .error, .loss: Phrase(en: "error function", ko: "오차 함수")
        default: Phrase(en: "definition", ko: "정의")
        }
    case .slope: rule = Phrase(en: "derivative of one step", ko: "한 단계의 미분")
    case .gradient, .contribution:
      rule = Phrase(
        en: "chain rule along \(paths) \(paths == 1 ? "path" : "paths")", ko: "경로 \(paths)개의 연쇄 법칙")
    case .state: rule = Phrase(en: "what the optimizer keeps", ko: "최적화 기법이 보관하는 값")
    case .update, .change: rule = Phrase(en: "update rule", ko: "갱신 규칙")
    }
    return Phrase(
      en: """
        (\(number)) \(symbol: equation.name): \(rule.english); quantities: \
        \(symbols: equation.formula.symbols)
        """,
      ko: """
        (\(number)) \(symbol: equation.name): \(rule.korean). 필요한 값: \
        \(symbols: equation.formula.symbols)
        """)
  }

  // The report.
  static let reportTitle = Phrase(
    en: "Which mistakes the numbers tell apart", ko: "숫자로 구별되는 실수")
  static let reportMeaning = Phrase(
    en: """
      Each mistake was made at every blank where it can be made. It is told apart where its number, at \
      the digits written and beyond what rounding may change, differs from the right one and from that \
      of every other mistake; marking then names it.
      """,
    ko: """
      빈칸마다 저지를 수 있는 실수를 모두 저질러 보았다. 적은 자릿수에서, 그리고 반올림으로 달라질 수 있는 정도를 \
      넘어, 그 값이 정답과도 다른 모든 실수의 값과도 다르면 구별된다. 그런 실수는 채점에서 이름이 밝혀진다.
      """)
  static let mistake = Phrase(en: "Mistake", ko: "실수")
  static let toldAt = Phrase(en: "Told apart at blanks", ko: "구별되는 빈칸")
  static let notToldAt = Phrase(en: "Not told apart at blanks", ko: "구별되지 않는 빈칸")
  static let blank = Phrase(en: "Blank", ko: "빈칸")
  static let sheetHeader = Phrase(en: "Sheet", ko: "문제지")
  static let rightNumber = Phrase(en: "right", ko: "정답")
  static let tooFewDigits = Phrase(en: "too few digits", ko: "자릿수 부족")
  static let difficulty = Phrase(en: "Difficulty", ko: "난이도")
  static let confusions = Phrase(en: "Not told apart", ko: "구별 안 됨")
  static let told = Phrase(en: "Mistakes told apart", ko: "구별되는 실수")
  static let awkward = Phrase(en: "Awkward numbers", ko: "다루기 어려운 값")
  static let difficultyMeaning = Phrase(
    en: """
      Difficulty counts the digits of the given numbers in the lines of all blanks, and one more for \
      each negative number in them. A number is awkward if it is less than 0.001 or 1,000 or more, or \
      if it is the derivative of a saturated unit, below 0.05.
      """,
    ko: """
      난이도는 모든 빈칸의 식에 나오는 주어진 수의 자릿수를 더하고, 음수마다 1을 더한 것이다. 0.001보다 작거나 \
      1,000 이상인 값, 포화된 유닛의 미분(0.05 미만)은 다루기 어려운 값으로 센다.
      """)

  static func same(_ groups: Phrase) -> Phrase {
    Phrase(
      en: "The same line in other words, whatever the numbers: \(groups.english)",
      ko: "숫자가 무엇이든 같은 식이 되는 실수: \(groups.korean)")
  }

  static func untold(_ titles: Phrase) -> Phrase {
    Phrase(
      en: "Told apart nowhere: \(titles.english).", ko: "어디에서도 구별되지 않는 실수: \(titles.korean).")
  }

  static let allTold = Phrase(
    en: "Every mistake is told apart at one blank at least.",
    ko: "모든 실수가 적어도 한 빈칸에서는 구별된다.")
}
