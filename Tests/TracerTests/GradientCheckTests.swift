import Testing

@testable import Tracer

@Suite struct GradientCheckTests {
  @Test(arguments: Example.all.map(\.name))
  func `every gradient of every example agrees with its measurement`(_ name: String) throws {
    let model = try #require(Example.named(name)).model(trainingBiases: true)
    let leaves = Workings(model).parameters.filter { model.graph[$0.node].primitive == nil }
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

  @Test func `a gradient that is wrong is found`() throws {
    // An h as large as this measures something else than the slope.
    let model = Example.mazur.model()
    let check = GradientCheck(model, of: Workings(model).parameters, step: 2)
    #expect(!check.isPassed)
  }
}
