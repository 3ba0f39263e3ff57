/// Reads one formula and lists the steps that calculate it, operands first.
///
/// A list of steps instead of a tree: a sum of a hundred thousand terms is then no deeper than one
/// of two.
struct ExpressionParser {
  /// Brackets, signs and powers are nested at most so deep.
  static let deepest = 200

  private let tokens: [ExpressionToken]
  private var position: Int
  private var depth = 0
  private(set) var steps: [ExpressionStep] = []

  init(_ tokens: [ExpressionToken], from position: Int) throws(ExpressionError.Placed) {
    self.tokens = tokens
    self.position = position
    try sum()
    guard token.kind == .end else {
      throw unexpected("an operator or the end of the line")
    }
  }

  private var token: ExpressionToken { tokens[position] }

  private func unexpected(_ expected: String) -> ExpressionError.Placed {
    .init(token, expected: expected)
  }

  /// The sign at the position, if it is one of these; then the position is behind it.
  private mutating func take(_ signs: String) -> (sign: Character, column: Int)? {
    guard case .sign(let sign) = token.kind, signs.contains(sign) else { return nil }
    defer { position += 1 }
    return (sign, token.column)
  }

  private mutating func binary(_ sign: Character, column: Int) {
    steps.append(.apply(ExpressionFunction.primitive(of: sign), arity: 2, column: column))
  }

  /// product {(+ | -) product}
  private mutating func sum() throws(ExpressionError.Placed) {
    try product()
    while let (sign, column) = take("+-") {
      try product()
      binary(sign, column: column)
    }
  }

  /// signed {(* | /) signed}
  private mutating func product() throws(ExpressionError.Placed) {
    try signed()
    while let (sign, column) = take("*/") {
      try signed()
      binary(sign, column: column)
    }
  }

  /// [- | +] signed, or a power
  private mutating func signed() throws(ExpressionError.Placed) {
    guard let (sign, column) = take("+-") else { return try power() }
    try deeper(column) { (parser) throws(ExpressionError.Placed) in
      let start = parser.steps.count
      try parser.signed()
      guard sign == "-" else { return }
      if parser.steps.count == start + 1, case .number(let value) = parser.steps[start] {
        parser.steps[start] = .number(-value)
      } else {
        parser.steps.append(.apply(Negation(), arity: 1, column: column))
      }
    }
  }

  /// operand [^ signed]: powers group from the right, and bind tighter than a sign before them.
  private mutating func power() throws(ExpressionError.Placed) {
    try operand()
    guard let (_, column) = take("^") else { return }
    try deeper(column) { (parser) throws(ExpressionError.Placed) in try parser.signed() }
    binary("^", column: column)
  }

  /// A number, a name, a function of arguments, or a sum in brackets.
  private mutating func operand() throws(ExpressionError.Placed) {
    let start = token
    switch start.kind {
    case .number(let value, _):
      position += 1
      steps.append(.number(value))
    case .name(let name):
      position += 1
      if token.kind == .sign("(") {
        try call(name, column: start.column)
      } else {
        steps.append(.name(name, column: start.column))
      }
    case .sign("("):
      position += 1
      try deeper(start.column) { (parser) throws(ExpressionError.Placed) in try parser.sum() }
      try close(opened: start.column)
    default: throw unexpected("a number, a name or a bracket")
    }
  }

  private mutating func call(_ name: String, column: Int) throws(ExpressionError.Placed) {
    let (function, composed) = (ExpressionFunction.all[name], ExpressionFunction.composed[name])
    guard function != nil || composed != nil else {
      let names = ExpressionFunction.names
      let meant =
        ExpressionFunction.otherNames[name]?.joined(separator: " or ")
        ?? nearestName(to: name, among: names)
      let hint = meant.map { "; did you mean \(quoting: $0)?" }
      throw .init(
        column: column,
        "there is no function \(quoting: name)\(hint ?? ": \(names.joined(separator: ", "))")")
    }
    let opened = token.column
    position += 1
    var count = 0
    if token.kind != .sign(")") {
      repeat {
        try deeper(opened) { (parser) throws(ExpressionError.Placed) in try parser.sum() }
        count += 1
      } while take(",") != nil
    }
    try close(opened: opened)
    let arity = function?.arity ?? 1
    guard count == arity else {
      throw .init(
        column: column,
        "\(quoting: name) takes \(arity) argument\(arity == 1 ? "" : "s"); \(count) found")
    }
    if let function {
      steps.append(.apply(function.primitive, arity: count, column: column))
    }
    if let composed { steps += composed(column) }
  }

  private mutating func close(opened column: Int) throws(ExpressionError.Placed) {
    guard take(")") != nil else {
      throw unexpected("an operator or the ) for the bracket in column \(column)")
    }
  }

  private mutating func deeper(
    _ column: Int,
    _ parse: (inout ExpressionParser) throws(ExpressionError.Placed) -> Void
  ) throws(ExpressionError.Placed) {
    guard depth < Self.deepest else {
      throw .init(
        column: column,
        "nested more than \(Self.deepest) deep; give the inner part a name on a line of its own")
    }
    depth += 1
    try parse(&self)
    depth -= 1
  }
}
