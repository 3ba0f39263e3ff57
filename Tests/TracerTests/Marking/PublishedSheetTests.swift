import Testing

@testable import Tracer

@Suite struct PublishedSheetTests {
  @Test func probe() throws {
    for example in Example.all {
      let key = AnswerKey(example.model(false))
      let sheet = AnswerSheet(example.publication!, file: example.name)
      let marking = Marking(sheet, with: key)
      print(
        example.name, marking.precision, "entries", key.entries.count, "missing",
        marking.notAnswered)
      for mark in marking.marks {
        print(mark.answer.line, mark.quantity, mark.answer.number.text, mark.exact, mark.verdict)
      }
    }
  }
}
