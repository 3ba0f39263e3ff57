import Foundation
import Testing

@testable import Tracer

/// What a derivation says beside its equations.
@Suite struct DerivationProseTests {
  static func text(_ model: Model, _ options: DerivationOptions = .init()) throws -> String {
    PlainTextRenderer(language: .english).render(
      try Derivation(model, options: options).document())
  }

  /// The text with its lines joined.
  static func prose(_ model: Model, _ options: DerivationOptions = .init()) throws -> String {
    try text(model, options).replacing("\n", with: " ")
  }

  @Test func `a calculation that comes to the same is no second step of another`() throws {
    let model = try ExpressionFile("b = 0.9\nm = 1 - b\nh = 1 - b\nf = m^2", file: "twins").model
    let text = try Self.text(model)
    #expect(!text.contains("⁺") && text.contains("m = 1 − b\n"))
    #expect(AnswerKey(model).entries.allSatisfy { !$0.name.contains("@") })
  }

  @Test func `the outputs of a softmax that is one step with its loss keep their names`() throws {
    let text = try Self.text(Example.fused.model())
    #expect(text.contains("ln(out_o1)") && text.contains("out_o1 − target_o1"))
  }

  @Test(arguments: Example.all.map(\.name), 1...4)
  func `what the prose says of a change is true of the numbers in it`(
    _ name: String, digits: Int
  ) throws {
    for isCarried in [false, true] {
      var options = DerivationOptions()
      options.digits = digits
      options.carry = isCarried ? digits : nil
      let model = try #require(Example.named(name)).model()
      if model.trained.isEmpty { continue }
      let prose = try Self.prose(model, options)
      let worked = WorkedStep(model)
      let fell = worked.after["E_total"]! < worked.before["E_total"]!
      #expect(fell, "every example's step leads down")
      if let found = prose.firstMatch(of: #/has reduced E_total from ([^ ]+) to ([^ ]+)\.(?: |$)/#)
      {
        #expect(found.1 != found.2, "\(found.0)")
      } else {
        #expect(prose.contains("calculated without rounding; in the digits shown it "))
        #expect(prose.contains("One update has reduced E_total by"))
      }
      #expect(!prose.contains("has increased E_total"))
    }
  }

  @Test func `an update that changes nothing is said to change nothing`() throws {
    let model = try FollowingLineTests.model(weights: "[[-2]]", activation: "relu")
    #expect(try Self.prose(model).contains("One update has left E_total at 0."))
  }

  @Test(arguments: ["2-2-2", "mazur", "softmax"])
  func `an update of which a part is told is an update of all`(_ name: String) throws {
    var options = DerivationOptions()
    options.only = ["w5"]
    let model = try #require(Example.named(name)).model()
    let all = "Updating all the parameters, not only those derived here, has reduced E_total"
    #expect(try Self.prose(model, options).contains(all))
    #expect(!(try Self.prose(model)).contains(all))
    // Carried numbers lead to the same end, told or not.
    options.carry = 3
    let end = try #require(Self.prose(model, options).components(separatedBy: all).last)
    options.only = []
    #expect(try Self.prose(model, options).contains("One update has reduced E_total\(end)"))
  }

  // E_total with w5, and with w5 and w6, replaced by their new values, from a NumPy calculation:
  // 0.2396740, 0.2371298, 0.2345591.
  @Test(arguments: [(["w5"], "w5", "0.2371"), (["w6", "w5"], "w5 and w6", "0.2346")])
  func `what the parameters derived do without the others is told beside what all do`(
    _ only: [String], _ names: String, _ error: String
  ) throws {
    var options = DerivationOptions()
    options.only = only
    let prose = try Self.prose(Example.twoTwoTwo.model(), options)
    #expect(
      prose.contains("Updating \(names) alone would change E_total from 0.2397 to \(error)."),
      "\(prose)")
    #expect(prose.contains("has reduced E_total from 0.2397 to 0.2326."))
  }

  /// How a parameter moved, and what a small change of it does to an output.
  @Test func `the sense of an update is true of the numbers`() throws {
    var networks = RandomNetworks(seed: 5)
    var kinds: [String: Int] = [:]
    for _ in 0..<400 {
      let built = try networks.next().build()
      let model = Model(
        name: "random", title: Phrase("random"), graph: built.graph, leaves: built.leaves,
        optimizer: GradientDescent(learningRate: 0.01), trained: built.weights + built.biases,
        digits: 6)
      let worked = WorkedStep(model)
      let list = EquationList.all(of: worked)
      for parameter in worked.parameters {
        guard let sense = worked.sense(of: parameter, in: list) else { continue }
        let target = ElementID(
          try #require(model.graph.ids.last { model.graph[$0].role == .target }),
          sense.output.offset)
        let excess = worked.before[sense.output] - worked.before[target]
        #expect(abs(sense.excess - excess) <= 1e-12)
        let new = try #require(worked.updated[parameter.node])[parameter.offset]
        let old = worked.before[parameter]
        var nudged = model
        nudged.leaves[parameter.node]?[parameter.offset] = old + 1e-6 * max(1, abs(old))
        let change = nudged.trace[sense.output] - worked.before[sense.output]
        // Where rounding hides the change, its sign proves nothing.
        if abs(change) > 1e-13 { #expect((change > 0) == sense.isRising) }
        #expect((new > old) == ((sense.excess > 0) != sense.isRising))
        kinds["\(sense.excess > 0) \(sense.isRising)", default: 0] += 1
      }
    }
    #expect(kinds.count == 4 && kinds.values.allSatisfy { $0 > 20 }, "\(kinds)")
  }

  private static let decay = #"{"kind": "gradient-descent", "lr": 0.1, "weight_decay": 1}"#
  private static let still = #"{"kind": "gradient-descent", "lr": 0}"#
  private static let usual = #"{"kind": "gradient-descent", "lr": 0.1}"#

  /// ∂E/∂w1 = w − target: what is said of an update that goes another way, or nowhere.
  @Test(
    arguments: [
      ("0.9", "1", decay, nil, "falls. But this update does not move w1 to the right."),
      (
        "0.9", "1", decay, nil, "0.0162: the step follows the weight decay more than this gradient."
      ),
      ("0.9", "1", still, nil, "falls. But this update does not move w1 to the right."),
      ("3", "3.01", usual, 3, "falls. But this update does not move w1 to the right."),
      ("2.01", "0", usual, nil, "rises, so w1 is moved to the left."),
      ("2.0000005", "0", usual, nil, "has reduced E_total from 2.00000 to 1.62000."),
    ] as [(String, String, String, Int?, String)])
  func `what is said of an update is true of its numbers`(
    weight: String, target: String, optimizer: String, carry: Int?, sentence: String
  ) throws {
    let model = try FollowingLineTests.model(
      weights: "[[\(weight)]]", targets: "[\(target)]", activation: "identity",
      optimizer: optimizer)
    var options = DerivationOptions()
    options.carry = carry
    let text = try FollowingLineTests.text(model, options).replacing("\n", with: " ")
    #expect(text.contains(sentence), "\(text)")
    #expect(text.contains(", so w1") == text.contains("Does this make sense?"))
    #expect(!text.contains("earlier steps"))
  }

  @Test func `no reason is given for a δ that is as large as another`() throws {
    let text = ModelFileTests.file([
      "inputs": "[0.1]", "targets": "[2]",
      "layers": #"""
      [{"weights": [[1]], "bias": [1], "activation": "identity"},
       {"weights": [[1]], "activation": "identity"}]
      """#,
    ])
    let prose = try Self.prose(ModelFileTests.description(text).model())
    #expect(prose.contains("δ_h1 is about as large as δ_o1; and i1 is 11 times smaller than"))
  }

  @Test func `a kink is told of once, whatever unit is at it`() throws {
    let text = ModelFileTests.file([
      "layers": #"[{"weights": [[0, 0], [0, 0]], "activation": "relu"}]"#, "targets": "[1, 1]",
    ])
    let prose = try Self.prose(ModelFileTests.description(text).model())
    #expect(prose.components(separatedBy: "has a kink at").count == 2, "\(prose)")
  }

  @Test func `a sum of nine terms stands whole below its matrix`() throws {
    let text = ModelFileTests.file([
      "inputs": "[[1], [2], [3]]", "targets": "[[1, 0, 1], [0, 1, 0], [1, 1, 0]]",
      "layers": #"[{"weights": [[0.1], [0.2], [0.3]], "bias": 0.5, "activation": "identity"}]"#,
    ])
    var options = DerivationOptions()
    options.form = .matrix
    let prose = try Self.prose(ModelFileTests.description(text).model(), options)
    #expect(prose.contains("+ δ_o3(3)") && !prose.contains("rest_"), "\(prose)")
  }

  @Test func `the sense of an update is told once for each side of the target`() throws {
    let prose = try Self.prose(Example.twoTwoTwo.model())
    #expect(
      prose.contains(
        """
        out_o1 is 0.5843 too large, and increasing w5 increases it. So w5 has to decrease, and it does.
        """))
    #expect(
      prose.contains(
        """
        out_o2 is 0.3714 too small, and increasing w7 increases it. So w7 has to increase, and it does.
        """))
    #expect(prose.components(separatedBy: "Does this make sense?").count == 3)
  }

  @Test func `E is introduced where it stands for another name, and nowhere else`() throws {
    func says(_ model: Model) throws -> Bool { try Self.prose(model).contains("is short for") }
    #expect(try says(Example.twoTwoTwo.model()))
    #expect(try !says(try #require(Example.named("apples")).model()))
  }

  @Test(arguments: ["2-2-2", "mazur"])
  func `the last factor of a product is shown once where δ takes the others`(_ name: String) throws
  {
    var options = DerivationOptions()
    options.chain = .delta
    let text = try Self.text(try #require(Example.named(name)).model(), options)
    #expect(text.contains("∂net_o1/∂w5 = out_h1 = "))
    #expect(!text.contains("∂net_o1/∂w6 ="))
    #expect(
      text.replacing("\n", with: " ").contains(
        "those from net_o1 on are combined in one factor, δ_o1"))
  }

  @Test(arguments: Example.all.map(\.name))
  func `in no language does prose hold a particle of two forms, or a space before one`(
    _ name: String
  ) throws {
    let model = try #require(Example.named(name)).model(trainingBiases: true)
    for chain in Chain.allCases {
      var options = DerivationOptions()
      (options.chain, options.steps) = (chain, 3)
      let korean = PlainTextRenderer(language: .korean).render(
        try Derivation(model, options: options).document())
      #expect(!korean.contains("(으)로") && !korean.contains("은(는)") && !korean.contains("목표값"))
      #expect(
        korean.firstMatch(of: #/[0-9a-z₀-₉⁺)] (?:은|는|이|가|을|를|과|와|로|으로|의|에|이다)[ .,\n]/#) == nil)
      let english = try Self.prose(model, options)
      for word in ["slope", "as far as", "goes on with", "told of"] {
        #expect(!english.contains(word), "\(word)")
      }
    }
  }

  @Test(arguments: Example.all.map(\.name), Chain.allCases)
  func `the ways of a sum are counted before any of them is gone`(
    _ name: String, chain: Chain
  ) throws {
    var options = DerivationOptions()
    options.chain = chain
    let model = try #require(Example.named(name)).model(trainingBiases: true)
    for block in try Self.text(model, options).components(separatedBy: "▸ ") {
      guard let sentence = block.firstRange(of: "of these paths are added."),
        let name = block.firstMatch(of: #/(\w+) is used in /#)?.1
      else { continue }
      // A slope by the quantity is a factor of one of the ways.
      #expect(!block[..<sentence.lowerBound].contains("/∂\(name) ="), "\(block.prefix(20))")
      #expect(block[..<sentence.lowerBound].components(separatedBy: " = ").count < 3)
    }
  }

  @Test(arguments: [("2-2-2", "bskyvision"), ("mazur", "Mazur")], Language.allCases)
  func `a published example cites its source`(
    _ published: (name: String, by: String), language: Language
  ) throws {
    let example = try #require(Example.named(published.name))
    let document = try Derivation(example.model()).document()
    for renderer in [PlainTextRenderer(language: language), MarkdownRenderer(language: language)]
      as [any Renderer]
    {
      let text = renderer.render(document).replacing("\n", with: " ")
      #expect(text.contains("https://") && text.contains(published.by))
      #expect(text.contains("A Step by Step Backpropagation Example"))
    }
    // Where examples are listed, the name is enough.
    #expect(example.summary[language].words.contains(published.by))
  }

  @Test(arguments: [["b1"], ["b1", "b2"], ["w1", "b1"], ["i1"]], Detail.allCases)
  func `what is not trained has a gradient and no update`(
    _ only: [String], detail: Detail
  ) throws {
    for (form, order) in [(DerivationForm.scalar, UpdateOrder.simultaneous), (.matrix, .inPlace)] {
      var options = DerivationOptions()
      (options.only, options.detail, options.form, options.order) = (only, detail, form, order)
      let model = Example.mazur.model()
      for renderer in [PlainTextRenderer(language: .english), HTMLRenderer(language: .english)]
        as [any Renderer]
      {
        let text = renderer.render(try Derivation(model, options: options).document())
        #expect(!text.contains("NaN"))
        #expect(text.contains("not trained here"))
        #expect(text.contains("--train-biases") == !only.contains("i1"))
        #expect(only.contains("w1") || !text.contains("Updating "))
      }
    }
    var options = DerivationOptions()
    options.only = only
    let all = try Self.prose(Example.mazur.model(trainingBiases: true), options)
    #expect(all.contains("not trained here") == only.contains("i1"))
  }

  @Test func `a change that the digits do not show is said by its size`() throws {
    var options = DerivationOptions()
    (options.only, options.digits) = (["h1"], 4)
    let text = try Self.prose(Example.twoTwoTwo.model(), options)
    let found = try #require(
      text.firstMatch(of: #/Updating w1 and w2 alone would reduce E_total by (\S+), which/#))
    // By central differences in Python: the loss with the first update of w1 and w2 alone.
    let size = try PrintedLine.value(ofText: String(found.1))
    #expect(abs(size - 3.802e-8) < 0.001e-8)
  }

  @Test(arguments: Example.all.map(\.name), Language.allCases)
  func `no line of text is wider than a page`(_ name: String, language: Language) throws {
    for digits in [nil, 17] {
      var options = DerivationOptions()
      (options.digits, options.steps) = (digits, 20)
      let model = try #require(Example.named(name)).model(trainingBiases: true)
      expectFits(
        PlainTextRenderer(language: language).render(
          try Derivation(model, options: options).document()))
    }
  }

  @Test(arguments: Surface.all.map(\.name))
  func `no line of an optimizer's text is wider than a page`(_ name: String) throws {
    let surface = try #require(Surface.named(name))
    let document = try OptimizerComparison(
      surface, OptimizerComparison.Entry.all(on: surface), steps: 4, derived: 3
    )
    .document(digits: 17)
    for language in Language.allCases {
      expectFits(PlainTextRenderer(language: language).render(document))
    }
  }

  @Test func `long names and many outputs fit on a page`() throws {
    let long = "a_name_that_somebody_took_forty_columns"
    let lines = (0..<8).map { "\(long)\($0) = \(Double($0) + 0.1234567890123)" }
    let sum = (0..<8).map { "\(long)\($0)" }.joined(separator: " * ")
    let model = try ExpressionFile(
      (lines + ["result_\(long) = \(sum)"]).joined(separator: "\n"), file: "long"
    ).model
    var options = DerivationOptions()
    options.digits = 17
    expectFits(try Self.text(model, options))

    let weights = "\((0..<9).map { [Double($0) / 7] })"
    let wide = try FollowingLineTests.model(
      weights: weights, targets: "\((0..<9).map { Double($0) / 9 })", activation: "sigmoid")
    options.steps = 100
    expectFits(try Self.text(wide, options))
  }

  private func expectFits(_ text: String) {
    for line in text.split(separator: "\n") {
      #expect(TextLayout.width(String(line)) <= 100, "\(line)")
    }
  }

  @Test func `a later update says which it is`() throws {
    func text(after updates: Int, _ language: Language, _ detail: Detail) throws -> String {
      var options = DerivationOptions()
      options.detail = detail
      let model = Example.twoTwoTwo.model().after(updates: updates)
      return PlainTextRenderer(language: language).render(
        try Derivation(model, options: options).document())
    }
    for detail in Detail.allCases {
      #expect(try !text(after: 0, .english, detail).contains("made before"))
      #expect(
        try text(after: 1, .english, detail)
          .contains("One update has been made before; what follows is update 2."))
      #expect(
        try text(after: 3, .english, detail)
          .contains("3 updates have been made before; what follows is update 4."))
      #expect(
        try text(after: 3, .korean, detail).contains("이미 3번 갱신했으며, 다음은 4번째 갱신이다."))
    }
  }
}
