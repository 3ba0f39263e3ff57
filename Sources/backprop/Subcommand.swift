import Tracer

/// One thing that the command does; a subcommand is one file.
protocol Subcommand: SendableMetatype {
  /// What is typed after `backprop`.
  static var name: String { get }
  /// What it does, in one line.
  static var summary: String { get }
  /// What it expects, in order, such as `EXAMPLE`; one in brackets may be left out, and one
  /// followed by dots may be repeated.
  static var operands: [String] { get }
  /// The options that it knows.
  static var options: [Option] { get }
  /// Calls that run as they are printed, each with what it does.
  static var examples: [(call: String, does: String)] { get }
  /// Does it.
  static func run(_ arguments: Arguments) throws
}

/// An option of a subcommand.
struct Option: Sendable {
  /// With its dashes: `--digits`.
  let name: String
  /// What stands for its value, such as `N`; `nil` for a flag.
  let value: String?
  /// What it does.
  let help: String

  static func flag(_ name: String, _ help: String) -> Option {
    Option(name: name, value: nil, help: help)
  }

  init(name: String, value: String?, help: String) {
    self.name = name
    self.value = value
    self.help = help
  }

  init(_ name: String, _ value: String, _ help: String) {
    self.init(name: name, value: value, help: help)
  }
}

extension Option {
  static let format = Option(
    "--format", "text|markdown|json",
    "what to write; by default text, or what the suffix of --output says")
  static let documentFormat = Option(
    "--format", "text|markdown",
    "what to write; by default text, or what the suffix of --output says")
  static let language = Option("--language", "en|ko", "English (the default) or Korean")
  static let digits = Option(
    "--digits", "N", "significant digits shown; by default those of the example's source")
  static let carry = Option(
    "--carry", "N", "round every line to N significant digits and calculate on with them")
  static let update = Option(
    "--update", "simultaneous|in-place",
    "change no weight before all gradients are known (the default), or each layer at once")
  static let trainBiases = flag("--train-biases", "update the biases too")
  static let output = Option("--output", "FILE", "write to a file instead of the standard output")
}
