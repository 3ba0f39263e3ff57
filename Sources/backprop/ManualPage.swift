import Tracer

/// The pages of help as one manual page, in the macros of `man`.
enum ManualPage {
  static var text: String {
    var lines = [
      ".TH BACKPROP 1 \"\" \"backprop \(Backprop.version)\"",
      ".SH NAME", "backprop \\- derive every number of backpropagation, step by step",
      ".SH SYNOPSIS", ".B backprop", ".I subcommand", "[options]",
      ".SH SUBCOMMANDS",
    ]
    for subcommand in Backprop.subcommands {
      lines.append(".SS \(escaped(Help.usage(of: subcommand)))")
      lines += paragraph(subcommand.summary)
      for option in subcommand.options {
        lines += [".TP", ".B \(escaped(option.usage))"] + paragraph(option.explanation)
      }
      for (number, example) in subcommand.examples.enumerated() {
        lines += number == 0 ? [".PP", "Examples:"] : []
        lines += [".TP", ".B \(escaped(example.call))"] + paragraph(example.does)
      }
    }
    lines += [".SH EXIT STATUS"]
    for (code, meaning) in exitCodes { lines += [".TP", ".B \(code)"] + paragraph(meaning) }
    return lines.joined(separator: "\n") + "\n"
  }

  static let exitCodes = [
    ("0", "All is well; also where a reader such as head has seen enough."),
    ("1", "Something is wrong in what was marked, compared or measured."),
    ("2", "check read no number, or fewer than it had to leave unread."),
    ("64", "The command was called wrongly."),
    ("65", "A file's contents are not what they should be."),
    ("66", "A file does not exist or cannot be read."),
    ("74", "Reading or writing failed."),
  ]

  private static func paragraph(_ text: String) -> [String] {
    TextLayout.wrapped(text, to: 72).map(escaped)
  }

  /// The text as it is to be read: a hyphen stays one, and no line is taken for a request.
  private static func escaped(_ text: String) -> String {
    let text = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
    return text.first == "." || text.first == "'" ? "\\&" + text : text
  }
}
