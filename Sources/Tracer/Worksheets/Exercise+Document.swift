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
      ], bottom: again(heading))
  }

  /// The derivation with the results of the blanks set off.
  package func solution(_ heading: Heading) -> Document {
    document(
      heading, title: WorksheetPhrases.keyTitle,
      top: [.paragraph(WorksheetPhrases.solution(code: heading.code))],
      bottom: again(heading, "--key"), isKey: true)
  }

  /// The last line: how the paper is made again.
  func again(_ heading: Heading, _ option: String? = nil) -> [Block] {
    heading.command.map { command in
      let words = [command, option].compactMap(\.self)
      return [.paragraph(WorksheetPhrases.again(words.joined(separator: " ")))]
    } ?? []
  }

  func title(_ title: (String) -> Phrase, _ heading: Heading) -> Block {
    .heading(level: 1, "\(title(heading.label.map { " \($0)" } ?? "")): \(model.subject)")
  }

  private func points(_ scheme: MarkScheme?) -> [Double?] {
    blanks.map { name in scheme.flatMap { $0.points(of: name) } }
  }

  /// The derivation with another top and bottom.
  /// - Parameters:
  ///   - isKey: Whether the blanks are filled.
  ///   - lines: Somebody's lines in place of those with blanks; they stand without explanations.
  func document(
    _ heading: Heading, title: (String) -> Phrase, top: [Block], bottom: [Block],
    isKey: Bool = false, lines: [Equation]? = nil
  ) -> Document {
    let points = points(heading.scheme)
    let places = Dictionary(
      blanks.enumerated().map { (told.shownName($1), $0) }, uniquingKeysWith: { a, _ in a })
    let unknown = Set(self.unknown.map(told.shownName)).union(self.unknown)
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
      } else if equation.formula.symbols.contains(where: unknown.contains) {
        shown.sides = unknown.contains(equation.name) ? [.symbols] : [.symbols, .result]
      }
      return shown
    }
    var blocks: [Block] = []
    var isWorked = false
    for block in isKey ? told.blocks : blocksShown {
      switch block {
      case .heading(1, _):
        blocks.append(self.title(title, heading))
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
      // The figure of a way shows how many paths there are.
      case .figure where isWorked && task.asksRules && !isKey: break
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
    return Document(digits: digits, blocks: blocks + bottom, isDense: true)
  }

  /// The derivation without the lines that are left out, what is said of them alone, and headings that
  /// have nothing below them.
  private var blocksShown: [Block] {
    let leftOut = Set(leftOut.map(told.shownName))
    let start = told.blocks.firstIndex { $0.heading?.phrase == Phrases.forward } ?? 0
    var kept: [Block] = []
    var (isIdle, level) = (false, 0)
    for var block in told.blocks[start...].reversed() {
      switch block {
      case .heading(let own, _):
        isIdle = own >= level
        level = min(level, own)
      case .equations(let equations):
        let rest = equations.filter { !leftOut.contains($0.name) }
        isIdle = rest.isEmpty
        if !isIdle { (block, level) = (.equations(rest), .max) }
      default: break
      }
      if !isIdle { kept.append(block) }
    }
    return told.blocks[..<start] + kept.reversed()
  }
}
