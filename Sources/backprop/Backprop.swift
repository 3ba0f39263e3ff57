import Foundation
import Tracer

/// The command: finds the subcommand, runs it, and turns an error into one line and an exit code.
@main
struct Backprop {
  static let version = "1.0.0"

  /// Every subcommand, in the order in which `--help` lists them.
  static let subcommands: [any Subcommand.Type] = [
    TraceCommand.self, TraceDigitsCommand.self, TrainDigitsCommand.self, CheckCommand.self,
    ReproduceCommand.self, GradcheckCommand.self, OptimizeCommand.self, ExportCommand.self,
    ListCommand.self,
    WalkthroughsCommand.self,
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
    guard let first = words.first, first != "help" || words.count > 1 else {
      return try Output.print(Help.overview)
    }
    switch first {
    case "--help", "-h": try Output.print(Help.overview)
    case "--version": try Output.print("backprop \(version)\n")
    case "help": try Output.print(Help.page(for: subcommand(Array(words.dropFirst())).found))
    default:
      let (subcommand, rest) = try subcommand(words)
      if rest.contains("--help") || rest.contains("-h") {
        return try Output.print(Help.page(for: subcommand))
      }
      let arguments = try Arguments(rest, for: subcommand)
      try arguments.checkWrittenFiles(of: subcommand)
      try subcommand.run(arguments)
    }
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
    let names = subcommands.map { $0.name }
    let written = words.prefix(2).joined(separator: " ")
    if let meant = names.first(where: { $0.hasPrefix("\(words[0]) ") })
      ?? nearestName(to: written, among: names.filter { $0.contains(" ") })
    {
      throw .unknownName(what: "subcommand", found: written, available: [meant], isListed: true)
    }
    throw .unknown("subcommand", words[0], among: names)
  }
}

/// An exit without a message, for a result that is itself the answer.
struct ExitCode: Error {
  let rawValue: Int32
}
