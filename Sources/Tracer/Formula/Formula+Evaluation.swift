import Foundation

extension Formula {
  /// The formula as a calculation in any kind of quantity.
  /// - Parameter leaf: What stands for a leaf, from its name and its own value.
  func evaluated<N: Quantity>(as type: N.Type, leaf: (String, Double) -> N) -> N {
    switch self {
    case .literal(let number): return .constant(number)
    case .symbol(let name, let number): return leaf(name, number)
    case .sum(let terms): return .sum(terms.map { $0.evaluated(as: type, leaf: leaf) })
    case .difference(let a, let b):
      return a.evaluated(as: type, leaf: leaf) - b.evaluated(as: type, leaf: leaf)
    case .product(let a, let b):
      return a.evaluated(as: type, leaf: leaf) * b.evaluated(as: type, leaf: leaf)
    case .quotient(let a, let b):
      return a.evaluated(as: type, leaf: leaf) / b.evaluated(as: type, leaf: leaf)
    case .power(let base, let exponent):
      return .power(
        base.evaluated(as: type, leaf: leaf), exponent.evaluated(as: type, leaf: leaf))
    case .negation(let x): return -x.evaluated(as: type, leaf: leaf)
    case .call(let function, let x):
      if function == .ln, case .sum(let terms) = x[0] {
        return .logarithm(ofSum: terms.map { $0.evaluated(as: type, leaf: leaf) })
      }
      return x.count == 1
        ? .call(function, x[0].evaluated(as: type, leaf: leaf))
        : .call(
          function, x[0].evaluated(as: type, leaf: leaf), x[1].evaluated(as: type, leaf: leaf))
    case .choice(let x, let a, let b):
      return .choice(
        x.evaluated(as: type, leaf: leaf), positive: a.evaluated(as: type, leaf: leaf),
        other: b.evaluated(as: type, leaf: leaf))
    }
  }

  /// The difference of two quantities as it follows from the decimals that are written for them, which
  /// are not quite their doubles; `nil` for anything else.
  var writtenDifference: Double? {
    guard case .difference(.symbol(_, let a), .symbol(_, let b)) = self,
      let x = Decimal(string: "\(a)"), let y = Decimal(string: "\(b)")
    else { return nil }
    return Double("\(x - y)")
  }

  /// Whether it is such a difference, or part of one, of which few digits may be left.
  var isWrittenDifference: Bool {
    switch self {
    case .difference(.symbol, .symbol): true
    case .quotient(let x, _): x.isWrittenDifference
    default: false
    }
  }
}

extension Quantity {
  /// The logarithm of a sum; a 1 among the terms swallows no digit of the others.
  static func logarithm(ofSum terms: [Self]) -> Self {
    guard let one = terms.firstIndex(where: { $0.number == 1 }) else {
      return .call(.ln, .sum(terms))
    }
    var others = terms
    others.remove(at: one)
    return .logarithm(ofOneAnd: .sum(others))
  }
}
