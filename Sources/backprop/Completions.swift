import Tracer

/// What may stand at the end of a call that is being typed: what `backprop --complete WORD…` prints
/// for the scripts of the shells, of which each only hands the words over and shows what comes back.
struct Completions {
  /// The words that may stand there, each with what it means.
  private var offered: [(word: String, note: String)] = []
  /// What a path may lead to that stands there.
  private var path: Form.Path?

  /// - Parameter typed: The words after `backprop`, of which the last is not finished.
  init(_ typed: [String]) {
    let (before, last) = (typed.dropLast(), typed.last ?? "")
    guard let first = before.first else {
      offered = Backprop.subcommands.map { ($0.name, $0.summary) }
      offered += ["--help", "--version"].map { ($0, "") }
      offered.removeAll { !$0.word.hasPrefix(last) }
      return
    }
    let subcommand = Backprop.subcommands.first { $0.name == first }
    let options = (subcommand?.options ?? []) + [Options.help]
    func option(_ word: some StringProtocol) -> (any AnyOption)? {
      options.first { $0.name == word && $0.form != nil }
    }
    var (pending, operands): ((any AnyOption)?, Int) = (nil, 0)
    for word in before.dropFirst() {
      if pending != nil {
        pending = nil
      } else if word.hasPrefix("-") {
        pending = option(word)
      } else {
        operands += 1
      }
    }
    let sides = last.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    if let form = pending?.form {
      offer(form)
    } else if sides.count > 1, let option = option(sides[0]), let form = option.form {
      offer(form, after: "\(option.name)=")
    } else if last.hasPrefix("-") {
      offered = options.map { ($0.name, $0.explanation) }
    } else {
      let forms = (subcommand?.operands ?? []).map(\.form)
      if forms.indices.contains(operands) { offer(forms[operands]) }
    }
    offered.removeAll { !$0.word.hasPrefix(last) }
  }

  private mutating func offer(_ form: Form, after start: String = "") {
    offered += form.words.map { (start + $0, "") }
    path = form.path
  }

  /// Whether a path may stand there, then a line for each word, with a tab before what it means.
  var text: String {
    let kind =
      switch path {
      case .file, .written: "file"
      case .folder: "directory"
      case nil: "none"
      }
    let lines = offered.map { $0.note.isEmpty ? $0.word : "\($0.word)\t\($0.note)" }
    return ([kind] + lines).joined(separator: "\n") + "\n"
  }
}

/// A shell for which completions can be written.
enum Shell: String, CaseIterable {
  case bash, zsh, fish

  /// The script that completes a call of `backprop`.
  var script: String {
    switch self {
    case .bash:
      """
      # Completes calls of backprop in bash; to be sourced.
      _backprop() {
        local part glued= typed=() lines
        # Bash breaks words at = and at colons; only the = after an option stands between two words.
        for part in "${COMP_WORDS[@]:1:COMP_CWORD}"; do
          local last=$((${#typed[@]} - 1))
          if [[ $part == = && ${typed[last]-} == --* ]]; then
            typed+=('') glued=1
          elif [[ $part == [=:]* && last -ge 0 ]]; then
            typed[last]+=$part glued=1
          elif [[ $glued ]]; then
            typed[last]+=$part glued=
          else
            typed+=("$part")
          fi
        done
        mapfile -t lines < <(backprop --complete "${typed[@]}")
        COMPREPLY=("${lines[@]:1}")
        COMPREPLY=("${COMPREPLY[@]%%$'\\t'*}")
        if [[ ${COMPREPLY[0]-} == *[:=] ]]; then compopt -o nospace 2> /dev/null; fi
        if [[ ${lines[0]} != none ]]; then
          compopt -o filenames 2> /dev/null
          local IFS=$'\\n'
          COMPREPLY+=($(compgen -A "${lines[0]}" -- "${typed[-1]}"))
        fi
      }
      complete -F _backprop backprop

      """
    case .zsh:
      """
      #compdef backprop
      # Completes calls of backprop in zsh; to be put into a folder of $fpath, or sourced.
      _backprop() {
        local -a lines=("${(@f)$(backprop --complete "${(@)words[2,CURRENT]}")}")
        local kind=$lines[1]
        shift lines
        lines=("${(@)lines//:/\\\\:}")
        lines=("${(@)lines/$'\\t'/:}")
        (( $#lines )) && _describe value lines
        case $kind in
          (file) _files ;;
          (directory) _files -/ ;;
        esac
      }
      if [[ $funcstack[1] == _backprop ]]; then
        _backprop "$@"
      else
        compdef _backprop backprop
      fi

      """
    case .fish:
      """
      # Completes calls of backprop in fish; to be put into ~/.config/fish/completions, or sourced.
      function __backprop_complete
          set -l words (commandline -opc)
          set -e words[1]
          set -l token (commandline -ct)
          set -l lines (backprop --complete $words "$token")
          set -l kind $lines[1]
          set -e lines[1]
          string collect -- $lines
          switch $kind
              case file
                  __fish_complete_path "$token"
              case directory
                  __fish_complete_directories "$token"
          end
      end
      complete -c backprop -f -a '(__backprop_complete)'

      """
    }
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
