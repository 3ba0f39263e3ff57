/// Reads a side of an equation that calculates with numbers, or with quantities, into a tree.
struct WorkParser {
  private let atoms: ArraySlice<Atom>
  /// What quantities are called, where they may be calculated with.
  private let known: KnownNames?
  private var position: Int
  private var operands: [WrittenNumber] = []
  private var depth = 0

  /// Deeper brackets, and longer sides, are passed over.
  private static let (depthLimit, lengthLimit) = (24, 4_000)

  /// The calculation that a side shows; `nil` if it holds anything but numbers and signs, or no more
  /// than a number.
  static func work(in side: ArraySlice<Atom>) -> ShownWork? {
    guard let (formula, operands) = calculation(in: side, known: nil), !operands.isEmpty else {
      return nil
    }
    return ShownWork(formula: formula, operands: operands)
  }

  /// The formula that a side is; `nil` if a name in it is not for certain that of a quantity, if there
  /// is none, or beside numbers that may be rounded.
  static func formula(in side: ArraySlice<Atom>, known: KnownNames) -> Formula? {
    guard let (formula, operands) = calculation(in: side, known: known),
      operands.allSatisfy({ $0.significantDigits < 3 }),
      formula.symbols.contains(where: { Int($0) == nil })
    else { return nil }
    return formula.replacingSymbols { name, value in Int(name).map { _ in .literal(value) } }
  }

  private static func calculation(
    in side: ArraySlice<Atom>, known: KnownNames?
  ) -> (Formula, [WrittenNumber])? {
    let atoms = side.withoutEmphasis.filter(\.isCalculated)
    guard (2...lengthLimit).contains(atoms.count), atoms[...].number == nil else { return nil }
    var parser = WorkParser(atoms: atoms[...], known: known)
    guard let formula = parser.sum(), parser.isAtEnd else { return nil }
    return (formula, parser.operands)
  }

  private init(atoms: ArraySlice<Atom>, known: KnownNames?) {
    self.atoms = atoms
    self.known = known
    position = atoms.startIndex
  }

  private var next: Atom? { position < atoms.endIndex ? atoms[position] : nil }

  /// Whether only words of a remark are left.
  private var isAtEnd: Bool {
    guard let next else { return true }
    return next.name?.isWord == true && Function(written: next.name?.stem ?? "") == nil
      && !atoms[position...].contains { $0.number != nil || $0.isOperator }
  }

  private mutating func take(_ signs: Set<Unicode.Scalar>) -> Unicode.Scalar? {
    guard case .sign(let sign) = next?.kind, signs.contains(sign) else { return nil }
    position += 1
    return sign
  }

  private mutating func sum() -> Formula? {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.depthLimit, var result = product() else { return nil }
    while let sign = take(["+", "-"]) {
      guard let term = product() else { return nil }
      switch (sign, result) {
      case ("-", _): result = .difference(result, term)
      case (_, .sum(let terms)): result = .sum(terms + [term])
      default: result = .sum([result, term])
      }
    }
    return result
  }

  private mutating func product() -> Formula? {
    guard var result = signed() else { return nil }
    while true {
      let isQuotient = take(["/", "÷"]) != nil
      guard isQuotient || takeTimes() else { return result }
      guard let factor = signed() else { return nil }
      result = isQuotient ? .quotient(result, factor) : .product(result, factor)
    }
  }

  /// Takes a sign of multiplication, which a factor in brackets and a function need not have.
  private mutating func takeTimes() -> Bool {
    if take(multiplicationSigns) != nil { return true }
    switch next?.kind {
    case .sign("("), .sign("["): return true
    case .name(let name) where name.stem == "x":
      position += 1
      return true
    case .name(let name):
      return Function(written: name.stem) != nil || name.stem == "e" || isSigmoid(name.stem)
        || known != nil && activations.contains(name.stem.lowercased())
        || quantity(name) != nil
    default: return false
    }
  }

  private mutating func signed() -> Formula? {
    var isNegative = false
    var count = 0
    while let sign = take(["+", "-"]) {
      if sign == "-" { isNegative.toggle() }
      count += 1
      guard count < Self.depthLimit else { return nil }
    }
    return power().map { isNegative ? .negation($0) : $0 }
  }

  private mutating func power() -> Formula? {
    guard let base = operand() else { return nil }
    guard take(["^"]) != nil else { return base }
    // The 2 of a square is part of the rule.
    let before = operands.count
    guard let exponent = take(["-"]) != nil ? operand().map(Formula.negation) : operand() else {
      return nil
    }
    if case .symbol(_, let value) = exponent, value == value.rounded() {
      operands.removeSubrange(before...)
      return value == 1 ? base : .power(base, .literal(value))
    }
    return .power(base, exponent)
  }

  private mutating func operand() -> Formula? {
    guard let atom = next else { return nil }
    position += 1
    switch atom.kind {
    case .number(let number):
      guard number.value.isFinite else { return nil }
      operands.append(number)
      return .symbol(name: "\(operands.count - 1)", value: number.value)
    case .sign("("), .sign("["):
      guard let inner = sum(), take([")", "]"]) != nil else { return nil }
      return inner
    case .name(let name):
      if name.stem == "e", take(["^"]) != nil { return signed().map { .call(.exp, $0) } }
      // ∇ŷ J is a gradient and no product.
      if name.affix?.word == .gradient, next?.name != nil { return nil }
      if let quantity = quantity(name) {
        // w(t), net(h1): what stands in the brackets may be part of the name.
        return next?.kind == .sign("(") && isNameInBrackets ? nil : quantity
      }
      let isOfUnit =
        name.isUpdated || Function(written: name.stem) == nil && !isSigmoid(name.stem)
      if known != nil, isOfUnit, activations.contains(name.stem.lowercased()) {
        return operand().flatMap { activation(of: $0, isSlope: name.isUpdated) }
      }
      if isSigmoid(name.stem) {
        return operand().map {
          .quotient(.literal(1), .sum([.literal(1), .call(.exp, .negation($0))]))
        }
      }
      guard let function = Function(written: name.stem) else { return nil }
      if function == .max || function == .min {
        guard take(["("]) != nil, let a = sum(), next?.kind == .punctuation(",") else { return nil }
        position += 1
        guard let b = sum(), take([")"]) != nil else { return nil }
        return .call(function, a, b)
      }
      return operand().map { .call(function, $0) }
    default: return nil
    }
  }

  /// The quantity that a name stands for, where nothing else can be meant.
  private func quantity(_ name: WrittenName) -> Formula? {
    // The raised digit of a letter may be its layer.
    let meanings = name.power == nil ? known?.readings(of: name).single.meanings ?? [] : []
    guard meanings.count == 1, let value = known?.value(of: meanings[0][0][0]) else { return nil }
    return .symbol(name: meanings[0][0][0], value: value)
  }

  /// The output of a unit, or its slope, where the function is applied to the unit's net input.
  private func activation(of net: Formula, isSlope: Bool) -> Formula? {
    guard let known, case .symbol(let name, _) = net else { return nil }
    return NameReading(rows: [[name]]).ofActivation(isSlope: isSlope, in: known)
      .flatMap { known.formulas(of: $0.name).first }
  }

  /// Whether no more than a name or a number stands in the brackets that begin here.
  private var isNameInBrackets: Bool {
    atoms[position...].dropFirst(2).first?.kind == .sign(")")
  }

  private func isSigmoid(_ name: String) -> Bool {
    let names: Set<String> = ["sigmoid", "logistic", "sigm"]
    // Beside quantities, σ may be whatever function a unit has.
    return names.contains(name.lowercased())
      || known == nil && ["sigma", "sig"].contains(name.lowercased())
  }
}

extension Function {
  /// The function that somebody writes so.
  init?(written name: String) {
    let plain = name.lowercased()
    guard !["sign", "step"].contains(plain) else { return nil }
    self.init(rawValue: plain == "log" ? "ln" : plain)
  }
}

extension Atom {
  /// Whether it is part of a calculation and no mark of layout.
  fileprivate var isCalculated: Bool {
    switch kind {
    case .boundary, .lineEnd, .punctuation("&"): false
    default: true
    }
  }

  /// Whether the atom joins what stands on both sides of it.
  var isOperator: Bool {
    switch kind {
    case .sign("+"), .sign("-"), .sign("/"), .sign("^"): true
    case .sign(let sign): multiplicationSigns.contains(sign)
    default: false
    }
  }
}
