/// What an exercise looks like on paper.
extension Exercise {
  /// What stands at the top of a sheet, beside its title.
  package struct Heading: Sendable {
    /// Which sheet of several it is, such as `07`.
    var label: String?
    /// What ties it to its numbers, such as `7-07`.
    var code: String?
    /// What each blank is worth, if anything is.
    var scheme: MarkScheme?

    /// A heading.
    package init(label: String? = nil, code: String? = nil, scheme: MarkScheme? = nil) {
      (self.label, self.code, self.scheme) = (label, code, scheme)
    }
  }

  /// The sheet that is handed out.
  package func sheet(_ heading: Heading) -> Document {
    document(
      heading, title: WorksheetPhrases.title,
      top: [
        .paragraph(WorksheetPhrases.nameLine(code: heading.code)),
        .paragraph(
          WorksheetPhrases.task(
            blanks: blanks.count, digits: digits, carry: task.options.carry,
            hasPoints: points(heading.scheme).contains { $0 != nil })),
      ])
  }

  /// The derivation with the results of the blanks set off.
  package func solution(_ heading: Heading) -> Document {
    document(
      heading, title: WorksheetPhrases.keyTitle,
      top: [.paragraph(WorksheetPhrases.solution(code: heading.code))], isKey: true)
  }

  /// What each blank is worth.
  private func points(_ scheme: MarkScheme?) -> [Double?] {
    blanks.map { name in scheme.flatMap { $0.points(of: name) } }
  }

  /// The derivation with another top.
  /// - Parameters:
  ///   - isKey: Whether the blanks are filled.
  ///   - lines: Somebody's lines in place of those with blanks; they stand without explanations.
  func document(
    _ heading: Heading, title: (String?, Phrase) -> Phrase, top: [Block], isKey: Bool = false,
    lines: [Equation]? = nil
  ) -> Document {
    let points = points(heading.scheme)
    let places = Dictionary(
      blanks.enumerated().map { (told.shownName($1), $0) }, uniquingKeysWith: { a, _ in a })
    let hidden = Set(blanks.compactMap { told.list[$0]?.value })
    let own = Dictionary(
      (lines ?? []).enumerated().map { (told.shownName($1.name), ($0 + 1, $1)) },
      uniquingKeysWith: { a, _ in a })
    func shown(_ equation: Equation) -> Equation {
      var shown = equation
      if let (number, line) = own[equation.name] {
        shown = line.renamed(told.shownName)
        shown.number = number
        shown.sides = [.numbers, .result]
      } else if lines != nil || isKey && places[equation.name] == nil {
        return equation
      } else if let place = places[equation.name] {
        shown.blank = Blank(number: place + 1, points: points[place], isFilled: isKey)
        if !isKey { shown.sides = task.asksRules ? [.result] : [.symbols, .result] }
      } else if equation.formula.symbols.contains(where: { places[$0] != nil }) {
        // What is another name of a blank would give it away.
        shown.sides = hidden.contains(equation.value) ? [.symbols] : [.symbols, .result]
      }
      return shown
    }
    var blocks: [Block] = []
    var isWorked = false
    for block in told.blocks {
      switch block {
      case .heading(1, _):
        blocks.append(.heading(level: 1, title(heading.label, model.subject)))
        blocks += top
      case .heading(_, let phrase):
        isWorked = isWorked || phrase == Phrases.forward
        blocks.append(block)
      case .paragraph(let phrase):
        // What is said of a number would tell its sign or its size.
        let tells = [phrase.english, phrase.korean].contains(where: \.hasNumbers)
        let isNote =
          phrase == (task.options.carry.map(Phrases.carrying) ?? Phrases.rounding(digits))
        if isKey || !tells && !isNote && !(isWorked && lines != nil) { blocks.append(block) }
      case .table where isWorked && !isKey: break
      case .equations(let equations):
        for equation in equations {
          if task.asksRules, lines == nil, let place = places[equation.name] {
            blocks.append(
              .paragraph(
                isKey
                  ? WorksheetPhrases.rule(place + 1, of: equation, in: self)
                  : WorksheetPhrases.question(place + 1, about: equation)))
          }
          if case .equations(let before)? = blocks.last {
            blocks[blocks.count - 1] = .equations(before + [shown(equation)])
          } else {
            blocks.append(.equations([shown(equation)]))
          }
        }
      default: blocks.append(block)
      }
    }
    return Document(digits: digits, blocks: blocks, isDense: true)
  }
}
