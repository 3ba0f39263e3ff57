import Foundation
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

  // (x + h)³ − (x − h)³ over 2h is 3x² + h²: at x = 1, that is off by h²/3 of the slope.
  @Test(arguments: [(0.5, false), (0.01, false), (0.006, false), (0.005, true), (0.001, true)])
  func `a difference of more than a hundred-thousandth is one`(step: Double, agrees: Bool) throws {
    let model = try ExpressionFile("x = 1\nf = x ^ 3", file: "cube").model
    let element = try #require(model.graph.element(named: "x"))
    let check = GradientCheck(model, of: [element], step: step)
    #expect(check.isPassed == agrees)
    let row = try #require(check.rows.first)
    #expect(row.name == "x" && row.value == 1 && row.backpropagated == 3)
    #expect(row.plus.agrees(with: pow(1 + step, 3)))
    #expect(row.minus.agrees(with: pow(1 - step, 3)))
    #expect(row.numeric.agrees(with: 3 + step * step, to: 1e-9))
    #expect(row.relativeError.agrees(with: step * step / (3 + step * step), to: 1e-5))
  }

  // x³ at 0: the slope is 0, and h² is measured.
  @Test func `what rounding cannot explain is a difference, however small`() throws {
    let model = try ExpressionFile("x = 0\nf = x * x * x", file: "cube").model
    let element = try #require(model.graph.element(named: "x"))
    #expect(!GradientCheck(model, of: [element], step: 1e-3).isPassed)
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
    #expect(text.contains("Backpropagation and measurement agree.") == isPassed)
    #expect(text.contains(isPassed ? " agrees\n" : " differs\n"))
  }
}
