/// A quantity of a whole layer, calculated from matrices.
package struct MatrixEquation: Sendable {
  /// A sign between operands.
  package enum Sign: Sendable {
    case plus, minus
    /// Before a matrix whose sign is changed.
    case negative
    /// Between a number and a matrix.
    case times
    /// Between matrices of which rows meet columns.
    case matrixProduct
    /// Between matrices of which each element meets the one at its place.
    case elementwise
    case open, close
    /// Between the shape of a result and the shapes that lead to it.
    case from
  }

  package enum Axis: String, Sendable {
    /// Each by the indices of what is summed.
    case samples = "s", units = "j", all = "s,j"
  }

  /// What a side consists of.
  package indirect enum Part: Sendable {
    case sign(Sign)
    /// A tensor by its name, perhaps with rows and columns exchanged.
    case tensor(String, Matrix, isTransposed: Bool = false)
    /// A rule that treats every element alike, and what it gives.
    case rule(Formula, Matrix, isBracketed: Bool = false)
    /// A number by which every element is multiplied.
    case number(Formula)
    /// The softmax of each row of a tensor.
    case softmax(String, Matrix)
    /// The sum over samples, over the units of each sample, or over both.
    case sum([Part], over: Axis)
  }

  /// Numbers in rows; one that is a list has one row.
  package struct Matrix: Hashable, Sendable {
    package let rows: [[Double]]
    /// Whether it is a list, or a single number.
    package let rank: Int

    var transposed: Matrix { Matrix(rows: rows.transposed(), rank: rank) }

    /// Such as `2×3`.
    var shape: String {
      let columns = rows.first?.count ?? 0
      return rank == 2 ? "\(rows.count)×\(columns)" : "\(columns)"
    }

    /// More numbers than these are not printed.
    private static let (mostRows, mostColumns) = (6, 6)

    /// Whether it is small enough to be printed.
    var isSmall: Bool {
      rows.count <= Self.mostRows && (rows.first?.count ?? 0) <= Self.mostColumns
    }
  }

  package let name: String
  /// What it is calculated from.
  package let parts: [Part]
  package let result: Matrix

  private static func matrices(_ parts: [Part]) -> [Matrix] {
    parts.flatMap { part -> [Matrix] in
      switch part {
      case .tensor(_, let matrix, let isTransposed): [isTransposed ? matrix.transposed : matrix]
      case .rule(_, let matrix, _): [matrix]
      case .sum(let inner, _): matrices(inner)
      case .sign, .number, .softmax: []
      }
    }
  }

  /// Whether all of its numbers are printed.
  var isSmall: Bool { ([result] + Self.matrices(parts)).allSatisfy(\.isSmall) }

  /// Whether a line of numbers says more than the result.
  var hasNumbers: Bool { Self.matrices(parts).count > 1 && isSmall }
}

/// The signs of matrices in a format.
protocol MatrixScript: Script {
  /// Between matrices of which rows meet columns.
  var matrixProduct: String { get }
  /// Between matrices of which each element meets the one at its place.
  var elementwise: String { get }
  /// Between the shape of a result and the shapes that lead to it.
  var from: String { get }
  var open: String { get }
  var close: String { get }
  func transposed(_ symbol: Written) -> String
  func matrix(_ rows: [[String]]) -> String
  func sum(_ inside: String, over axis: MatrixEquation.Axis) -> String
  func softmax(_ symbol: String) -> String
  func shape(_ shape: String) -> String
  /// What stands beside a formula, in brackets.
  func beside(_ remark: String) -> String
}

extension MatrixScript {
  /// The sign of products of numbers.
  var matrixProduct: String { times }
  var open: String { "(" }
  var close: String { ")" }
  func shape(_ shape: String) -> String { shape }

  private func sign(_ sign: MatrixEquation.Sign) -> String {
    switch sign {
    case .plus: plus
    case .minus: minus
    case .negative: negative
    case .times: times
    case .matrixProduct: matrixProduct
    case .elementwise: elementwise
    case .from: from
    case .open: open
    case .close: close
    }
  }

  /// A side of an equation.
  /// - Parameter matrix: What stands for a matrix, in place of its symbol or its rule.
  func written(
    _ parts: [MatrixEquation.Part], _ numbers: NumberStyle,
    matrix: ((MatrixEquation.Matrix) -> String)? = nil
  ) -> String {
    parts.map { part in
      switch part {
      case .sign(let sign): self.sign(sign)
      case .tensor(let name, let values, let isTransposed):
        matrix?(isTransposed ? values.transposed : values)
          ?? (isTransposed ? transposed(symbol(name)) : symbol(name).text)
      case .rule(let formula, let values, let isBracketed):
        matrix?(values) ?? written(formula, numbers, isBracketed: isBracketed)
      case .number(let number): symbolic(number, numbers: numbers).text
      case .softmax(let name, let values): matrix?(values) ?? softmax(symbol(name).text)
      case .sum(let inner, let axis): sum(written(inner, numbers, matrix: matrix), over: axis)
      }
    }.joined()
  }

  private func written(_ formula: Formula, _ numbers: NumberStyle, isBracketed: Bool) -> String {
    let text = symbolic(formula, numbers: numbers).text
    return isBracketed ? bracketed(text) : text
  }

  /// The right-hand sides: in symbols, with the shapes, and where they are small, in numbers, in as
  /// many digits as it takes to calculate the result from them; each with whether it is exactly what
  /// stands before it.
  func sides(
    _ equation: MatrixEquation, _ numbers: NumberStyle
  ) -> [(isExact: Bool, text: String)] {
    func filled(_ matrix: MatrixEquation.Matrix, _ numbers: NumberStyle) -> String {
      self.matrix(matrix.rows.map { row in row.map { written($0, numbers: numbers).text } })
    }
    let unscaled = equation.parts.drop { part in
      switch part {
      case .number, .sign(.negative), .sign(.times): true
      default: false
      }
    }
    let shapes =
      shape(equation.result.shape) + sign(.from)
      + written(Array(unscaled), numbers) { shape($0.shape) }
    var sides = [(isExact: true, text: written(equation.parts, numbers) + beside(shapes))]
    let digits = equation.hasNumbers ? equation.digitsShown(digits: numbers.digits) : numbers.digits
    if equation.hasNumbers {
      let shown = numbers.showing(digits)
      sides.append((true, written(equation.parts, numbers) { filled($0, shown) }))
    }
    if equation.isSmall { sides.append((digits != nil, filled(equation.result, numbers))) }
    return sides
  }
}
