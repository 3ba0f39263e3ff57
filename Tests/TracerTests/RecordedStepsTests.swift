import Foundation
import Testing

@testable import Tracer

@Suite struct RecordedStepsTests {
  private struct Record: Decodable {
    struct Step: Decodable {
      let step: Int
      let quantities: [Quantity]
    }
    struct Quantity: Decodable {
      let name: String
      let kind: String
      let value: Double
    }
    let steps: [Step]

    init(_ model: Model, steps: Int, order: UpdateOrder = .simultaneous) throws {
      var options = DerivationOptions()
      (options.steps, options.order) = (steps, order)
      let text = try TraceRecord(try Derivation(model, options: options)).json()
      self = try JSONDecoder().decode(Record.self, from: Data(text.utf8))
    }
  }

  /// The weights and their gradients of the 2-2-2 example at each step, by hand.
  private static func training(
    steps: Int, order: UpdateOrder
  ) -> [(weights: [Double], gradients: [Double])] {
    var w = [0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5]
    let (i, t) = ([0.05, 0.1], [0.01, 0.99])
    func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
    var training: [(weights: [Double], gradients: [Double])] = []
    for _ in 0...steps {
      let h = (0..<2).map { sigmoid(w[2 * $0] * i[0] + w[2 * $0 + 1] * i[1]) }
      let o = (0..<2).map { sigmoid(w[4 + 2 * $0] * h[0] + w[5 + 2 * $0] * h[1]) }
      let delta = (0..<2).map { (o[$0] - t[$0]) * o[$0] * (1 - o[$0]) }
      let upper = (0..<4).map { delta[$0 / 2] * h[$0 % 2] }
      // In place, the error flows back through weights that are new already.
      let share = order == .inPlace ? 0.5 : 0
      let through = (0..<4).map { index -> Double in w[4 + index] - share * upper[index] }
      let lower = (0..<4).map { index -> Double in
        let unit = index / 2
        let back = delta[0] * through[unit] + delta[1] * through[2 + unit]
        return back * h[unit] * (1 - h[unit]) * i[index % 2]
      }
      training.append((w, lower + upper))
      for (index, gradient) in (lower + upper).enumerated() { w[index] -= 0.5 * gradient }
    }
    return training
  }

  @Test(arguments: UpdateOrder.allCases)
  func `every step that was asked for is there, with its gradients and updates`(
    _ order: UpdateOrder
  ) throws {
    let record = try Record(Example.twoTwoTwo.model(), steps: 300, order: order)
    #expect(record.steps.map(\.step) == Array(0...300))
    let training = Self.training(steps: 300, order: order)
    for (step, expected) in zip(record.steps, training) {
      let values = Dictionary(
        step.quantities.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
      #expect(values.count == step.quantities.count)
      for index in 0..<8 {
        #expect(values["w\(index + 1)"]?.agrees(with: expected.weights[index]) == true)
        guard step.step < 300 else { continue }
        #expect(values["dE/dw\(index + 1)"]?.agrees(with: expected.gradients[index]) == true)
        let next = training[step.step + 1].weights[index]
        #expect(values["w\(index + 1)+"]?.agrees(with: next) == true)
      }
      // Every step is told like the first, the last by its forward pass alone.
      let count = record.steps[step.step < 300 ? 0 : 300].quantities.count
      #expect(step.quantities.count == count)
    }
  }

  @Test func `a step of an optimizer that remembers holds what it remembers`() throws {
    let model = try ModelFileTests.description(
      ModelFileTests.file(["optimizer": #"{"kind": "momentum", "lr": 0.1}"#])
    ).model()
    let record = try Record(model, steps: 4)
    var velocity = 0.0
    for step in record.steps.dropLast() {
      let values = Dictionary(uniqueKeysWithValues: step.quantities.map { ($0.name, $0.value) })
      velocity = 0.9 * velocity + (values["dE/dw1"] ?? .nan)
      #expect(values["v_w1+"]?.agrees(with: velocity) == true)
    }
  }

  @Test func `the text comes in pieces, one a step`() throws {
    var options = DerivationOptions()
    options.steps = 50
    let record = TraceRecord(try Derivation(Example.twoTwoTwo.model(), options: options))
    var pieces: [String] = []
    try record.write { pieces.append($0) }
    #expect(pieces.count == 53)
    #expect(try pieces.joined() == record.json())
    // A reader that goes away ends it.
    struct Gone: Error {}
    var count = 0
    #expect(throws: Gone.self) {
      try record.write { _ in
        count += 1
        if count == 5 { throw Gone() }
      }
    }
    #expect(count == 5)
  }

  /// Derivatives by hand; in most, a leaf enters the last line directly and by another way.
  private static let calculations: [(file: String, gradients: [String: Double])] = [
    ("z=0.5\ng=z^2\nf = g + z", ["z": 2, "g": 1]),
    ("z=0.5\ng=z^2\nf = g * z", ["z": 0.75, "g": 0.5]),
    ("z=0.5\nf = 3 * z", ["z": 3]),
    // h = a(b + 1), f = a³b(b + 1)
    ("a=2\nb=3\ng=a*b\nh=g+a\nf=h*g*a", ["a": 144, "b": 56]),
  ]

  @Test(arguments: calculations)
  func `the gradient of a calculation is that of all ways`(
    _ file: String, expected: [String: Double]
  ) throws {
    let model = try ExpressionFile(file, file: "f.calc").model
    let quantities = try Record(model, steps: 1).steps[0].quantities
    for (name, value) in expected {
      let found = quantities.filter { $0.name == "df/d\(name)" }
      #expect(found.map(\.kind) == ["gradient"])
      #expect(abs((found.first?.value ?? .nan) - value) < 1e-12, "\(name): \(found)")
    }
  }

  @Test(arguments: Example.all.map(\.name))
  func `what JSON calls a gradient is what the backward pass has found`(_ name: String) throws {
    let model = try #require(Example.named(name)).model(trainingBiases: true)
    let worked = WorkedStep(model)
    let quantities = try Record(model, steps: 1).steps[0].quantities
    let found = Dictionary(
      quantities.filter { $0.kind == "gradient" }.map { ($0.name, $0.value) },
      uniquingKeysWith: { first, _ in first })
    for element in worked.parameters {
      #expect(found[worked.gradientName(element)] == worked.before.gradient(for: element))
    }
  }

  private static let saturated: [(nets: [Double], loss: Loss)] = [
    ([800, -800], .softmaxCrossEntropy), ([800, -800], .crossEntropy), ([40, -40], .crossEntropy),
  ]

  @Test(arguments: saturated)
  func `a saturated output has a whole step`(nets: [Double], loss: Loss) throws {
    let network = Network(
      inputs: [[1]], targets: [[0, 1]],
      layers: [
        .init(
          units: ["o1", "o2"], weights: nets.map { [$0] }, bias: .perUnit([0, 0]),
          activation: Softmax())
      ], loss: loss)
    let model = try network.model()
    let record = try Record(model, steps: 1)
    #expect(record.steps.count == 2)
    let found = Dictionary(
      record.steps[0].quantities.map { ($0.name, $0.value) },
      uniquingKeysWith: { first, _ in first })
    // out − target.
    #expect(found["E_total"] == nets[0] - nets[1] && found["dE/dw1"] == 1 && found["dE/dw2"] == -1)
    let file = try Derivation(model).record()
    for (name, stored) in file.tensors {
      let tensor = stored.converted(to: Double.self)
      #expect(tensor.elements.allSatisfy { $0.isFinite }, "\(name)")
    }
  }
}
