import Testing

@testable import Tracer

/// In which order parameters are told and updated.
@Suite struct UpdateOrderTests {
  /// Three inputs, two hidden units and one output, with a bias for each unit.
  private static func model() throws -> Model {
    try ModelDescription(
      name: "n",
      network: Network(
        inputs: [[1, 2, 3]], targets: [[1]],
        layers: [
          Network.Layer(
            units: ["h1", "h2"], weights: [[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]],
            bias: .perUnit([0.7, 0.8]), activation: Tanh()),
          Network.Layer(
            units: ["o1"], weights: [[0.9, 1]], bias: .shared(1.1), activation: Identity()),
        ]), optimizer: GradientDescent(learningRate: 0.1)
    ).model()
  }

  @Test func `weights are numbered and told unit by unit, the last layer first`() throws {
    let model = try Self.model()
    let names = WorkedStep(model).parameters.map { model.graph.name(of: $0) }
    #expect(
      names == ["w7", "w8", "b2", "w1", "w2", "w3", "w4", "w5", "w6", "b_h1", "b_h2"])
    let values = (1...8).map { model.trace["w\($0)"] }
    #expect(values == [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.9, 1])
  }

  @Test func `the given numbers are a table in the order of the network`() throws {
    let document = try Derivation(Self.model()).document()
    #expect(
      PlainTextRenderer(language: .english).render(document).contains(
        """
          Symbol   Value   Symbol   Value   Symbol      Value
          ──────   ─────   ──────   ─────   ─────────   ─────
          i1           1   w4         0.4   w8              1
          i2           2   w5         0.5   b2            1.1
          i3           3   w6         0.6   target_o1       1
          w1         0.1   b_h1       0.7   α             0.1
          w2         0.2   b_h2       0.8
          w3         0.3   w7         0.9

        """))
  }

  @Test func `a unit's output is told with its net input, layer by layer`() throws {
    let model = try Self.model()
    var list = EquationList(WorkedStep(model))
    #expect(
      list.deriveForward().map(\.name) == [
        "net_h1", "out_h1", "net_h2", "out_h2", "net_o1", "out_o1", "E_o1", "E_total",
      ])
  }

  @Test func `the layers before see the new weights only where they are updated in place`() throws {
    let model = try Self.model()
    func slope(_ order: UpdateOrder) -> Formula? {
      WorkedStep(model, order: order).equation(named: "dnet_o1/dout_h2")?.formula
    }
    let new = try #require(WorkedStep(model).value(named: "w8+"))
    #expect(slope(.simultaneous) == .leaf("w8", 1))
    #expect(slope(.inPlace) == .leaf("w8+", new))
    #expect(new != 1)
  }

  // y = x·w·w with x = 3 and w = 2: ∂y/∂w = 2·x·w = 12, and w⁺ = 2 − 0.1 · 12. The outer product
  // passes w back while it is not known yet what the inner one adds: ∂y/∂a = 2, and only the inner
  // product sees the new weight: ∂y/∂x = 2 · w⁺.
  @Test func `a weight that is used twice is updated when its gradient is whole`() throws {
    var graph = Graph()
    let x = graph.leaf(.scalar("x"), shape: .scalar, role: .input)
    let w = graph.leaf(.scalar("w"), shape: .scalar, role: .weight)
    let a = try graph.apply(Multiplication(), to: x, w, names: .scalar("a"))
    try graph.apply(Multiplication(), to: a, w, names: .scalar("y"))
    let model = Model(
      name: "twice", title: Phrase("twice"), graph: graph, leaves: [x: Tensor(3), w: Tensor(2)],
      optimizer: GradientDescent(learningRate: 0.1), trained: [w], digits: 4)
    var descent = Descent(model, order: .inPlace)
    descent.differentiate()
    let new = 2 - 0.1 * 12.0
    #expect(descent.updated[w]?.elements == [new])
    #expect(descent.trace.gradient(of: "w") == 12)
    #expect(descent.trace.gradient(of: "a") == 2)
    #expect(descent.trace.gradient(of: "x") == 2 * new)

    var together = Descent(model)
    together.differentiate()
    #expect(together.updated[w]?.elements == [new])
    #expect(together.trace.gradient(of: "x") == 4)
  }

  // The gradients of both factors are calculated before either is updated.
  @Test func `two weights that are multiplied do not see each other's new values`() throws {
    var graph = Graph()
    let w = graph.leaf(.scalar("w"), shape: .scalar, role: .weight)
    let v = graph.leaf(.scalar("v"), shape: .scalar, role: .weight)
    try graph.apply(Multiplication(), to: w, v, names: .scalar("y"))
    let model = Model(
      name: "two", title: Phrase("two"), graph: graph, leaves: [w: Tensor(3), v: Tensor(5)],
      optimizer: GradientDescent(learningRate: 0.5), trained: [w, v], digits: 4)
    let worked = WorkedStep(model, order: .inPlace)
    #expect(worked.equation(named: "dy/dw")?.formula == .leaf("v", 5))
    #expect(worked.equation(named: "dy/dv")?.formula == .leaf("w", 3))
    #expect(worked.value(named: "w+") == 0.5 && worked.value(named: "v+") == 3.5)
  }

  @Test func `a quantity that enters a calculation twice has the sum of both slopes`() throws {
    let model = try ExpressionFile("x = 3\ny = x * x", file: "square").model
    let equation = try #require(WorkedStep(model).equation(named: "dy/dx"))
    #expect(equation.formula == .leaf("x", 3) + .leaf("x", 3))
    #expect(equation.value == 6)
  }

  // The biases are left as they are, in whatever order the weights are updated.
  @Test(arguments: UpdateOrder.allCases)
  func `what is not trained is not updated`(order: UpdateOrder) {
    let model = Example.mazur.model()
    let worked = WorkedStep(model, order: order)
    let labels = worked.updated.keys.map { model.graph[$0].names.label }
    #expect(Set(labels) == ["W1", "W2"])
    #expect(worked.value(named: "b1") == worked.after["b1"])
  }
}
