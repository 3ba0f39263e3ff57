import Testing

@testable import Tracer

/// A number that says nothing about a quantity is not right.
@Suite struct CoarseAnswerTests {
  private static let key = AnswerKey(Example.twoTwoTwo.model())

  private static func marking(_ text: String, with key: AnswerKey = key) throws -> Marking {
    Marking(
      try AnswerReader.read(Array(text.utf8), file: "sheet", names: key.knownNames), with: key)
  }

  private static func verdicts(_ text: String, with key: AnswerKey = key) throws -> [Bool] {
    try marking(text, with: key).marks.map(\.verdict.isRight)
  }

  @Test(arguments: Example.all.map(\.name))
  func `a zero alone is right for no quantity that isn't zero`(example: String) throws {
    let key = AnswerKey(try #require(Example.named(example)).model())
    let zeros = ["0", "-0", "0.0", "0.00", "0e3", "0e300", "0e-3"]
    let entries = key.entries.filter { $0.kind != nil && abs($0.exact) > 1e-12 }
    for (place, entry) in entries.enumerated() {
      for zero in Thoroughness.isFull() ? zeros : [zeros[place % zeros.count]] {
        let number = try #require(WrittenNumber(zero))
        var sheet = AnswerSheet(file: "zero")
        sheet.answers = [Answer(line: 1, name: "", quantity: entry.name, number: number)]
        let mark = try #require(Marking(sheet, with: key).marks.first)
        #expect(!mark.verdict.isRight, "\(entry.name) = \(entry.exact), \(zero): \(mark.verdict)")
      }
    }
  }

  @Test func `ones follow from no ones`() throws {
    let names = Self.key.entries.filter { $0.kind != nil && $0.exact != 1 }.map(\.name)
    let marking = try Self.marking(names.map { "\($0) = 1.0000\n" }.joined())
    // The product of several ones is 1 whatever they stand for.
    let carried = marking.marks.filter(\.verdict.isCarried).map(\.quantity)
    #expect(!carried.contains { ["dE/dw5", "dE/dw8", "dE/dnet_o1"].contains($0) }, "\(carried)")
  }

  @Test(arguments: ["0", "0.0", "0.00", "0.000", "0.0000", "-0", "0e300"])
  func `a sheet of one number is not praised`(number: String) throws {
    let names = Self.key.entries.filter { $0.kind != nil && $0.kind != .change }.map(\.name)
    let marking = try Self.marking(names.map { "\($0) = \(number)\n" }.joined())
    #expect(marking.marks.count > 50)
    #expect(!marking.isFaultless)
    #expect(!marking.marks.contains { $0.verdict.isRight })
  }

  @Test(arguments: [
    // ∂E/∂w1 is 0.000123, out_h1 0.5069, net_h1 0.0275, ∂E/∂w3 0.000160
    ("dE/dw1 = 0.1", false), ("dE/dw1 = 0.001", false), ("dE/dw1 = 0.0001", true),
    ("out_h1 = 1", false), ("out_h1 = 0.5", false), ("net_h1 = 0", false),
    ("net_h1 = 0.03", false), ("net_h1 = 0.0", false), ("dE/dw3 = 0.0002", true),
    ("out_h1 = 1e0", false), ("out_h1 = 0.51", true), ("net_h1 = 0.028", true),
  ])
  func `two digits are enough, or one of several decimals, and none is too few`(
    text: String, isRight: Bool
  ) throws {
    #expect(try Self.verdicts(text) == [isRight])
  }

  @Test func `whoever keeps to several decimals may write a digit that they leave`() throws {
    let fourDecimals = "out_h1 = 0.5069\nnet_o1 = 0.3817\nnet_h1 = 0.0275\n"
    #expect(try Self.verdicts(fourDecimals + "dE/dw1 = 0.0001").last == true)
    #expect(try Self.verdicts(fourDecimals + "dE/dw5 = 0.1").last == false)
    #expect(try Self.verdicts(fourDecimals + "dE/dw1 = 0.00").last == false)
    #expect(try Self.verdicts(fourDecimals + "net_h2 = 0").last == false)
    // 1 · 3e-5, which four decimals turn into 0.0000: no digit is left to tell it by.
    let key = AnswerKey(
      [
        Equation(name: "a", kind: .value, formula: .product(x, x), value: 0.25),
        Equation(name: "b", kind: .value, formula: .product(x, y), value: 0.00003),
        Equation(name: "c", kind: .value, formula: .sum([x, x]), value: 1),
      ])
    let marks = try Self.marking("a = 0.2500\nb = 0.0000\nc = 1.0000", with: key).marks
    #expect(marks.map(\.verdict.isRight) == [true, false, true])
    #expect(marks[1].verdict == .tooCoarse)
  }

  private let x = Formula.symbol(name: "x", value: 0.5)
  private let y = Formula.symbol(name: "y", value: 0.00006)

  @Test func `what rounding of binary arithmetic leaves of 0 is 0`() throws {
    let terms = [(1, 0.1), (2, -0.2), (1, 0.3)].map { Formula.product(.literal($0), .literal($1)) }
    let sum = Formula.sum(terms)
    let value = sum.evaluated()
    #expect(value != 0)
    let key = AnswerKey([
      Equation(name: "net", kind: .value, formula: sum, value: value),
      Equation(
        name: "twice", kind: .value,
        formula: .product(.literal(2), .symbol(name: "net", value: value)),
        value: 2 * value),
    ])
    #expect(
      try Self.marking("net = 0\ntwice = 0", with: key).marks.map(\.verdict)
        == [.right(isTruncated: false), .right(isTruncated: false)])
  }

  @Test func `what a unit that was switched off passes on follows exactly`() throws {
    let network = Network(
      inputs: [[0.5, 0.4]], targets: [[0.5]],
      layers: [
        Network.Layer(
          units: ["h1", "h2"], weights: [[0.6, 0.2], [0.3, 0.5]], bias: nil, activation: ReLU()),
        Network.Layer(units: ["o1"], weights: [[0.7, -0.4]], bias: nil, activation: Identity()),
      ])
    let key = AnswerKey(
      try ModelDescription(
        name: "off", network: network, optimizer: GradientDescent(learningRate: 0.5)
      ).model())
    // 0.38 with the wrong sign; all others follow: −0.4 · 0.35, −0.14 − 0.5, −0.64 · 0 …
    let marks = try Self.marking(
      """
      net_h1 = -0.3800
      out_h1 = 0
      net_o1 = -0.1400
      dE/dnet_o1 = -0.6400
      dE/dw5 = 0
      dE/dw1 = 0
      w5+ = 0.7000
      w6+ = -0.2880
      """, with: key
    ).marks
    #expect(marks[0].verdict.isWrong)
    for mark in marks.dropFirst() {
      #expect(mark.verdict.isCarried, "\(mark.quantity): \(mark.verdict)")
    }
    // Who writes zeros has shown nothing.
    for text in ["net_h1 = 0\nout_h1 = 0", "dE/dw5 = 0\nw5+ = 0.7000"] {
      #expect(try Self.verdicts(text, with: key) == [false, false])
      #expect(try !Self.marking(text, with: key).marks.contains(where: \.verdict.isCarried))
    }
  }

  @Test func `who writes no digit is told so`() throws {
    let marking = try Self.marking("net_h1 = 0\nout_h2 = 0.5106\n")
    #expect(marking.marks.map(\.verdict.isRight) == [false, true])
    #expect(marking.marks[0].verdict == .tooCoarse)
    #expect(!marking.isFaultless)
  }

  @Test func `a wrong zero does not excuse what is said to follow from it`() throws {
    // σ(0) = 0.5: another number does not follow from 0.
    let marking = try Self.marking("net_h1 = 0\nout_h1 = 0.6\nnet_h2 = 0.0425\n")
    #expect(marking.marks.map(\.verdict.isWrong) == [false, true, false])
    let follows = try Self.marking("net_h1 = 0\nout_h1 = 0.5000\nnet_h2 = 0.0425\n")
    #expect(follows.marks[1].verdict == .carried(from: ["net_h1"]))
  }

  @Test func `a zero that is given excuses nothing`() throws {
    let key = AnswerKey(try #require(Example.named("softmax")).model())
    let sheet = "target_o1 = 0\nout_o1 = 0.4353\ndE/dnet_o1 = 0.2000\n"
    let marking = Marking(
      try AnswerReader.read(Array(sheet.utf8), file: "sheet", names: key.knownNames), with: key)
    #expect(marking.marks.map(\.verdict.isWrong) == [false, true, true])
  }

  @Test func `a sheet of zeros earns nothing, also by following from its zeros`() throws {
    let key = AnswerKey(Example.mazur.model())
    let names = key.entries.filter(\.isExpected).map(\.name)
    let sheet = names.map { "\($0) = 0.0000" }.joined(separator: "\n")
    let marking = Marking(
      try AnswerReader.read(Array(sheet.utf8), file: "sheet", names: key.knownNames), with: key)
    #expect(marking.marks.count > 50)
    for mark in marking.marks where mark.verdict.isRight || mark.verdict.isCarried {
      #expect(mark.exact == 0, "\(mark.quantity)")
    }
  }

  @Test(
    arguments: ["0.0000000001", "0.0000001", "1e-10", "1e-25", "-0.0000000001"], ["2-2-2", "mazur"])
  func `a tiny number is none that rounding makes of a large one`(
    number: String, example: String
  ) throws {
    let key = AnswerKey(try #require(Example.named(example)).model())
    let names = key.entries.filter(\.isExpected).map(\.name)
    let some = [
      "dE/dout_h1", "dE/dout_h2", "dout_h1/dnet_h1", "dE/dnet_h1", "dout_h2/dnet_h2", "dE/dnet_h2",
      "dE/di2",
    ]
    for names in [names, some] {
      let marking = try Self.marking(names.map { "\($0) = \(number)\n" }.joined(), with: key)
      #expect(!marking.marks.contains { $0.verdict.isRight && abs($0.exact) > 1e-5 })
    }
  }
}
