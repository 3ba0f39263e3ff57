@testable import Tracer

/// Blocks as a document of their own in each format, without the line break at the end.
enum Rendered {
  static func text(
    _ blocks: Block..., digits: Int = 4, in language: Language = .english
  ) -> String {
    let document = Document(digits: digits, blocks: blocks)
    return String(PlainTextRenderer(language: language).render(document).dropLast())
  }

  static func markdown(
    _ blocks: Block..., digits: Int = 4, in language: Language = .english
  ) -> String {
    let document = Document(digits: digits, blocks: blocks)
    return String(MarkdownRenderer(language: language).render(document).dropLast())
  }
}

extension Formula {
  /// A leaf of the given value.
  static func leaf(_ name: String, _ value: Double = 0) -> Formula {
    .symbol(name: name, value: value)
  }
}
