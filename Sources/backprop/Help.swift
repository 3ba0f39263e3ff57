/// What `--help` prints.
enum Help {
  /// All subcommands.
  static var overview: String {
    let width = 2 + (Backprop.subcommands.map { $0.name.count }.max() ?? 0)
    let list = Backprop.subcommands.map {
      "  \($0.name.padded(to: width))\($0.summary)"
    }
    return """
      backprop derives every number of backpropagation, step by step.

      Usage: backprop SUBCOMMAND …

      \(list.joined(separator: "\n"))

      backprop SUBCOMMAND --help says more about each; backprop --version prints the version.

      To begin with:
        backprop trace 2-2-2

      """
  }

  /// One subcommand.
  static func page(for subcommand: any Subcommand.Type) -> String {
    let name = subcommand.name
    let usage = (["backprop", name] + subcommand.operands).joined(separator: " ")
    var page =
      "\(subcommand.summary)\n\nUsage: \(usage)\(subcommand.options.isEmpty ? "" : " [options]")\n"
    let left = subcommand.options.map { option in
      option.value.map { "\(option.name) \($0)" } ?? option.name
    }
    let width = 2 + min(30, left.map(\.count).max() ?? 0)
    if !left.isEmpty { page += "\nOptions:\n" }
    for (left, option) in zip(left, subcommand.options) {
      let margin = "\n" + String(repeating: " ", count: width + 2)
      let isLong = left.count > width - 2
      page += "  \(isLong ? left + margin : left.padded(to: width))\(option.help)\n"
    }
    page += "\nExamples:\n"
    for example in subcommand.examples { page += "  \(example.call)\n      \(example.does)\n" }
    return page
  }
}

extension String {
  /// The text with spaces after it to fill the columns.
  func padded(to columns: Int) -> String {
    self + String(repeating: " ", count: max(0, columns - count))
  }
}
