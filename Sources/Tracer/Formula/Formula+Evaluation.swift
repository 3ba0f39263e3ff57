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
    case .call(.ln, let x) where x[0].isOneAndMore:
      let rest = x[0].terms.filter { $0 != .literal(1) }
      return .logarithm(ofOneAnd: .sum(rest.map { $0.evaluated(as: type, leaf: leaf) }))
    case .call(let function, let x):
      return x.count == 1
        ? .call(function, x[0].evaluated(as: type, leaf: leaf))
        : .call(
          function, x[0].evaluated(as: type, leaf: leaf), x[1].evaluated(as: type, leaf: leaf))
    }
  }
}

extension Formula {
  /// Whether it is a sum with a single 1 among its terms.
  fileprivate var isOneAndMore: Bool {
    if case .sum = self { terms.count { $0 == .literal(1) } == 1 } else { false }
  }
}
