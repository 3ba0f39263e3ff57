import Tracer

/// A piece of the shelf `walkthroughs/`: a text in every language, with its pictures beside it.
struct Walkthrough {
  /// A file and what makes it.
  typealias File = (name: String, text: () throws -> String)

  /// What a reader takes it from the shelf for.
  enum Purpose: CaseIterable {
    case step, networks, calculations, training, optimizers, marking, printing, reference
  }

  /// The name of its files, without the language and the suffix.
  let name: String
  let purpose: Purpose
  /// What it shows, in a sentence.
  let title: Phrase
  /// The call that writes it; `nil` for what no single call writes.
  var command: Phrase?
  /// Which of its pictures stands in the index, counted from 1.
  var picture: Int?
  /// The suffix of its page.
  var suffix = "md"
  /// The languages that it is in.
  var languages = Language.allCases
  /// Files besides those of the languages.
  var others: [File] = []
  /// Its files in a language, pictures among them.
  let files: (Language) throws -> [File]

  /// The pieces in the order of the index.
  static var all: [Walkthrough] {
    Example.all.map(derivation) + training + [digits] + Surface.all.map(paths) + marking
      + worksheets + [gradients] + Example.published.compactMap(ledger) + [
        printed, commands, names,
      ]
  }

  /// The file of the page in a language, or in the one that it is in.
  func page(_ language: Language) -> String {
    "\(name)\((languages.contains(language) ? language : .english).fileSuffix).\(suffix)"
  }

  /// A summary as it is printed, in a picture.
  private static var printed: Walkthrough {
    var walkthrough = Walkthrough(
      name: "handout", purpose: .printing,
      title: Phrase(en: "One page for the whole example", ko: "예제 전체를 담은 한 쪽"),
      command: Phrase("trace 2-2-2 --detail summary --output handout.html")
    ) { language in
      var options = DerivationOptions()
      options.detail = .summary
      let document = try Derivation(Example.twoTwoTwo.model(), options: options).document()
      let picture = HTMLRenderer(language: language).picture(of: document)
      return [("handout\(language.fileSuffix).svg", { picture })]
    }
    walkthrough.suffix = "svg"
    return walkthrough
  }

  /// All optimizers on a surface.
  private static func paths(on surface: Surface) -> Walkthrough {
    Walkthrough(
      name: "optimizers-\(surface.name)", purpose: .optimizers,
      title: Phrase(
        en: "Six optimizers \(surface.place.english)",
        ko: "\(surface.place.korean)에서 비교한 최적화 기법 여섯 가지"),
      command: Phrase("optimize \(surface.name) --steps 30"), picture: 1
    ) {
      try OptimizerComparison(
        surface, OptimizerComparison.Entry.all(on: surface), steps: 30, derived: 1
      ).document(digits: 6)
    }
  }

  /// A built-in example; one that has been published, as plain text, too.
  private static func derivation(of example: Example) -> Walkthrough {
    let model = example.model()
    let isPublished = Example.published.contains { $0.name == example.name }
    var walkthrough = Walkthrough(
      name: example.name,
      purpose: model.units.isEmpty ? .calculations : isPublished ? .step : .networks,
      title: example.summary, command: Phrase("trace \(example.name)"), picture: 1
    ) { try Derivation(model).document() }
    if isPublished {
      walkthrough.others.append(
        (
          "\(example.name).txt",
          {
            PlainTextRenderer(language: .english).render(try Derivation(model).document())
          }
        ))
    }
    return walkthrough
  }

  /// A document in Markdown in every language.
  init(
    name: String, purpose: Purpose, title: Phrase, command: Phrase? = nil, picture: Int? = nil,
    _ document: @escaping () throws -> Document
  ) {
    (self.name, self.purpose, self.title) = (name, purpose, title)
    (self.command, self.picture) = (command, picture)
    var made: Document?
    files = { language in
      let document = try made ?? document()
      made = document
      let renderer = MarkdownRenderer(language: language, imageName: name + language.fileSuffix)
      return [("\(name)\(language.fileSuffix).md", { renderer.render(document) })]
        + renderer.images(in: document).map { image in (image.file, { image.svg }) }
    }
  }

  /// A text of its own kind.
  init(
    name: String, purpose: Purpose, title: Phrase, command: Phrase? = nil,
    files: @escaping (Language) throws -> [File]
  ) {
    (self.name, self.purpose, self.title) = (name, purpose, title)
    (self.command, self.files) = (command, files)
  }
}
