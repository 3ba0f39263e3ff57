import Foundation
import Testing

@testable import Tracer

/// How deep a derivation goes, and that what it says in short is true.
@Suite("Detail") struct DetailTests {
  private static func document(_ name: String, _ detail: Detail, chain: Chain? = nil) throws
    -> Document
  {
    var options = DerivationOptions()
    (options.detail, options.chain) = (detail, chain)
    return try Derivation(try #require(Example.named(name)).model(), options: options).document()
  }

  private static func tables(_ document: Document) -> [Table] {
    document.blocks.compactMap { if case .table(let table) = $0 { table } else { nil } }
  }

  private static func numbers(_ cell: Phrase) -> [Double] {
    cell.english.barePieces.compactMap {
      if case .number(let value, _, _) = $0 { value } else { nil }
    }
  }

  @Test(
    arguments: ["2-2-2", "mazur", "softmax", "softmax-fused", "multi-label", "deep"],
    Chain.allCases)
  func `the factors of a row give its gradient`(name: String, chain: Chain) throws {
    let document = try Self.document(name, .compact, chain: chain)
    let rows = Self.tables(document).filter { table in
      table.header[0] == Phrases.parameter && table.header[1] != Phrases.before
    }.flatMap(\.rows)
    #expect(!rows.isEmpty)
    for row in rows {
      let factors = row[1..<(row.count - 2)].flatMap(Self.numbers)
      let gradient = try #require(Self.numbers(row[row.count - 2]).first)
      let product = factors.reduce(1, *)
      #expect(abs(product - gradient) <= 1e-12 * abs(gradient), "\(row)")
    }
  }

  @Test(arguments: Example.all.map(\.name))
  func `compact tells every parameter, and of full derivations the same numbers`(
    name: String
  ) throws {
    let model = try #require(Example.named(name)).model()
    let compact = try Self.document(name, .compact)
    let text = PlainTextRenderer(language: .english).render(compact)
    let graph = model.graph
    for id in model.trained {
      for element in graph.elements(of: id) where graph[id].names.listed != nil {
        let symbol = PlainScript().symbol(graph.name(of: element)).text
        #expect(text.contains(symbol), "\(symbol)")
      }
    }
    let full = PlainTextRenderer(language: .english).render(try Self.document(name, .full))
    #expect(text.count < full.count)
  }

  @Test(arguments: Example.all.map(\.name), Language.allCases)
  func `a summary has the rules and no line of a derivation`(
    name: String, language: Language
  ) throws {
    let document = try Self.document(name, .summary)
    #expect(document.equations.isEmpty)
    let text = PlainTextRenderer(language: language).render(document)
    #expect(text.split(separator: "\n").count < 110)
    #expect(text.split(separator: "\n").allSatisfy { TextLayout.width(String($0)) <= 100 })
  }

  @Test(arguments: Example.all.map(\.name), [3, 6])
  func `a dense line gives its result`(name: String, digits: Int) throws {
    var options = DerivationOptions()
    (options.detail, options.digits) = (.compact, digits)
    let model = try #require(Example.named(name)).model()
    let text = PlainTextRenderer(language: .english).render(
      try Derivation(model, options: options).document())
    var count = 0
    for line in text.split(separator: "\n") where line.hasPrefix("  ") && !line.contains("──") {
      let sides = line.replacing(" ≈ ", with: " = ").components(separatedBy: " = ")
      guard sides.count == 4 else { continue }
      count += 1
      let printed = PrintedEquation(numbers: sides[2], result: sides[3])
      let (found, expected) = (
        try PrintedLine.value(ofText: sides[2]), try PrintedLine.value(ofText: sides[3])
      )
      #expect(abs(found - expected) <= printed.tolerance() + 16 * expected.ulp, "\(line)")
    }
    #expect(count > 2)
  }

  @Test func `the rules of the worked example`() throws {
    let text = PlainTextRenderer(language: .english).render(try Self.document("2-2-2", .summary))
    for line in [
      "Net input                net_j = Σ_i w_ij · out_i",
      "Output                   out_j = 1/(1 + e^(−net_j))",
      "The error                E_total = Σ_j ½ · (target_j − out_j)²",
      "δ of an output unit      δ_j = ∂E/∂net_j = −(target_j − out_j) · out_j · (1 − out_j)",
      "δ of a hidden unit       δ_j = ∂E/∂net_j = out_j · (1 − out_j) · Σ_k w_jk · δ_k",
      "Gradient of a weight     ∂E/∂w_ij = δ_j · out_i",
      "Update                   w⁺ = w − α · ∂E/∂w",
    ] {
      let words = line.split(separator: " ").joined(separator: " ")
      let found = text.split(separator: "\n").contains {
        $0.split(separator: " ").joined(separator: " ") == words
      }
      #expect(found, "\(line)")
    }
  }

  @Test(
    arguments: [
      ("softmax-fused", "δ_j = ∂E/∂net_j = out_j − target_j"),
      ("multi-label", "δ_j = ∂E/∂net_j = out_j − target_j"),
      ("xor", "∂E/∂w_ij = Σ_s δ_j · out_i"),
      ("regression", "Σ_s Σ_j (target_j − out_j)²"),
    ])
  func `the rules follow the network`(name: String, rule: String) throws {
    let text = PlainTextRenderer(language: .english).render(try Self.document(name, .summary))
    #expect(text.contains(rule), "\(text)")
  }

  /// A unit that is dead, another, and biases of both kinds.
  private static func network() -> Network {
    Network(
      inputs: [[1]], targets: [[2, 3]],
      layers: [
        .init(
          units: ["h1", "h2"], weights: [[-1], [1]], bias: .perUnit([0, 0]), activation: ReLU()),
        .init(
          units: ["o1", "o2"], weights: [[0.5, 0.5], [0.5, 0.5]], bias: .shared(0),
          activation: Identity()),
      ])
  }

  @Test func `the rules say which biases are shared`() throws {
    var options = DerivationOptions()
    options.detail = .summary
    let text = PlainTextRenderer(language: .english).render(
      try Derivation(Self.network().model(), options: options).document())
    #expect(text.contains(/Gradient of a bias \(Hidden layer\) +∂E\/∂b_j = δ_j\n/))
    #expect(text.contains(/Gradient of a bias \(Output layer\) +∂E\/∂b = Σ_j δ_j\n/))
  }

  @Test func `the weight told in full is one whose gradient is not 0`() throws {
    var options = DerivationOptions()
    options.detail = .compact
    let names = try Derivation(Self.network().model(), options: options).document().equations
      .map(\.name)
    #expect(names.contains("dE/dw4") && !names.contains("dE/dw3"))
  }

  // E = 2·(1 − w)², and each update halves 1 − w.
  @Test func `an update after one told is told without what is known`() throws {
    let document = try Derivation(Small.network()).next(steps: 2).document()
    let text = PlainTextRenderer(language: .english).render(document)
    #expect(text.hasPrefix("Update 2\n"))
    #expect(!text.contains("The rules used") && !text.contains("appears in only one product"))
    let later = try #require(Self.tables(document).first { $0.header[0] == Phrases.updates })
    #expect(later.rows.flatMap { Self.numbers($0[1]) } == [0.125, 0.03125, 0.0078125])
  }

  @Test func `a dense equation stands on one line in every format`() {
    let sum = Equation(
      name: "net", kind: .value, formula: .leaf("a", 0.5) + .leaf("b", 0.25), value: 0.75)
    let document = Document(digits: 4, blocks: [.equations([sum])], isDense: true)
    #expect(
      PlainTextRenderer(language: .english).render(document)
        == "  net = a + b = 0.5 + 0.25 = 0.75\n")
    #expect(
      MarkdownRenderer(language: .english).render(document)
        == "$$\n\\mathit{net} = a + b = 0.5 + 0.25 = 0.75\n$$\n")
    #expect(
      LaTeXRenderer(language: .english, isFragment: true).render(document)
        .contains("\\mathit{net} &= a + b = 0.5 + 0.25 = 0.75\n"))
    #expect(HTMLRenderer(language: .english).render(document).contains("class=\"equations dense\""))
  }
}
