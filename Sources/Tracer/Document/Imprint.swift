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
    return blocks.first(where: \.isTitle)?.heading?.phrase[language]
  }

  /// The blocks with the title of the imprint in place of the first heading.
  var titledBlocks: [Block] {
    guard let title = imprint.title, let place = blocks.firstIndex(where: \.isTitle) else {
      return blocks
    }
    var blocks = blocks
    blocks[place] = .heading(level: 1, "\(title)")
    return blocks
  }

  var sections: [Phrase] {
    passages.compactMap { $0.blocks.first?.heading }.filter { $0.level == 2 }.map(\.phrase)
  }

  /// The document as a part of another, whose title is the only one.
  package var asPart: [Block] {
    blocks.map { block in
      block.heading.map { .heading(level: $0.level + 1, $0.phrase) } ?? block
    }
  }
}
