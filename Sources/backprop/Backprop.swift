import Foundation
import Tracer

/// The command: finds the subcommand, runs it, and turns an error into one line and an exit code.
@main
struct Backprop {
  static let version = "1.0.0"

  /// Every subcommand, in the order in which `--help` lists them.
  static let subcommands: [any Subcommand.Type] = [
    TraceCommand.self, TraceDigitsCommand.self, TrainCommand.self, CheckCommand.self,
    CheckDigitsCommand.self,
    WorksheetCommand.self, ReproduceCommand.self, GradcheckCommand.self, OptimizeCommand.self,
    ExportCommand.self,
    ListCommand.self, WalkthroughsCommand.self, CompletionsCommand.self, HelpCommand.self,
  ]

  static func main() {
    Output.prepare()
    do {
      try run(Array(CommandLine.arguments.dropFirst()))
    } catch FileFault.abandoned {
      // A reader that has seen enough, as `head` has, is no error.
      exit(0)
    } catch let fault as any Fault {
      Output.note("backprop: \(fault)")
      exit(fault.kind.rawValue)
    } catch let exitCode as ExitCode {
      exit(exitCode.rawValue)
    } catch {
      Output.note("backprop: \(FileFault.reason(error))")
      exit(FaultKind.inputOutput.rawValue)
    }
  }

  static func run(_ words: [String]) throws {
    switch words.first {
    case nil, "--help", "-h": try Output.print(Help.overview)
    case "--complete": try Output.print(Completions(Array(words.dropFirst())).text)
    case "--version": try Output.print("backprop \(version)\n")
    default:
      if words.prefix(while: { $0 != "--" }).contains(where: { $0 == "--help" || $0 == "-h" }) {
        // Without the words that ask for it, so that this comes to an end.
        let others = words.filter { $0 != "--help" && $0 != "-h" }.flatMap { word in
          word.hasPrefix("\(Options.width.name)=")
            ? word.split(separator: "=", maxSplits: 1).map(String.init) : [word]
        }
        let width = others.drop { $0 != Options.width.name }.prefix(2)
        return try run(
          [HelpCommand.name] + others.prefix { !$0.hasPrefix("-") }.prefix(2)
            + (width.count == 2 ? width : []))
      }
      let (subcommand, rest) = try subcommand(words)
      let arguments = try Arguments(rest, for: subcommand)
      try arguments.checkWrittenFiles()
      try TextLayout.$columns.withValue(arguments.known(Options.width) ?? TextLayout.columns) {
        try subcommand.run(arguments)
      }
    }
  }

  /// The first words of all names, each once.
  static var firstWords: [String] {
    subcommands.map { firstWord(of: $0.name) }.reduce(into: []) { words, word in
      if !words.contains(word) { words.append(word) }
    }
  }

  private static func firstWord(of name: String) -> String {
    String(name.prefix { $0 != " " })
  }

  /// The second words of the names that begin with a word: `mnist` after `trace`.
  static func forms(of word: String) -> [String] {
    subcommands.map { $0.name }.filter { $0.hasPrefix("\(word) ") }.map {
      String($0.dropFirst(word.count + 1))
    }
  }

  /// All subcommands whose names begin with as many of the words as any name does.
  static func subcommands(called words: [String]) throws(UsageError) -> [any Subcommand.Type] {
    for count in [2, 1] where count <= words.count {
      let start = words.prefix(count).joined(separator: " ")
      let found = subcommands.filter { $0.name == start || $0.name.hasPrefix("\(start) ") }
      if !found.isEmpty { return found }
    }
    throw unknown(words)
  }

  /// The subcommand that the words begin with, which may be two words, and the rest of them.
  private static func subcommand(
    _ words: [String]
  ) throws(UsageError) -> (found: any Subcommand.Type, rest: [String]) {
    for count in [2, 1] {
      let name = words.prefix(count).joined(separator: " ")
      if let found = subcommands.first(where: { $0.name == name }) {
        return (found, Array(words.dropFirst(count)))
      }
    }
    throw unknown(words)
  }

  private static func unknown(_ words: [String]) -> UsageError {
    if words[0].hasPrefix("-") { return .misplaced(option: words[0]) }
    let forms = forms(of: words[0])
    if forms.isEmpty {
      return .unknown("subcommand", words[0], among: firstWords, listing: true)
    }
    guard words.count > 1, !words[1].hasPrefix("-") else {
      return .missingOperand(forms.joined(separator: "|"), subcommand: words[0])
    }
    return .unknown(
      "subcommand", "\(words[0]) \(words[1])", among: forms.map { "\(words[0]) \($0)" },
      listing: true)
  }
}

/// An exit without a message, for a result that is itself the answer.
struct ExitCode: Error {
  let rawValue: Int32
}
