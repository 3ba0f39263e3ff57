/// What comes of the numbers that a line of matrices shows.
extension MatrixEquation {
  private typealias Rows = [[Approximate]]

  /// How many digits of the operands it takes to calculate the result from them; `nil` if none do.
  func digitsShown(digits: Int) -> Int? {
    let style = NumberStyle(digits: digits)
    return (digits...max(digits, 16)).first { shown in
      var rest = parts[...]
      let found = Self.sum(&rest, NumberStyle(digits: shown)).joined()
      return zip(found, result.rows.joined()).allSatisfy { found, value in
        style.write(found.value) == style.write(value)
          || style.write(found.settled(recorded: value).value) == style.write(value)
          // What all digits do not tell apart, the order of calculation does.
          || shown >= 16 && abs(found.value - value) <= 2 * found.error + 4 * value.ulp
      }
    }
  }

  private static func sum(_ rest: inout ArraySlice<Part>, _ numbers: NumberStyle) -> Rows {
    var isNegative = take(.negative, &rest)
    var total: Rows?
    repeat {
      let term = product(&rest, numbers)
      let signed = isNegative ? term.map { $0.map { -$0 } } : term
      total = total.map { each($0, signed, +) } ?? signed
      isNegative = take(.minus, &rest)
    } while isNegative || take(.plus, &rest)
    return total ?? []
  }

  private static func product(_ rest: inout ArraySlice<Part>, _ numbers: NumberStyle) -> Rows {
    var result = factor(&rest, numbers)
    while true {
      if take(.matrixProduct, &rest) {
        let columns = factor(&rest, numbers).transposed()
        result = result.map { row in
          columns.map { .sum(zip(row, $0).map { $0 * $1 }) }
        }
      } else if take(.elementwise, &rest) || take(.times, &rest) {
        result = each(result, factor(&rest, numbers), *)
      } else {
        return result
      }
    }
  }

  private static func factor(_ rest: inout ArraySlice<Part>, _ numbers: NumberStyle) -> Rows {
    func shown(_ matrix: Matrix) -> Rows {
      matrix.rows.map { $0.map { Approximate(given: numbers.rounded($0)) } }
    }
    switch rest.popFirst() {
    case .tensor(_, let matrix, let isTransposed):
      return shown(isTransposed ? matrix.transposed : matrix)
    case .rule(_, let matrix, _): return shown(matrix)
    case .number(let number): return [[number.evaluated(as: Approximate.self) { .constant($1) }]]
    case .sign(.open):
      let inside = sum(&rest, numbers)
      _ = take(.close, &rest)
      return inside
    case .sum(let parts, let axis):
      var parts = parts[...]
      let rows = sum(&parts, numbers)
      switch axis {
      case .samples: return [rows.transposed().map { .sum($0) }]
      case .units: return rows.map { [.sum($0)] }
      case .all: return [[.sum(Array(rows.joined()))]]
      }
    default: return []
    }
  }

  private static func take(_ sign: Sign, _ rest: inout ArraySlice<Part>) -> Bool {
    guard case .sign(let found)? = rest.first, found == sign else { return false }
    rest.removeFirst()
    return true
  }

  /// Rows and columns of one are repeated.
  private static func each(
    _ a: Rows, _ b: Rows, _ operation: (Approximate, Approximate) -> Approximate
  ) -> Rows {
    (0..<max(a.count, b.count)).map { row in
      let (x, y) = (a[min(row, a.count - 1)], b[min(row, b.count - 1)])
      return (0..<max(x.count, y.count)).map { column in
        operation(x[min(column, x.count - 1)], y[min(column, y.count - 1)])
      }
    }
  }
}

extension Array {
  func transposed<Number>() -> [[Number]] where Element == [Number] {
    (first?.indices ?? 0..<0).map { column in map { $0[column] } }
  }
}
