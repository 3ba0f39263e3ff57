import Synchronization

@testable import Tracer

/// y = x + 1, which counts how often its rule is asked for a value or a slope.
struct CountedRule: Elementwise {
  /// How often the rule was asked.
  final class Count: Sendable {
    private let asked = Atomic(0)
    var value: Int { asked.load(ordering: .relaxed) }
    func increase() { asked.wrappingAdd(1, ordering: .relaxed) }
  }

  static var examples: [PrimitiveExample] { [] }

  let count: Count

  func value<N: Quantity>(_ x: N) -> N {
    count.increase()
    return x + 1.0
  }

  func slope<N: Quantity>(at x: N, value y: N) -> N {
    count.increase()
    return 1.0
  }
}

/// How often the rule is asked by what a test does with a model of a size.
func rulesAsked(
  size: Int, by use: (Model) throws -> Void,
  in model: (CountedRule, Int) throws -> Model
) rethrows -> Int {
  let rule = CountedRule(count: CountedRule.Count())
  try use(try model(rule, size))
  return rule.count.value
}

extension Model {
  /// A calculation of single numbers on x = 2, whose last node is differentiated by x.
  static func calculation(_ build: (inout Graph, NodeID) throws -> Void) rethrows -> Model {
    var graph = Graph()
    let x = graph.leaf(.scalar("x"), shape: .scalar, role: .input)
    try build(&graph, x)
    return Model(
      name: "counted", title: Phrase("counted"), graph: graph, leaves: [x: Tensor(2)],
      optimizer: GradientDescent(learningRate: 0.1), trained: [], differentiated: [x], digits: 6)
  }
}
