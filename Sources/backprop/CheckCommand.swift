import Foundation
import Synchronization
import Tracer

/// `backprop check`
enum CheckCommand: Subcommand {
  static let name = "check"
  static let summary = "Mark a hand calculation line by line, and name the mistakes."
  static let operands: [Operand] = [.modelOrFile, .answers]
  static let options: [any AnyOption] =
    [
      Options.format, Options.language, Options.width, Options.list, Options.names, Options.marks,
      Options.carry,
      Options.update, Options.trainBiases, Options.output, Options.after,
      Options.batch, Options.optimizer.usually("the model's"),
      Options.learningRate.usually("the model's"), Options.schedule,
    ] + Options.ofSamples
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
    (
      call: "backprop check net.json gradients.npz --sample 0:32",
      does: "compare the gradients of a program, and name what it does otherwise"
    ),
    (
      call: "backprop check mnist gradients.npz",
      does: "the arrays dW1, db1, dW2, db2 of the first step of a training with seed 0"
    ),
  ]

  static func run(_ arguments: Arguments) throws {
    let path = arguments.operands[1]
    if FileManager.default.isFolder(arguments.operands[0]) {
      return try Check.markVariants(arguments)
    }
    if GradientFile.isOne(path) { return try GradientCheckRun.run(arguments, file: path) }
    let isFolder = FileManager.default.isFolder(path)
    let check = try Check(arguments)
    if isFolder, !arguments.has(Options.list) { return try check.markFolder(path) }
    guard check.format != .csv else {
      throw UsageError.invalid(
        option: "--format", found: "csv",
        expected: "text, markdown, html, latex or json for one write-up")
    }
    let (sheet, references) = try check.read(path)
    if arguments.has(Options.list) {
      try check.deliver(sheet.document())
    } else {
      try check.mark(sheet, with: references)
    }
  }
}

/// What a call of `backprop check` asks for.
private struct Check {
  /// What a write-up is compared with.
  struct References {
    let key: AnswerKey
    let names: KnownNames
  }

  let format: Format
  /// Those of one update.
  private let references: References
  /// Those of more updates.
  private let later: @Sendable (Set<Int>) throws -> References
  private let scheme: MarkScheme?
  private let language: Language
  private let output: String?
  /// The worksheet that is marked, if it is one.
  private let worksheet: SheetAssignment.Sheet?

  init(_ arguments: Arguments, label: String? = nil) throws {
    let model = try ModelOperand.model(arguments)
    worksheet = label.map { SheetAssignment.Sheet(label: $0, code: model.worksheet?.code) }
    let order = arguments[Options.update] ?? model.worksheet?.order ?? .simultaneous
    let isOrderStated = arguments.isGiven(Options.update) || model.worksheet != nil
    try WorkedStep(model, order: order).checkFinite()
    output = arguments[Options.output]
    format = try Format(arguments)
    language = arguments.language
    let (carry, told) = (
      arguments[Options.carry] ?? model.worksheet?.carry,
      try arguments[Options.names].map { ($0, try AnswerReader.contents(of: $0)) }
    )
    later = { steps in
      let key = AnswerKey(
        model, order: order, carry: carry, comparingOrders: true, steps: steps,
        isOrderStated: isOrderStated)
      let names = key.knownNames
      return References(
        key: key, names: try told.map { try names.learning($1, file: $0) } ?? names)
    }
    let references = try later([])
    self.references = references
    scheme = try arguments[Options.marks].map { file in
      try MarkScheme(
        try AnswerReader.contents(of: file), file: file, key: references.key,
        names: references.names)
    }
  }

  /// Reads a write-up from a file or, for `-`, from the standard input.
  /// - Parameter name: What it is called in the report; by default, by the last part of its path.
  func read(_ path: String, called name: String? = nil) throws -> (AnswerSheet, References) {
    let isStandard = path == "-"
    let bytes =
      isStandard
      ? Array(try Data(standardInputUpTo: AnswerReader.byteLimit))
      : try AnswerReader.contents(of: path)
    let named = NumberedAnswers.named(bytes, blanks: references.key.blanks)
    let steps = AnswerReader.steps(in: named).filter { $0 > 1 }
    let references = steps.isEmpty ? references : try later(steps)
    let file =
      name ?? (isStandard ? "standard input" : URL(fileURLWithPath: path).lastPathComponent)
    return (try AnswerReader.read(named, file: file, names: references.names), references)
  }

  /// Marks a write-up; the exit code says whether something is wrong.
  func mark(_ sheet: AnswerSheet, with references: References) throws {
    let (marking, names) = (Marking(sheet, with: references.key), references.names)
    if format == .json {
      try deliver(
        try MarkingRecord(marking, names: names, scheme: scheme, language: language).json())
    } else {
      try deliver(marking.document(names: names, scheme: scheme))
    }
    if sheet.isHardlyRead {
      Output.note("\(sheet.file): \(sheet.summary.english.words)")
      throw ExitCode(rawValue: FaultKind.nothingRead.rawValue)
    }
    if !marking.isFaultless { throw ExitCode(rawValue: 1) }
  }

  /// Marks every file of a folder, each by the worksheet of another folder that it answers.
  static func markVariants(_ arguments: Arguments) throws {
    let (folder, answers) = (arguments.operands[0], arguments.operands[1])
    guard FileManager.default.isFolder(answers) else {
      throw UsageError.invalid(
        option: CheckCommand.name, found: answers,
        expected: "a folder of answers beside a folder of worksheets")
    }
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      .filter { $0.hasSuffix(".json") }
    // A file that is no worksheet, or a broken one, keeps nobody from being marked.
    let checks = files.compactMap { file -> Check? in
      do {
        let check = try Check(
          arguments.with(operand: "\(folder)/\(file)"), label: String(file.dropLast(5)))
        return check.references.key.blanks.isEmpty ? nil : check
      } catch {
        Output.note("\(error)")
        return nil
      }
    }
    guard let first = checks.first else {
      throw FileFault.unreadable(
        file: folder, reason: "there is no worksheet (.json) in the folder")
    }
    try first.markFolder(answers, by: checks)
  }

  /// The check of the worksheet that a write-up answers, and the write-up as it reads it.
  /// - Throws: `SheetAssignment.Failure` where that is not clear.
  private static func marking(
    _ file: String, in folder: String, by checks: [Check]
  ) throws -> (marking: Marking, sheet: SheetAssignment.Sheet?) {
    func marking(by check: Check) throws -> Marking {
      let (sheet, references) = try check.read("\(folder)/\(file)", called: file)
      return Marking(sheet, with: references.key)
    }
    guard checks.count > 1 || checks[0].worksheet != nil else {
      return (try marking(by: checks[0]), nil)
    }
    let start = String(
      decoding: try AnswerReader.contents(of: "\(folder)/\(file)").prefix(4_000), as: UTF8.self)
    let assignment = SheetAssignment(checks.compactMap(\.worksheet))
    let sheet = try assignment.sheet(of: file, beginning: start)
    guard let check = checks.first(where: { $0.worksheet == sheet }) else {
      throw SheetAssignment.Failure.unnamed
    }
    let own = try marking(by: check)
    let isDoubtful = own.tally.wrong + own.tally.carried > own.tally.right
    for other in checks where isDoubtful && other.worksheet != sheet {
      // The answers to another sheet are nearly all right there.
      guard let label = other.worksheet?.label, let tally = try? marking(by: other).tally,
        tally.right > 2 * own.tally.right, tally.right > 4 * (tally.wrong + tally.carried)
      else { continue }
      throw SheetAssignment.Failure.contradictory(sheet.label, label)
    }
    return (own, sheet)
  }

  /// Marks every file of a folder. One that can't be read gets a note and its own line in the table,
  /// and the exit code is that of its fault.
  /// - Parameter checks: The worksheets by which files are marked, if not by this.
  func markFolder(_ path: String, by checks: [Check]? = nil) throws {
    let files = try FileManager.default.writeUps(in: path)
      .filter { checks == nil || !$0.hasSuffix(".json") }
    let results = concurrently(files) { file in
      Result { try Self.marking(file, in: path, by: checks ?? [self]) }
    }
    var fault: FaultKind?
    var assigned: [(file: String, label: String)] = []
    let sheets = zip(files, results).map { file, result -> ClassSheet in
      let reason: Phrase
      switch result {
      case .success(let (marking, sheet)):
        guard sheet == nil || !marking.marks.isEmpty || marking.isAllRead else {
          (fault, reason) = (fault ?? .nothingRead, marking.summary)
          break
        }
        sheet.map { assigned.append((file, $0.label)) }
        return .marked(marking)
      case .failure(let error):
        let isUnassigned = error is SheetAssignment.Failure
        fault = fault ?? (isUnassigned ? .badData : (error as? any Fault)?.kind ?? .inputOutput)
        reason = Self.reason(error, file: file, path: "\(path)/\(file)")
      }
      Output.note("\(file): \(reason.english.words)")
      return .unread(file: file, reason: reason)
    }
    for (label, own) in Dictionary(grouping: assigned, by: \.label).sorted(by: { $0.key < $1.key })
    where own.count > 1 {
      Output.note("sheet \(label): \(own.count) files: \(own.map(\.file).joined(separator: ", "))")
    }
    let open = (checks ?? []).compactMap(\.worksheet?.label).filter { label in
      !assigned.contains { $0.label == label }
    }
    if !open.isEmpty { Output.note("no file for sheet \(open.joined(separator: ", "))") }
    let report = ClassReport(
      sheets, scheme: scheme,
      worksheets: Dictionary(assigned.map { ($0.file, $0.label) }, uniquingKeysWith: { a, _ in a }))
    switch format {
    case .csv: try deliver(report.csv(in: language))
    case .json: try deliver(try report.json(names: references.names, language: language))
    case .text, .markdown, .html, .latex: try deliver(report.document())
    }
    if let fault { throw ExitCode(rawValue: fault.rawValue) }
    if !report.isFaultless { throw ExitCode(rawValue: 1) }
  }

  /// Why a file was not read, without its name.
  private static func reason(_ error: any Error, file: String, path: String) -> Phrase {
    if let error = error as? AnswerSheetError { return error.reason }
    if let error = error as? SheetAssignment.Failure { return error.reason }
    // What is no UTF-8 in a name arrives as this character, under which there is no file.
    if file.contains("\u{FFFD}") {
      return Phrase(
        en: "the file's name is not UTF-8; rename it.",
        ko: "파일 이름이 UTF-8 이 아니다. 이름을 바꾸어야 한다.")
    }
    return Phrase("\("\(error)".replacing("\(path): ", with: ""))")
  }

  func deliver(_ document: Document) throws {
    try deliver(format.render(document, in: language))
  }

  private func deliver(_ text: String) throws { try Output.deliver(text, to: output) }

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
  /// The names of the files in a folder that may be write-ups.
  /// - Throws: `FileFault` if it can't be read, or holds none.
  fileprivate func writeUps(in folder: String) throws -> [String] {
    guard let paths = try? subpathsOfDirectory(atPath: folder) else {
      throw FileFault.unreadable(file: folder, reason: "the folder can't be opened")
    }
    let files = paths.sorted().filter { path in
      !path.split(separator: "/").contains { $0.hasPrefix(".") } && !isFolder("\(folder)/\(path)")
    }
    guard !files.isEmpty else {
      throw FileFault.unreadable(file: folder, reason: "there is no write-up in the folder")
    }
    return files
  }

  /// Whether the path is that of a folder.
  func isFolder(_ path: String) -> Bool {
    let attributes = try? attributesOfItem(
      atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
    return attributes?[.type] as? FileAttributeType == .typeDirectory
  }
}
