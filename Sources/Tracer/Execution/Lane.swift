/// A rule as a tree of vector operations: the third thing that a rule can be written in.
///
/// Run on numbers a rule calculates, run on `Formula` it explains, run on `Lane` it compiles: to a
/// list of loops over whole buffers, the same for every primitive and every optimizer.
indirect enum Lane: Hashable, Sendable {
  /// Each number of a buffer, by the buffer's number.
  case buffer(Int)
  /// The same number everywhere.
  case constant(Double)
  /// The number of the training step, counted from 1.
  case step
  case unary(Unary, Lane)
  case binary(Binary, Lane, Lane)

  enum Unary: Hashable, Sendable {
    case negate
    case function(Function)
  }

  enum Binary: Hashable, Sendable {
    case add, subtract, multiply, divide, power, max, min
  }

  /// Whether all of it is known before any buffer is read.
  var isUniform: Bool {
    switch self {
    case .buffer: false
    case .constant, .step: true
    case .unary(_, let x): x.isUniform
    case .binary(_, let x, let y): x.isUniform && y.isUniform
    }
  }

  /// The value of a uniform tree at a step; `nil` if it reads a buffer.
  func uniformValue(step: Int) -> Double? {
    switch self {
    case .buffer: return nil
    case .constant(let value): return value
    case .step: return Double(step)
    case .unary(let operation, let x): return x.uniformValue(step: step).map(operation.value)
    case .binary(let operation, let x, let y):
      guard let x = x.uniformValue(step: step), let y = y.uniformValue(step: step) else {
        return nil
      }
      return operation.value(x, y)
    }
  }

  /// The tree with buffers replaced.
  func replacing(_ replacement: (Int) -> Lane?) -> Lane {
    switch self {
    case .buffer(let number): replacement(number) ?? self
    case .constant, .step: self
    case .unary(let operation, let x): .applying(operation, x.replacing(replacement))
    case .binary(let operation, let x, let y):
      .applying(operation, x.replacing(replacement), y.replacing(replacement))
    }
  }
}

extension Lane.Unary {
  func value(_ x: Double) -> Double {
    switch self {
    case .negate: -x
    case .function(let function): function.value(at: x)
    }
  }
}

extension Lane.Binary {
  func value(_ x: Double, _ y: Double) -> Double {
    switch self {
    case .add: x + y
    case .subtract: x - y
    case .multiply: x * y
    case .divide: x / y
    case .power: Double.power(x, y)
    case .max: Swift.max(x, y)
    case .min: Swift.min(x, y)
    }
  }
}

extension Lane {
  /// A function of one, calculated at once where its argument is constant.
  static func applying(_ operation: Unary, _ x: Lane) -> Lane {
    switch (operation, x) {
    case (_, .constant(let value)): .constant(operation.value(value))
    case (.negate, .unary(.negate, let inner)): inner
    default: .unary(operation, x)
    }
  }

  /// A function of two, without what changes nothing.
  static func applying(_ operation: Binary, _ x: Lane, _ y: Lane) -> Lane {
    switch (operation, x, y) {
    case (_, .constant(let a), .constant(let b)): .constant(operation.value(a, b))
    case (.multiply, .constant(1), let x), (.multiply, let x, .constant(1)),
      (.divide, let x, .constant(1)), (.add, .constant(0), let x), (.add, let x, .constant(0)),
      (.subtract, let x, .constant(0)), (.power, let x, .constant(1)):
      x
    case (.multiply, .constant(-1), let x), (.multiply, let x, .constant(-1)):
      .applying(.negate, x)
    case (.power, let x, .constant(2)): .binary(.multiply, x, x)
    default: .binary(operation, x, y)
    }
  }
}

extension Lane: Quantity {
  init(floatLiteral value: Double) { self = .constant(value) }
  static func + (a: Lane, b: Lane) -> Lane { .applying(.add, a, b) }
  static func - (a: Lane, b: Lane) -> Lane { .applying(.subtract, a, b) }
  static func * (a: Lane, b: Lane) -> Lane { .applying(.multiply, a, b) }
  static func / (a: Lane, b: Lane) -> Lane { .applying(.divide, a, b) }
  static prefix func - (x: Lane) -> Lane { .applying(.negate, x) }
  static func power(_ base: Lane, _ exponent: Lane) -> Lane { .applying(.power, base, exponent) }
  static func call(_ function: Function, _ x: Lane) -> Lane {
    .applying(.function(function), x)
  }
  static func call(_ function: Function, _ x: Lane, _ y: Lane) -> Lane {
    switch function {
    case .max: .applying(.max, x, y)
    case .min: .applying(.min, x, y)
    default: preconditionFailure("\(function.rawValue) takes one argument")
    }
  }
  static func sum(_ terms: [Lane]) -> Lane { terms.reduce(0.0, +) }
  /// Not known before it runs: a rule that looks at numbers is not compiled.
  var number: Double { .nan }
}
