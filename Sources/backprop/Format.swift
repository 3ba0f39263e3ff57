import Foundation
import Tracer

/// The formats that results are written in.
enum Format: String, CaseIterable {
  case text, markdown, html, latex, json, csv

  /// How the names of its files end, the usual ending first.
  private var suffixes: [String] {
    switch self {
    case .text: ["txt", "text"]
    case .markdown: ["md", "markdown"]
    case .html: ["html", "htm"]
    case .latex: ["tex", "latex"]
    case .json: ["json"]
    case .csv: ["csv"]
    }
  }

  /// What `--format` says, or else the suffix of `--output`, or else text.
  /// - Throws: `UsageError` for a suffix of no format that the subcommand writes.
  init(_ arguments: Arguments) throws(UsageError) {
    if let format = arguments[Options.format] {
      self = format
      return
    }
    let words = arguments.subcommand.options.first { $0.name == Options.format.name }?.form?.words
    let known = Self.allCases.filter { words?.contains($0.rawValue) ?? true }
    let file = arguments[Options.output] ?? ""
    let suffix = URL(fileURLWithPath: file).pathExtension.lowercased()
    guard let format = suffix.isEmpty ? .text : known.first(where: { $0.suffixes.contains(suffix) })
    else {
      let endings = known.map { ".\($0.suffixes[0]) (\($0.rawValue))" }
      throw .invalid(
        option: Options.output.name, found: file,
        expected: "a name ending in \(endings.joined(separator: ", ")), or --format beside it,")
    }
    self = format
  }

  /// Writes the document to a file, or to the standard output; the plots of a Markdown file go
  /// into image files beside it.
  func deliver(
    _ document: Document, in language: Language, isFragment: Bool = false, to file: String?
  ) throws {
    guard self == .markdown, let file else {
      let text =
        self == .latex
        ? LaTeXRenderer(language: language, isFragment: isFragment).render(document)
        : render(document, in: language)
      return try Output.deliver(text, to: file)
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

  /// The document in this format; JSON and CSV are not written from a document.
  func render(_ document: Document, in language: Language) -> String {
    switch self {
    case .markdown: MarkdownRenderer(language: language).render(document)
    case .html: HTMLRenderer(language: language).render(document)
    case .latex: LaTeXRenderer(language: language).render(document)
    case .text, .json, .csv: PlainTextRenderer(language: language).render(document)
    }
  }
}
