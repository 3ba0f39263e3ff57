import Foundation
import Testing

@testable import Tracer

/// What something costs, in questions to a rule: twice the size may cost twice as much, not four
/// times.
@Suite struct CostTests {
  /// What a user can do with a model.
  static let uses: [(name: String, run: @Sendable (Model) throws -> Void)] = [
    ("derive", { _ = try Derivation($0).document() }),
    (
      "derive through δ",
      {
        var options = DerivationOptions()
        options.chain = .delta
        _ = try Derivation($0, options: options).document()
      }
    ),
    ("record", { _ = TraceRecord(try Derivation($0)) }),
    ("list", { _ = EquationList.all(of: WorkedStep($0)) }),
    (
      "derive one parameter",
      { model in
        var options = DerivationOptions()
        options.only = WorkedStep(model).parameters.prefix(1).map { model.graph.name(of: $0) }
        _ = try Derivation(model, options: options).document()
      }
    ),
  ]

  private func expectLinear(
    _ size: Int, _ use: Int, in model: (CountedRule, Int) throws -> Model
  ) throws {
    let once = try rulesAsked(size: size, by: Self.uses[use].run, in: model)
    let twice = try rulesAsked(size: 2 * size, by: Self.uses[use].run, in: model)
    #expect(once >= size)
    #expect(twice <= 2 * once + 20, "\(Self.uses[use].name): \(once), then \(twice)")
  }

  @Test(arguments: uses.indices)
  func `a name that is used n times costs n`(_ use: Int) throws {
    try expectLinear(100, use) { rule, size in
      try Model.calculation { graph, x in
        var sum = x
        for index in 1...size {
          let part = try graph.apply(rule, to: x, names: .scalar("a\(index)"))
          sum = try graph.apply(Addition(), to: sum, part, names: .scalar("s\(index)"))
        }
      }
    }
  }

  @Test(arguments: uses.indices)
  func `a unit with n outputs, each with an error of its own, costs n`(_ use: Int) throws {
    try expectLinear(50, use) { rule, size in
      let network = Network(
        inputs: [[0.5]], targets: [[Double](repeating: 0, count: size)],
        layers: [
          Network.Layer(units: ["h1"], weights: [[0.3]], activation: rule),
          Network.Layer(
            units: (1...size).map { "o\($0)" }, weights: (1...size).map { [0.01 * Double($0)] },
            activation: rule),
        ])
      return try ModelDescription(
        name: "fan", network: network, optimizer: GradientDescent(learningRate: 0.1)
      ).model()
    }
  }

  // Up to 100 layers everything is told, beyond that the essentials: each in proportion.
  @Test(arguments: uses.indices)
  func `n layers cost n`(_ use: Int) throws {
    for least in [25, 110] {
      try expectLinear(least, use) { rule, size in
        let layer = Network.Layer(
          units: ["h"], weights: [[0.9]], bias: .shared(0.1), activation: rule)
        var layers = [Network.Layer](repeating: layer, count: size)
        for index in layers.indices { layers[index].units = ["h\(index + 1)"] }
        let network = Network(inputs: [[0.5]], targets: [[1]], layers: layers)
        return try ModelDescription(
          name: "deep", network: network, optimizer: GradientDescent(learningRate: 0.1)
        ).model()
      }
    }
  }

  @Test func `each line of a chain of many thousand costs as much as one of a thousand`()
    throws
  {
    func cost(_ size: Int) throws -> Int {
      try rulesAsked(size: size, by: Self.uses[3].run) { rule, size in
        try Model.calculation { graph, x in
          var last = x
          for index in 1...size {
            last = try graph.apply(rule, to: last, names: .scalar("y\(index)"))
          }
        }
      }
    }
    let times = Thoroughness.count(20, of: 100)
    #expect(try cost(1000 * times) <= times * cost(1000))
  }
}
