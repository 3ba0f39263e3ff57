import Foundation
import Tracer

/// `backprop walkthroughs`
enum WalkthroughsCommand: Subcommand {
  static let name = "walkthroughs"
  static let summary = "Write the folder walkthroughs/ anew, or check that it is up to date."
  static let operands: [Operand] = []
  static let options: [any AnyOption] = [Options.check, Options.folder]
  static let examples = [
    (call: "backprop walkthroughs", does: "write all files"),
    (call: "backprop walkthroughs --check", does: "name the first file and line that differ"),
  ]

  static func run(_ arguments: Arguments) throws {
    let folder = arguments[Options.folder] ?? "walkthroughs"
    if arguments.has(Options.check) { return try check(folder) }
    try FileManager.default.makeFolder(folder)
    let names = try forEachFile { name, text in
      try AtomicFile.write(text, to: "\(folder)/\(name)")
    }
    Output.note("\(names.count) files written to \(folder)/")
  }

  /// Makes the files one after the other, so that a check ends with the first that differs.
  /// - Returns: Their names.
  private static func forEachFile(
    _ body: (_ name: String, _ text: String) throws -> Void
  ) throws -> Set<String> {
    let walkthroughs = Walkthrough.all
    var names: Set<String> = []
    func write(_ file: Walkthrough.File) throws {
      names.insert(file.name)
      try body(file.name, file.text())
    }
    for language in Language.allCases {
      let index = "README\(language.fileSuffix).md"
      try write((index, { Walkthrough.index(of: walkthroughs, in: language) }))
    }
    for walkthrough in walkthroughs {
      for language in walkthrough.languages { try walkthrough.files(language).forEach(write) }
      try walkthrough.others.forEach(write)
    }
    return names
  }

  private static func check(_ folder: String) throws {
    let names = try forEachFile { name, text in
      let path = "\(folder)/\(name)"
      guard let data = FileManager.default.contents(atPath: path) else {
        throw OutdatedWalkthrough.missing(file: path)
      }
      try compare(String(decoding: data, as: UTF8.self), with: text, in: path)
    }
    let found = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    if let stray = found.first(where: { !names.contains($0) }) {
      throw OutdatedWalkthrough.unknown(file: "\(folder)/\(stray)")
    }
    Output.note("\(names.count) files in \(folder)/ are up to date")
  }

  private static func compare(_ found: String, with expected: String, in file: String) throws {
    guard found != expected else { return }
    let lines = [found, expected].map {
      $0.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
    let same = zip(lines[0], lines[1]).prefix { $0 == $1 }.count
    throw OutdatedWalkthrough.differs(
      file: file, line: same + 1,
      expected: lines[1].dropFirst(same).first ?? "the end of the file",
      found: lines[0].dropFirst(same).first ?? "the end of the file")
  }
}

/// A file of `walkthroughs/` that is not as the program writes it.
enum OutdatedWalkthrough: Fault {
  /// `walkthroughs/2-2-2.md:12: out of date: "…" expected, "…" found; run backprop walkthroughs`
  case differs(file: String, line: Int, expected: String, found: String)
  /// `walkthroughs/2-2-2.md: missing; run backprop walkthroughs`
  case missing(file: String)
  /// `walkthroughs/old.md: no walkthrough has this name; delete it`
  case unknown(file: String)

  var kind: FaultKind {
    if case .missing = self { return .missingFile }
    return .badData
  }

  var description: String {
    switch self {
    case .differs(let file, let line, let expected, let found):
      """
      \(quoting: file):\(line): out of date: “\(quoting: expected)” expected, “\(quoting: found)” found; \
      run backprop walkthroughs
      """
    case .missing(let file): "\(quoting: file): missing; run backprop walkthroughs"
    case .unknown(let file): "\(quoting: file): no walkthrough has this name; delete it"
    }
  }
}
