import Tracer

/// `backprop reproduce`
enum ReproduceCommand: Subcommand {
  static let name = "reproduce"
  static let summary = "Compare every published number of an example with what it should be."
  static let operands: [Operand] = [.published]
  static let options: [any AnyOption] = [
    Options.format.without(.csv), Options.language, Options.width, Options.output,
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
    if format == .json {
      let records = try MarkingRecord.json(ledgers.map { $0.record(in: language) })
      try Output.deliver(records, to: arguments[Options.output])
    } else {
      let title = Phrase(en: "Published numbers, checked", ko: "원문에 실린 값의 검증")
      try format.deliver(
        Document(ledgers.map { $0.document() }, under: title), in: language,
        to: arguments[Options.output])
    }
    if !ledgers.allSatisfy(\.isExplained) { throw ExitCode(rawValue: 1) }
  }
}
