import Tracer

/// A shell for which completions can be written.
enum Shell: String, CaseIterable {
  case bash, zsh, fish

  /// The script that completes a call of `backprop`.
  var script: String {
    switch self {
    case .bash: BashCompletions.script
    case .zsh: ZshCompletions.script
    case .fish: FishCompletions.script
    }
  }
}

/// What can be typed after a name that `backprop` knows.
struct Completions {
  /// A subcommand, or the word with which several begin.
  let name: String
  /// What it does.
  let summary: String
  let options: [any AnyOption]
  let operands: [Form]

  /// Every subcommand, and every first word that is none by itself.
  static var all: [Completions] {
    let stems = Backprop.firstWords.filter { word in
      !Backprop.subcommands.contains { $0.name == word }
    }
    return Backprop.subcommands.map { Completions($0) } + stems.map(Completions.init(stem:))
  }

  /// Those that can be typed first.
  static var first: [Completions] {
    Backprop.firstWords.compactMap { word in all.first { $0.name == word } }
  }

  private init(_ subcommand: any Subcommand.Type) {
    name = subcommand.name
    summary = subcommand.summary
    options = subcommand.options + [Options.help]
    var forms = subcommand.operands.map(\.form)
    // After trace may stand mnist, which makes another subcommand of it.
    let more = Backprop.forms(of: name)
    if !more.isEmpty, !forms.isEmpty { forms[0].words += more }
    operands = forms
  }

  private init(stem: String) {
    name = stem
    summary = Backprop.subcommands.first { $0.name.hasPrefix("\(stem) ") }?.summary ?? ""
    options = [Options.help]
    operands = [.oneOf(Backprop.forms(of: stem))]
  }
}

/// `backprop completions`
enum CompletionsCommand: Subcommand {
  static let name = "completions"
  static let summary = "Write a script with which a shell completes what is typed."
  static let operands: [Operand] = [.shell]
  static let options: [any AnyOption] = []
  static let examples = [
    (call: "backprop completions bash > backprop.bash", does: "source it in ~/.bashrc"),
    (call: "backprop completions zsh > _backprop", does: "put it into a folder of $fpath"),
    (
      call: "backprop completions fish > backprop.fish",
      does: "put it into ~/.config/fish/completions"
    ),
  ]

  static func run(_ arguments: Arguments) throws {
    let word = arguments.operands[0]
    guard let shell = Shell(rawValue: word) else {
      throw UsageError.unknown(
        "shell", word, among: Shell.allCases.map(\.rawValue), listing: true)
    }
    try Output.print(shell.script)
  }
}

extension String {
  /// The text as one word of a shell.
  var quoted: String { "'" + replacing("'", with: "'\\''") + "'" }
}
