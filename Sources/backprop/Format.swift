import Foundation
import Tracer

/// The formats that results are written in.
enum Format: String, CaseIterable {
  case text, markdown, json, csv

  /// How the names of its files end, the usual ending first.
  private var suffixes: [String] {
    switch self {
    case .text: ["txt", "text"]
    case .markdown: ["md", "markdown"]
    case .json: ["json"]
    case .csv: ["csv"]
    }
  }

  /// What `--format` says, or else the suffix of `--output`, or else text.
  /// - Parameter known: The formats that the subcommand writes.
  init(
    _ arguments: Arguments, among known: [Format] = [.text, .markdown, .json]
  ) throws(UsageError) {
    if let word = arguments["--format"] {
      guard let format = known.first(where: { $0.rawValue == word }) else {
        throw .unknown("value for --format", word, among: known.map(\.rawValue), listing: true)
      }
      self = format
      return
    }
    let file = arguments["--output"] ?? ""
    let suffix = URL(fileURLWithPath: file).pathExtension.lowercased()
    guard let format = suffix.isEmpty ? .text : known.first(where: { $0.suffixes.contains(suffix) })
    else {
      let endings = known.map { ".\($0.suffixes[0]) (\($0.rawValue))" }
      throw .invalid(
        option: "--output", found: file,
        expected: "a name ending in \(endings.joined(separator: ", ")), or --format beside it,"
      )
    }
    self = format
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

  /// The document in this format; JSON and CSV are not written from a document.
  func render(_ document: Document, in language: Language) -> String {
    switch self {
    case .markdown: MarkdownRenderer(language: language).render(document)
    case .text, .json, .csv: PlainTextRenderer(language: language).render(document)
    }
  }
}
