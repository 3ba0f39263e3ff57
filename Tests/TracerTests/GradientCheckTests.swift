import Foundation
import Testing

@testable import Tracer

@Suite struct GradientCheckTests {
  @Test(arguments: Example.all.map(\.name))
  func `every gradient of every example agrees with its measurement`(_ name: String) throws {
    let model = try #require(Example.named(name)).model(trainingBiases: true)
    let leaves = WorkedStep(model).parameters.filter { model.graph[$0.node].primitive == nil }
    #expect(!leaves.isEmpty)
    let check = GradientCheck(model, of: leaves)
    for row in check.rows {
      #expect(row.verdict == .agrees, "\(row.name): \(row.numeric), \(row.backpropagated)")
    }
  }

  @Test func `a kink between the points is named, and is no failure`() throws {
    let model = try ExpressionFile("x = 0\ny = 3\nf = relu(x) * 3 + sin(y)", file: "k").model
    let graph = model.graph
    let elements = try ["x", "y"].map { try #require(graph.element(named: $0)) }
    let check = GradientCheck(model, of: elements)
    #expect(check.rows.map(\.verdict) == [.kink("f_1"), .agrees])
    #expect(check.isPassed)
    #expect(check.rows[0].numeric.agrees(with: 1.5))
    #expect(check.rows[0].backpropagated == 0)
  }

  @Test(arguments: [(2.0, true), (36, false)])
  func `a check that measures nothing praises nothing`(net: Double, isMeasured: Bool) throws {
    let network = Network(
      inputs: [[1]], targets: [[0]],
      layers: [.init(units: ["o1"], weights: [[net]], bias: .perUnit([0]), activation: Sigmoid())])
    let model = try network.model()
    let check = GradientCheck(
      model, of: try ["w1"].map { try #require(model.graph.element(named: $0)) })
    #expect(check.rows.map(\.verdict) == [isMeasured ? .agrees : .hidden])
    for (language, praise) in [(Language.english, "agree."), (.korean, "일치한다.")] {
      let text = PlainTextRenderer(language: language).render(
        check.document(of: model, showing: [], digits: 6))
      #expect(text.contains(praise) == isMeasured, "\(text)")
    }
  }

  @Test func `no gradient of two thousand random networks is blamed`() throws {
    var (networks, verdicts) = (RandomNetworks(seed: 8), [String: Int]())
    var generator = SeededGenerator(seed: 80)
    for number in 0..<Thoroughness.count(400, of: 2_000) {
      let model = try networks.next().model()
      guard model.trace.firstNonFinite == nil else { continue }
      let some = model.trained.flatMap { model.graph.elements(of: $0).shuffled(using: &generator) }
      for row in GradientCheck(model, of: Array(some.prefix(5))).rows {
        verdicts["\(row.verdict)", default: 0] += 1
        #expect(
          row.verdict != .differs,
          "network \(number), \(row.name): \(row.numeric), \(row.backpropagated)")
      }
    }
    let hidden = verdicts["hidden", default: 0]
    #expect(hidden < verdicts["agrees", default: 0] / 4, "\(verdicts)")
  }

  @Test(arguments: [1e-4, -1e-4, 1e-2, -1, 1e3])
  func `a slope that is wrong by so much is found in a random network`(_ error: Double) throws {
    var (networks, found, missed) = (RandomNetworks(seed: 9), 0, 0)
    for number in 0..<60 {
      var network = networks.next()
      // Which reads the net inputs, past a planted output.
      if network.loss == .softmaxCrossEntropy { network.loss = .crossEntropy }
      // The first layer's, so that every gradient before it is wrong by just this.
      network.layers[0].activation = Planted(
        base: network.layers[0].activation, factor: 1 + error)
      let model = try network.model()
      guard model.trace.firstNonFinite == nil else { continue }
      let first = try #require(model.graph.node(labelled: "W1"))
      for row in GradientCheck(model, of: Array(model.graph.elements(of: first).prefix(2))).rows {
        if row.verdict == .differs { found += 1 } else { missed += 1 }
        #expect(
          row.verdict != .agrees || row.backpropagated == 0,
          "network \(number), \(row.name): \(row.numeric), \(row.backpropagated)")
      }
    }
    #expect(found > missed, "\(found) found, \(missed) not to be told")
  }

  /// A primitive before half the squared error, at numbers drawn from its example's ranges.
  private func model(of primitive: any Primitive, _ example: PrimitiveExample) throws -> Model {
    var (generator, graph) = (SeededGenerator(seed: 4), Graph())
    var leaves: [NodeID: Tensor<Double>] = [:]
    func draw(_ shape: Shape, _ range: ClosedRange<Double>) -> Tensor<Double> {
      Tensor((0..<shape.count).map { _ in .random(in: range, using: &generator) }, shape: shape)
    }
    let inputs = zip(example.shapes, example.ranges).enumerated().map { index, input in
      let id = graph.leaf(.indexed("x\(index)"), shape: input.0, role: .weight)
      leaves[id] = draw(input.0, input.1)
      return id
    }
    let output = try graph.apply(primitive, to: inputs, names: .indexed("y"))
    let goal = graph.leaf(.indexed("goal"), shape: graph[output].shape)
    leaves[goal] = draw(graph[output].shape, -1...1)
    let errors = try graph.apply(HalfSquaredError(), to: goal, output, names: .indexed("e"))
    try graph.apply(Sum(), to: errors, names: .scalar("E"))
    return Model(
      name: "primitive", title: Phrase(""), graph: graph, leaves: leaves,
      optimizer: GradientDescent(learningRate: 0.1), trained: inputs, digits: 4)
  }

  @Test(arguments: LawsTests.examples)
  func `a primitive's slopes are right, and are missed if they are wrong by a ten-thousandth`(
    _ example: PrimitiveExample
  ) throws {
    for (factor, expected) in [(1, false), (1.0001, true)] {
      let primitive = Planted(base: example.primitive, factor: factor)
      let model = try model(of: primitive, example)
      let check = GradientCheck(model, of: Array(WorkedStep(model).parameters.prefix(3)))
      let wrong = expected ? .agrees : GradientCheck.Verdict.differs
      for row in check.rows where !expected || row.backpropagated != 0 {
        #expect(
          row.verdict != wrong, "\(row.name), \(factor): \(row.numeric), \(row.backpropagated)")
      }
      #expect(check.isPassed || expected)
    }
  }

  @Test func `a softmax over great numbers is measured with a step that suits them`() throws {
    let network = Network(
      inputs: [[1000]], targets: [[0, 1, 0]],
      layers: [
        .init(
          units: ["o1", "o2", "o3"], weights: [[1.01], [1], [0.99]], bias: .perUnit([0, 0, 0]),
          activation: Softmax())
      ], loss: .crossEntropy)
    for loss in [Loss.crossEntropy, .softmaxCrossEntropy] {
      var network = network
      network.loss = loss
      let model = try network.model()
      let check = GradientCheck(model, of: WorkedStep(model).parameters)
      for row in check.rows {
        // Of o3, whose probability is 2·10⁻⁹, net inputs of 1000 show too few digits.
        let expected: GradientCheck.Verdict = row.name.hasSuffix("3") ? .hidden : .agrees
        #expect(row.verdict == expected, "\(row.name): \(row.numeric), \(row.backpropagated)")
      }
    }
  }

  @Test(arguments: [
    (1e-300, GradientCheck.Verdict.tooSmall), (1e-13, .tooSmall), (1e-5, .agrees), (2, .tooLarge),
    (1e300, .tooLarge),
  ])
  func `a step that measures nothing is said to be too small or too large`(
    step: Double, verdict: GradientCheck.Verdict
  ) {
    let model = Example.twoTwoTwo.model()
    let check = GradientCheck(model, of: WorkedStep(model).parameters, step: step)
    for row in check.rows {
      #expect(row.verdict == verdict, "\(row.name): \(row.numeric), \(row.backpropagated)")
    }
    #expect(check.isPassed == (verdict == .agrees))
  }

  // (x + h)³ − (x − h)³ over 2h is 3x² + h²: at x = 1, that is off by h²/3 of the slope.
  @Test(arguments: [(0.5, false), (0.01, false), (0.006, false), (0.005, true), (0.001, true)])
  func `a difference of more than a hundred-thousandth is one`(step: Double, agrees: Bool) throws {
    let model = try ExpressionFile("x = 1\nf = x ^ 3", file: "cube").model
    let element = try #require(model.graph.element(named: "x"))
    let check = GradientCheck(model, of: [element], step: step)
    #expect(check.isPassed == agrees)
    let row = try #require(check.rows.first)
    #expect(row.name == "x" && row.value == 1 && row.backpropagated == 3)
    #expect(row.quotient.plus.agrees(with: pow(1 + step, 3)))
    #expect(row.quotient.minus.agrees(with: pow(1 - step, 3)))
    #expect(row.numeric.agrees(with: 3 + step * step, to: 1e-9))
    #expect(row.relativeError.agrees(with: step * step / (3 + step * step), to: 1e-5))
  }

  // x³ at 0: the slope is 0, and a first h measures h².
  @Test func `what rounding or the curve explains is no difference`() throws {
    let model = try ExpressionFile("x = 0\nf = x * x * x", file: "cube").model
    let element = try #require(model.graph.element(named: "x"))
    #expect(GradientCheck(model, of: [element]).isPassed)
    let offset = try ExpressionFile("x = 0\nf = x / 1000 + 1e6", file: "offset").model
    let shifted = try #require(offset.graph.element(named: "x"))
    let check = GradientCheck(offset, of: [shifted])
    #expect(check.isPassed && check.rows[0].numeric != 0.001)
  }

  @Test(arguments: [(1e-3, true), (0.1, false)])
  func `a page says whether all is well`(step: Double, isPassed: Bool) throws {
    let model = try ExpressionFile("x = 1\nf = x ^ 3", file: "cube").model
    let element = try #require(model.graph.element(named: "x"))
    let document = GradientCheck(model, of: [element], step: step).document(
      of: model, showing: [], digits: 4)
    let text = PlainTextRenderer(language: .english).render(document)
    #expect(text.contains("Backpropagation and numerical differentiation agree.") == isPassed)
    #expect(text.contains(isPassed ? " agrees\n" : " h is too large\n"))
  }
}
