import Foundation

/// What the signs and functions of an expression file stand for.
enum ExpressionFunction {
  /// The functions by their names, each with the number of its arguments.
  static let all: [String: (primitive: any Primitive, arity: Int)] = Dictionary(
    uniqueKeysWithValues: Registry.functions.map { type in
      let primitive: any Primitive = type.init()
      return (name(type.kind), (primitive: primitive, arity: type is any Pairwise.Type ? 2 : 1))
    })

  /// A name of the registry as one word: `leakyrelu`.
  private static func name(_ kind: String) -> String { kind.replacing("-", with: "") }

  /// Functions that are calculated in several steps, of which the argument's come first.
  static let composed: [String: @Sendable (_ column: Int) -> [ExpressionStep]] = [
    "log10": { column in
      let logarithm = ExpressionStep.apply(Logarithm(), arity: 1, column: column)
      return [logarithm, .number(10), logarithm, .apply(Division(), arity: 2, column: column)]
    }
  ]

  /// Functions that others call otherwise: of a name that may mean several, these.
  static let otherNames = ["log": ["ln", "log10"]]

  /// Numbers that have a name, unless a file gives the name to something else.
  static let constants: [String: Double] = ["pi": .pi, "π": .pi, "e": M_E]

  static let names = (Array(all.keys) + composed.keys).sorted()

  /// How a primitive is marked in a drawing: `×`, `sin`.
  static func sign(of primitive: any Primitive) -> String {
    switch primitive {
    case is Addition: "+"
    case is Subtraction, is Negation: "−"
    case is Multiplication: "×"
    case is Division: "÷"
    case is Power: "^"
    default:
      (primitive as? any Configurable).map { name(type(of: $0).kind) }
        ?? "\(type(of: primitive))"
    }
  }

  static func primitive(of sign: Character) -> any Primitive {
    switch sign {
    case "+": Addition()
    case "-": Subtraction()
    case "*": Multiplication()
    case "/": Division()
    default: Power()
    }
  }
}

/// One step of calculating a formula on a stack.
enum ExpressionStep {
  /// Puts a number on the stack.
  case number(Double)
  /// Puts the value of a name on the stack.
  case name(String, column: Int)
  /// Replaces the topmost values by the result of a primitive.
  case apply(any Primitive, arity: Int, column: Int)
}

extension [ExpressionStep] {
  /// What each step leaves on top of the stack.
  func results(values: (String) -> Double?) -> [Double] {
    var stack: [Double] = []
    return map { step in
      let result: Double
      switch step {
      case .number(let value): result = value
      case .name(let name, _): result = values(name) ?? .nan
      case .apply(let primitive, let arity, _):
        result = primitive.value(of: Array<Double>(stack.suffix(arity)))
        stack.removeLast(arity)
      }
      stack.append(result)
      return result
    }
  }
}
