/// What an exercise looks like on paper.
extension Exercise {
  /// What stands at the top of a sheet, beside its title.
  package struct Heading: Sendable {
    /// Which sheet of several it is, such as `07`.
    var label: String?
    /// What ties it to its numbers, such as `7-07`.
    var code: String?
    var scheme: MarkScheme?
    /// What makes the sheet again.
    var command: String?

    package init(
      label: String? = nil, code: String? = nil, scheme: MarkScheme? = nil, command: String? = nil
    ) {
      (self.label, self.code, self.scheme, self.command) = (label, code, scheme, command)
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
            worth: points(heading.scheme).enumerated().lazy.compactMap { place, points in
              points.map { Blank(number: place + 1, points: $0, isFilled: false) }
            }.first)),
      ])
  }

  /// The derivation with the results of the blanks set off.
  package func solution(_ heading: Heading) -> Document {
    document(
      heading, title: WorksheetPhrases.keyTitle,
      top: [.paragraph(WorksheetPhrases.solution(code: heading.code))], isKey: true)
  }

  private func points(_ scheme: MarkScheme?) -> [Double?] {
    blanks.map { name in scheme.flatMap { $0.points(of: name) } }
  }

  /// The derivation with another top.
  /// - Parameters:
  ///   - isKey: Whether the blanks are filled.
  ///   - lines: Somebody's lines in place of those with blanks; they stand without explanations.
  func document(
    _ heading: Heading, title: (String) -> Phrase, top: [Block], isKey: Bool = false,
    lines: [Equation]? = nil
  ) -> Document {
    let points = points(heading.scheme)
    let places = Dictionary(
      blanks.enumerated().map { (told.shownName($1), $0) }, uniquingKeysWith: { a, _ in a })
    let (hidden, givingAway) = hidden
    let own = Dictionary(
      (lines ?? []).map { line in
        (told.shownName(line.name), (blanks.firstIndex(of: line.name).map { $0 + 1 }, line))
      },
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
      } else if equation.formula.symbols.contains(where: hidden.contains) {
        shown.sides = givingAway.contains(equation.name) ? [.symbols] : [.symbols, .result]
      }
      return shown
    }
    var blocks: [Block] = []
    var isWorked = false
    for block in told.blocks {
      switch block {
      case .heading(1, _):
        let number = heading.label.map { " \($0)" } ?? ""
        blocks.append(.heading(level: 1, "\(title(number)): \(model.subject)"))
        blocks += top
      case .heading(_, let phrase):
        isWorked = isWorked || phrase == Phrases.forward
        blocks.append(block)
      case .paragraph(let phrase):
        // What is said of a number would tell its sign or its size.
        let tells = [phrase.english, phrase.korean].contains(where: \.hasNumbers)
        let isNote =
          phrase == (task.options.carry.map(Phrases.carrying) ?? Phrases.rounding(digits))
        // What is said of a line would answer which rule it takes.
        let isSaid = isWorked && (lines != nil || task.asksRules)
        if isKey || !tells && !isNote && !isSaid { blocks.append(block) }
      case .table where isWorked && !isKey: break
      case .equations(let equations):
        for equation in equations {
          if task.asksRules, lines == nil, let place = places[equation.name] {
            blocks.append(
              .paragraph(
                isKey
                  ? WorksheetPhrases.rule(place + 1, of: equation, in: self)
                  : WorksheetPhrases.question(place + 1, about: equation, in: self)))
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
    if let command = heading.command {
      blocks.append(.paragraph(WorksheetPhrases.again(command)))
    }
    return Document(digits: digits, blocks: blocks, isDense: true)
  }

  /// The names, as they are shown, of quantities whose numbers a sheet must not show: the blanks, and
  /// those that would give one away, being another name of it or the same digits.
  private var hidden: (names: Set<String>, givingAway: Set<String>) {
    func digits(_ value: Double) -> UInt64 {
      RoundedDecimal(value, significantDigits: self.digits).stripped.digits
    }
    let blanks = Set(blanks)
    var (hidden, givingAway): (Set<String>, Set<String>) = (blanks, [])
    var secret = Set(blanks.map { digits(answer($0)) })
    secret.remove(0)
    for equation in told.list.equations where !blanks.contains(equation.name) {
      guard equation.formula.symbols.contains(where: hidden.contains) else { continue }
      if case .symbol = equation.formula {
      } else if !secret.contains(digits(equation.value)) {
        continue
      }
      hidden.insert(equation.name)
      givingAway.insert(equation.name)
    }
    return (Set(hidden.map(told.shownName)).union(hidden), Set(givingAway.map(told.shownName)))
  }
}
