import Foundation
import Testing

@testable import Tracer

@Suite struct NoFalseAlarmTests {
  /// A net of 1 to 3 layers with 1 to 3 units each and numbers of two digits.
  static func randomModel(_ generator: inout SeededGenerator) throws -> Model {
    func number(_ range: ClosedRange<Int>) -> Double {
      Double(Int.random(in: range, using: &generator)) / 100
    }
    let widths = (0..<Int.random(in: 2...4, using: &generator)).map { _ in
      Int.random(in: 1...3, using: &generator)
    }
    var hidden = 0
    let layers = (1..<widths.count).map { layer in
      let isLast = layer == widths.count - 1
      let units = (1...widths[layer]).map { isLast ? "o\($0)" : "h\(hidden + $0)" }
      hidden += widths[layer]
      return Network.Layer(
        units: units,
        weights: units.map { _ in (0..<widths[layer - 1]).map { _ in number(-99...99) } },
        bias: [nil, .shared(number(-50...50)), .perUnit(units.map { _ in number(-50...50) })]
          .randomElement(using: &generator)!,
        activation: Bool.random(using: &generator) ? Sigmoid() : Tanh())
    }
    let network = Network(
      inputs: [(0..<widths[0]).map { _ in number(-99...99) }],
      targets: [(0..<widths[widths.count - 1]).map { _ in number(1...99) }], layers: layers)
    return try ModelDescription(
      name: "random", network: network,
      optimizer: GradientDescent(learningRate: number(1...99))
    ).model()
  }

  /// Eight times 125 models are 1,000, of 10,000; in eight parts they are marked in parallel.
  @Test(arguments: 1...8)
  func `a sheet calculated correctly is not marked wrong`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for count in 1...Thoroughness.count(125, of: 650) {
      let key = AnswerKey(try Self.randomModel(&generator))
      let digits = Int.random(in: 3...9, using: &generator)
      let rule = Bool.random(using: &generator) ? RoundingRule.halfUp : .halfEven
      let isEachOperation = Bool.random(using: &generator)
      let round = { (x: Double) in rounded(x, significantDigits: digits, rule: rule) }
      var values: [Double] = []
      var sheet = AnswerSheet(file: "sheet \(count)")
      for entry in key.entries {
        let value = entry.formulas.first?.evaluated(rounding: isEachOperation ? round : { $0 }) {
          name, value in key.index[name].map { values[$0] } ?? value
        }
        values.append(value.map(round) ?? entry.exact)
        guard entry.isExpected else { continue }
        sheet.answers.append(
          Answer(
            line: sheet.answers.count + 1, name: entry.name, quantity: entry.name,
            number: WrittenNumber("\(values[values.count - 1])")!))
      }
      expectNothingWrong(
        in: sheet, with: key,
        "seed \(seed), model \(count), \(digits) digits, \(rule), each operation: \(isEachOperation)"
      )
    }
  }

  /// Lines are left out, numbers written to differing digits, and either these or those of the
  /// calculator are carried on.
  @Test(arguments: 11...14)
  func `a sheet with lines left out is not marked wrong`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for count in 1...Thoroughness.count(125, of: 650) {
      let key = AnswerKey(try Self.randomModel(&generator))
      let digits = Int.random(in: 3...7, using: &generator)
      let isCarried = Bool.random(using: &generator)
      let isUneven = !isCarried && Bool.random(using: &generator)
      let routes = Int.random(in: 0...1, using: &generator)
      var values: [Double] = []
      var sheet = AnswerSheet(file: "sheet \(count)")
      for entry in key.entries {
        let formula = entry.formulas.count > routes ? entry.formulas[routes] : entry.formulas.first
        let value = formula?.evaluated { name, value in key.index[name].map { values[$0] } ?? value
        }
        guard let value, entry.kind != .change, Bool.random(using: &generator) else {
          values.append(value ?? entry.exact)
          continue
        }
        let kept = digits + (isUneven ? Int.random(in: -1...2, using: &generator) : 0)
        let written = rounded(value, significantDigits: max(3, kept))
        values.append(isCarried ? written : value)
        sheet.answers.append(
          Answer(
            line: sheet.answers.count + 1, name: entry.name, quantity: entry.name,
            number: WrittenNumber("\(written)")!))
      }
      expectNothingWrong(
        in: sheet, with: key,
        """
        seed \(seed), model \(count), \(digits) digits, carried: \(isCarried), uneven: \(isUneven), \
        route \(routes)
        """)
    }
  }

  /// Every line keeps the same decimals, or is cut off instead of rounded, and is carried on as it is
  /// written.
  @Test(arguments: 21...24)
  func `a sheet of cut-off digits or of fixed decimals is not marked wrong`(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for count in 1...Thoroughness.count(60, of: 600) {
      let key = AnswerKey(try Self.randomModel(&generator))
      let digits = Int.random(in: 4...7, using: &generator)
      let isCutOff = Bool.random(using: &generator)
      let isFixed = Bool.random(using: &generator)
      let rule = isCutOff ? RoundingRule.truncation : .halfUp
      var values: [Double] = []
      var sheet = AnswerSheet(file: "sheet \(count)")
      for entry in key.entries {
        let value = entry.formulas.first?.evaluated { name, value in
          key.index[name].map { values[$0] } ?? value
        }
        let written = value.map {
          isFixed
            ? RoundedDecimal($0, unit: -digits, rule: rule).value
            : rounded($0, significantDigits: digits, rule: rule)
        }
        values.append(written ?? entry.exact)
        guard entry.isExpected, let written else { continue }
        sheet.answers.append(
          Answer(
            line: sheet.answers.count + 1, name: entry.name, quantity: entry.name,
            number: WrittenNumber(
              isFixed ? String(format: "%.\(digits)f", written) : "\(written)")!))
      }
      expectNothingWrong(
        in: sheet, with: key,
        "seed \(seed), model \(count), \(digits) digits, cut off: \(isCutOff), fixed: \(isFixed)")
    }
  }

  /// - Parameter circumstances: How the sheet came about, for a message.
  private func expectNothingWrong(
    in sheet: AnswerSheet, with key: AnswerKey, _ circumstances: String
  ) {
    let marking = Marking(sheet, with: key)
    for mark in marking.marks where !mark.isLeftStanding(in: marking) {
      Issue.record(
        """
        \(circumstances): \(mark.quantity) = \(mark.answer.number.text), exact \(mark.exact): \
        \(mark.verdict)
        """)
    }
  }
}

extension Mark {
  /// Whether nothing is called wrong: neither the number, nor one that it is calculated from.
  fileprivate func isLeftStanding(in marking: Marking) -> Bool {
    switch verdict {
    case .right, .rounded, .tooCoarse, .undecided: true
    // It follows from a number that shows too few digits.
    case .carried(let origins):
      origins.allSatisfy { name in
        marking.marks.contains { $0.quantity == name && $0.verdict == .tooCoarse }
      }
    case .unsupported, .wrong: false
    }
  }
}
