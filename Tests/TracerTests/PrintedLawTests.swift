import MNISTData
import Testing

@testable import Tracer

/// Law 3: each printed line, read back from the text and calculated, gives its printed result to
/// the printed digits.
@Suite struct PrintedLawTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let example: String
    let chain: Chain
    let order: UpdateOrder
    let carry: Int?
    let digits: Int?

    var testDescription: String {
      "\(example), \(chain), \(order), carry \(carry ?? 0), digits \(digits ?? 0)"
    }

    /// Every way to write numbers along every chain in every order; usually each of them in turn.
    static let all = Example.all.map(\.name).enumerated().flatMap { number, example in
      let ways = Chain.allCases.flatMap { chain in UpdateOrder.allCases.map { (chain, $0) } }
      let numbers: [(carry: Int?, digits: Int?)] = [
        (nil, nil), (4, nil), (3, nil), (nil, 2), (nil, 12), (nil, 17),
      ]
      return Thoroughness.some(of: Array(numbers.enumerated()), from: number).flatMap {
        index, numbers in
        (Thoroughness.isFull() ? ways : [ways[(number + index) % ways.count]]).map {
          Case(
            example: example, chain: $0, order: $1, carry: numbers.carry, digits: numbers.digits)
        }
      }
    }

    func document() throws -> Document {
      var options = DerivationOptions()
      (options.chain, options.order, options.carry, options.digits) = (chain, order, carry, digits)
      let model = try #require(Example.named(example)).model(trainingBiases: true)
      return try Derivation(model, options: options).document()
    }
  }

  @Test(arguments: Case.all)
  func `a line of plain text, and of Markdown, gives its result`(_ test: Case) throws {
    let document = try test.document()
    let inText = PrintedEquation.inText(PlainTextRenderer(language: .english).render(document))
    try check(inText, of: document) { try PrintedLine.value(ofText: $0) }
    let inMarkdown = PrintedEquation.inMarkdown(
      MarkdownRenderer(language: .korean).render(document))
    try check(inMarkdown, of: document) { try PrintedLine.value(ofTeX: $0) }
  }

  @Test(arguments: Case.all)
  func `a line of a page gives its result`(_ test: Case) throws {
    let document = try test.document()
    let printed = try PrintedEquation.inHTML(HTMLRenderer(language: .english).render(document))
    try check(printed, of: document) { try PrintedLine.value(ofText: $0) }
    let inLaTeX = PrintedEquation.inLaTeX(LaTeXRenderer(language: .korean).render(document))
    try check(inLaTeX, of: document) { try PrintedLine.value(ofTeX: $0) }
  }

  @Test(arguments: Surface.all.map(\.name))
  func `a line of an optimizer's step gives its result`(_ name: String) throws {
    let surface = try #require(Surface.named(name))
    let ways = try Registry.optimizers.map {
      try OptimizerComparison.Entry(words: $0.kind, on: surface)
    }
    let document = try OptimizerComparison(surface, ways, steps: 3, derived: 3).document(digits: 5)
    let printed = PrintedEquation.inText(PlainTextRenderer(language: .english).render(document))
    try check(printed, of: document) { try PrintedLine.value(ofText: $0) }
  }

  /// Enough of each primitive; a matrix that is larger has more lines, and no others.
  static let examples = LawsTests.examples.filter { example in
    example.shapes.allSatisfy { $0.count <= 9 }
  }

  @Test(arguments: examples, [3, 9])
  func `a line of every primitive gives its result`(
    _ example: PrimitiveExample, digits: Int
  ) throws {
    let model = try Drawing(example).model(of: example).model
    func document(_ chain: Chain) throws -> Document {
      var options = DerivationOptions()
      (options.digits, options.chain) = (digits, chain)
      return try Derivation(model, options: options).document()
    }
    let products = try document(.product)
    let inText = PrintedEquation.inText(PlainTextRenderer(language: .english).render(products))
    try check(inText, of: products) { try PrintedLine.value(ofText: $0) }
    let inHTML = try PrintedEquation.inHTML(HTMLRenderer(language: .english).render(products))
    try check(inHTML, of: products) { try PrintedLine.value(ofText: $0) }
    let inLaTeX = PrintedEquation.inLaTeX(LaTeXRenderer(language: .english).render(products))
    try check(inLaTeX, of: products) { try PrintedLine.value(ofTeX: $0) }
    let deltas = try document(.delta)
    let inMarkdown = PrintedEquation.inMarkdown(MarkdownRenderer(language: .korean).render(deltas))
    try check(inMarkdown, of: deltas) { try PrintedLine.value(ofTeX: $0) }
  }

  @Test func `every primitive is printed`() {
    let printed = Set(Self.examples.map { "\(type(of: $0.primitive))" })
    #expect(printed == Set(LawsTests.primitives.map { "\($0)" }))
  }

  @Test(arguments: [0..<1, 0..<3], [2, 4, 9])
  func `a line of a digit's derivation gives its result`(images: Range<Int>, digits: Int) throws {
    var generator = NumPyGenerator(seed: 0)
    let network = Network.digits(from: &generator)
    var options = DerivationOptions()
    (options.digits, options.isMeasured) = (digits, images.count > 1)
    let model = try network.model(
      of: .mnist(.test, folder: MNISTData.folder), images: Array(images), learningRate: 0.1)
    let document = try Derivation(model, options: options).document()
    let inText = PrintedEquation.inText(PlainTextRenderer(language: .english).render(document))
    try check(inText, of: document) { try PrintedLine.value(ofText: $0) }
    let inHTML = try PrintedEquation.inHTML(HTMLRenderer(language: .korean).render(document))
    try check(inHTML, of: document) { try PrintedLine.value(ofText: $0) }
    let inMarkdown = PrintedEquation.inMarkdown(
      MarkdownRenderer(language: .korean).render(document))
    try check(inMarkdown, of: document) { try PrintedLine.value(ofTeX: $0) }
  }

  /// Every equation that has a line of numbers must be among those that were read.
  private func check(
    _ printed: [PrintedEquation], of document: Document, value: (String) throws -> Double
  ) throws {
    let calculated = document.equations.filter {
      ShownEquation($0, in: PlainScript(), digits: document.digits).numbers != nil
    }
    #expect(printed.count == calculated.count)
    for line in printed {
      let (found, expected) = (try value(line.numbers), try value(line.result))
      // The logarithm of 1 and something less than its rounding is read back as 0.
      let rounding = 16 * expected.ulp + (line.numbers.contains("ln") ? 0x1p-52 : 0)
      #expect(
        abs(found - expected) <= line.tolerance() + rounding,
        "\(line.numbers) gives \(found); \(line.result) is printed")
    }
  }
}
