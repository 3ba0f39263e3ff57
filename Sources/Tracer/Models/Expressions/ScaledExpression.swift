/// A formula whose exponentials may be greater than any double, and the same formula with their
/// common factors taken out.
///
/// For every m, e^a / (e^a + e^b) is e^(a − m) / (e^(a − m) + e^(b − m)), and ln(1 + e^a) is
/// ln(e^(−m) + e^(a − m)) + m. With the largest exponent as m, nothing overflows.
struct ScaledExpression {
  /// Formulas of more steps are not looked into, since they may be as deep.
  static let mostSteps = 2_000

  /// The last step of the calculation.
  private let step: ExpressionStep
  private let operands: [ScaledExpression]
  /// The number; infinite where it is greater than any double.
  let value: Double
  /// The exponent of the power of e that is to be taken out.
  private let exponent: Double

  /// A number, or a name and its value.
  private init(_ step: ExpressionStep, value: Double) {
    (self.step, operands, self.value, exponent) = (step, [], value, 0)
  }

  /// A primitive applied to operands, as it stands.
  private init(
    _ primitive: any Primitive, column: Int, _ operands: [ScaledExpression], exponent: Double = 0
  ) {
    step = .apply(primitive, arity: operands.count, column: column)
    self.operands = operands
    self.exponent = exponent
    value = primitive.value(of: operands.map(\.value))
  }

  /// The formula of some steps on a stack.
  init?(_ steps: [ExpressionStep], values: (String) -> Double?) {
    var stack: [ScaledExpression] = []
    for step in steps {
      switch step {
      case .number(let value): stack.append(ScaledExpression(step, value: value))
      case .name(let name, _):
        guard let value = values(name) else { return nil }
        stack.append(ScaledExpression(step, value: value))
      case .apply(let primitive, let arity, let column):
        let operands = Array(stack.suffix(arity))
        stack.removeLast(arity)
        stack.append(Self.applied(primitive, column: column, operands))
      }
    }
    guard let whole = stack.first else { return nil }
    self = whole.divided(byExponential: 0)
  }

  var steps: [ExpressionStep] { operands.flatMap(\.steps) + [step] }

  private static func number(_ value: Double) -> ScaledExpression {
    ScaledExpression(.number(value), value: value)
  }

  /// A primitive applied to operands from which their powers of e are still to be taken out, if it
  /// passes them on, or have been.
  private static func applied(
    _ primitive: any Primitive, column: Int, _ operands: [ScaledExpression]
  ) -> ScaledExpression {
    func result(_ exponent: Double) -> ScaledExpression {
      ScaledExpression(primitive, column: column, operands, exponent: exponent)
    }
    let exponents = operands.map(\.exponent)
    switch primitive {
    case is Addition, is Subtraction: return result(max(exponents[0], exponents[1]))
    case is Multiplication: return result(exponents[0] + exponents[1])
    case is Division: return result(exponents[0] - exponents[1])
    case is Negation: return result(exponents[0])
    case is SquareRoot: return result(exponents[0] / 2)
    case is Power where operands[1].operands.isEmpty && operands[1].value != 0:
      return result(exponents[0] * operands[1].value)
    default: break
    }
    if primitive is Logarithm, exponents[0] != 0 {
      let rest = ScaledExpression(
        primitive, column: column, [operands[0].divided(byExponential: exponents[0])])
      return ScaledExpression(Addition(), column: column, [rest, number(exponents[0])])
    }
    let plain = operands.map { $0.divided(byExponential: 0) }
    return ScaledExpression(
      primitive, column: column, plain, exponent: primitive is Exponential ? plain[0].value : 0)
  }

  /// The formula divided by eˢ.
  private func divided(byExponential s: Double) -> ScaledExpression {
    guard case .apply(let primitive, _, let column) = step else {
      guard s != 0 else { return self }
      let quotient = value * Double.call(.exp, -s)
      if case .number = step, quotient != 0 { return .number(quotient) }
      return times(s)
    }
    func applied(_ exponents: Double...) -> ScaledExpression {
      ScaledExpression(
        primitive, column: column,
        zip(operands, exponents).map { $0.divided(byExponential: $1) }
          + operands.dropFirst(exponents.count))
    }
    switch primitive {
    case is Addition, is Subtraction: return applied(s, s)
    case is Multiplication: return applied(operands[0].exponent, s - operands[0].exponent)
    case is Division: return applied(s + operands[1].exponent, operands[1].exponent)
    case is Negation: return applied(s)
    case is SquareRoot: return applied(2 * s)
    case is Power where exponent != 0: return applied(s / operands[1].value)
    case is Exponential where s != 0:
      let shift: any Primitive = s < 0 ? Addition() : Subtraction()
      let shifted = ScaledExpression(shift, column: column, [operands[0], .number(abs(s))])
      return ScaledExpression(primitive, column: column, [shifted])
    default: return s == 0 ? self : times(s)
    }
  }

  /// The formula times e⁻ˢ: a number, or a step of its own if no double is as small.
  private func times(_ s: Double) -> ScaledExpression {
    var factor = ScaledExpression.number(Double.call(.exp, -s))
    if factor.value == 0 {
      factor = ScaledExpression(Exponential(), column: column, [.number(-s)])
    }
    if case .number(1) = step { return factor }
    return ScaledExpression(Multiplication(), column: column, [self, factor])
  }

  private var column: Int {
    switch step {
    case .number: 1
    case .name(_, let column), .apply(_, _, let column): column
    }
  }
}

extension Primitive {
  /// The result for single numbers.
  func value(of operands: [Double]) -> Double {
    var result = Tensor<Double>(0)
    forward(Inputs(operands.map { Tensor($0) }), into: &result)
    return result[0]
  }
}

extension Phrases {
  /// That what is calculated is too small for a double.
  static func vanished(_ names: [String]) -> Phrase {
    Phrase(
      en: """
        \(symbols: names) \(names.count == 1 ? "is" : "are") not exactly 0, but too small for a \
        double; the calculation goes on with 0.
        """,
      ko: """
        \(symbols: names, .topic) 정확히 0은 아니지만 너무 작아 배정밀도로 나타낼 수 없으므로 0으로 놓고 \
        계산한다.
        """)
  }

  /// That a formula stands otherwise in the derivation than in the file.
  static func commonFactor(_ name: String) -> Phrase {
    Phrase(
      en: """
        As written, the formula of \(symbol: name) contains exponentials beyond the range of a \
        double, which is \(number: Double.leastNormalMagnitude) to \
        \(number: Double.greatestFiniteMagnitude). A common factor is therefore taken out of them: \
        the same number is subtracted from their exponents, which does not change the result.
        """,
      ko: """
        \(symbol: name) 식을 적힌 대로 계산하면 배정밀도로 나타낼 수 있는 범위, 곧 \
        \(number: Double.leastNormalMagnitude)에서 \(number: Double.greatestFiniteMagnitude)까지를 \
        벗어나는 지수 함수 값이 나온다. 그래서 모든 지수에서 같은 수를 빼 공통 인수를 묶어 낸다. 결과는 달라지지 않는다.
        """)
  }
}
