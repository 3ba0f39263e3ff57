/// Answers to the blanks of a worksheet by their numbers.
package enum NumberedAnswers {
  /// The text of a write-up with the names of the quantities in place of the blanks' numbers at the
  /// beginning of a line: `(3) 0.5069`, `3: 0.5069` or `3 = 0.5069`.
  package static func named(_ bytes: [UInt8], blanks: [String]) -> [UInt8] {
    guard !blanks.isEmpty else { return bytes }
    let numbered =
      /^[ \t>*•-]*(?:\(|\[)?(?<number>[0-9]{1,4})(?:: ?[0-9.]+)?(?:\)|\]|\.(?=\s)|:| *=)[ \t:=]*(?<rest>.*)$/
    let lines = String(decoding: SavedText.normalized(bytes), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    let named = lines.map { line -> String in
      guard let match = line.wholeMatch(of: numbered), let number = Int(match.output.number),
        let name = blanks[ifAny: number - 1], let first = match.output.rest.first
      else { return String(line) }
      let isNumber = first.isNumber || "+-−.,(".contains(first)
      return isNumber ? "\(name) = \(match.output.rest)" : String(match.output.rest)
    }
    return Array(named.joined(separator: "\n").utf8)
  }
}
