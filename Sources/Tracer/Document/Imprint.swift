/// What a lecturer puts on a document: whose it is, for which course, and how it is set.
package struct Imprint: Sendable, Equatable {
  /// A title in place of the document's own.
  package var title: String?
  package var author: String?
  package var course: String?
  /// The date, as it is to be printed.
  package var date: String?
  /// Whether the sections are listed at the top.
  package var hasContents = false
  /// Whether the letters are large, for a projector.
  package var isLarge = false

  package init() {}

  /// What stands below the title, in order.
  var lines: [String] { [course, author, date].compactMap(\.self) }

  /// Whether a format that has metadata writes them.
  var isEmpty: Bool { title == nil && lines.isEmpty }
}

extension Document {
  /// The title: that of the imprint, or the first heading.
  func title(in language: Language) -> Prose? {
    if let title = imprint.title { return Prose([.text(title)]) }
    for case .heading(1, let phrase) in blocks { return phrase[language] }
    return nil
  }

  /// The blocks with the title of the imprint in place of the first heading.
  var titledBlocks: [Block] {
    guard let title = imprint.title,
      let place = blocks.firstIndex(where: { if case .heading(1, _) = $0 { true } else { false } })
    else { return blocks }
    var blocks = blocks
    blocks[place] = .heading(level: 1, Phrase(Prose([.text(title)])))
    return blocks
  }

  var sections: [Phrase] {
    passages.compactMap {
      if case .heading(2, let phrase)? = $0.blocks.first { phrase } else { nil }
    }
  }

  /// The document as a part of another, whose title is the only one.
  package var asPart: [Block] {
    blocks.map { block in
      if case .heading(let level, let phrase) = block {
        return .heading(level: level + 1, phrase)
      }
      return block
    }
  }
}
