extension Equation {
  /// The equation with its long sum told by the largest terms, in their order, and a symbol for
  /// what the others sum to; terms that are 0 are left out.
  ///
  /// Among products, a term that is a single quantity, such as a bias, is kept.
  /// - Parameter limit: How many terms a sum may have before it is shortened to so many.
  func shortened(to limit: Int) -> (equation: Equation, leftOut: LeftOut?) {
    let (formula, leftOut) = formula.shortened(to: limit, rest: restName)
    return (rewritten { _ in formula }, leftOut)
  }

  /// What the sum of the terms that are not shown is called: `rest_h[17]` for `net_h[17]`.
  private var restName: String {
    let x = name.firstRange(ofBytesOf: "/d").map { name[$0.upperBound...] } ?? name[...]
    guard let underscore = x.firstIndex(of: "_") else { return "rest_\(x)" }
    return "rest_\(x[x.index(after: underscore)...])"
  }
}

extension Formula {
  /// Whether it is a sum of more terms, perhaps negated or divided.
  func isLongerSum(than limit: Int) -> Bool {
    switch self {
    case .negation(let x), .quotient(let x, _): x.isLongerSum(than: limit)
    case .sum(let terms): terms.count > limit
    default: false
    }
  }

  fileprivate func shortened(to limit: Int, rest: String) -> (formula: Formula, LeftOut?) {
    switch self {
    case .negation(let x):
      let (shorter, leftOut) = x.shortened(to: limit, rest: rest)
      return (.negation(shorter), leftOut)
    case .quotient(let x, let y):
      let (shorter, leftOut) = x.shortened(to: limit, rest: rest)
      return (.quotient(shorter, y), leftOut)
    case .sum(let terms): return Self.shortened(terms, to: limit, rest: rest)
    default: return (self, nil)
    }
  }

  private var isQuantity: Bool {
    if case .symbol = self { return true }
    return false
  }

  private static func shortened(
    _ terms: [Formula], to limit: Int, rest: String
  ) -> (formula: Formula, LeftOut?) {
    let values = terms.map { $0.evaluated() }
    let hasProducts = terms.contains { !$0.isQuantity }
    func isQuantity(_ position: Int) -> Bool { hasProducts && terms[position].isQuantity }
    let (kept, others) = terms.indices.partitioned(by: isQuantity)
    let ranked = others.filter { values[$0] != 0 }.sorted {
      (abs(values[$1]), $0) < (abs(values[$0]), $1)
    }
    let zeros = others.count - ranked.count
    // A symbol for one term would be no shorter than the term.
    let shown = ranked.count > limit + 1 ? Array(ranked.prefix(limit)) : ranked
    let hidden = ranked.dropFirst(shown.count)
    guard !hidden.isEmpty || (zeros > 0 && terms.count > 2) else { return (.sum(terms), nil) }
    let value = hidden.sorted().reduce(0) { $0 + values[$1] }
    let remainder = hidden.isEmpty ? [] : [Formula.symbol(name: rest, value: value)]
    let biases = kept.map { terms[$0] }
    let sum = shown.sorted().map { terms[$0] } + remainder + biases
    let leftOut = LeftOut(
      name: hidden.isEmpty ? nil : rest, count: hidden.count, value: value, zeros: zeros)
    return (sum.count == 1 ? sum[0] : sum.isEmpty ? .literal(0) : .sum(sum), leftOut)
  }
}
