/// Completions for zsh, by its `_arguments`.
enum ZshCompletions {
  static var script: String {
    """
    #compdef backprop
    # Completes calls of backprop in zsh; to be put into a folder of $fpath, or sourced.

    _backprop() {
      local -a subcommands
      if (( CURRENT == 2 )); then
        subcommands=(
    \(subcommands.joined(separator: "\n"))
        )
        _describe subcommand subcommands -- '(--help --version)'
        return
      fi
      local name=$words[2]
      shift words
      (( CURRENT-- ))
      case "$name $words[2]" in
        (\(twoWords.joined(separator: "|")))
          if (( CURRENT > 2 )); then
            name+=" $words[2]"
            shift words
            (( CURRENT-- ))
          fi ;;
      esac
      case $name in
    \(cases.joined(separator: "\n"))
      esac
    }

    if [[ $funcstack[1] == _backprop ]]; then
      _backprop "$@"
    else
      compdef _backprop backprop
    fi

    """
  }

  private static var subcommands: [String] {
    Completions.first.map { "      \("\($0.name):\($0.summary)".quoted)" }
  }

  private static var twoWords: [String] {
    Completions.all.map(\.name).filter { $0.contains(" ") }.map(\.quoted)
  }

  private static var cases: [String] {
    Completions.all.map { completions in
      let specifications =
        completions.options.map(specification)
        + completions.operands.enumerated().map { number, form in
          "\(number + 1):\(escaped(form.placeholder)):\(action(form))".quoted
        }
      let lines = specifications.map { "        \($0)" }.joined(separator: " \\\n")
      return "    (\(completions.name.quoted))\n      _arguments \\\n\(lines) ;;"
    }
  }

  private static func specification(_ option: any AnyOption) -> String {
    let explained = "[\(escaped(option.explanation))]"
    guard let form = option.form else { return "\(option.name)\(explained)".quoted }
    return "\(option.name)=\(explained):\(escaped(form.placeholder)):\(action(form))".quoted
  }

  /// The code that offers what a form may be.
  private static func action(_ form: Form) -> String {
    let words = form.words.isEmpty ? [] : ["compadd - \(form.words.joined(separator: " "))"]
    let paths: [String] =
      switch form.path {
      case .file, .written: ["_files"]
      case .folder: ["_files -/"]
      case nil: []
      }
    return words.isEmpty && paths.isEmpty
      ? " " : "{ \(escaped((words + paths).joined(separator: "; "))) }"
  }

  /// The text without the signs that have a meaning in a specification.
  private static func escaped(_ text: String) -> String {
    String(text.flatMap { "\\:[]".contains($0) ? ["\\", $0] : [$0] })
  }
}
