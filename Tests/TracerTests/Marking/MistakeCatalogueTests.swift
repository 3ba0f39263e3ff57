import Foundation
import Testing

@testable import Tracer

/// Every mistake of the catalogue, with a number that was calculated apart from the program.
@Suite struct MistakeCatalogueTests {
  private static func explanations(
    of text: String, with key: AnswerKey
  ) throws -> [Explanation] {
    let sheet = try AnswerReader.read(Array(text.utf8), file: "sheet", names: key.knownNames)
    let mark = try #require(Marking(sheet, with: key).marks.last)
    guard case .wrong(_, let explanations) = mark.verdict else {
      Issue.record("\(text): \(mark.verdict)")
      return []
    }
    return explanations
  }

  @Test(
    arguments: [
      ("2-2-2", "dE/dw5 = -0.07141", "sign"),
      ("2-2-2", "out_h1 = 0.4931", "inner-sign"),
      ("2-2-2", "dE/dw5 = 0.2962", "activation-slope-left-out"),
      ("2-2-2", "dE/dw5 = 0.1409", "factor-left-out"),
      ("2-2-2", "w5+ = 0.2786", "learning-rate-left-out"),
      ("2-2-2", "w5+ = 0.3321", "learning-rate-twice"),
      ("2-2-2", "w5+ = 0.3857", "ascent"),
      ("2-2-2", "dE/dout_h1 = 0.04931", "term-left-out"),
      ("mazur", "net_h2 = 0.0425", "term-left-out"),
      ("2-2-2", "E_o1 = 0.3414", "half-dropped"),
      ("2-2-2", "dE/dout_o1 = 0.2921", "half-kept"),
      ("2-2-2", "dE/dw7 = -0.08885", "doubled"),
      ("2-2-2", "dout_o2/dnet_o2 = 0.2497", "slope-at-net"),
      ("2-2-2", "dE/dw5 = 0.06989", "slope-at-net"),
      ("2-2-2", "net_o1 = 0.4072", "sibling-swapped"),
      ("mazur", "net_o2 = 1.224741", "siblings-exchanged"),
      ("2-2-2", "dE_o1/dout_h1 = 0.04428", "other-step"),
      ("2-2-2", "E_total = 0.01178", "product-for-sum"),
      ("2-2-2", "E_o1 = -0.2921", "square-left-out"),
      ("2-2-2", "net_o2 = 4.834", "decimal-point"),
      ("2-2-2", "E_total = 0.2937", "digits-transposed"),
      ("2-2-2", "out_h2 = 0.5943", "copied-neighbour"),
      ("softmax-fused", "Loss = 0.6105", "decimal-logarithm"),
      ("softmax-fused", "δ_o2 = 0.2452", "term-left-out"),
      ("softmax-fused", "dE/dw3 = 0.2452", "term-left-out"),
    ])
  func `a mistake is found by its number`(example: String, text: String, mistake: String) throws {
    let key = AnswerKey(try #require(Example.named(example)).model())
    let found = try Self.explanations(of: text, with: key)
    #expect(found.contains { $0.mistake == mistake }, "\(found.map(\.mistake))")
    #expect(Mistake.named(mistake) != nil)
  }

  @Test func `two mistakes at once are found where one is not enough`() throws {
    // The learning rate forgotten, and the step added.
    let found = try Self.explanations(
      of: "w5+ = 0.4214", with: AnswerKey(Example.twoTwoTwo.model()))
    #expect(found.first?.mistake.contains("+") == true, "\(found.map(\.mistake))")
  }

  @Test func `mistakes with rules outside of the built-in examples are found`() throws {
    let p = Formula.symbol(name: "p", value: 0.2447)
    let terms = [1.25, 2.5, 4.1].enumerated().map {
      Formula.symbol(name: "e\($0.offset + 1)", value: $0.element)
    }
    let mean = Formula.quotient(.sum(terms), .literal(3))
    let key = AnswerKey([
      Equation(name: "loss", kind: .value, formula: -.call(.ln, p), value: 1.40772),
      Equation(name: "m", kind: .value, formula: mean, value: 2.61667),
    ])
    #expect(try Self.explanations(of: "loss = 0.6114", with: key)[0].mistake == "decimal-logarithm")
    #expect(try Self.explanations(of: "m = 7.850", with: key)[0].mistake == "mean-missed")
  }

  @Test func `a transposed weight matrix is found`() throws {
    let network = Network(
      inputs: [[1, 2, 3]], targets: [[1]],
      layers: [
        Network.Layer(
          units: ["h1", "h2", "h3"],
          weights: [[0.11, 0.22, 0.13], [0.37, 0.25, 0.46], [0.58, 0.19, 0.33]],
          activation: Sigmoid()),
        Network.Layer(units: ["o1"], weights: [[0.1, 0.2, 0.3]], activation: Sigmoid()),
      ])
    let model = try ModelDescription(
      name: "square", network: network, optimizer: GradientDescent(learningRate: 0.1)
    ).model()
    // 1 · 0.11 + 2 · 0.37 + 3 · 0.58 in place of 1 · 0.11 + 2 · 0.22 + 3 · 0.13
    let found = try Self.explanations(of: "net_h1 = 2.590", with: AnswerKey(model))
    #expect(found.map(\.mistake) == ["weights-transposed"])
  }

  @Test func `a number of one digit is not explained`() throws {
    let found = try Self.explanations(
      of: "dE/dw5 = 0.3", with: AnswerKey(Example.twoTwoTwo.model()))
    #expect(found.isEmpty)
  }

  @Test func `the same mistake in several lines is reported once, and first in each`() throws {
    let key = AnswerKey(Example.twoTwoTwo.model())
    let text = "dE/dw5 = 0.2962\ndE/dw6 = 0.2983\ndE/dw7 = -0.1883\n"
    let sheet = try AnswerReader.read(Array(text.utf8), file: "sheet", names: key.knownNames)
    let marking = Marking(sheet, with: key)
    #expect(marking.repeated.map(\.mistake) == ["activation-slope-left-out"])
    #expect(marking.repeated.first?.lines == [1, 2, 3])
  }

  @Test func `no numbers make marking fail`() throws {
    let key = AnswerKey(Example.twoTwoTwo.model(), comparingOrders: true)
    let names = key.knownNames
    let numbers = ["0", "-0", "1e308", "-1e308", "1e-320", "0.00", "9e99", "1/3", "1", "0.5069"]
    var generator = SeededGenerator(seed: 99)
    for _ in 0..<40 {
      let lines = names.names.shuffled(using: &generator).prefix(30).map {
        "\($0) = \(numbers.randomElement(using: &generator)!)\n"
      }
      let sheet = try AnswerReader.read(Array(lines.joined().utf8), file: "sheet", names: names)
      let marking = Marking(sheet, with: key)
      #expect(marking.marks.count + marking.unknown.count == sheet.answers.count)
      for mark in marking.marks {
        let isExact = mark.answer.number.value == mark.exact
        #expect(!isExact || mark.verdict.isRight, "\(mark.quantity): \(mark.verdict)")
      }
      for language in Language.allCases {
        let document = marking.document(names: names)
        let text = PlainTextRenderer(language: language).render(document)
        let markdown = MarkdownRenderer(language: language).render(document)
        for mark in marking.marks {
          #expect(text.contains(PlainScript().symbol(mark.quantity).text))
          #expect(markdown.contains(TeXScript().symbol(mark.quantity).text))
        }
        let json = try MarkingRecord(marking, names: names, language: language).json()
        #expect(try JSONSerialization.jsonObject(with: Data(json.utf8)) is NSDictionary)
      }
    }
  }
}
