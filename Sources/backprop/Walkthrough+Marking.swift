import Tracer

extension Walkthrough {
  /// Every number that a publication prints, beside what it should be.
  static func ledger(of example: Example) -> Walkthrough? {
    guard let ledger = Ledger(example) else { return nil }
    return Walkthrough(
      name: "reproduce-\(example.name)", purpose: .marking,
      title: Phrase(
        en: "Every published number of the \(example.name) example, checked",
        ko: "\(example.name) 예제: 원문에 실린 값의 검증"),
      command: Phrase("reproduce \(example.name)"), { ledger.document() })
  }

  /// A student's write-up with mistakes in it, and what marking says of it.
  static var marking: [Walkthrough] {
    [
      Walkthrough(
        name: "answers", purpose: .marking,
        title: Phrase(
          en: "A student's calculation of 2-2-2 containing four mistakes",
          ko: "실수 네 개가 들어 있는 학생의 2-2-2 계산")
      ) { language in [(StudentSheet.file(language), { StudentSheet.text(language) })] },
      Walkthrough(
        name: "check", purpose: .marking,
        title: Phrase(en: "The same calculation, marked line by line", ko: "그 계산을 줄별로 채점한 결과"),
        command: Phrase(en: "check 2-2-2 answers.md", ko: "check 2-2-2 answers.ko.md")
      ) { language in [("check\(language.fileSuffix).md", { try report(in: language) })] },
    ]
  }

  private static func report(in language: Language) throws -> String {
    let key = AnswerKey(Example.twoTwoTwo.model(), comparingOrders: true)
    let sheet = try AnswerReader.read(
      Array(StudentSheet.text(language).utf8), file: StudentSheet.file(language),
      names: key.knownNames)
    return MarkdownRenderer(language: language).render(
      Marking(sheet, with: key).document(names: key.knownNames))
  }
}

extension Language {
  /// What a file's name has before its suffix: nothing in English, `.ko` in Korean.
  var fileSuffix: String { self == .english ? "" : ".\(rawValue)" }

  /// The option that asks for the language, with a space before it; nothing in English.
  var option: String { self == .english ? "" : " --language \(rawValue)" }
}
