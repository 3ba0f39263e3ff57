import Tracer

/// `backprop export`
enum ExportCommand: Subcommand {
  static let name = "export"
  static let summary = "Write an example as a model or expression file, to start from."
  static let operands: [Operand] = [.model]
  static let options: [any AnyOption] = [Options.exported] + Options.ofSamples
  static let examples = [
    (call: "backprop export mazur", does: "the network as JSON"),
    (call: "backprop export mazur --output my-model.json", does: "a file to change and to trace"),
  ]

  static func run(_ arguments: Arguments) throws {
    if let description = try arguments.describedNetwork() {
      let sampled = try arguments.sampled(description).description
      return try Output.deliver(
        ModelSource.network(sampled).fileText(), to: arguments[Options.exported])
    }
    var source = try ModelOperand.source(arguments)
    if case .network(let description) = source, arguments.namesSamples {
      source = .network(try arguments.sampled(description).description)
    }
    try Output.deliver(source.fileText(), to: arguments[Options.exported])
  }
}
