/// Paragraphs of a lecturer's own, each for a place in a document.
package struct LecturerNotes: Sendable {
  private struct Note {
    let line: Int
    /// `before: w5`
    let isBefore: Bool
    let place: String
    var blocks: [Block] = []
  }

  private let file: String
  private var notes: [Note] = []

  /// Reads Markdown in which a comment `<!-- before: w5 -->` says where what follows it belongs;
  /// what stands before the first one belongs at the start.
  package init(_ text: String, file: String) throws(NoteError) {
    self.file = file
    notes = [Note(line: 1, isBefore: true, place: "start")]
    var paragraph: [Substring] = []
    func close() {
      guard !paragraph.isEmpty else { return }
      notes[notes.count - 1].blocks.append(Self.block(paragraph.map(String.init)))
      paragraph = []
    }
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let line = line.drop { $0 == " " }
      if line.hasPrefix("<!--") {
        close()
        var words = line.dropFirst(4).prefix { $0 != ">" }
          .split(separator: ":", maxSplits: 1).map { $0.filter { $0 != " " } }
        if words == ["start--"] || words == ["end--"] { words.insert("before", at: 0) }
        guard words.count == 2, ["before", "after"].contains(words[0]), words[1].hasSuffix("--")
        else { throw NoteError(file: file, line: number + 1, place: nil) }
        notes.append(
          Note(
            line: number + 1, isBefore: words[0] == "before", place: String(words[1].dropLast(2))))
      } else if line.allSatisfy(\.isWhitespace) {
        close()
      } else {
        paragraph.append(line)
      }
    }
    close()
  }

  /// Puts the notes into a document.
  package func insert(into document: inout Document) throws(NoteError) {
    for note in notes.reversed() where !note.blocks.isEmpty {
      guard document.insert(note.blocks, note.isBefore, note.place) else {
        throw NoteError(file: file, line: note.line, place: note.place)
      }
    }
  }

  private static func block(_ lines: [String]) -> Block {
    if lines.allSatisfy({ $0.hasPrefix("- ") }) {
      return .list(lines.map { Phrase(prose(String($0.dropFirst(2)))) })
    }
    let text = lines.joined(separator: " ")
    let level = text.prefix { $0 == "#" }.count
    if level > 0 {
      return .heading(level: max(2, level), Phrase(prose(String(text.drop { "# ".contains($0) }))))
    }
    return .paragraph(Phrase(prose(text)))
  }

  /// Words with `code`, *words* or _words_ that **stand out**, [links](https://example.org) and quantities by their
  /// names, `$w5$`.
  private static func prose(_ text: String) -> Prose {
    let marked =
      /\[(?<words>[^\[]*?)\]\((?<address>[^)]*)\)|\*{1,2}(?<strong>[^*\s](?:[^*]*[^*\s])?)\*{1,2}|(?:^|(?<lead>[^\p{Alphabetic}\p{N}_]))_{1,2}(?<slanted>[^_\s](?:[^_]*[^_\s])?)_{1,2}(?![\p{Alphabetic}\p{N}_])|`(?<code>[^`]+)`|\$(?<name>[\p{Alphabetic}\p{N}_\/+@()\[\],]+)\$/
    var (pieces, rest): ([Prose.Piece], Substring) = ([], text[...])
    while let match = rest.firstMatch(of: marked) {
      let (before, found) = (rest[..<match.range.lowerBound], match.output)
      if !before.isEmpty { pieces.append(.text(String(before))) }
      if let words = found.words, let address = found.address {
        pieces.append(.link(String(words), to: String(address)))
      } else if let strong = found.strong ?? found.slanted {
        if let lead = found.lead { pieces.append(.text(String(lead))) }
        pieces.append(.strong(String(strong)))
      } else if let code = found.code {
        pieces.append(.code(String(code)))
      } else if let name = found.name {
        pieces.append(.symbol(String(name)))
      }
      rest = rest[match.range.upperBound...]
    }
    if !rest.isEmpty { pieces.append(.text(String(rest))) }
    return Prose(pieces)
  }
}

/// A note that belongs nowhere.
package struct NoteError: Fault {
  let file: String
  let line: Int
  /// The place that there is not; `nil` where the comment names none.
  let place: String?

  package var kind: FaultKind { .badData }

  /// `notes.md:3: w55: no such place; a parameter such as w5, the name of a section, start or end expected`
  package var description: String {
    let found = place.map { "\(quoting: $0): no such place; " } ?? ""
    let expected =
      place == nil
      ? "<!-- before: PLACE --> or <!-- after: PLACE -->"
      : "a parameter that has lines of its own, the name of a section, start or end"
    return "\(quoting: file):\(line): \(found)\(expected) expected"
  }
}

extension Document {
  /// Puts blocks before or after a place, in the first chapter that has it.
  fileprivate mutating func insert(_ new: [Block], _ isBefore: Bool, _ name: String) -> Bool {
    if name == "end", !chapters.isEmpty {
      return chapters[chapters.count - 1].insert(new, isBefore, name)
    }
    if let place = place(named: name, isBefore: isBefore) {
      blocks.insert(contentsOf: new, at: place)
      return true
    }
    return chapters.indices.contains { chapters[$0].insert(new, isBefore, name) }
  }

  /// Where something that belongs before or after a place is put.
  /// - Parameter name: A parameter, the first words of a heading without spaces, `start` or `end`.
  private func place(named name: String, isBefore: Bool) -> Int? {
    if name == "start" { return min(1, blocks.count) }
    if name == "end" { return blocks.count }
    guard let start = blocks.firstIndex(where: { $0.isHeading(of: name) }) ?? heading(above: name),
      let level = blocks[start].heading?.level
    else { return nil }
    if isBefore { return start }
    return blocks[(start + 1)...].firstIndex { ($0.heading?.level ?? .max) <= level }
      ?? blocks.count
  }

  /// The heading above the table in which a parameter has a row.
  private func heading(above name: String) -> Int? {
    let table = blocks.firstIndex { block in
      guard case .table(let table) = block, table.header.count > 3 else { return false }
      return table.rows.contains { $0[0].english.barePieces == [.symbol(name)] }
    }
    return table.flatMap { blocks[..<$0].lastIndex { $0.heading != nil } }
  }
}

extension Block {
  fileprivate func isHeading(of name: String) -> Bool {
    guard let (level, phrase) = heading, level > 1 else { return false }
    return Language.allCases.contains { language in
      let prose = phrase[language]
      let words = prose.words.lowercased().filter { $0 != " " }
      return prose.barePieces.contains(.symbol(name)) || words.hasPrefix(name.lowercased())
    }
  }
}
