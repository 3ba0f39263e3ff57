import Tracer

/// What `--help` prints, in lines that fit into a terminal.
enum Help {
  /// All subcommands.
  static var overview: String {
    """
    backprop derives every number of backpropagation, step by step.

    Usage: backprop SUBCOMMAND …

    \(table(Backprop.subcommands.map { ($0.name, $0.summary) }))
    backprop help SUBCOMMAND says more about each; backprop --version prints the version.

    To begin with:
      backprop trace 2-2-2

    """
  }

  /// A page on a subcommand.
  static func page(for subcommand: any Subcommand.Type) -> String {
    var lines = TextLayout.wrapped(subcommand.summary) + [""]
    lines += TextLayout.wrapped("Usage: \(usage(of: subcommand))", indent: 4, firstIndent: 0)
    if !subcommand.options.isEmpty {
      lines += ["", "Options:", table(subcommand.options.map { ($0.usage, $0.explanation) })]
    } else {
      lines.append("")
    }
    lines.append("Examples:")
    for example in subcommand.examples {
      let call = TextLayout.wrapped(
        example.call, to: TextLayout.columns - 2, indent: 6, firstIndent: 2)
      lines += call.dropLast().map { "\($0) \\" } + call.suffix(1)
      lines += TextLayout.wrapped(example.does, indent: 6)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// How a subcommand is called.
  static func usage(of subcommand: any Subcommand.Type) -> String {
    (["backprop", subcommand.name] + subcommand.operands.map(\.description)
      + (subcommand.options.isEmpty ? [] : ["[options]"])).joined(separator: " ")
  }

  /// Rows of two columns, both broken into lines where they are too wide; a first column wider than
  /// most stands on lines of its own.
  static func table(_ rows: [(String, String)], indent: Int = 2) -> String {
    let widest = rows.map { TextLayout.width($0.0) }.max() ?? 0
    let margin = indent + min(30, TextLayout.columns / 3, widest) + 2
    return rows.map { left, right in
      let left = TextLayout.wrapped(left, indent: indent + 4, firstIndent: indent)
      let lines = TextLayout.wrapped(right, indent: margin)
      let start =
        left.count > 1 || TextLayout.width(left[0]) + 2 > margin
        ? left + [lines[0]]
        : [TextLayout.padded(left[0], to: margin) + lines[0].dropFirst(margin)]
      return (start + lines.dropFirst()).joined(separator: "\n") + "\n"
    }.joined()
  }
}

extension AnyOption {
  /// How it is written: `--digits N`.
  var usage: String { form.map { "\(name) \($0.placeholder)" } ?? name }

  /// What it does, and what holds without it.
  var explanation: String { usual.map { "\(help); by default \($0)" } ?? help }
}

/// `backprop help`
enum HelpCommand: Subcommand {
  static let name = "help"
  static let summary = "Explain a subcommand, or write the manual page."
  static let operands: [Operand] = [.subcommand]
  static let options: [any AnyOption] = [Options.man, Options.width]
  static let examples = [
    (call: "backprop help trace", does: "the options of trace, and calls to try"),
    (
      call: "backprop help --man > backprop.1",
      does: "the manual page; man -l backprop.1 shows it"
    ),
  ]

  static func run(_ arguments: Arguments) throws {
    let words = arguments.operands
    if arguments.has(Options.man) {
      guard words.isEmpty else { throw UsageError.unexpectedOperand(words[0], subcommand: name) }
      try Output.print(ManualPage.text)
    } else if words.isEmpty {
      try Output.print(Help.overview)
    } else {
      try Output.print(Help.page(for: try Backprop.subcommand(called: words[0])))
    }
  }
}
