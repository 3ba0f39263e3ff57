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

  /// How the names of its files usually end.
  var ending: String { suffixes[0] }

  /// Whether it is printed on pages, which one counts.
  var isForPaper: Bool { self == .html || self == .latex }

  /// What `--format` says, or else the suffix of `--output`, or else text.
  /// - Throws: `UsageError` for a suffix of no format that the subcommand writes.
  init(_ arguments: Arguments) throws(UsageError) {
    if let format = arguments[Options.format] {
      self = format
      try check(arguments)
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
    try check(arguments)
  }

  /// Refuses what another format alone has a use for.
  private func check(_ arguments: Arguments) throws(UsageError) {
    let uses: [(option: any AnyOption, formats: [Format])] = [
      (Options.fragment, [.latex]), (Options.large, [.html, .latex]),
      (Options.figures, [.markdown]),
    ]
    for use in uses where !use.formats.contains(self) && arguments.knowsAndHas(use.option) {
      throw .excluded(option: use.option.name, by: "\(Options.format.name) \(rawValue)")
    }
  }

  /// Writes the document with what the options of a handout put on it.
  /// - Parameter live: What a page needs to know to calculate the document anew.
  func deliver(
    _ document: Document, _ arguments: Arguments, isFragment: Bool = false,
    live: ((Document) -> LivePage)? = nil
  ) throws {
    var document = document
    document.imprint = Imprint(arguments)
    if arguments.has(Options.numbered) { document.numberEquations() }
    if let note = arguments[Options.note] {
      let text = String(decoding: try Data(regularFile: note), as: UTF8.self)
      try LecturerNotes(text, file: note).insert(into: &document)
    }
    if self == .html, let live {
      let page = HTMLRenderer(language: arguments.language)
        .render(document, live: live(document), .embedded)
      return try Output.deliver(page, to: arguments[Options.output])
    }
    try deliver(
      document, in: arguments.language, to: arguments[Options.output], isFragment: isFragment,
      drawsDiagrams: arguments[Options.figures] == .mermaid)
  }

  /// Writes the document to a file, or to the standard output; the figures of a Markdown file go into
  /// files beside it.
  /// - Parameter drawsDiagrams: Whether networks are diagrams in Mermaid all the same.
  func deliver(
    _ document: Document, in language: Language, to file: String?, isFragment: Bool = false,
    drawsDiagrams: Bool = false
  ) throws {
    switch self {
    case .latex:
      let renderer = LaTeXRenderer(language: language, isFragment: isFragment)
      try Output.deliver(renderer.render(document), to: file)
    case .markdown:
      let place = file.map { URL(fileURLWithPath: $0) }
      let renderer = MarkdownRenderer(
        language: language, imageName: place?.deletingPathExtension().lastPathComponent,
        drawsDiagrams: drawsDiagrams)
      for image in renderer.images(in: document) {
        guard let folder = place?.deletingLastPathComponent() else { break }
        try AtomicFile.write(image.svg, to: folder.appendingPathComponent(image.file).relativePath)
      }
      try Output.deliver(renderer.render(document), to: file)
    default: try Output.deliver(render(document, in: language), to: file)
    }
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

extension Imprint {
  /// What the options say.
  init(_ arguments: Arguments) {
    self.init()
    (title, author) = (arguments[Options.title], arguments[Options.author])
    (course, date) = (arguments[Options.course], arguments[Options.date])
    hasContents = arguments.has(Options.contents)
    isLarge = arguments.has(Options.large)
  }
}
