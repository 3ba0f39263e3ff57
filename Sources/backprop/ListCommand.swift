import Tracer

/// `backprop list`
enum ListCommand: Subcommand {
  static let name = "list"
  static let summary = "List the built-in examples."
  static let operands: [Operand] = []
  static let options: [any AnyOption] = [Options.language, Options.width]
  static let examples = [(call: "backprop list", does: "what can be traced without a file")]

  static func run(_ arguments: Arguments) throws {
    let rows = Example.all.map { ($0.name, $0.summary[arguments.language].words) }
    try Output.print(Help.table(rows, indent: 0))
  }
}
