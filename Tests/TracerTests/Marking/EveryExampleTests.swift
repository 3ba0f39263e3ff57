import Testing

@testable import Tracer

/// Marking works for whatever can be traced, not for the worked example alone.
@Suite struct EveryExampleTests {
  @Test(arguments: Example.all.map(\.name))
  func `a sheet with every line rounded is right, and every name is read as itself`(
    name: String
  ) throws {
    let key = AnswerKey(try #require(Example.named(name)).model())
    let names = key.knownNames
    for digits in [4, 6] {
      var values: [Double] = []
      var text = ""
      for entry in key.entries {
        let value = entry.formulas.first?.evaluated { name, value in
          key.index[name].map { values[$0] } ?? value
        }
        values.append(value.map { rounded($0, significantDigits: digits) } ?? entry.exact)
        // A difference of two quantities is no name that anybody writes on a left side.
        if entry.kind != .change { text += "\(entry.name) = \(values[values.count - 1])\n" }
      }
      let sheet = try AnswerReader.read(Array(text.utf8), file: name, names: names)
      #expect(sheet.passedOver.isEmpty)
      for answer in sheet.answers { #expect(answer.quantity == answer.name) }
      // A new weight may be rounded to the old one.
      for mark in Marking(sheet, with: key).marks
      where !mark.verdict.isRight && mark.verdict != .tooCoarse {
        Issue.record(
          "\(digits) digits: \(mark.quantity) = \(mark.answer.number.text): \(mark.verdict)")
      }
    }
  }

  @Test(arguments: Example.all.map(\.name))
  func `a wrong sign is found and carried forward`(name: String) throws {
    let key = AnswerKey(try #require(Example.named(name)).model())
    let sheet = PlantedSheet(key: key, digits: 5)
    let signed = key.entries.enumerated().filter {
      $1.isExpected && sheet.answer($1.name, $1.exact, line: 1).number.significantDigits > 2
    }
    for (position, entry) in signed.prefix(30) {
      let marking = Marking(sheet.answers(planting: -entry.exact, at: position), with: key)
      for mark in marking.marks {
        if mark.quantity == entry.name {
          // The difference of two rounded numbers may be nothing but rounding.
          if mark.verdict.isRight { continue }
          guard case .wrong(_, let explanations) = mark.verdict else {
            Issue.record("\(entry.name): \(mark.verdict)")
            continue
          }
          #expect(explanations.contains { $0.mistake == Mistake.sign.id }, "\(entry.name)")
        } else if mark.verdict.isWrong {
          Issue.record("\(mark.quantity) after \(entry.name): \(mark.verdict)")
        }
      }
    }
  }

  @Test(
    arguments: Example.all.map(\.name),
    Thoroughness.isFull() ? [Detail.full, .compact] : [.compact])
  func `what was printed is right when it is handed in`(name: String, detail: Detail) throws {
    let model = try #require(Example.named(name)).model()
    let key = AnswerKey(model)
    var options = DerivationOptions()
    options.detail = detail
    let document = try Derivation(model, options: options).document()
    for language in Language.allCases {
      let renderers: [(ending: String, renderer: any Renderer)] = [
        ("txt", PlainTextRenderer(language: language)),
        ("md", MarkdownRenderer(language: language)),
        ("tex", LaTeXRenderer(language: language)),
      ]
      for (ending, renderer) in renderers {
        let text = renderer.render(document)
        let marking = Marking(
          try AnswerReader.read(Array(text.utf8), file: name, names: key.knownNames), with: key)
        #expect(marking.marks.contains { $0.verdict.isRight })
        for mark in marking.marks where mark.verdict.isWrong || mark.verdict.isCarried {
          Issue.record(
            """
            \(name).\(language.rawValue).\(ending):\(mark.answer.line): \(mark.quantity) = \
            \(mark.answer.number.text)
            """)
        }
      }
    }
  }
}
