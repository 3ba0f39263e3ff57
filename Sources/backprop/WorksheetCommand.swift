import Foundation
import Tracer

/// `backprop worksheet`
enum WorksheetCommand: Subcommand {
  static let name = "worksheet"
  static let summary = "Make exercises whose numbers tell mistakes apart, with keys and a report."
  static let operands: [Operand] = [.modelOrFile]
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
    options.chain = arguments[Options.chain]
    options.order = arguments[Options.update] ?? options.order
    options.only = arguments[Options.only] ?? []
    if arguments.isGiven(Options.fade), arguments.isGiven(Options.blank) {
      throw UsageError.excluded(option: Options.fade.name, by: Options.blank.name)
    }
    let choice =
      arguments[Options.fade].map { BlankChoice.last($0) }
      ?? BlankChoice(arguments[Options.blank] ?? ["results"])
    var task = Exercise.Task(options: options, choice: choice)
    if let asked = arguments[Options.ask] {
      guard asked == ["rules"] else {
        throw UsageError.unknown(
          "value for \(Options.ask.name)", asked.joined(separator: ","), among: ["rules"])
      }
      task.asksRules = true
    }
    self.task = task
    if arguments.has(Options.fadeSeries) {
      guard (arguments[Options.variants] ?? 0) > 1 else {
        throw UsageError.invalid(
          option: Options.fadeSeries.name, found: "is given",
          expected: "\(Options.variants.name) N, at least 2,")
      }
      if arguments.isGiven(Options.fade) || arguments.isGiven(Options.blank) {
        throw UsageError.excluded(
          option: Options.fadeSeries.name, by: "\(Options.fade.name), \(Options.blank.name)")
      }
    }
  }

  /// The network of the operand, from which variants are drawn.
  private func search(seed: Int) throws -> VariantSearch {
    guard case .network(let description) = source else {
      throw UsageError.invalid(
        option: Options.variants.name, found: arguments.operands[0],
        expected: "a network, whose numbers can be drawn,")
    }
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
    _ exercise: Exercise, label: String? = nil, code: String? = nil
  ) throws -> Exercise.Heading {
    Exercise.Heading(label: label, code: code, scheme: try scheme(for: exercise))
  }

  /// Writes one sheet, its key, or what it tells apart.
  func write(as format: Format) throws {
    let exercise: Exercise
    var (label, code): (String?, String?) = (nil, nil)
    if let asked = arguments[Options.code] {
      exercise = try search(seed: asked.seed).variant(asked.number).exercise
      label = Self.label(asked.number, of: asked.number)
      code = VariantSearch.code(seed: asked.seed, number: asked.number)
    } else {
      var model = Example.named(arguments.operands[0])?.model(
        trainingBiases: arguments.has(Options.trainBiases))
      model = model ?? source.model(trainingBiases: arguments.has(Options.trainBiases))
      exercise = try Exercise(model ?? source.model(), task: task)
    }
    let report = WorksheetReport([(label ?? exercise.model.name, exercise)])
    if format == .csv { return try Output.deliver(report.csv(), to: arguments[Options.sheets]) }
    if arguments.has(Options.report) { return try deliver(report.document(), format) }
    let heading = try heading(exercise, label: label, code: code)
    let (sheet, key) = try documents(
      exercise, heading, number: arguments[Options.code]?.number ?? 0)
    try deliver(arguments.has(Options.key) ? key : sheet, format)
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
    return (solution.sheet(heading), solution.solution())
  }

  /// Writes variants with all that belongs to them into a folder.
  func write(_ count: Int, into folder: String, as format: Format) throws {
    let seed = arguments[Options.seed] ?? 0
    let search = try search(seed: seed)
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
    var made: [(label: String, exercise: Exercise)] = []
    let paper = format == .csv ? .markdown : format
    let ending = paper.ending
    for number in 1...count {
      let share = Double(number - 1) / Double(max(1, count - 1))
      let variant = try search.variant(
        number, choice: arguments.has(Options.fadeSeries) ? .share(share) : nil)
      let label = Self.label(number, of: count)
      let place = "\(folder)/\(label)"
      let heading = try heading(
        variant.exercise, label: label, code: VariantSearch.code(seed: seed, number: number))
      let (sheet, key) = try documents(variant.exercise, heading, number: number)
      try deliver(sheet, paper, to: "\(place).\(ending)")
      try deliver(key, paper, to: "\(place).key.\(ending)")
      try Output.deliver(variant.exercise.answers(), to: "\(place).answers.txt")
      try Output.deliver(
        ModelSource.network(variant.description).fileText(), to: "\(place).json")
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

/// The code of a sheet: its seed and its number.
struct SheetCode: Sendable {
  let seed: Int
  let number: Int

  init(_ word: String) throws(UsageError) {
    let parts = word.split(separator: "-").map { Int($0) ?? -1 }
    guard parts.count == 2, parts[0] >= 0, parts[0] <= Int(UInt32.max),
      (1...9_999).contains(parts[1])
    else {
      throw .invalid(
        option: "--code", found: word, expected: "the code of a sheet, such as 7-03,")
    }
    (seed, number) = (parts[0], parts[1])
  }
}
