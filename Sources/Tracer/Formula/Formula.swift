/// A piece of mathematics as a tree, whose leaves know their names and their values.
///
/// Evaluated as it is, a formula gives the exact number. With leaves replaced by the values rounded
/// in earlier lines, it gives the number of a person who rounds at each step; replaced by a
/// student's own answers, it carries an error forward; with the tree edited, it gives the number
/// that a known mistake gives.
public indirect enum Formula: Hashable, Sendable {
  /// A number that is part of the rule.
  case literal(Double)
  /// A named quantity and its value.
  case symbol(name: String, value: Double)
  /// The sum of any number of terms.
  case sum([Formula])
  /// The first less the second.
  case difference(Formula, Formula)
  /// The product of two factors.
  case product(Formula, Formula)
  /// The first divided by the second.
  case quotient(Formula, Formula)
  /// The base raised to the exponent.
  case power(Formula, Formula)
  /// The formula with its sign changed.
  case negation(Formula)
  /// A function applied to its arguments.
  case call(Function, [Formula])
  /// The second for a positive first, else the third: a rule that differs from place to place.
  case choice(Formula, Formula, Formula)
}

extension Formula: Quantity {
  /// A literal.
  public init(floatLiteral value: Double) { self = .literal(value) }

  /// The sum of two formulas.
  public static func + (a: Formula, b: Formula) -> Formula { .sum([a, b]) }
  /// The difference of two formulas.
  public static func - (a: Formula, b: Formula) -> Formula { .difference(a, b) }
  /// The product of two formulas.
  public static func * (a: Formula, b: Formula) -> Formula { .product(a, b) }
  /// The quotient of two formulas.
  public static func / (a: Formula, b: Formula) -> Formula { .quotient(a, b) }
  /// The formula with its sign changed.
  public static prefix func - (x: Formula) -> Formula { .negation(x) }
  /// A function of one formula.
  public static func call(_ function: Function, _ x: Formula) -> Formula { .call(function, [x]) }
  /// A function of two formulas.
  public static func call(_ function: Function, _ x: Formula, _ y: Formula) -> Formula {
    .call(function, [x, y])
  }
  /// Both, until `chosen` is asked for.
  public static func choice(
    _ x: Formula, positive: @autoclosure () -> Formula, other: @autoclosure () -> Formula
  ) -> Formula {
    .choice(x, positive(), other())
  }
  /// A literal.
  public static func constant(_ value: Double) -> Formula { .literal(value) }
  /// The value of the tree.
  public var number: Double { evaluated() }
}

extension Formula {
  /// The value of the tree, with the named leaves replaced.
  public func evaluated(replacing leaves: [String: Double] = [:]) -> Double {
    evaluated { leaves[$0] ?? $1 }
  }

  /// The value of the tree.
  /// - Parameters:
  ///   - round: What becomes of the result of every single operation; nothing by default.
  ///   - leaf: The value to use for a leaf, from its name and its own value.
  package func evaluated(
    rounding round: (Double) -> Double = { $0 }, leaf: (String, Double) -> Double
  ) -> Double {
    func value(_ formula: Formula) -> Double {
      formula.evaluated(rounding: round, leaf: leaf)
    }
    switch self {
    case .literal(let number): return number
    case .symbol(let name, let number): return leaf(name, number)
    case .sum(let terms): return terms.reduce(0) { round($0 + value($1)) }
    case .difference(let a, let b): return round(value(a) - value(b))
    case .product(let a, let b): return round(value(a) * value(b))
    case .quotient(let a, let b): return round(value(a) / value(b))
    case .power(let base, let exponent): return round(Double.power(value(base), value(exponent)))
    case .negation(let x): return -value(x)
    case .call(let function, let x):
      if function == .ln, case .sum(let terms) = x[0] {
        let (values, sum) = (terms.map(value), value(x[0]))
        // Whoever rounds the sum goes on with that.
        return round(sum == .sum(values) ? .logarithm(ofSum: values) : .call(.ln, sum))
      }
      return round(
        x.count == 1
          ? function.value(at: value(x[0])) : function.value(at: value(x[0]), value(x[1])))
    case .choice(let x, let a, let b): return value(x) > 0 ? value(a) : value(b)
    }
  }

  /// The formulas directly below this one, in the order in which they are written.
  package var children: [Formula] {
    switch self {
    case .literal, .symbol: []
    case .sum(let terms): terms
    case .difference(let a, let b), .product(let a, let b), .quotient(let a, let b),
      .power(let a, let b):
      [a, b]
    case .negation(let x): [x]
    case .call(_, let arguments): arguments
    case .choice(let x, let a, let b): [x, a, b]
    }
  }

  /// The same formula over other children, as many as it has.
  package func with(children: [Formula]) -> Formula {
    switch self {
    case .literal, .symbol: self
    case .sum: .sum(children)
    case .difference: .difference(children[0], children[1])
    case .product: .product(children[0], children[1])
    case .quotient: .quotient(children[0], children[1])
    case .power: .power(children[0], children[1])
    case .negation: .negation(children[0])
    case .call(let function, _): .call(function, children)
    case .choice: .choice(children[0], children[1], children[2])
    }
  }

  /// The tree with each leaf that the closure answers for replaced by its answer.
  package func replacingSymbols(_ replacement: (String, Double) -> Formula?) -> Formula {
    if case .symbol(let name, let value) = self { return replacement(name, value) ?? self }
    return with(children: children.map { $0.replacingSymbols(replacement) })
  }

  /// The names of the leaves, each once, in the order in which they are written.
  package var symbols: [String] {
    var names: [String] = []
    var seen: Set<String> = []
    // A set is worth its price only where there are many.
    func isNew(_ name: String) -> Bool {
      if names.count < 8 { return !names.contains(name) }
      if seen.isEmpty { seen = Set(names) }
      return seen.insert(name).inserted
    }
    func visit(_ formula: Formula) {
      if case .symbol(let name, _) = formula, isNew(name) { names.append(name) }
      formula.children.forEach(visit)
    }
    visit(self)
    return names
  }

  /// The factors of a product, however it is nested to the left or right; otherwise the formula.
  package var factors: [Formula] {
    if case .product(let a, let b) = self { return a.factors + b.factors }
    return [self]
  }

  /// The product of the factors, multiplied from the left; 1 if there are none.
  package static func product(of factors: [Formula]) -> Formula {
    guard let first = factors.first else { return .literal(1) }
    return factors.dropFirst().reduce(first) { .product($0, $1) }
  }

  /// The terms of a sum; otherwise the formula.
  package var terms: [Formula] {
    if case .sum(let terms) = self { return terms.flatMap(\.terms) }
    return [self]
  }

  /// The tree with each choice made for the numbers at hand.
  package var chosen: Formula {
    if case .choice(let x, let a, let b) = self { return (x.number > 0 ? a : b).chosen }
    return with(children: children.map(\.chosen))
  }

  /// The tree without what changes nothing: factors of 1, terms of 0, double signs.
  package var simplified: Formula {
    let formula = with(children: children.map(\.simplified))
    switch formula {
    case .product(.literal(1), let x), .product(let x, .literal(1)), .quotient(let x, .literal(1)),
      .difference(let x, .literal(0)), .negation(.negation(let x)), .power(let x, .literal(1)):
      return x
    case .difference(.literal(let a), .literal(let b)) where a == a.rounded() && b == b.rounded():
      return .literal(a - b)
    case .product(.literal(-1), let x): return Formula.negation(x).simplified
    case .product(.literal(0), _), .product(_, .literal(0)): return .literal(0)
    case .product(let a, .product):
      return .product(of: [a] + formula.factors.dropFirst(a.factors.count))
    case .product(.negation(let a), .negation(let b)): return .product(a, b)
    case .sum(let terms):
      let rest = terms.filter { $0 != .literal(0) }
      return rest.count == 1 ? rest[0] : rest.isEmpty ? .literal(0) : .sum(rest)
    default: return formula
    }
  }
}
