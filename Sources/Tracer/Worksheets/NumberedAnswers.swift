/// Answers to the blanks of a worksheet by their numbers.
package enum NumberedAnswers {
  /// The text of a write-up with the names of the quantities in place of the blanks' numbers, line by
  /// line.
  ///
  /// A number may begin a line (`(3) 0.5069`, `3: 0.5069`, `Q3. 0.5069`, `3번 0.5069`), stand in the
  /// first column of a table, or stand where the sheet prints it, behind the equation. Of a sheet that
  /// was filled in, and of a key, only what stands at the blanks is an answer.
  /// - Parameter blanks: The quantities that are asked for; empty for a sheet that one does not know,
  ///   whose lines say it themselves.
  package static func named(_ bytes: [UInt8], blanks: [String]) -> [UInt8] {
    let lines = String(decoding: SavedText.normalized(bytes), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map { withoutNumber(String($0)) }
    let places = lines.map(Blank.init)
    let numbers = places.compactMap { $0?.number }
    let named: [String]
    if blanks.isEmpty {
      let isSheet = numbers.count > 1 && numbers == Array(1...numbers.count)
      named = isSheet ? zip(lines, places).map { $1?.line ?? $0 } : lines
    } else {
      let printed = places.map { $0?.answer(blanks) }
      named = printed.contains { $0 != nil } ? printed.map { $0 ?? "" } : listed(lines, blanks)
    }
    return Array(named.joined(separator: "\n").utf8)
  }

  /// A line without the number of its equation, which stands at the edge of a text, and without that of
  /// its blank where a page has it.
  private static func withoutNumber(_ line: String) -> String {
    guard line.utf8.last == UInt8(ascii: ")") || line.utf8.first == UInt8(ascii: "<"),
      line.utf8.count <= longest
    else { return line }
    return line.replacing(/(\S)\s{2,}\([0-9]{1,4}\)$/) { String($0.output.1) }
      .replacing(/<span class="label">\([0-9]{1,4}\)<\/span>\s*/, with: "")
  }

  /// A blank as a sheet prints it: `net_h2 = i1 · w3 + i2 · w4 = (3) -0.14`, or with
  /// `\text{(3)}\;\boxed{-0.14}` at its end.
  private struct Blank {
    let number: Int
    let before: String
    /// Empty where nothing was filled in.
    let content: String
    /// What ends the row of a formula.
    let end: String

    init?(in line: String) {
      let label =
        /^(?<before>.*?[=≈] *)(?:\\text\{)?\((?<number>[0-9]{1,4})(?:: ?[0-9.]+)?\)\}?(?:\\;|~| )*(?<rest>.*?)(?<end>\s*(?:\\\\(?:\[[0-9a-z]+\])?)?)$/
      guard let match = line.firstMatch(of: label), let number = Int(match.output.number),
        let content = NumberedAnswers.content(of: String(match.output.rest))
      else { return nil }
      (self.number, self.content) = (number, content)
      (before, end) = (String(match.output.before), String(match.output.end))
    }

    /// The line without the number and the frame of its blank.
    var line: String {
      guard content.isEmpty else { return before + content + end }
      let shown = before.trimmed.dropLast().description.trimmed
      return shown.contains("=") ? shown + end : ""
    }

    func answer(_ blanks: [String]) -> String? {
      blanks[ifAny: number - 1].map { content.isEmpty ? "" : "\($0) = \(work)\(content)" }
    }

    /// Numbers in front of the blank, which are the work that leads to it.
    private var work: String {
      let side = before.split(separator: "=").last { $0.contains { !$0.isWhitespace } } ?? ""
      let words = side.replacing(/\\[a-zA-Z]+|e(?=\^)/, with: "")
      let isWork = words.contains(where: \.isNumber) && !words.contains(where: \.isLetter)
      return isWork ? "\(String(side).trimmed) = " : ""
    }
  }

  /// What somebody wrote into a blank, without its frame; `nil` if what stands there is no blank.
  private static func content(of rest: String) -> String? {
    var text = rest.replacing(/\s*(?:\\\\(?:\[[0-9a-z]+\])?|&|\$+)\s*$/, with: "")
    if let box = text.firstRange(of: "\\boxed{") {
      var depth = 1
      let inside = text[box.upperBound...].prefix { character in
        depth += character == "{" ? 1 : character == "}" ? -1 : 0
        return depth > 0
      }
      let behind = text[inside.endIndex...].dropFirst()
      text = inside.contains(/\\(?:qquad|rule|hspace)/) ? String(behind) : "\(inside) \(behind)"
    } else if let framed = text.wholeMatch(of: /\[ *(?<inside>[^\[\]]*?) *\]\s*/) {
      text = String(framed.output.inside)
    }
    let bare = text.replacing(/\\?_/, with: " ").trimmed
    return bare.isEmpty ? "" : number(in: bare)
  }

  /// Lines whose numbers stand in front of the answers.
  private static func listed(_ lines: [String], _ blanks: [String]) -> [String] {
    let rows = rows(lines, blanks)
    var waiting: String?
    return zip(lines, rows).map { line, row in
      if let row { return row }
      guard line.utf8.count <= longest else { return line }
      if let several = several(in: line, blanks) { return several }
      let text = line.trimmed
      defer { if !text.isEmpty, !isLabel(text, blanks) { waiting = nil } }
      if let name = waiting, let answer = number(in: text) { return "\(name) = \(answer)" }
      guard let (name, rest) = labelled(text, blanks) else { return line }
      // The answer may stand below its number.
      if rest.isEmpty { waiting = name }
      return number(in: rest).map { "\(name) = \($0)" } ?? rest
    }
  }

  private static let longest = 4_000

  private static func isLabel(_ text: String, _ blanks: [String]) -> Bool {
    labelled(text, blanks)?.rest.isEmpty == true
  }

  /// What a blank's number at the beginning of a line refers to, and what stands behind it: `(3)`,
  /// `[3]`, `3)`, `3.`, `3:`, `3 =`, `Q3`, `No. 3:`, `#3`, `blank 3`, `빈칸 3`, `3번`.
  private static func labelled(_ text: String, _ blanks: [String]) -> (name: String, rest: String)?
  {
    let label =
      /^[ \t>*•-]*(?<word>(?:#|[Qq]|[Nn]o\.?|[Qq]uestion|[Bb]lank|[Aa]nswer|빈칸|문제|답) *)?(?<open>[(\[])?(?<number>[0-9]{1,4})(?:: ?[0-9.]+(?=[)\]]))?(?<close>[)\]])?(?<counter> ?번)?(?<sign>(?:[ \t:=]|\.(?=\s|$))*)(?<rest>.*)$/
    guard let match = text.wholeMatch(of: label), let number = Int(match.output.number),
      let name = blanks[ifAny: number - 1],
      match.output.word != nil || match.output.close != nil || match.output.counter != nil
        || match.output.open == nil && match.output.sign.contains(where: ".:=".contains)
    else { return nil }
    return (name, String(match.output.rest))
  }

  /// The answers of a line that holds several: `(1) 0.5 (2) 0.6`.
  private static func several(in line: String, _ blanks: [String]) -> String? {
    let answer =
      /(?:[#Qq] ?)?[(\[]?(?<number>[0-9]{1,4})(?:: ?[0-9.]+(?=[)\]]))?(?:[)\]]|번|:|\.(?=\s)|(?= *=))[ :=≈]*(?<answer>[+−-]?[0-9]*\.?[0-9]+(?:[eE][+−-]?[0-9]+| ?[·×*] ?10\^?\{?[⁻+−-]?[0-9⁰¹²³⁴⁵⁶⁷⁸⁹]+\}?)?)(?:[ \t,;|]+|$)/
    var rest = line.trimmed[...]
    var answers: [String] = []
    while let match = rest.prefixMatch(of: answer) {
      guard let number = Int(match.output.number), let name = blanks[ifAny: number - 1] else {
        return nil
      }
      answers.append("\(name) = \(match.output.answer)")
      rest = rest[match.range.upperBound...]
    }
    return rest.isEmpty && answers.count > 1 ? answers.joined(separator: "; ") : nil
  }

  /// The rows of a table, whose first column has the number and whose last the answer; `nil` for what
  /// is none. Columns are set off by tabs, bars, semicolons, commas or blanks.
  private static func rows(_ lines: [String], _ blanks: [String]) -> [String?] {
    let rows = lines.map { line -> (number: Int, text: String)? in
      guard line.utf8.count <= longest, line.contains(where: \.isNumber) else { return nil }
      let separator = "\t|;,".first(where: line.contains) ?? " "
      let cells = line.split(separator: separator).map { cell in
        String(cell).trimmed.filter { $0 != "\"" }
      }.filter { !$0.isEmpty }
      guard cells.count > 1, separator != " " || cells.count == 2,
        let label = cells[0].wholeMatch(of: /[(\[#]?(?<number>[0-9]{1,4})[)\].]?/),
        let number = Int(label.output.number), let name = blanks[ifAny: number - 1],
        let answer = self.number(in: cells[cells.count - 1]),
        cells.dropFirst().dropLast().allSatisfy({ self.number(in: $0) == nil })
      else { return nil }
      return (number, "\(name) = \(answer)")
    }
    let found = rows.compactMap { $0?.number }
    // One line of two numbers, or numbers in disorder, may be anything.
    guard found.count > 1 || blanks.count == 1, zip(found, found.dropFirst()).allSatisfy(<) else {
      return lines.map { _ in nil }
    }
    return rows.map { $0?.text }
  }

  /// A number, or numbers with signs of operation between them, without what may stand around it:
  /// `≈ 0.4651`, `approx. 0.4651`, `0.4651.`, `0.4651 V`. `nil` for what begins otherwise.
  private static func number(in text: String) -> String? {
    let lead = /^[ $`*:=≈~]*(?:\\approx|[Aa]pprox(?:imately|\.)?|[Aa]bout|ca\.|약|대략)? */
    var number = text.replacing(lead, with: "", maxReplacements: 1)
    number = number.replacing(/[ $`*.;,]+$/, with: "")
    if let match = number.wholeMatch(
      of: /(?<number>[+−-]?[0-9.,]+(?:[eE][+−-]?[0-9]+)?)\s*[\p{L}(][^0-9=·*×^\/+−%-]*/)
    {
      number = String(match.output.number)
    }
    guard let first = number.first, first.isNumber || "+-−.,(\\".contains(first),
      number.contains(where: \.isNumber)
    else { return nil }
    return number
  }
}

extension String {
  fileprivate var trimmed: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(self[first...last])
  }
}
