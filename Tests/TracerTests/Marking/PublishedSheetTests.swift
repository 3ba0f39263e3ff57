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
        #expect(explanation?.hasPrefix("update-order An in-place update") == true)
      case "E_total@10000":
        #expect(explanation?.hasPrefix("another-step This is the value after 9,999 sim") == true)
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

  @Test func `mazur's article, written as he writes it, is read and right`() throws {
    let article = #"""
      Here's how we calculate the total net input for $h_1$:

      $net_{h1} = w_1 * i_1 + w_2 * i_2 + b_1 * 1$

      $net_{h1} = 0.15 * 0.05 + 0.2 * 0.1 + 0.35 * 1 = 0.3775$

      We then squash it using the logistic function to get the output of $h_1$:

      $out_{h1} = \frac{1}{1+e^{-net_{h1}}} = \frac{1}{1+e^{-0.3775}} = 0.593269992$

      $E_{total} = E_{o1} + E_{o2} = 0.274811083 + 0.023560026 = 0.298371109$

      $\frac{\partial E_{total}}{\partial w_{5}} = \frac{\partial E_{total}}{\partial out_{o1}} * \frac{\partial out_{o1}}{\partial net_{o1}} * \frac{\partial net_{o1}}{\partial w_{5}}$

      $\frac{\partial E_{total}}{\partial out_{o1}} = -(target_{o1} - out_{o1}) = -(0.01 - 0.75136507) = 0.74136507$

      $\frac{\partial out_{o1}}{\partial net_{o1}} = out_{o1}(1 - out_{o1}) = 0.75136507(1 - 0.75136507) = 0.186815602$

      $\frac{\partial net_{o1}}{\partial w_{5}} = 1 * out_{h1} * w_5^{(1 - 1)} + 0 + 0 = out_{h1} = 0.593269992$

      $\frac{\partial E_{total}}{\partial w_{5}} = 0.74136507 * 0.186815602 * 0.593269992 = 0.082167041$

      $w_5^{+} = w_5 - \eta * \frac{\partial E_{total}}{\partial w_{5}} = 0.4 - 0.5 * 0.082167041 = 0.35891648$

      $w_6^{+} = 0.408666186$

      $\frac{\partial E_{o1}}{\partial net_{o1}} = \frac{\partial E_{o1}}{\partial out_{o1}} * \frac{\partial out_{o1}}{\partial net_{o1}} = 0.74136507 * 0.186815602 = 0.138498562$

      $\frac{\partial net_{o1}}{\partial out_{h1}} = w_5 = 0.40$

      $\frac{\partial E_{o1}}{\partial out_{h1}} = 0.138498562 * 0.40 = 0.055399425$

      $\frac{\partial E_{o2}}{\partial out_{h1}} = -0.019049119$

      $\frac{\partial E_{total}}{\partial out_{h1}} = 0.055399425 + -0.019049119 = 0.036350306$

      $w_1^{+} = 0.15 - 0.5 * 0.000438568 = 0.149780716$
      """#
    let key = AnswerKey(Example.mazur.model())
    let sheet = try AnswerReader.read(Array(article.utf8), file: "article", names: key.knownNames)
    #expect(sheet.passedOver.count == 2)
    #expect(
      sheet.answers.map(\.quantity) == [
        "net_h1", "out_h1", "E_total", "dE/dout_o1", "dout_o1/dnet_o1", "dnet_o1/dw5", "dE/dw5",
        "w5+", "w6+", "dE_o1/dnet_o1", "dnet_o1/dout_h1", "dE_o1/dout_h1", "dE_o2/dout_h1",
        "dE/dout_h1", "w1+",
      ])
    for mark in Marking(sheet, with: key).marks { #expect(mark.verdict.isRight, "\(mark)") }
  }
}
