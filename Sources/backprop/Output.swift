import Foundation
import Tracer

/// Where results and notes go: the one door for everything that is written.
enum Output {
  /// Writes a result to the standard output.
  static func print(_ text: String) { write(text, to: .standardOutput) }

  /// Writes a line to the standard error.
  static func note(_ line: String) { write(line + "\n", to: .standardError) }

  /// Writes a result to a file, or to the standard output if there is none.
  static func deliver(_ text: String, to file: String?) throws {
    guard let file else { return print(text) }
    try AtomicFile.write(text, to: file)
  }

  /// A reader that has gone away, as `head` does, is no error.
  private static func write(_ text: String, to handle: FileHandle) {
    do {
      try handle.write(contentsOf: Data(text.utf8))
    } catch {
      exit(0)
    }
  }
}

/// The formats in which something is written.
enum Format: String, CaseIterable {
  case text, markdown, json, csv

  /// What `--format` says, or else the suffix of `--output`, or else text.
  /// - Throws: `UsageError` for a suffix of a format that the subcommand does not write.
  init(_ arguments: Arguments) throws(UsageError) {
    let file = arguments[Options.output]
    self = arguments[Options.format] ?? Self.suffixed(file)
    let words = arguments.subcommand.options.first { $0.name == Options.format.name }?.form?.words
    if let file, let words, !words.contains(rawValue) {
      throw .invalid(
        option: "--output", found: file, expected: "a file of \(words.joined(separator: ", "))")
    }
  }

  private static func suffixed(_ file: String?) -> Format {
    switch file.map({ URL(fileURLWithPath: $0).pathExtension }) {
    case "md", "markdown": .markdown
    case "json": .json
    case "csv": .csv
    default: .text
    }
  }

  /// Writes the document to a file, or to the standard output; the plots of a Markdown file go
  /// into image files beside it.
  func deliver(_ document: Document, in language: Language, to file: String?) throws {
    guard self == .markdown, let file else {
      return try Output.deliver(render(document, in: language), to: file)
    }
    let place = URL(fileURLWithPath: file)
    let renderer = MarkdownRenderer(
      language: language, imageName: place.deletingPathExtension().lastPathComponent)
    for image in renderer.images(in: document) {
      let path = place.deletingLastPathComponent().appendingPathComponent(image.file).relativePath
      try AtomicFile.write(image.svg, to: path)
    }
    try AtomicFile.write(renderer.render(document), to: file)
  }

  /// The document in this format; JSON and tables of a class are not written from a document.
  func render(_ document: Document, in language: Language) -> String {
    switch self {
    case .markdown: MarkdownRenderer(language: language).render(document)
    case .text, .json, .csv: PlainTextRenderer(language: language).render(document)
    }
  }
}
