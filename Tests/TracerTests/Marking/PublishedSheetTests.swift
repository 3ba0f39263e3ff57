import Testing

@testable import Tracer

/// The published numbers of both examples, marked as answer sheets, get the verdicts that the notes
/// of the facts give them.
@Suite struct PublishedSheetTests {
  private static func marks(of example: Example) throws -> [String: Mark] {
    let publication = try #require(example.publication)
    let key = AnswerKey(
      example.model(), comparingOrders: true, steps: example.name == "mazur" ? [10_000] : [])
    let marking = Marking(AnswerSheet(publication, file: example.name), with: key)
    #expect(marking.marks.count == publication.numbers.count)
    return Dictionary(uniqueKeysWithValues: marking.marks.map { ($0.quantity, $0) })
  }

  @Test func `the sheet of 2-2-2 is right but for rounding where the notes say so`() throws {
    let rounded: [String: RoundingOnTheWay] = [
      "dE/dw7": .ownFigures, "dE/dw8": .ownFigures, "dE/dw1": .ownFigures, "dE/dw2": .ownFigures,
      "dE/dw3": .ownFigures, "dE/dw4": .ownFigures, "dE/dout_h2": .eachOperation,
      "net_h1@1": .ownFigures,
    ]
    for (name, mark) in try Self.marks(of: .twoTwoTwo) {
      let expected = rounded[name].map { Verdict.rounded($0) } ?? .right(isTruncated: false)
      #expect(mark.verdict == expected, "\(name)")
    }
  }

  @Test func `the sheet of mazur is explained number by number`() throws {
    for (name, mark) in try Self.marks(of: .mazur) {
      let explanation: String?
      if case .wrong(_, let explanations) = mark.verdict {
        #expect(explanations.count == 1)
        explanation = explanations.first.map { "\($0.mistake) \($0.sentence[.english].words)" }
      } else {
        explanation = nil
      }
      switch name {
      case "dE_o2/dout_h1": #expect(mark.verdict == .rounded(.eachLine))
      case "E_total@1", "out_o1@10000", "out_o2@10000":
        #expect(explanation?.hasPrefix("update-order This is what an update in place") == true)
      case "E_total@10000":
        #expect(explanation?.hasPrefix("another-step This is the number after 9999 upd") == true)
      default: #expect(mark.verdict == .right(isTruncated: false), "\(name)")
      }
    }
  }

  @Test func `with the update in place, its published error is right`() throws {
    let key = AnswerKey(Example.mazur.model(), order: .inPlace)
    let sheet = AnswerSheet(try #require(Example.mazur.publication), file: "mazur")
    let mark = Marking(sheet, with: key).marks.first { $0.quantity == "E_total@1" }
    #expect(mark?.verdict == .right(isTruncated: false))
  }
}
