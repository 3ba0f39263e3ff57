import Tracer

/// Pages that are made from what the program declares.
extension Walkthrough {
  /// Every subcommand with its options, and the exit codes.
  static var commands: Walkthrough {
    reference(
      "reference-commands",
      Phrase(en: "Every command, option and exit code", ko: "모든 명령, 옵션, 종료 코드"),
      blocks: Backprop.subcommands.flatMap(section) + [
        .heading(level: 2, Phrase("Exit codes")),
        .table(
          Table(
            header: [Phrase("Code"), Phrase("Meaning")],
            rows: ManualPage.exitCodes.map { [Phrase("\(code: $0.0)"), Phrase("\($0.1)")] })),
      ])
  }

  private static func section(on subcommand: any Subcommand.Type) -> [Block] {
    let options = subcommand.options.map { option in
      [
        Phrase("\(code: option.usage)"), Phrase("\(option.help)"),
        Phrase("\(option.usual ?? "")"),
      ]
    }
    return [
      .heading(level: 2, Phrase("\(subcommand.name)")),
      .paragraph(Phrase("\(subcommand.summary)")),
      .listing(language: "", text: Help.usage(of: subcommand)),
    ]
      + (options.isEmpty
        ? []
        : [
          .table(
            Table(
              header: [Phrase("Option"), Phrase("What it does"), Phrase("By default")],
              rows: options))
        ])
      + subcommand.examples.flatMap { example -> [Block] in
        [
          .paragraph(Phrase("\(capitalized(example.does)):")),
          .listing(language: "sh", text: example.call),
        ]
      }
  }

  private static func capitalized(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }

  /// What model files, expression files and options call by a name.
  static var names: Walkthrough {
    func table(_ kinds: [any Configurable.Type]) -> Block {
      .table(
        Table(
          header: [Phrase("Name"), Phrase("Settings and their defaults")],
          rows: kinds.map { kind in
            [Phrase("\(code: kind.kind)"), Phrase("\(Registry.settings(of: kind.init()))")]
          }))
    }
    return reference(
      "reference-names",
      Phrase(
        en: "Activation functions, losses, initializations, optimizers and functions by name",
        ko: "활성화 함수, 손실, 초기화, 최적화 기법, 함수의 이름"),
      blocks: [
        .paragraph(
          Phrase(
            """
            Settings are named as in PyTorch. A model file says \
            \(code: #"{"kind": "adam", "lr": 0.01}"#), an option \(code: "adam:lr=0.01"); two betas \
            are \(code: "[0.9, 0.999]") or \(code: "betas=0.9/0.999"). Every optimizer also has \
            \(code: "weight_decay"), 0 unless the table says otherwise.
            """)),
        .heading(level: 2, Phrase("Activation functions")), table(Registry.activations),
        .heading(level: 2, Phrase("Losses")), list(Loss.allCases.map(\.rawValue)),
        .heading(level: 2, Phrase("Initializations")), list(Initializer.names),
        .heading(level: 2, Phrase("Optimizers")), table(Registry.optimizers),
        .heading(level: 2, Phrase("Functions of expression files")),
        list(Registry.functionNames),
      ])
  }

  private static func list(_ names: [String]) -> Block {
    .list(names.map { Phrase("\(code: $0)") })
  }

  /// A page in English alone.
  private static func reference(
    _ name: String, _ title: Phrase, blocks: [Block]
  ) -> Walkthrough {
    let document = Document(
      digits: 6,
      blocks: [.heading(level: 1, Phrase("\(title.english.words)"))] + blocks)
    var walkthrough = Walkthrough(name: name, purpose: .reference, title: title) { document }
    walkthrough.languages = [.english]
    return walkthrough
  }
}
