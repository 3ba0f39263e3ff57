import Foundation
import Testing

@testable import Tracer

/// The rules of a network, and its step in matrices, against the trace of single numbers.
@Suite("Rules of a network") struct NetworkRulesTests {
  private static func worked(_ network: Network) throws -> WorkedStep {
    try WorkedStep(
      ModelDescription(
        name: "random", network: network, optimizer: Adam(learningRate: 0.1)
      ).model(trainingBiases: true))
  }

  private func isClose(_ a: Double, _ b: Double) -> Bool {
    a == b || abs(a - b) <= 1e-9 * max(abs(a), abs(b), 1)
  }

  @Test(arguments: 0..<60)
  func `the rules give the numbers of the trace`(seed: Int) throws {
    var networks = RandomNetworks(seed: UInt64(seed))
    let worked = try Self.worked(networks.next())
    let rules = try #require(NetworkRules(worked.before))
    let (graph, trace) = (worked.graph, worked.before)
    for layer in rules.layers {
      for offset in 0..<graph[layer.net].shape.count {
        let (net, out) = (ElementID(layer.net, offset), ElementID(layer.out, offset))
        let symbols = [Formula.leaf("net", trace[net]), .leaf("out", trace[out])]
        if let output = layer.output(symbols[0]) {
          #expect(isClose(output.evaluated(), trace[out]))
        }
        guard layer.number == rules.layers.count, trace[out] > 1e-6, trace[out] < 1 - 1e-6,
          let delta = rules.outputDelta(
            net: symbols[0], target: .leaf("target", trace[ElementID(rules.target, offset)]),
            out: symbols[1])
        else { continue }
        #expect(isClose(delta.evaluated(), trace.gradient(for: net) ?? 0), "\(delta)")
      }
    }
  }

  @Test(arguments: 0..<60)
  func `what a matrix equation states comes of its matrices`(seed: Int) throws {
    var networks = RandomNetworks(seed: UInt64(seed))
    let worked = try Self.worked(networks.next())
    let form = MatrixForm(worked, try #require(NetworkRules(worked.before)))
    for (equation, _) in form.forward + form.backward {
      if equation.parts.contains(where: { if case .softmax = $0 { true } else { false } }) {
        continue
      }
      var rest = equation.parts[...]
      let found = MatrixReader.sum(&rest)
      #expect(rest.isEmpty)
      for (a, b) in zip(found.joined(), equation.result.rows.joined()) {
        #expect(isClose(a, b) || !a.isFinite, "\(equation.name)")
      }
    }
  }

  @Test(
    .enabled(if: Python.hasNumPy),
    arguments: ["2-2-2", "mazur", "softmax", "softmax-fused", "multi-label", "xor", "regression"])
  func `the program calculates the same in NumPy`(name: String) throws {
    let model = try #require(Example.named(name)).model(trainingBiases: true)
    let worked = WorkedStep(model)
    let graph = worked.graph
    let form = MatrixForm(worked, try #require(NetworkRules(worked.before)))
    func array(_ numbers: [Double], _ shape: Shape) -> String {
      "np.array(\(numbers)).reshape(\(shape.extents))"
    }
    var lines = graph.ids.filter { graph[$0].primitive == nil }.map { id in
      let tensor = worked.before.values[id.index]
      return "\(graph[id].names.label) = \(array(tensor.elements, tensor.shape))"
    }
    let rate = try #require(model.optimizer as? GradientDescent).learningRate
    lines.append("alpha = \(rate)")
    var program = form.program.replacing("import numpy as np", with: "")
    program = "import numpy as np\n" + lines.joined(separator: "\n") + program
    for (equation, _) in form.update + form.forward {
      let variable = PythonScript.identifier(equation.name)
      // What the update changes is changed at the end.
      let expected = equation.result.rows.map { "\($0)" }.joined(separator: ", ")
      program += "\nassert np.allclose(\(variable), [\(expected)], rtol=1e-9), '\(variable)'"
    }
    try withTemporaryFolder { folder in
      let file = "\(folder)/step.py"
      try Data(program.utf8).write(to: URL(fileURLWithPath: file))
      #expect(try Python.run([file]) == 0, "\(program)")
    }
  }
}

/// The arithmetic of matrices, from the parts of an equation.
private enum MatrixReader {
  typealias Rows = [[Double]]
  typealias Part = MatrixEquation.Part

  static func sum(_ rest: inout ArraySlice<Part>) -> Rows {
    var isNegative = take(.negative, &rest)
    var total: Rows?
    while true {
      let term = product(&rest)
      let signed = isNegative ? term.map { $0.map { -$0 } } : term
      total = total.map { both($0, signed, +) } ?? signed
      if take(.plus, &rest) {
        isNegative = false
      } else if take(.minus, &rest) {
        isNegative = true
      } else {
        return total ?? []
      }
    }
  }

  private static func product(_ rest: inout ArraySlice<Part>) -> Rows {
    var result = factor(&rest)
    while true {
      if take(.matrixProduct, &rest) {
        let other = factor(&rest)
        result = result.map { row in
          other[0].indices.map { column in
            zip(row, other).reduce(0) { $0 + $1.0 * $1.1[column] }
          }
        }
      } else if take(.elementwise, &rest) || take(.times, &rest) {
        result = both(result, factor(&rest), *)
      } else {
        return result
      }
    }
  }

  private static func factor(_ rest: inout ArraySlice<Part>) -> Rows {
    switch rest.popFirst() {
    case .tensor(_, let matrix, let isTransposed):
      return isTransposed ? matrix.transposed.rows : matrix.rows
    case .rule(_, let matrix, _): return matrix.rows
    case .number(let number): return [[number.evaluated()]]
    case .sign(.open):
      let inside = sum(&rest)
      _ = take(.close, &rest)
      return inside
    case .sum(let parts, let axis):
      var parts = parts[...]
      let rows = sum(&parts)
      let columns = rows[0].indices.map { column in rows.reduce(0) { $0 + $1[column] } }
      switch axis {
      case .samples: return [columns]
      case .units: return rows.map { [$0.reduce(0, +)] }
      case .all: return [[columns.reduce(0, +)]]
      }
    default: return []
    }
  }

  private static func take(_ sign: MatrixEquation.Sign, _ rest: inout ArraySlice<Part>) -> Bool {
    guard case .sign(let found)? = rest.first, found == sign else { return false }
    rest.removeFirst()
    return true
  }

  /// Rows and columns of one are repeated, as NumPy does.
  private static func both(_ a: Rows, _ b: Rows, _ operation: (Double, Double) -> Double) -> Rows {
    (0..<max(a.count, b.count)).map { row in
      let (x, y) = (a[min(row, a.count - 1)], b[min(row, b.count - 1)])
      return (0..<max(x.count, y.count)).map { column in
        operation(x[min(column, x.count - 1)], y[min(column, y.count - 1)])
      }
    }
  }
}
