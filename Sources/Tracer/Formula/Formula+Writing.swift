/// The signs in which formulas are written: TeX, or plain text.
protocol Script: Sendable {
  /// A quantity's symbol, from its ASCII name.
  func symbol(_ name: String) -> Written
  /// A number.
  func number(_ number: NumberStyle.Written) -> String
  /// A formula in brackets.
  func bracketed(_ inside: String) -> String
  /// A fraction, and whether the result must be bracketed like a product.
  func fraction(_ top: Written, _ bottom: Written) -> Written
  /// A power.
  func power(_ base: String, _ exponent: Written) -> String
  /// A function applied to its arguments.
  func call(_ function: Function, _ arguments: [Written]) -> Written
  /// A place to write a result in, or the result that belongs there, set off.
  func blank(_ label: String, filled result: String?) -> String
  /// The signs between terms and factors, with their spaces.
  var plus: String { get }
  /// The minus sign between terms, with its spaces.
  var minus: String { get }
  /// The sign between factors, with its spaces.
  var times: String { get }
  /// The minus sign before a number or a formula.
  var negative: String { get }
}

/// How tightly the outermost operation of a written formula binds.
enum Binding: Int, Comparable, Sendable {
  /// A sum or a difference.
  case sum
  /// A negative number or a negation.
  case negation
  /// A product.
  case product
  /// A power.
  case power
  /// A symbol, a number, anything in brackets.
  case atom

  static func < (a: Binding, b: Binding) -> Bool { a.rawValue < b.rawValue }
}

/// A written formula, and what it would take to put it next to other things.
struct Written: Hashable, Sendable {
  /// The formula in some script.
  let text: String
  /// Its outermost operation.
  let binding: Binding

  init(_ text: String, _ binding: Binding) { (self.text, self.binding) = (text, binding) }
}

extension Formula {
  /// The formula in a script, with each leaf as the closure writes it.
  ///
  /// Brackets are set here and nowhere else.
  /// - Parameter isLeading: Whether nothing stands before it on its line or in its brackets: a minus
  ///   sign that leads needs no brackets of its own.
  func written(
    in script: some Script, isLeading: Bool = true,
    leaf: (_ name: String, _ value: Double) -> Written, literal: (Double) -> Written
  ) -> Written {
    func write(_ formula: Formula, isLeading: Bool = true) -> Written {
      formula.written(in: script, isLeading: isLeading, leaf: leaf, literal: literal)
    }
    func bracketed(_ formula: Formula, below binding: Binding) -> String {
      let written = write(formula, isLeading: formula.isSum)
      return written.binding < binding ? script.bracketed(written.text) : written.text
    }
    switch self {
    case .literal(let value): return literal(value)
    case .symbol(let name, let value): return leaf(name, value)
    case .sum(let terms):
      guard let first = terms.first else { return literal(0) }
      let rest = terms.dropFirst().map { term in
        if case .negation(let x) = term { return script.minus + bracketed(x, below: .product) }
        return script.plus + bracketed(term, below: .product)
      }
      return Written(write(first, isLeading: isLeading).text + rest.joined(), .sum)
    case .difference(let a, let b):
      return Written(
        write(a, isLeading: isLeading).text + script.minus + bracketed(b, below: .product), .sum)
    case .product:
      let factors = self.factors
      let first = write(factors[0], isLeading: isLeading)
      let isBare = first.binding > .sum && (isLeading || first.binding > .negation)
      let leading = isBare ? first.text : script.bracketed(first.text)
      let rest = factors.dropFirst().map { bracketed($0, below: .power) }
      return Written(
        ([leading] + rest).joined(separator: script.times),
        isBare && first.binding == .negation ? .negation : .product)
    case .quotient(let a, let b): return script.fraction(write(a), write(b))
    case .power(let base, let exponent):
      return Written(script.power(bracketed(base, below: .atom), write(exponent)), .power)
    case .negation(let x):
      return Written(script.negative + bracketed(x, below: .product), .negation)
    case .call(let function, let arguments):
      return script.call(function, arguments.map { write($0) })
    case .choice: return write(chosen, isLeading: isLeading)
    }
  }
}

extension Formula {
  /// Whether it is a sum or a difference, which is put in brackets wherever it is part of anything.
  fileprivate var isSum: Bool {
    switch self {
    case .sum, .difference: true
    default: false
    }
  }
}

extension Script {
  func blank(_ label: String, filled result: String?) -> String { result ?? "(\(label))" }

  /// A formula in symbols.
  func symbolic(_ formula: Formula, numbers: NumberStyle) -> Written {
    formula.written(
      in: self, leaf: { name, _ in symbol(name) },
      literal: { written($0, numbers: NumberStyle(digits: Swift.max(numbers.digits, 15))) })
  }

  /// A formula with the numbers in it.
  func numeric(_ formula: Formula, numbers: NumberStyle) -> Written {
    formula.written(
      in: self, leaf: { written($1, numbers: numbers) },
      literal: { written($0, numbers: NumberStyle(digits: Swift.max(numbers.digits, 15))) })
  }

  /// A number as a formula of its own.
  func written(_ value: Double, numbers: NumberStyle) -> Written {
    let number = numbers.write(value)
    return Written(
      self.number(number),
      number.isNegative ? .negation : number.exponent == nil ? .atom : .product)
  }
}
