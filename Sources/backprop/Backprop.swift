import Foundation
import Tracer

/// The command: finds the subcommand, runs it, and turns an error into one line and an exit code.
@main
struct Backprop {
  static let version = "1.0.0"

  /// Every subcommand, in the order in which `--help` lists them.
  static let subcommands: [any Subcommand.Type] = [
    TraceCommand.self, ListCommand.self, WalkthroughsCommand.self,
  ]

  static func main() {
    do {
      try run(Array(CommandLine.arguments.dropFirst()))
    } catch let fault as any Fault {
      Output.note("backprop: \(fault)")
      exit(fault.kind.rawValue)
    } catch let exitCode as ExitCode {
      exit(exitCode.rawValue)
    } catch {
      Output.note("backprop: \(error)")
      exit(FaultKind.inputOutput.rawValue)
    }
  }

  static func run(_ words: [String]) throws {
    guard let first = words.first, first != "help" || words.count > 1 else {
      return Output.print(Help.overview)
    }
    switch first {
    case "--help", "-h": Output.print(Help.overview)
    case "--version": Output.print("backprop \(version)\n")
    case "help": Output.print(Help.page(for: try subcommand(words[1])))
    default:
      let subcommand = try subcommand(first)
      let rest = Array(words.dropFirst())
      if rest.contains("--help") || rest.contains("-h") {
        return Output.print(Help.page(for: subcommand))
      }
      try subcommand.run(try Arguments(rest, for: subcommand))
    }
  }

  private static func subcommand(_ name: String) throws(UsageError) -> any Subcommand.Type {
    guard let found = subcommands.first(where: { $0.name == name }) else {
      throw .unknown("subcommand", name, among: subcommands.map { $0.name })
    }
    return found
  }
}

/// An exit without a message, for a result that is itself the answer.
struct ExitCode: Error {
  let rawValue: Int32
}
