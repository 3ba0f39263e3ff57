/// Completions for fish: one line for each thing that can be typed.
enum FishCompletions {
  static var script: String {
    """
    # Completes calls of backprop in fish; to be put into ~/.config/fish/completions, or sourced.

    # Whether the line so far calls the subcommand of a name.
    function __backprop_calls --argument-names name
        set -l words (commandline -opc)[2..-1]
        set -l first "$words[1]"
        if contains -- "$words[1] $words[2]" \(twoWords.joined(separator: " "))
            set first "$words[1] $words[2]"
        end
        test "$first" = "$name"
    end

    complete -c backprop -f
    \(lines.joined(separator: "\n"))

    """
  }

  private static var twoWords: [String] {
    Completions.all.map(\.name).filter { $0.contains(" ") }.map(\.quoted)
  }

  private static var lines: [String] {
    let start = "complete -c backprop -n '__backprop_calls \"\"'"
    return Completions.first.map { "\(start) -a \($0.name) -d \($0.summary.quoted)" }
      + ["help", "version"].map { "\(start) -l \($0)" }
      + Completions.all.flatMap { completions in
        let start = "complete -c backprop -n '__backprop_calls \"\(completions.name)\"'"
        return completions.options.map { option in
          "\(start) -l \(option.name.dropFirst(2))\(value(option)) -d \(option.explanation.quoted)"
        }
          + completions.operands.map { form in "\(start)\(offers(form))" }
      }
  }

  private static func value(_ option: any AnyOption) -> String {
    option.form.map { ($0.path == nil ? " -x" : " -r") + offers($0) } ?? ""
  }

  private static func offers(_ form: Form) -> String {
    let words = form.words.isEmpty ? "" : " -a \(form.words.joined(separator: " ").quoted)"
    switch form.path {
    case .file, .written: return words + " -F"
    case .folder: return words + " -a '(__fish_complete_directories)'"
    case nil: return words
    }
  }
}
