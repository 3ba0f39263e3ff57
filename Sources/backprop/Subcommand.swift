/// One thing that the command does; a subcommand is one file.
protocol Subcommand: SendableMetatype {
  /// What is typed after `backprop`.
  static var name: String { get }
  /// What it does, in one line.
  static var summary: String { get }
  /// What it expects, in order.
  static var operands: [Operand] { get }
  /// The options that it knows, each of which is declared in `Options`.
  static var options: [any AnyOption] { get }
  /// Calls that run as they are printed, each with what it does.
  static var examples: [(call: String, does: String)] { get }
  /// Does it.
  static func run(_ arguments: Arguments) throws
}
