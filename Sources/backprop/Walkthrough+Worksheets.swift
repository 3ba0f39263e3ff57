import Tracer

extension Walkthrough {
  /// A sheet with numbers of its own, its key, what its numbers tell apart, and a solution with
  /// mistakes to be found.
  static var worksheets: [Walkthrough] {
    let code = VariantSearch.code(seed: 7, number: 1)
    var made: (search: VariantSearch, exercise: Exercise)?
    func sheet() throws -> (search: VariantSearch, exercise: Exercise) {
      guard case .network(let description) = Example.twoTwoTwo.source else {
        preconditionFailure("2-2-2 is a network")
      }
      if let made { return made }
      let search = try VariantSearch(
        description, about: Example.twoTwoTwo.subject, task: Exercise.Task(), seed: 7)
      let own = (search, try search.variant(1).exercise)
      made = own
      return own
    }
    func exercise() throws -> Exercise { try sheet().exercise }
    func heading(mistakes: Int? = nil) throws -> Exercise.Heading {
      let code = try sheet().search.code(1, mistakes: mistakes)
      let errors = mistakes.map { " --erroneous \($0)" } ?? ""
      return Exercise.Heading(
        label: "01", code: code, command: "backprop worksheet 2-2-2 --code \(code)\(errors)")
    }
    return [
      Walkthrough(
        name: "worksheet", purpose: .marking,
        title: Phrase(
          en: "A worksheet of 39 blanks, with numbers that tell mistakes apart",
          ko: "빈칸 39개의 연습 문제: 실수가 구별되는 숫자"),
        command: Phrase("worksheet 2-2-2 --code \(code)")
      ) { try exercise().sheet(heading()) },
      Walkthrough(
        name: "worksheet-key", purpose: .marking,
        title: Phrase(en: "Its key", ko: "그 정답"),
        command: Phrase("worksheet 2-2-2 --code \(code) --key")
      ) { try exercise().solution(heading()) },
      Walkthrough(
        name: "worksheet-report", purpose: .marking,
        title: Phrase(
          en: "Which mistakes its numbers tell apart, and where", ko: "그 숫자로 구별되는 실수와 빈칸"),
        command: Phrase("worksheet 2-2-2 --code \(code) --report")
      ) { try WorksheetReport([("01", exercise())]).document() },
      Walkthrough(
        name: "worksheet-errors", purpose: .marking,
        title: Phrase(
          en: "The same exercise, worked out with three mistakes to be found",
          ko: "같은 문제의 풀이에서 틀린 곳 세 군데 찾기"),
        command: Phrase("worksheet 2-2-2 --code \(code) --erroneous 3")
      ) {
        try ErroneousSolution(exercise(), count: 3, seed: 7_001).sheet(
          heading(mistakes: 3))
      },
    ]
  }
}
