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

  /// A part with its numbers as they are printed.
  private static func printed(_ part: MatrixEquation.Part, _ style: NumberStyle)
    -> MatrixEquation.Part
  {
    func rounded(_ matrix: MatrixEquation.Matrix) -> MatrixEquation.Matrix {
      MatrixEquation.Matrix(
        rows: matrix.rows.map { $0.map { style.rounded($0) } }, rank: matrix.rank)
    }
    switch part {
    case .tensor(let name, let matrix, let isTransposed):
      return .tensor(name, rounded(matrix), isTransposed: isTransposed)
    case .rule(let formula, let matrix, let isBracketed):
      return .rule(formula, rounded(matrix), isBracketed: isBracketed)
    case .sum(let parts, let axis): return .sum(parts.map { printed($0, style) }, over: axis)
    case .softmax(let name, let matrix): return .softmax(name, rounded(matrix))
    case .sign, .number: return part
    }
  }

  private static func checkPrinted(_ model: Model, digits: Int, mayBeBroken: Bool) throws {
    let worked = WorkedStep(model)
    let form = MatrixForm(worked, try #require(NetworkRules(worked.before)))
    let style = NumberStyle(digits: digits)
    for (equation, _) in form.forward + form.backward where equation.hasNumbers {
      guard let shown = equation.digitsShown(digits: digits) else {
        #expect(mayBeBroken, "\(equation.name)")
        continue
      }
      var rest = equation.parts.map { printed($0, NumberStyle(digits: shown)) }[...]
      let found = MatrixReader.sum(&rest)
      for (a, b) in zip(found.joined(), equation.result.rows.joined()) {
        #expect(
          abs(a - b) <= abs(style.rounded(b) - b) + 1e-15 || style.rounded(a) == style.rounded(b),
          "\(equation.name) in \(shown) digits: \(a), \(b)")
      }
    }
  }

  @Test(arguments: ["2-2-2", "mazur", "softmax", "multi-label", "xor", "deep"], [2, 4, 9])
  func `the numbers printed in a line of matrices give its result`(
    name: String, digits: Int
  ) throws {
    try Self.checkPrinted(
      try #require(Example.named(name)).model(trainingBiases: true), digits: digits,
      mayBeBroken: false)
  }

  @Test(arguments: 0..<60)
  func `the numbers printed in matrices of any network give the result`(seed: Int) throws {
    var networks = RandomNetworks(seed: UInt64(seed))
    try Self.checkPrinted(networks.next().model(), digits: 2 + seed % 6, mayBeBroken: true)
  }

  @Test func `a line of matrices shows as many digits as its result needs`() throws {
    // By hand: 2/3 · 0.8 = 0.5333; with 0.67 it would be 0.536, with 0.667 it is 0.5336.
    func matrix(_ rows: [[Double]]) -> MatrixEquation.Matrix {
      MatrixEquation.Matrix(rows: rows, rank: 2)
    }
    let equation = MatrixEquation(
      name: "net",
      parts: [
        .tensor("x", matrix([[0.3], [2.0 / 3]])), .sign(.matrixProduct),
        .tensor("W", matrix([[0.8]])),
      ], result: matrix([[0.24], [1.6 / 3]]))
    #expect(
      Rendered.text(.matrices([equation]), digits: 2) == """
          net = x · W   (2×1 ← 2×1 · 1×1)
              = [[0.3], [0.667]] · [[0.8]]
              = [[0.24], [0.53]]
        """)
  }

  @Test func `a softmax of matrices is told with its shapes`() throws {
    let values = MatrixEquation.Matrix(rows: [[0.5, 0.5]], rank: 2)
    let equation = MatrixEquation(
      name: "out", parts: [.softmax("net", values)], result: values)
    #expect(
      Rendered.text(.matrices([equation])) == """
          out = softmax(net)   (1×2 ← 1×2)
              = [[0.5, 0.5]]
        """)
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
