import Tracer

/// `backprop optimize`
enum OptimizeCommand: Subcommand {
  static let name = "optimize"
  static let summary = "Let optimizers walk down a surface: steps derived, a table, a plot."
  static let operands = ["valley|saddle|beale|FILE|-"]
  static let options: [Option] = [
    Option(
      "--optimizer", "NAME[:SETTING=VALUE…],…",
      "which, with settings as in adam:lr=0.3; by default all six"),
    Option("--steps", "N", "how many steps; by default 20"),
    Option("--derive", "N", "how many of them are derived line by line; by default 1"),
    Option("--start", "X,Y", "where to start; by default where the surface says"),
    .documentFormat, .language, .digits, .output,
  ]
  static let examples = [
    (
      call: "backprop optimize valley --optimizer gradient-descent:lr=0.9,adam:lr=0.3 --steps 30",
      does: "two paths side by side"
    ),
    (
      call: "backprop optimize beale --optimizer momentum:lr=0.01:momentum=0.9 --derive 2",
      does: "the first two of twenty steps, line by line"
    ),
    (
      call: "backprop optimize saddle --start 1,0.5 --output saddle.md",
      does: "all optimizers, in Markdown with the plot as an image"
    ),
  ]

  static func run(_ arguments: Arguments) throws {
    let language = try arguments.choice("--language", of: Language.self) ?? .english
    let format = try Format(arguments, among: [.text, .markdown])
    let steps = try arguments.integer("--steps", in: 1...100_000) ?? 20
    let derived = try arguments.integer("--derive", in: 0...1_000) ?? 1
    let surface = try surface(arguments.operands[0])
    let descents = Descents(
      surface, try ways(arguments, on: surface), from: try start(arguments), steps: steps,
      derived: derived)
    let document = descents.document(digits: try arguments.integer("--digits", in: 1...17) ?? 6)
    try format.deliver(document, in: language, to: arguments["--output"])
  }

  private static func surface(_ operand: String) throws -> Surface {
    if let surface = Surface.named(operand) { return surface }
    let names = Surface.all.map(\.name)
    guard
      case .expression(let file) = try ModelOperand.source(
        operand, instead: "surface or file", among: names)
    else {
      throw UsageError.invalid(
        option: "optimize", found: operand, expected: "a surface or an expression file")
    }
    return try Surface(file)
  }

  private static func ways(
    _ arguments: Arguments, on surface: Surface
  ) throws(UsageError) -> [Descents.Way] {
    let given = arguments.list("--optimizer")
    if given.isEmpty { return Descents.Way.all(on: surface) }
    return try given.map { (words) throws(UsageError) in
      do throws(ModelFileError) { return try Descents.Way(words: words, on: surface) } catch {
        throw UsageError.invalidSetting(option: "--optimizer", reason: error.description)
      }
    }
  }

  private static func start(_ arguments: Arguments) throws(UsageError) -> [Double]? {
    guard let text = arguments["--start"] else { return nil }
    let numbers = arguments.list("--start").compactMap { Double($0) }.filter(\.isFinite)
    guard numbers.count == 2, arguments.list("--start").count == 2 else {
      throw .invalid(option: "--start", found: text, expected: "two numbers such as -7,2")
    }
    return numbers
  }
}
