import Foundation
import Tracer

/// The command: finds the subcommand, runs it, and turns an error into one line and an exit code.
@main
struct Backprop {
  static let version = "1.0.0"

  /// Every subcommand, in the order in which `--help` lists them.
  static let subcommands: [any Subcommand.Type] = [
    TraceCommand.self, TrainCommand.self, CheckCommand.self, WorksheetCommand.self,
    ReproduceCommand.self, GradcheckCommand.self, OptimizeCommand.self, ExportCommand.self,
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
          [HelpCommand.name] + others.prefix { !$0.hasPrefix("-") }.prefix(1)
            + (width.count == 2 ? width : []))
      }
      let subcommand = try subcommand(called: words[0])
      let arguments = try Arguments(Array(words.dropFirst()), for: subcommand)
      try arguments.checkWrittenFiles()
      try TextLayout.$columns.withValue(arguments.known(Options.width) ?? TextLayout.columns) {
        try subcommand.run(arguments)
      }
    }
  }

  /// The subcommand of a name.
  static func subcommand(called name: String) throws(UsageError) -> any Subcommand.Type {
    if let found = subcommands.first(where: { $0.name == name }) { return found }
    throw name.hasPrefix("-")
      ? .misplaced(option: name)
      : .unknown("subcommand", name, among: subcommands.map { $0.name }, listing: true)
  }
}

/// An exit without a message, for a result that is itself the answer.
struct ExitCode: Error {
  let rawValue: Int32
}
