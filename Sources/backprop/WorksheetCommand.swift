import Foundation
import Tracer

/// `backprop worksheet`
enum WorksheetCommand: Subcommand {
  static let name = "worksheet"
  static let summary = "Make exercises whose numbers tell mistakes apart, with keys and a report."
  static let operands: [Operand] = [.exercise]
  static let options: [any AnyOption] =
    [
      Options.format.without(.json), Options.language, Options.width, Options.blank, Options.fade,
      Options.fadeSeries,
      Options.ask, Options.erroneous,
      Options.key, Options.report, Options.variants, Options.code,
      Options.seed.usually("0"), Options.points, Options.digits.usually("the example's, 4 at most"),
      Options.carry, Options.only, Options.chain, Options.update, Options.trainBiases,
      Options.sheets, Options.title, Options.author, Options.course, Options.date, Options.large,
    ]
  static let examples = [
    (call: "backprop worksheet 2-2-2", does: "one sheet with the example's own numbers"),
    (
      call: "backprop worksheet 2-2-2 --variants 40 --seed 7 --output sheets",
      does: "forty sheets, their keys, answers and model files, and a report, into a folder"
    ),
    (call: "backprop check sheets/07.json answers.txt", does: "mark the answers to one of them"),
    (
      call: "backprop worksheet 2-2-2 --code 7-07 --key",
      does: "the key of the sheet with this code, made again"
    ),
    (
      call: "backprop worksheet mazur --blank w5,w1 --report",
      does: "what the numbers of an exercise that somebody else made can tell apart"
    ),
  ]

  static func run(_ arguments: Arguments) throws {
    let run = try WorksheetRun(arguments)
    if let count = arguments[Options.variants] {
      guard let folder = arguments[Options.sheets] else {
        throw UsageError.missingValue(
          option: Options.sheets.name, expected: "DIR, for the sheets of \(Options.variants.name)")
      }
      return try run.write(count, into: folder, as: arguments[Options.format] ?? .markdown)
    }
    if let file = arguments[Options.sheets], AtomicFile.isSame(file, arguments.operands[0]) {
      throw UsageError.invalid(
        option: Options.sheets.name, found: file,
        expected: "a file other than this one, which is read,")
    }
    try run.write(as: try Format(arguments))
  }
}

/// What a call of `backprop worksheet` asks for.
private struct WorksheetRun {
  private let arguments: Arguments
  private let source: ModelSource
  private let task: Exercise.Task

  init(_ arguments: Arguments) throws {
    self.arguments = arguments
    source = try ModelOperand.source(arguments)
    guard source.isComplete else {
      throw UsageError.invalid(
        option: arguments.subcommand.name, found: arguments.operands[0],
        expected: "a model with weights and samples")
    }
    var options = DerivationOptions()
    options.digits = arguments[Options.digits]
    options.carry = arguments[Options.carry]
    options.order = arguments[Options.update] ?? options.order
    options.only = arguments[Options.only] ?? []
    let choice =
      arguments[Options.fade].map { BlankChoice.last($0) }
      ?? BlankChoice(arguments[Options.blank] ?? ["results"])
    options.chain = arguments[Options.chain] ?? (choice.asksDelta ? .delta : nil)
    var task = Exercise.Task(options: options, choice: choice)
    if let asked = arguments[Options.ask] {
      guard asked == ["rules"] else {
        throw UsageError.unknown(
          "value for \(Options.ask.name)", asked.joined(separator: ","), among: ["rules"])
      }
      task.asksRules = true
    }
    self.task = task
    if arguments.has(Options.fadeSeries), arguments[Options.variants] ?? 0 < 2 {
      throw UsageError.invalid(
        option: Options.fadeSeries.name, found: "is given",
        expected: "\(Options.variants.name) N, at least 2,")
    }
  }

  /// The network of the operand, from which variants are drawn.
  private func search(seed: Int, last blanks: Int? = nil) throws -> VariantSearch {
    guard case .network(let description) = source else {
      throw UsageError.invalid(
        option: Options.variants.name, found: arguments.operands[0],
        expected: "a network, whose numbers can be drawn,")
    }
    var task = task
    task.choice = blanks.map { .last($0) } ?? task.choice
    return try VariantSearch(
      description, about: Example.named(arguments.operands[0])?.subject, task: task, seed: seed,
      trainingBiases: arguments.has(Options.trainBiases))
  }

  private func scheme(for exercise: Exercise) throws -> MarkScheme? {
    try arguments[Options.points].map { file in
      try MarkScheme(
        try AnswerReader.contents(of: file), file: file, key: exercise.key,
        names: exercise.key.knownNames)
    }
  }

  private func heading(
    _ exercise: Exercise, label: String? = nil, code: String? = nil, last blanks: Int? = nil
  ) throws -> Exercise.Heading {
    Exercise.Heading(
      label: label, code: code, scheme: try scheme(for: exercise),
      command: command(for: code, last: blanks))
  }

  /// What makes a sheet again, all options that shape it among them.
  private func command(for code: String?, last blanks: Int?) -> String {
    let operand = URL(fileURLWithPath: arguments.operands[0]).lastPathComponent
    var words = ["backprop", "worksheet", operand]
    func add(_ option: String, _ value: String?) {
      if let value { words += [option, value] }
    }
    add(Options.code.name, code)
    if code == nil { add(Options.seed.name, arguments[Options.seed].map(String.init)) }
    add(Options.blank.name, arguments[Options.blank]?.joined(separator: ","))
    add(Options.fade.name, (blanks ?? arguments[Options.fade]).map(String.init))
    add(Options.ask.name, arguments[Options.ask]?.joined(separator: ","))
    add(Options.erroneous.name, arguments[Options.erroneous].map(String.init))
    add(Options.digits.name, arguments[Options.digits].map(String.init))
    add(Options.carry.name, arguments[Options.carry].map(String.init))
    add(Options.only.name, arguments[Options.only]?.joined(separator: ","))
    add(Options.chain.name, arguments[Options.chain]?.rawValue)
    add(Options.update.name, arguments[Options.update]?.rawValue)
    if arguments.has(Options.trainBiases) { words.append(Options.trainBiases.name) }
    return words.joined(separator: " ")
  }

  /// Writes one sheet, its key, or what it tells apart.
  func write(as format: Format) throws {
    let exercise: Exercise
    var (label, code): (String?, String?) = (nil, nil)
    if let asked = arguments[Options.code] {
      let search = try self.search(seed: asked.seed)
      let own = search.code(asked.number, mistakes: arguments[Options.erroneous])
      guard asked.check == nil || own.hasSuffix("-\(asked.check ?? "")") else {
        throw UsageError.invalid(
          option: Options.code.name, found: asked.word,
          expected: "the code of a sheet of this model and these options (the last line of a sheet "
            + "names those it was made with)")
      }
      exercise = try search.variant(asked.number).exercise
      label = Self.label(asked.number, of: asked.number)
      code = own
    } else {
      var model = Example.named(arguments.operands[0])?.model(
        trainingBiases: arguments.has(Options.trainBiases))
      model = model ?? source.model(trainingBiases: arguments.has(Options.trainBiases))
      exercise = try Exercise(model ?? source.model(), task: task)
    }
    noteFading(blanks: exercise.blanks.count)
    let isDrawable = if case .network = source { true } else { false }
    let report = WorksheetReport(
      [(label ?? exercise.model.name, exercise)], areSearched: code != nil || !isDrawable)
    if format == .csv { return try Output.deliver(report.csv(), to: arguments[Options.sheets]) }
    if arguments.has(Options.report) { return try deliver(report.document(), format) }
    let heading = try heading(exercise, label: label, code: code)
    let (sheet, key) = try documents(
      exercise, heading, number: arguments[Options.code]?.number ?? 0)
    try deliver(arguments.has(Options.key) ? key : sheet, format)
  }

  private func noteFading(blanks: Int) {
    guard let asked = arguments[Options.fade] else { return }
    if asked == 0 {
      Output.note("\(Options.fade.name) 0: every result is worked out, none is blank")
    } else if asked > blanks {
      Output.note("\(Options.fade.name) \(asked): there are \(blanks) results, all of them blank")
    }
  }

  /// A sheet and its key.
  private func documents(
    _ exercise: Exercise, _ heading: Exercise.Heading, number: Int
  ) throws -> (sheet: Document, key: Document) {
    guard let count = arguments[Options.erroneous] else {
      return (exercise.sheet(heading), exercise.solution(heading))
    }
    let seed = arguments[Options.code]?.seed ?? arguments[Options.seed] ?? 0
    let solution = try ErroneousSolution(exercise, count: count, seed: seed &* 1_000 &+ number)
    return (solution.sheet(heading), solution.solution(heading))
  }

  /// Writes variants with all that belongs to them into a folder.
  func write(_ count: Int, into folder: String, as format: Format) throws {
    let seed = arguments[Options.seed] ?? 0
    let whole = try self.search(seed: seed)
    guard
      !FileManager.default.fileExists(atPath: folder) || FileManager.default.isFolder(folder)
    else {
      throw UsageError.invalid(
        option: Options.sheets.name, found: folder, expected: "a folder, or a place for a new one,")
    }
    try FileManager.default.makeFolder(folder)
    noteFading(blanks: whole.blanks)
    var made: [(label: String, exercise: Exercise)] = []
    let paper = format == .csv ? .markdown : format
    let ending = paper.ending
    for number in 1...count {
      let share = Double(number - 1) / Double(max(1, count - 1))
      // Numbers are searched for the blanks of each sheet.
      let blanks =
        arguments.has(Options.fadeSeries)
        ? Int((share * Double(whole.blanks)).rounded()) : nil
      let search = try blanks.map { try self.search(seed: seed, last: $0) } ?? whole
      let variant = try search.variant(number, mistakes: arguments[Options.erroneous])
      let label = Self.label(number, of: count)
      let place = "\(folder)/\(label)"
      let heading = try heading(
        variant.exercise, label: label,
        code: search.code(number, mistakes: arguments[Options.erroneous]), last: blanks)
      let (sheet, key) = try documents(variant.exercise, heading, number: number)
      try deliver(sheet, paper, to: "\(place).\(ending)")
      try deliver(key, paper, to: "\(place).key.\(ending)")
      try Output.deliver(variant.exercise.answers(), to: "\(place).answers.txt")
      try Output.deliver(
        ModelSource.network(variant.description).fileText(), to: "\(place).json")
      if let missing = variant.quality.shortcomings { Output.note("sheet \(label): \(missing)") }
      made.append((label, variant.exercise))
    }
    let report = WorksheetReport(made)
    try deliver(report.keys(), paper, to: "\(folder)/keys.\(ending)")
    try deliver(report.document(), paper, to: "\(folder)/report.\(ending)")
    if format == .csv { try Output.deliver(report.csv(), to: "\(folder)/variants.csv") }
  }

  private static func label(_ number: Int, of count: Int) -> String {
    number.padded(to: max(2, String(count).count))
  }

  private func deliver(_ document: Document, _ format: Format, to file: String? = nil) throws {
    var document = document
    document.imprint.title = file == nil ? arguments[Options.title] : nil
    document.imprint.author = arguments[Options.author]
    document.imprint.course = arguments[Options.course]
    document.imprint.date = arguments[Options.date]
    document.imprint.isLarge = arguments.has(Options.large)
    try format.deliver(
      document, in: arguments.language, to: file ?? arguments[Options.sheets])
  }
}

/// The code of a sheet: its seed, its number and, if they are given, the letters that tell its options.
struct SheetCode: Sendable {
  let word: String
  let seed: Int
  let number: Int
  let check: String?

  init(_ word: String) throws(UsageError) {
    let words = word.split(separator: "-", omittingEmptySubsequences: false)
    let parts = words.prefix(2).map { Int($0) ?? -1 }
    guard (2...3).contains(words.count), parts[0] >= 0, parts[0] <= Int(UInt32.max),
      (1...9_999).contains(parts[1])
    else {
      throw .invalid(
        option: "--code", found: word, expected: "the code of a sheet, such as 7-03,")
    }
    (seed, number, self.word) = (parts[0], parts[1], word)
    check = words.count == 3 ? String(words[2]) : nil
  }
}
