import Foundation
import Testing

@testable import Tracer

/// Sheets with one mistake each, planted by a program that knows nothing of this one
/// (Facts/mistakes.py).
@Suite struct MistakeOracleTests {
  struct Net: Decodable {
    let inputs: [Double]
    let targets: [Double]
    let hidden: [[Double]]
    let output: [[Double]]
    let biases: [Double]
    let rate: Double
    let names: [String]
    let sheet: String
    let plantings: [Planting]

    func model() throws -> Model {
      let units = { (letter: String, count: Int) in (1...count).map { "\(letter)\($0)" } }
      return try ModelDescription(
        name: "oracle",
        network: Network(
          inputs: [inputs], targets: [targets],
          layers: [
            Network.Layer(
              units: units("h", hidden.count), weights: hidden, bias: .shared(biases[0]),
              activation: Sigmoid()),
            Network.Layer(
              units: units("o", output.count), weights: output, bias: .shared(biases[1]),
              activation: Sigmoid()),
          ]), optimizer: GradientDescent(learningRate: rate)
      ).model()
    }

    func answers(_ texts: [Substring]) throws -> AnswerSheet {
      var sheet = AnswerSheet(file: "oracle")
      sheet.answers = try zip(names, texts).enumerated().map { place, line in
        Answer(
          line: place + 1, name: line.0, quantity: line.0,
          number: try #require(WrittenNumber(String(line.1))))
      }
      return sheet
    }
  }

  struct Planting: Decodable {
    let line: Int
    let mistake: String
    let same: [String]
    let differs: Bool
    let from: String
  }

  static let nets = Result {
    try JSONDecoder().decode([Net].self, from: Facts.data("mistakes.json"))
  }

  @Test func `a sheet without a mistake is right`() throws {
    for net in try Self.nets.get() {
      let marking = Marking(
        try net.answers(net.sheet.split(separator: " ")), with: AnswerKey(try net.model()))
      for mark in marking.marks where !mark.verdict.isRight && mark.verdict != .tooCoarse {
        Issue.record("\(mark.quantity) = \(mark.answer.number.text): \(mark.verdict)")
      }
      #expect(marking.assumptions.isEmpty)
    }
  }

  /// What is told of in place of a mistake whose formula is the same.
  private static let synonyms = [
    "weights-forgotten": ["factor-left-out"], "doubled": ["half-dropped"],
    "slope-not-passed-on": ["activation-slope-left-out"],
    "sign": ["inner-sign"], "one-path": ["term-left-out"],
    // Of two weights, transposing leaves one in its place.
    "weights-transposed": ["sibling-swapped"],
  ]

  @Test func `every mistake is found, carried forward, and never given another name`() throws {
    var (planted, unique, among, wrongNames) = (0, 0, 0, 0)
    for (number, net) in try Self.nets.get().enumerated() {
      let key = AnswerKey(try net.model())
      let right = net.sheet.split(separator: " ")
      for planting in Thoroughness.some(of: net.plantings, from: number) {
        let marking = Marking(
          try net.answers(right[..<planting.line] + planting.from.split(separator: " ")),
          with: key)
        let name = net.names[planting.line]
        for mark in marking.marks where mark.quantity != name && mark.verdict.isWrong {
          Issue.record("\(planting.mistake) in \(name): \(mark.quantity) is wrong, too")
        }
        let mark = try #require(marking.marks.first { $0.quantity == name })
        let place = "\(planting.mistake) in \(name) = \(mark.answer.number.text), \(mark.exact)"
        guard planting.differs else { continue }
        #expect(mark.verdict.isWrong || mark.verdict == .tooCoarse, "\(place): \(mark.verdict)")
        guard mark.verdict.isWrong else { continue }
        planted += 1
        let found = mark.explanations.map(\.mistake)
        let names = planting.same.flatMap { [$0] + Self.synonyms[$0, default: []] }
        if Set(found).isDisjoint(with: names) {
          guard !found.isEmpty else { continue }
          wrongNames += 1
          Issue.record("\(place) is named \(found)")
        } else if found.count == 1 {
          unique += 1
        } else {
          among += 1
        }
      }
    }
    let shares = [unique, among].map { 100 * $0 / max(planted, 1) }
    print("of \(planted) mistakes, \(shares[0]) % named, \(shares[1]) % among several")
    #expect(wrongNames == 0)
    #expect(shares[0] >= 90)
    #expect(shares[0] + shares[1] >= 95)
  }
}
