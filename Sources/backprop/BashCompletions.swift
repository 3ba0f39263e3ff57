/// Completions for bash: a table, and a function that looks things up in it.
enum BashCompletions {
  static var script: String {
    """
    # Completes calls of backprop in bash; to be sourced.

    # Sets words and paths to what may stand at a place: an option's value, an operand by its number,
    # or, at -, an option.
    _backprop_at() {
      words= paths=
      case $1 in
    \(cases.joined(separator: "\n"))
        *) return 1 ;;
      esac
    }

    _backprop() {
      local words paths part glued= typed=()
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
      local last=$((${#typed[@]} - 1)) name=${typed[0]} i=1 count=1 at=
      local word=${typed[last]}
      if ((last > 0)); then
        if ((last > 1)) && _backprop_at "$name ${typed[1]} -"; then name+=" ${typed[1]}" i=2; fi
        for (( ; i < last; i++)); do
          if [[ ${typed[i]} != -* ]]; then
            ((count++))
          elif _backprop_at "$name ${typed[i]}" && ((++i == last)); then
            at="$name ${typed[i - 1]}"
          fi
        done
        if [[ ! $at ]]; then
          if [[ $word == -* ]]; then at="$name -"; else at="$name $count"; fi
        fi
      fi
      COMPREPLY=()
      _backprop_at "$at" || return 0
      COMPREPLY=($(compgen -W "$words" -- "$word"))
      if [[ $words == *: ]]; then compopt -o nospace 2> /dev/null; fi
      if [[ $paths ]]; then
        compopt -o filenames 2> /dev/null
        local IFS=$'\\n'
        COMPREPLY+=($(compgen "$paths" -- "$word"))
      fi
    }

    complete -F _backprop backprop

    """
  }

  private static var cases: [String] {
    let first = Completions.first.map(\.name) + ["--help", "--version"]
    return [entry("", Form(placeholder: "", words: first))]
      + Completions.all.flatMap { completions in
        [
          entry(
            "\(completions.name) -",
            Form(placeholder: "", words: completions.options.map(\.name)))
        ]
          + completions.options.compactMap { option in
            option.form.map { entry("\(completions.name) \(option.name)", $0) }
          }
          + completions.operands.enumerated().map { number, form in
            entry("\(completions.name) \(number + 1)", form)
          }
      }
  }

  private static func entry(_ place: String, _ form: Form) -> String {
    var actions: [String] = []
    if !form.words.isEmpty {
      actions.append("words=\(form.words.joined(separator: " ").quoted)")
    }
    switch form.path {
    case .file, .written: actions.append("paths=-f")
    case .folder: actions.append("paths=-d")
    case nil: break
    }
    return "    \(place.quoted)) \((actions + [";;"]).joined(separator: " "))"
  }
}
