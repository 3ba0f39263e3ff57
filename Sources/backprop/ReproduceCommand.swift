import Tracer

/// `backprop reproduce`
enum ReproduceCommand: Subcommand {
  static let name = "reproduce"
  static let summary = "Compare every published number of an example with what it should be."
  static let operands: [Operand] = [.published]
  static let options: [any AnyOption] = [
    Options.format.without(.csv), Options.language, Options.output,
  ]
  static let examples = [
    (call: "backprop reproduce mazur", does: "each printed number, the exact one, and a verdict"),
    (call: "backprop reproduce", does: "the same for all published examples"),
  ]

  static func run(_ arguments: Arguments) throws {
    let language = arguments.language
    let format = try Format(arguments)
    let published = Example.published
    let chosen = try arguments.operands.first.map { name in
      guard let example = published.first(where: { $0.name == name }) else {
        throw UsageError.unknown(
          "published example", name, among: published.map(\.name), listing: true)
      }
      return [example]
    }
    let ledgers = (chosen ?? published).compactMap { Ledger($0) }
    let text =
      format == .json
      ? try MarkingRecord.json(ledgers.map { $0.record(in: language) })
      : ledgers.map { format.render($0.document(), in: language) }.joined(separator: "\n")
    try Output.deliver(text, to: arguments[Options.output])
    if !ledgers.allSatisfy(\.isExplained) { throw ExitCode(rawValue: 1) }
  }
}
