import Foundation
import Testing

@testable import Tracer

@Suite struct WorksheetTests {
  /// Networks of several kinds, from which variants are drawn.
  static let networks: [(name: String, description: ModelDescription)] = {
    func layer(_ units: [String], from before: Int, _ activation: any Primitive, bias: Bool = false)
      -> Network.Layer
    {
      Network.Layer(
        units: units, weights: units.map { _ in Array(repeating: 0.5, count: before) },
        bias: bias ? .perUnit(units.map { _ in 0.1 }) : nil, activation: activation)
    }
    func network(
      _ name: String, inputs: Int, _ layers: [Network.Layer], loss: Loss = .halfSquaredError,
      targets: [Double]
    ) -> (String, ModelDescription) {
      (
        name,
        ModelDescription(
          name: name,
          network: Network(
            inputs: [Array(repeating: 0.3, count: inputs)], targets: [targets], layers: layers,
            loss: loss), optimizer: GradientDescent(learningRate: 0.5), digits: 4)
      )
    }
    return [
      network(
        "2-2-2", inputs: 2,
        [layer(["h1", "h2"], from: 2, Sigmoid()), layer(["o1", "o2"], from: 2, Sigmoid())],
        targets: [0.1, 0.9]),
      network(
        "biases", inputs: 2,
        [
          layer(["h1", "h2"], from: 2, Sigmoid(), bias: true),
          layer(["o1"], from: 2, Sigmoid(), bias: true),
        ], targets: [0.1]),
      network(
        "tanh", inputs: 3,
        [layer(["h1", "h2"], from: 3, Tanh()), layer(["o1"], from: 2, Identity())],
        targets: [0.4]),
      network(
        "softmax", inputs: 2,
        [layer(["h1", "h2"], from: 2, Sigmoid()), layer(["o1", "o2", "o3"], from: 2, Softmax())],
        loss: .softmaxCrossEntropy, targets: [0, 1, 0]),
      network(
        "relu", inputs: 2,
        [layer(["h1", "h2"], from: 2, ReLU()), layer(["o1"], from: 2, Sigmoid())],
        targets: [0.2]),
      network(
        "deep", inputs: 2,
        [
          layer(["a1", "a2"], from: 2, Tanh()), layer(["c1", "c2"], from: 2, Sigmoid()),
          layer(["o1"], from: 2, Identity()),
        ], targets: [0.3]),
    ]
  }()

  /// The first variant of each.
  static let variants = networks.indices.map { place in Result { try variant(place) } }

  static func variant(
    _ place: Int, _ number: Int = 1, seed: Int = 7, task: Exercise.Task = Exercise.Task()
  ) throws -> VariantSearch.Variant {
    try VariantSearch(networks[place].description, task: task, seed: seed).variant(number)
  }

  static func marking(_ text: String, of variant: VariantSearch.Variant) throws -> Marking {
    let key = variant.exercise.key
    return Marking(
      try AnswerReader.read(Array(text.utf8), file: "answers.txt", names: key.knownNames), with: key
    )
  }

  @Test(arguments: networks.indices)
  func `the key's own numbers are all right, by name and by number`(_ place: Int) throws {
    let variant = try Self.variants[place].get()
    let blanks = variant.exercise.blanks
    let byName = variant.exercise.answers()
    let byNumber = byName.split(separator: "\n").enumerated().map { position, line in
      "(\(position + 1)) \(line.split(separator: "=")[1])\n"
    }.joined()
    let named = NumberedAnswers.named(Array(byNumber.utf8), blanks: blanks)
    for text in [byName, String(decoding: named, as: UTF8.self)] {
      let marking = try Self.marking(text, of: variant)
      #expect(
        marking.tally.right == blanks.count && marking.notAnswered.isEmpty,
        "\(marking.notAnswered) \(text)")
    }
    #expect(variant.quality.awkward.count < blanks.count / 4)
  }

  /// A student makes one mistake at one blank and goes on from it.
  @Test(arguments: networks.indices)
  func `a mistake that the numbers tell apart is the one that marking names`(_ place: Int) throws {
    let variant = try Self.variants[place].get()
    let exercise = variant.exercise
    let discrimination = Discrimination(exercise)
    let findings = discrimination.findings(discrimination.values(given: [:]))
    let step = Thoroughness.count(61, of: 1)
    var count = place
    for finding in findings {
      let told = Discrimination.isTold(finding)
      for (index, plant) in finding.place.plants.enumerated()
      where !plant.isHypothetical && told[plant.mistake] == true && !finding.idle.contains(index) {
        count += 1
        guard count % step == 0 else { continue }
        let name = finding.place.name
        let numbers = exercise.numbers(editing: [name: plant.line])
        let text = exercise.answers { numbers[$0] ?? .nan }
        let marking = try Self.marking(text, of: variant)
        let wrong = marking.marks.filter(\.verdict.isWrong)
        let named = wrong.first?.explanations.first?.mistake ?? "none"
        #expect(
          wrong.map(\.quantity) == [name] && ([plant.mistake] + plant.alike).contains(named),
          "\(Self.networks[place].name): \(plant.mistake) at \(name): \(wrong.map(\.quantity)), \(named); \(marking.assumptions.map(\.english.words))"
        )
      }
    }
  }

  /// Every format that a sheet is written in, filled in where its blanks are.
  @Test(arguments: networks.indices)
  func `a sheet that was filled in, and a key, are all right in every format`(_ place: Int) throws {
    let variant = try Self.variants[place].get()
    let exercise = variant.exercise
    let renderers: [any Renderer] = [
      PlainTextRenderer(language: .english), MarkdownRenderer(language: .korean),
      LaTeXRenderer(language: .english),
    ]
    for renderer in renderers {
      var sheet = renderer.render(exercise.sheet(Exercise.Heading()))
      for (position, name) in exercise.blanks.enumerated() {
        let number = exercise.written(exercise.answer(name)).text
        sheet = sheet.replacing(
          "(\(position + 1)) ________________", with: "(\(position + 1)) \(number)")
        for room in [TeXScript.room, TeXScript.tallRoom] {
          let label = "\\text{(\(position + 1))}\\;"
          sheet = sheet.replacing("\(label)\\boxed{\(room)}", with: "\(label)\\boxed{\(number)}")
        }
      }
      let key = renderer.render(exercise.solution(Exercise.Heading()))
      for text in [sheet, key] {
        let named = NumberedAnswers.named(Array(text.utf8), blanks: exercise.blanks)
        let marking = try Self.marking(String(decoding: named, as: UTF8.self), of: variant)
        #expect(
          marking.tally.right == exercise.blanks.count && marking.notAnswered.isEmpty,
          "\(type(of: renderer)) \(marking.tally) \(marking.notAnswered)")
      }
    }
  }

  /// No line that is given shows the digits of a quantity that is asked for, under whatever name.
  @Test(arguments: ["value", "slope", "gradient", "contribution"])
  func `a sheet gives no blank away under another name`(_ kind: String) throws {
    for place in Self.networks.indices {
      let task = Exercise.Task(choice: .named([kind]))
      guard let exercise = try? Self.variant(place, task: task).exercise else { continue }
      let given = Set(exercise.key.entries.filter { $0.kind == nil }.map { abs($0.exact) })
      let secret = exercise.blanks.map { abs(exercise.answer($0)) }.filter { value in
        !given.contains { abs($0 - value) < 1e-9 } && value != 0 && value != 1
      }.map { NumberStyle(digits: exercise.digits).plain($0) }.filter { $0.count > 4 }
      for equation in exercise.sheet(Exercise.Heading()).blocks.equations
      where equation.blank == nil && equation.sides.contains(.numbers) {
        let shown = equation.formula.leaves.flatMap(\.numbers).map {
          NumberStyle(digits: exercise.digits).plain(abs($0))
        }
        let leaked = Set(shown).intersection(secret)
        let own = Set(
          exercise.told.list.equations.filter { !exercise.blanks.contains($0.name) }.filter {
            $0.formula.symbols.allSatisfy { !exercise.blanks.contains($0) }
              && $0.formula.symbols.count > 1
          }.map { NumberStyle(digits: exercise.digits).plain(abs($0.value)) })
        #expect(
          leaked.subtracting(own).isEmpty,
          "\(Self.networks[place].name) \(equation.name): \(leaked)")
      }
    }
  }

  /// What is asked for, what is blank for that, and of what nothing is said.
  @Test(arguments: [
    ("w5", ["dE/dw5", "w5+"], []),
    ("E_o1", ["E_o1"], ["E_total"]),
    ("out_h1", ["out_h1"], ["dE/dw5", "w5+", "dE/dw7", "w7+"]),
    ("delta_h1", ["dE/dnet_h1"], ["dE/dw1", "w1+", "dE/dw2", "w2+", "dnet_h1/dw1"]),
    (
      "slope", ["dout_o1/dnet_o1", "dout_o2/dnet_o2", "dout_h1/dnet_h1", "dout_h2/dnet_h2"],
      ["dE/dw5", "dE/dout_o1", "dE_o1/dout_h1", "w1+"]
    ),
    (
      "update", ["w5+", "w6+", "w7+", "w8+", "w1+", "w2+", "w3+", "w4+"], []
    ),
    (
      "gradient",
      [
        "dE/dout_o1", "dE/dw5", "dE/dw6", "dE/dout_o2", "dE/dw7", "dE/dw8", "dE_o1/dout_h1",
        "dE_o2/dout_h1", "dE/dout_h1", "dE/dw1", "dE/dw2", "dE_o1/dout_h2", "dE_o2/dout_h2",
        "dE/dout_h2", "dE/dw3", "dE/dw4",
      ], ["w5+", "w1+"]
    ),
    (
      "value",
      [
        "net_h1", "out_h1", "net_h2", "out_h2", "net_o1", "out_o1", "net_o2", "out_o2", "E_o1",
        "E_o2", "E_total",
      ], ["dE/dout_o1", "dout_o1/dnet_o1", "dnet_o1/dw5", "w5+"]
    ),
  ])
  func `what would give a blank away is blank, too, or left out`(
    _ word: String, _ blanks: [String], _ leftOut: [String]
  ) throws {
    let choice = BlankChoice.named([word])
    var options = DerivationOptions()
    options.chain = choice.asksDelta ? .delta : nil
    let exercise = try Exercise(
      Example.twoTwoTwo.model(), task: Exercise.Task(options: options, choice: choice))
    #expect(exercise.blanks == blanks)
    let sheet = exercise.sheet(Exercise.Heading())
    let names = sheet.blocks.equations.map(\.name)
    #expect(Set(names).isDisjoint(with: leftOut), "\(names)")
    for equation in sheet.blocks.equations {
      let isName = if case .symbol = equation.formula { true } else { false }
      #expect(isName || equation.sides.contains(.result), "\(equation.name)")
    }
    // Nothing is headed that is not there.
    let blocks = sheet.blocks
    for (block, next) in zip(blocks, blocks.dropFirst()) {
      guard let level = block.heading?.level else { continue }
      #expect((next.heading?.level ?? level + 1) > level)
    }
    #expect(blocks.last?.heading == nil)
  }

  @Test func `the key of a solution with mistakes has the numbers of its lines`() throws {
    let solution = try ErroneousSolution(Self.variants[0].get().exercise, count: 3, seed: 4)
    let sheet = solution.sheet(Exercise.Heading()).blocks.equations
    let numbers = solution.planted.compactMap { planted in
      sheet.first { $0.name == planted.name }?.number
    }
    let headings = solution.solution(Exercise.Heading()).blocks.compactMap(\.heading)
    let told = headings.filter { $0.level == 3 }.map(\.phrase.english.words)
    #expect(numbers.count == 3 && told.count == 3)
    for (number, heading) in zip(numbers, told) {
      #expect(heading.hasPrefix("Line \(number):"), "\(heading), \(number)")
    }
  }

  /// 1 · 0.1 + 2 · (−0.2) + 0.3, and what the outputs of softmax are off, all together.
  @Test func `what is nothing but rounding is 0, and told from nothing`() throws {
    let file = """
      {"format": "backprop-model", "version": 1, "inputs": [1, 2], "targets": [0],
       "layers": [{"weights": [[0.1, -0.2]], "bias": 0.3, "activation": "tanh"},
                  {"weights": [[0.7]], "activation": "identity"}],
       "loss": "half-squared-error", "optimizer": {"kind": "gradient-descent", "lr": 0.5}}
      """
    let noise = try Exercise(
      ModelFile.read(Data(file.utf8), file: "noise").model(), task: Exercise.Task())
    let softmax = try Self.variants[3].get().exercise
    for (exercise, name, mistake) in [
      (noise, "net_h1", "right"), (softmax, "dE/dout_h1", "weights-forgotten"),
    ] {
      let rows = WorksheetReport([("1", exercise)]).csv().split(separator: "\n").map {
        $0.split(separator: ",", omittingEmptySubsequences: false)
      }.filter { $0[2] == name && $0[3] == mistake }
      #expect(!rows.isEmpty)
      for row in rows { #expect(row[4] == "0" && row[6] != "yes", "\(row)") }
    }
  }

  /// Of a class that is not the right one, the logarithm is multiplied by 0.
  @Test func `a way of making a mistake that changes nothing does not hide the others`() throws {
    #expect(try Self.variants[3].get().quality.told.contains("decimal-logarithm"))
  }

  @Test func `numbers of a table have one form`() throws {
    let rows = WorksheetReport([("1", try Self.variants[3].get().exercise)]).csv()
      .split(separator: "\n").dropFirst()
    for row in rows {
      let cells = row.split(separator: ",", omittingEmptySubsequences: false)
      for cell in cells[4...5] where !cell.isEmpty {
        #expect(cell.wholeMatch(of: /-?[0-9]+(\.[0-9]+)?(e-?[0-9]+)?/) != nil, "\(row)")
        #expect(!cell.hasSuffix(".0") && !cell.hasPrefix("5e-0"), "\(row)")
      }
    }
  }

  @Test func `the order that a sheet forbids is a mistake`() throws {
    let variant = try Self.variants[0].get()
    let other = AnswerKey(variant.exercise.model, order: .inPlace)
    let text = variant.exercise.answers { other.entry(named: $0)?.exact ?? .nan }
    let marking = try Self.marking(text, of: variant)
    let named = marking.marks.filter(\.verdict.isWrong).map { $0.explanations.first?.mistake }
    #expect(!named.isEmpty && named.allSatisfy { $0 == "update-order" }, "\(named)")
    #expect(marking.tally.carried > 0 && marking.assumptions.isEmpty)
    // Of a model without a worksheet it is a convention.
    let open = AnswerKey(variant.exercise.model, comparingOrders: true)
    let sheet = try AnswerReader.read(Array(text.utf8), file: "a", names: open.knownNames)
    #expect(Marking(sheet, with: open).isFaultless)
  }

  @Test func `a series of sheets, and carried numbers, have one number a blank in key and table`()
    throws
  {
    var options = DerivationOptions()
    options.carry = 2
    let variant = try Self.variant(0, task: Exercise.Task(options: options))
    let rows = WorksheetReport([("01", variant.exercise)]).csv().split(separator: "\n")
      .map { $0.split(separator: ",", omittingEmptySubsequences: false) }.filter {
        $0[3] == "right"
      }
    let answers = variant.exercise.answers().split(separator: "\n").map {
      $0.split(separator: " ")[2]
    }
    #expect(rows.map { $0[4] } == answers)
    let note = try #require(variant.description.worksheet)
    #expect(note.carry == 2 && note.order == .simultaneous)
    let marking = try Self.marking(variant.exercise.answers(), of: variant)
    #expect(marking.tally.right == variant.exercise.blanks.count)
  }

  @Test func `the paths of a question are those to the loss`() throws {
    let exercise = try Exercise(Example.twoTwoTwo.model(), task: Exercise.Task())
    let paths = exercise.told.list.equations.reduce(into: [String: Int]()) {
      $0[$1.name] = exercise.paths(to: $1)
    }
    #expect(paths["dE/dw1"] == 2 && paths["dE/dw5"] == 1)
    #expect(paths["dE_o1/dout_h1"] == 1 && paths["dE/dout_o1"] == nil)
  }

  @Test func `a range is made of decimals`() throws {
    let text = """
      {"variants": {"weights": {"from": -0.3, "to": 0.9, "step": 0.1}}}
      """
    let file = try ModelSource.network(Self.networks[0].description).fileText()
    let joined = "{" + text.dropFirst().dropLast() + "," + file.drop { $0 != "{" }.dropFirst()
    let weights = try ModelFile.read(Data(joined.utf8), file: "x").variants?.lists[.weights]
    #expect(weights == [-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9])
    let backwards = joined.replacing("0.9, \"step\"", with: "-0.9, \"step\"")
    let fault = #expect(throws: ModelFileError.self) {
      try ModelFile.read(Data(backwards.utf8), file: "x")
    }
    #expect(
      fault.map { "\($0)" }?.contains("variants.weights.to: a number that is not below") == true)
  }

  @Test func `the same seed makes the same variant, and another number another one`() throws {
    let texts = try [(7, 1), (7, 1), (7, 2), (8, 1)].map { seed, number in
      let task = Exercise.Task(choice: .named(["value"]))
      let variant = try Self.variant(0, number, seed: seed, task: task)
      return try ModelSource.network(variant.description).fileText()
    }
    #expect(texts[0] == texts[1])
    #expect(Set(texts).count == 3)
  }
}

/// What a report promises, against a calculation that knows nothing of this program
/// (Facts/worksheets.py).
@Suite struct WorksheetOracleTests {
  struct Fact: Decodable {
    struct Result: Decodable {
      let name: String
      let right: Double
      let mistakes: [String: [Double]]
    }

    let kind: String
    let results: [Result]
  }

  static let facts = Result {
    let data = try Facts.data("worksheets.json")
    let models = try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]]).map
    {
      try JSONSerialization.data(withJSONObject: try #require($0["model"]))
    }
    return zip(try JSONDecoder().decode([Fact].self, from: data), models).map { ($0, $1) }
  }

  @Test func `what a report tells apart differs by an independent calculation, too`() throws {
    var (checked, promised) = (0, 0)
    for (fact, data) in try Self.facts.get() {
      let model = try ModelFile.read(data, file: "fact").model()
      let exercise = try Exercise(model, task: Exercise.Task())
      let discrimination = Discrimination(exercise)
      let findings = Dictionary(
        uniqueKeysWithValues: discrimination.findings(discrimination.values(given: [:])).map {
          ($0.place.name, $0)
        })
      for result in fact.results {
        guard let finding = findings[result.name] else { continue }
        #expect(
          abs(finding.right - result.right) <= 1e-9 * abs(result.right),
          "\(fact.kind) \(result.name): \(finding.right), \(result.right)")
        let told = Discrimination.isTold(finding)
        let right = exercise.written(result.right).text
        for (mistake, numbers) in result.mistakes {
          checked += 1
          for number in numbers where abs(number - result.right) > 1e-9 * abs(result.right) {
            let isKnown = zip(finding.place.plants, finding.numbers).contains { plant, own in
              ([plant.mistake] + plant.alike).contains(mistake)
                && abs(own - number) <= max(1e-9 * abs(number), 1e-15)
            }
            #expect(isKnown, "\(fact.kind) \(result.name): \(mistake) gives \(number)")
          }
          guard told[mistake] == true else { continue }
          promised += 1
          let texts = Set(numbers.map { exercise.written($0).text })
          #expect(!texts.contains(right), "\(fact.kind) \(result.name): \(mistake) and right")
          for (other, others) in result.mistakes where other != mistake {
            // What is the same line in other words is the same mistake.
            let apart = others.filter { number in
              !numbers.contains { abs($0 - number) <= 1e-9 * abs(number) }
            }
            let shared = texts.intersection(apart.map { exercise.written($0).text })
            #expect(shared.isEmpty, "\(fact.kind) \(result.name): \(mistake), \(other): \(shared)")
          }
        }
      }
    }
    #expect(checked > 1_000 && promised > checked / 2, "\(checked), \(promised)")
  }
}
