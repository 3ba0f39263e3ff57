import Testing

@testable import Tracer

/// How much is told before a derivation or a drawing is cut short.
@Suite struct LengthTests {
  /// One unit that receives so many ones, each with the weight of its number.
  private static func model(inputs count: Int, outputs: Int = 1) throws -> Model {
    try ModelDescription(
      name: "long",
      network: Network(
        inputs: [Array(repeating: 1, count: count)],
        targets: [Array(repeating: 0, count: outputs)],
        layers: [
          Network.Layer(
            units: (1...outputs).map { "o\($0)" },
            weights: (1...outputs).map { _ in (1...count).map(Double.init) },
            activation: Identity())
        ]), optimizer: GradientDescent(learningRate: 1)
    ).model()
  }

  /// The derivation with every line break and margin as one space.
  private static func words(_ model: Model) throws -> String {
    PlainTextRenderer(language: .english).render(try Derivation(model).document())
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  // 24 terms are told; of 25, the largest 8, and the rest is 1 + 2 + … + 17 = 153.
  @Test func `a sum of more than two dozen terms is told by its eight largest`() throws {
    #expect(try !Self.words(Self.model(inputs: 24)).contains("rest_o[0]"))
    let words = try Self.words(Self.model(inputs: 25))
    let symbols = (17...24).map { "x[\($0)] · W1[\($0),0]" }.joined(separator: " + ")
    let numbers = (18...25).map { "1 · \($0)" }.joined(separator: " + ")
    #expect(words.contains("net_o[0] = \(symbols) + rest_o[0] = \(numbers) + 153 = 325"))
    #expect(
      words.contains("Only the largest terms are shown; the other 17 add up to rest_o[0] = 153."))
  }

  @Test func `a network of more than two hundred weights is not drawn`() throws {
    #expect(NetworkDrawing(try Self.model(inputs: 8, outputs: 8))?.sizes.isEmpty == true)
    #expect(NetworkDrawing(try Self.model(inputs: 67, outputs: 3))?.sizes == [67, 3])
    #expect(NetworkDrawing(try Small.calculation()) == nil)
  }

  @Test func `up to two hundred weights have short names`() throws {
    let (small, large) = (
      try Self.model(inputs: 20, outputs: 10).graph, try Self.model(inputs: 20, outputs: 11).graph
    )
    // By its index an element is found in any network.
    let last = try #require(small.element(named: "W1[19,9]"))
    #expect(small.name(of: last) == "w200" && small.element(named: "w200") == last)
    #expect(large.element(named: "w1") == nil && large.element(named: "W1[19,10]") != nil)
  }

  @Test func `a tensor of more than a hundred numbers is named below the table`() throws {
    let note = "too many values for a table; each is given where it is used."
    #expect(try !Self.words(Self.model(inputs: 10, outputs: 10)).contains(note))
    #expect(try Self.words(Self.model(inputs: 101)).contains("x and W1: \(note)"))
  }

  private static func chain(_ count: Int) throws -> Model {
    let lines = (1...count).map { "y_\($0)a = \($0 == 1 ? "x" : "y_\($0 - 1)a") * x" }
    return try ExpressionFile("x = 1\n" + lines.joined(separator: "\n"), file: "chain").model
  }

  @Test func `a graph of more than forty nodes is not drawn`() throws {
    #expect(GraphDrawing(try Self.chain(39).trace) != nil)
    #expect(GraphDrawing(try Self.chain(40).trace) == nil)
  }

  // Five units in a row, 1, 2, 3 …: every weight is 1 and every slope 1. A product of at most six
  // factors begins with the derivative of a unit further on.
  @Test func `a chain of more than six factors goes on from a derivative on the way`() throws {
    let names = ["h1", "h2", "h3", "h4", "o1"]
    let model = try ModelDescription(
      name: "chain",
      network: Network(
        inputs: [[1]], targets: [[0]],
        layers: names.map { Network.Layer(units: [$0], weights: [[1]], activation: Identity()) }),
      optimizer: GradientDescent(learningRate: 1)
    ).model()
    let worked = WorkedStep(model)
    func factors(_ name: String) -> [String]? { worked.equation(named: name)?.formula.symbols }
    #expect(factors("dE/dw5") == ["dE/dout_o1", "dout_o1/dnet_o1", "dnet_o1/dw5"])
    #expect(
      factors("dE/dw4") == [
        "dE/dout_o1", "dout_o1/dnet_o1", "dnet_o1/dout_h4", "dout_h4/dnet_h4", "dnet_h4/dw4",
      ])
    #expect(
      factors("dE/dw3") == [
        "dE/dnet_o1", "dnet_o1/dout_h4", "dout_h4/dnet_h4", "dnet_h4/dout_h3", "dout_h3/dnet_h3",
        "dnet_h3/dw3",
      ])
  }
}
