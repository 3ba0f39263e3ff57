import Tracer

/// `backprop optimize`
enum OptimizeCommand: Subcommand {
  static let name = "optimize"
  static let summary = "Let optimizers walk down a surface: steps derived, a table, a plot."
  static let operands: [Operand] = [.surface]
  static let options: [any AnyOption] =
    [
      Options.optimizer, Options.ascend, Options.steps.within(1...100_000).usually("20"),
      Options.derive, Options.start, Options.gradients, Options.format.without(.json, .csv),
      Options.language, Options.width, Options.digits.usually("6"), Options.output,
    ] + Options.imprint
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
      call: "backprop optimize beale --ascend --optimizer momentum:lr=0.0001 --steps 5",
      does: "up instead of down"
    ),
    (
      call: "backprop optimize --gradients 0.1,0.3,-0.2 --optimizer adam:lr=0.1 --derive 3",
      does: "three steps of Adam from gradients that one has"
    ),
    (
      call: "backprop optimize saddle --start 1,0.5 --output saddle.md",
      does: "all optimizers, in Markdown with the plot as an image"
    ),
  ]

  static func run(_ arguments: Arguments) throws {
    let format = try Format(arguments)
    let surface = try surface(arguments)
    let start = arguments[Options.start]
    if let start, start.count != surface.leaves.count {
      throw UsageError.invalid(
        option: Options.start.name, found: start.map(\.jsonText).joined(separator: ","),
        expected: "\(surface.leaves.count) numbers, for \(surface.axes.joined(separator: ", ")),")
    }
    let steps = arguments[Options.steps] ?? 20
    let entries = try entries(arguments, on: surface)
    let isLive = format == .html && surface.gradients.isEmpty
    let descents = try OptimizerComparison(
      surface, isLive ? OptimizerComparison.Entry.withoutSettings(entries) : entries,
      isAscent: arguments.has(Options.ascend),
      from: start, steps: surface.gradients.isEmpty ? steps : surface.gradients.count,
      derived: arguments[Options.derive] ?? 1)
    var document = descents.document(digits: arguments[Options.digits] ?? 6)
    document.isDense = format.isForPaper
    try format.deliver(document, arguments, live: isLive ? { LivePage(descents, $0) } : nil)
  }

  private static func surface(_ arguments: Arguments) throws -> Surface {
    if let source = arguments[Options.gradients] {
      guard case .list(let gradients) = source else {
        throw UsageError.invalid(
          option: Options.gradients.name, found: "numerical",
          expected: "numbers such as 0.1,-0.2,")
      }
      if let operand = arguments.operands.first {
        throw UsageError.unexpectedOperand(operand, subcommand: name)
      }
      return Surface(gradients: gradients)
    }
    guard let operand = arguments.operands.first else {
      throw UsageError.missingOperand(Operand.surface.form.placeholder, subcommand: name)
    }
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

  private static func entries(
    _ arguments: Arguments, on surface: Surface
  ) throws(UsageError) -> [OptimizerComparison.Entry] {
    guard let given = arguments[Options.optimizer], !given.isEmpty else {
      return OptimizerComparison.Entry.all(on: surface)
    }
    return try given.map { (words) throws(UsageError) in
      do throws(ModelFileError) {
        return try OptimizerComparison.Entry(words: words, on: surface)
      } catch {
        let hint = error.isNegativeRate ? "; to walk up, say --ascend" : ""
        throw UsageError.invalidSetting(
          option: Options.optimizer.name, reason: error.description + hint)
      }
    }
  }
}
