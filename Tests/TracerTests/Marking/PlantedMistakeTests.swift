import Foundation
import Testing

@testable import Tracer

/// An answer sheet calculated from a key, with a mistake in one line.
struct PlantedSheet {
  let key: AnswerKey
  /// Rounds what is written.
  let digits: Int

  /// The answers to every expected quantity, calculated on from another value for one of them.
  func answers(planting value: Double, at planted: Int) -> AnswerSheet {
    var values = [Double](repeating: 0, count: key.entries.count)
    var sheet = AnswerSheet(file: "planted")
    for (position, entry) in key.entries.enumerated() {
      let formula = entry.formulas.first
      values[position] =
        position == planted
        ? value
        : formula?.evaluated { name, value in key.index[name].map { values[$0] } ?? value }
          ?? entry.exact
      // The logarithm of a negative number, say, is nothing that anybody writes down.
      guard entry.isExpected || position == planted, values[position].isFinite else { continue }
      sheet.answers.append(answer(entry.name, values[position], line: sheet.answers.count + 1))
    }
    return sheet
  }

  func answer(_ name: String, _ value: Double, line: Int) -> Answer {
    let written = NumberStyle(digits: digits).write(value)
    let text =
      (written.isNegative ? "-" : "") + written.magnitude
      + (written.exponent.map { "e\($0)" } ?? "")
    return Answer(line: line, name: name, quantity: name, number: WrittenNumber(text)!)
  }
}

@Suite struct PlantedMistakeTests {
  @Test(arguments: ["2-2-2", "mazur"])
  func `every planted mistake is found and carried forward`(_ name: String) throws {
    let key = AnswerKey(try #require(Example.named(name)).model())
    let sheet = PlantedSheet(key: key, digits: 4)
    var (planted, unique, undecided) = (0, 0, 0)
    // A sixth of the lines, unless there is time for all of them.
    let step = Thoroughness.isFull() ? 1 : 6
    for (position, entry) in key.entries.enumerated()
    where entry.isExpected && position.isMultiple(of: step) {
      for (mistake, value) in Self.mistakes(in: entry, key: key) {
        let marking = Marking(sheet.answers(planting: value, at: position), with: key)
        let mark = try #require(marking.marks.first { $0.quantity == entry.name })
        let planting = "\(mistake) in \(entry.name) = \(mark.answer.number.text)"
        // Less than what rounding does is no mistake that anybody could see.
        if mark.verdict.isRight || mark.verdict == .tooCoarse { continue }
        if mark.verdict == .undecided {
          undecided += 1
          continue
        }
        guard case .wrong(_, let explanations) = mark.verdict else {
          Issue.record("\(planting): \(mark.verdict)")
          continue
        }
        for other in marking.marks where other.quantity != entry.name && other.verdict.isWrong {
          Issue.record("\(planting): \(other.quantity) is marked wrong, too: \(other.verdict)")
        }
        planted += 1
        // Numbers of few digits have too many explanations to be given one.
        guard !explanations.isEmpty else { continue }
        let named = Set(explanations.map(\.mistake))
        #expect(
          !named.isDisjoint(with: [mistake] + Self.sameNumber(as: mistake)), "\(planting): \(named)"
        )
        if explanations.count == 1, named == [mistake] { unique += 1 }
      }
    }
    let share = 100 * unique / planted
    print("\(name): of \(planted) planted mistakes, \(share) % are named uniquely")
    #expect(share >= 65)
    #expect(undecided * 100 <= planted)
  }

  /// Every mistake that changes a quantity's number, each number once for each mistake.
  static func mistakes(
    in entry: AnswerKey.Entry, key: AnswerKey
  ) -> [(mistake: String, value: Double)] {
    let right = PlantedSheet(key: key, digits: 4).answer(entry.name, entry.exact, line: 1).number
    let context = Mistake.Context(key: key, entry: entry, number: right, expected: entry.exact)
    let all = Mistake.catalogue + [.neighbour]
    return all.flatMap { mistake -> [(mistake: String, value: Double)] in
      var values: Set<Double> = []
      return mistake.edits(entry.formulas[0], context).compactMap { edit in
        let value = edit.formula.evaluated()
        guard value.isFinite, !right.states(value), values.insert(value).inserted else {
          return nil
        }
        return (mistake.id, value)
      }
    }
  }

  /// The mistakes that are told of in place of another one that gives the very same number.
  static func sameNumber(as mistake: String) -> [String] {
    switch mistake {
    // A number that a mistake gives is explained by the mistake, not as that of a neighbour.
    case Mistake.neighbour.id: Mistake.catalogue.map(\.id)
    // Nor as a slip of the pen.
    case _ where Mistake.ofDigits.contains { $0.id == mistake }:
      (Mistake.usual + Mistake.unusual).map(\.id)
    case Mistake.weightsForgotten.id: [Mistake.factor.id]
    case Mistake.slopeNotPassedOn.id: [Mistake.activationSlope.id, Mistake.factor.id]
    case Mistake.onePath.id: [Mistake.term.id]
    case Mistake.inverted.id: [Mistake.brackets.id]
    // The number of the next forward pass, or one calculated with what was itself carried on.
    case Mistake.stale.id: [Mistake.neighbour.id]
    case Mistake.innerSign.id: [Mistake.sign.id]
    case Mistake.doubled.id: [Mistake.halfDropped.id]
    // A product with 1 leaves the 1 out.
    case Mistake.productForSum.id: [Mistake.term.id]
    default: []
    }
  }
}
