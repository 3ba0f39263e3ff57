import Tracer

/// `backprop list`
enum ListCommand: Subcommand {
  static let name = "list"
  static let summary = "List the built-in examples, a line each."
  static let operands: [String] = []
  static let options = [Option.language]
  static let examples = [(call: "backprop list", does: "what can be traced without a file")]

  static func run(_ arguments: Arguments) throws {
    let language = try arguments.choice("--language", of: Language.self) ?? .english
    let width = 2 + (Example.all.map { $0.name.count }.max() ?? 0)
    for example in Example.all {
      Output.print("\(example.name.padded(to: width))\(example.summary[language].words)\n")
    }
  }
}
