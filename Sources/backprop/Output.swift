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

/// The formats that a derivation can be written in.
enum Format: String, CaseIterable {
  case text, markdown, json

  /// What `--format` says, or else the suffix of `--output`, or else text.
  init(_ arguments: Arguments) throws(UsageError) {
    if let format: Format = try arguments.choice("--format") {
      self = format
      return
    }
    switch arguments["--output"].map({ URL(fileURLWithPath: $0).pathExtension }) {
    case "md", "markdown": self = .markdown
    case "json": self = .json
    default: self = .text
    }
  }

  /// The same for what is written from a document only, and not as JSON.
  init(ofDocument arguments: Arguments) throws(UsageError) {
    try self.init(arguments)
    guard self != .json else {
      throw .invalid(option: "--format", found: "json", expected: "text or markdown")
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

  /// The document in this format; JSON is written from the trace and not from a document.
  func render(_ document: Document, in language: Language) -> String {
    switch self {
    case .markdown: MarkdownRenderer(language: language).render(document)
    case .text, .json: PlainTextRenderer(language: language).render(document)
    }
  }
}
