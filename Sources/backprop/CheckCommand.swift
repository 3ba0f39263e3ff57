import Foundation
import Synchronization
import Tracer

/// `backprop check`
enum CheckCommand: Subcommand {
  static let name = "check"
  static let summary = "Mark a hand calculation line by line, and name the mistakes."
  static let operands: [Operand] = [.modelOrFile, .answers]
  static let options: [any AnyOption] = [
    Options.format, Options.language, Options.list, Options.marks, Options.carry, Options.update,
    Options.trainBiases, Options.output,
  ]
  static let examples = [
    (
      call: "backprop check 2-2-2 answers.md",
      does: "mark a write-up in text, Markdown or LaTeX; exit code 1 if something is wrong"
    ),
    (call: "backprop check 2-2-2 answers.md --list", does: "see which numbers were read as what"),
    (
      call: "backprop check 2-2-2 answers/ --format csv --marks marks.txt",
      does: "mark the write-ups of a class, a line each"
    ),
  ]

  static func run(_ arguments: Arguments) throws {
    let path = arguments.operands[1]
    let isFolder = FileManager.default.isFolder(path)
    let check = try Check(arguments)
    if isFolder, !arguments.has(Options.list) { return try check.markFolder(path) }
    guard check.format != .csv else {
      throw UsageError.invalid(
        option: "--format", found: "csv", expected: "text, markdown or json for one write-up")
    }
    let sheet = try check.read(path)
    if arguments.has(Options.list) {
      try check.deliver(sheet.document())
    } else {
      try check.mark(sheet)
    }
  }
}

/// What a call of `backprop check` asks for.
private struct Check {
  let format: Format
  private let key: AnswerKey
  private let names: KnownNames
  private let scheme: MarkScheme?
  private let language: Language
  private let output: String?

  init(_ arguments: Arguments) throws {
    let model = try ModelOperand.model(arguments)
    output = arguments[Options.output]
    format = try Format(arguments)
    language = arguments.language
    let key = AnswerKey(
      model, order: arguments[Options.update] ?? .simultaneous,
      carry: arguments[Options.carry], comparingOrders: true)
    self.key = key
    names = key.knownNames
    scheme = try arguments[Options.marks].map { file in
      let text = String(decoding: try AnswerReader.contents(of: file), as: UTF8.self)
      return try MarkScheme(text, file: file, key: key)
    }
  }

  /// Reads a write-up from a file or, for `-`, from the standard input.
  func read(_ path: String) throws -> AnswerSheet {
    guard path == "-" else {
      return try AnswerReader.read(
        try AnswerReader.contents(of: path), file: URL(fileURLWithPath: path).lastPathComponent,
        names: names)
    }
    let bytes = try Data(standardInputUpTo: AnswerReader.byteLimit)
    return try AnswerReader.read(Array(bytes), file: "standard input", names: names)
  }

  /// Marks a write-up; the exit code says whether something is wrong.
  func mark(_ sheet: AnswerSheet) throws {
    let marking = Marking(sheet, with: key)
    if format == .json {
      try deliver(try record(of: marking).json())
    } else {
      try deliver(marking.document(names: names, scheme: scheme))
    }
    if !marking.isFaultless { throw ExitCode(rawValue: 1) }
  }

  /// Marks every file of a folder. One that can't be read gets a note and no line in the table.
  func markFolder(_ path: String) throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: path).sorted().filter {
      !$0.hasPrefix(".") && !FileManager.default.isFolder("\(path)/\($0)")
    }
    let results = concurrently(files) { file in
      Result { Marking(try read("\(path)/\(file)"), with: key) }
    }
    var markings: [Marking] = []
    for result in results {
      switch result {
      case .success(let marking): markings.append(marking)
      case .failure(let error): Output.note("\(error)")
      }
    }
    let report = ClassReport(markings, scheme: scheme)
    switch format {
    case .csv: try deliver(report.csv(in: language))
    case .json: try deliver(try MarkingRecord.json(markings.map(record)))
    case .text, .markdown: try deliver(report.document())
    }
    if !markings.allSatisfy(\.isFaultless) { throw ExitCode(rawValue: 1) }
  }

  func deliver(_ document: Document) throws {
    try deliver(format.render(document, in: language))
  }

  private func deliver(_ text: String) throws { try Output.deliver(text, to: output) }

  private func record(of marking: Marking) -> MarkingRecord {
    MarkingRecord(marking, names: names, scheme: scheme, language: language)
  }

  /// The results for many operands, calculated on all cores.
  private func concurrently<Operand: Sendable, Result: Sendable>(
    _ operands: [Operand], _ body: @Sendable (Operand) -> Result
  ) -> [Result] {
    let results = Collected<Result>(count: operands.count)
    DispatchQueue.concurrentPerform(iterations: operands.count) { index in
      results.set(body(operands[index]), at: index)
    }
    return results.all
  }
}

/// Results that arrive in any order.
private final class Collected<Element: Sendable>: Sendable {
  private let elements: Mutex<[Element?]>

  init(count: Int) { elements = Mutex([Element?](repeating: nil, count: count)) }

  func set(_ element: Element, at index: Int) { elements.withLock { $0[index] = element } }

  var all: [Element] { elements.withLock { $0.compactMap(\.self) } }
}

extension FileManager {
  /// Whether the path is that of a folder.
  fileprivate func isFolder(_ path: String) -> Bool {
    let attributes = try? attributesOfItem(
      atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
    return attributes?[.type] as? FileAttributeType == .typeDirectory
  }
}
