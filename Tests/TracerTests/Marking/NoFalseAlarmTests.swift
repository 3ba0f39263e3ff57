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
    let layers = (1..<widths.count).map { layer in
      let letter = layer == widths.count - 1 ? "o" : widths.count == 3 ? "h" : "h\(layer)_"
      return Network.Layer(
        units: (1...widths[layer]).map { "\(letter)\($0)" },
        weights: (0..<widths[layer]).map { _ in
          (0..<widths[layer - 1]).map { _ in number(-99...99) }
        },
        bias: Bool.random(using: &generator) ? .shared(number(-50...50)) : nil,
        activation: Bool.random(using: &generator) ? Sigmoid() : Tanh())
    }
    let network = Network(
      inputs: [(0..<widths[0]).map { _ in number(-99...99) }],
      targets: [(0..<widths[widths.count - 1]).map { _ in number(1...99) }], layers: layers)
    let built = try network.build()
    return Model(
      name: "random", title: Phrase("random"), graph: built.graph, leaves: built.leaves,
      optimizer: GradientDescent(learningRate: number(1...99)), trained: built.weights, digits: 4,
      units: built.units)
  }

  @Test func `a sheet calculated correctly is not marked wrong`() throws {
    var generator = SeededGenerator(seed: 10_000)
    var verdicts: [String: Int] = [:]
    for count in 0..<1_000 {
      let key = AnswerKey(try Self.randomModel(&generator))
      let digits = Int.random(in: 3...9, using: &generator)
      let rule = Bool.random(using: &generator) ? RoundingRule.halfUp : .halfEven
      let perOperation = Bool.random(using: &generator)
      let round = { (x: Double) in rounded(x, significantDigits: digits, rule: rule) }
      var values: [Double] = []
      var sheet = AnswerSheet(file: "sheet \(count)")
      for entry in key.entries {
        let value = entry.formulas.first?.evaluated(rounding: perOperation ? round : { $0 }) {
          name, value in key.index[name].map { values[$0] } ?? value
        }
        values.append(value.map(round) ?? entry.exact)
        guard entry.isExpected else { continue }
        sheet.answers.append(
          Answer(
            line: sheet.answers.count + 1, name: entry.name, quantity: entry.name,
            number: WrittenNumber("\(round(values[values.count - 1]))")!))
      }
      let marking = Marking(sheet, with: key)
      for mark in marking.marks {
        verdicts["\(mark.verdict)".prefix(30).description, default: 0] += 1
        if !mark.verdict.isRight {
          Issue.record(
            "\(sheet.file), \(digits) digits, \(rule), each operation: \(perOperation), \(marking.precision): \(mark.quantity) = \(mark.answer.number.text), exact \(mark.exact): \(mark.verdict)"
          )
        }
      }
    }
    print(verdicts)
  }
}
