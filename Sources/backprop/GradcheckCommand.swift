import Tracer

/// `backprop gradcheck`
enum GradcheckCommand: Subcommand {
  static let name = "gradcheck"
  static let summary = "Measure every gradient numerically, beside backpropagation."
  static let operands = ["EXAMPLE|FILE|-"]
  static let options: [Option] = [
    .documentFormat, .language, .digits, .trainBiases,
    Option("--only", "w5,h1,…", "check these only, and show the numbers of each"),
    Option("--step", "H", "shift by H; by default 1e-5, or what suits a number better"),
    .output,
  ]
  static let examples = [
    (call: "backprop gradcheck mazur", does: "all weights, in a table"),
    (call: "backprop gradcheck 2-2-2 --only w5 --step 0.001", does: "one weight, with its numbers"),
  ]

  /// More rows than this nobody reads; one names some of them.
  private static let mostRows = 2_000

  static func run(_ arguments: Arguments) throws {
    let language = try arguments.choice("--language", of: Language.self) ?? .english
    let format = try Format(ofDocument: arguments)
    let step = try arguments.number("--step")
    if let step, step <= 0 {
      throw UsageError.invalid(
        option: "--step", found: arguments["--step"] ?? "", expected: "a number greater than 0")
    }
    let model = try ModelOperand.model(arguments)
    let only = arguments.list("--only")
    let elements = try Workings(model).parameters(named: only).filter {
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
      digits: try arguments.integer("--digits", in: 1...17) ?? model.digits)
    try format.deliver(document, in: language, to: arguments["--output"])
    if !check.isPassed { throw ExitCode(rawValue: 1) }
  }
}
