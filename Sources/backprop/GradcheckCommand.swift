import Tracer

/// `backprop gradcheck`
enum GradcheckCommand: Subcommand {
  static let name = "gradcheck"
  static let summary = "Measure every gradient numerically, beside backpropagation."
  static let operands: [Operand] = [.model]
  static let options: [any AnyOption] =
    [
      Options.format.without(.json, .csv), Options.language, Options.width, Options.digits,
      Options.trainBiases,
      Options.only, Options.step, Options.output,
    ] + Options.imprint + Options.ofSamples
  static let examples = [
    (call: "backprop gradcheck mazur", does: "all weights, in a table"),
    (call: "backprop gradcheck 2-2-2 --only w5 --step 0.001", does: "one weight, with its numbers"),
  ]

  /// More rows than this nobody reads; one names some of them.
  private static let mostRows = 2_000

  static func run(_ arguments: Arguments) throws {
    let format = try Format(arguments)
    let step = arguments[Options.step]
    let model = try ModelOperand.model(arguments)
    let only = arguments[Options.only] ?? []
    let elements = try WorkedStep(model).parameters(named: only).filter {
      model.graph[$0.node].primitive == nil
    }
    guard elements.count <= mostRows else {
      throw UsageError.invalid(
        option: "--only", found: "is missing",
        expected: "some of the \(elements.count) parameters, such as W1[0,0],")
    }
    let check = GradientCheck(model, of: elements, step: step)
    let document = check.document(
      of: model, showing: only.isEmpty ? [] : Set(check.rows.map(\.name)),
      digits: arguments[Options.digits] ?? model.digits)
    try format.deliver(document, arguments)
    if !check.isPassed { throw ExitCode(rawValue: 1) }
  }
}
