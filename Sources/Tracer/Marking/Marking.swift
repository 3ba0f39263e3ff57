/// A write-up, marked line by line.
public struct Marking: Sendable {
  /// What the write-up is called.
  public let file: String
  /// The answers and their verdicts, in the order of the derivation.
  public let marks: [Mark]
  /// What a derivation tells of and the write-up does not, in the order of the derivation.
  public let notAnswered: [String]
  /// The answers to names that mean nothing.
  public let unknown: [Answer]
  /// How many equations state no number or are about something else.
  public let passedOver: Int
  /// The mistakes that explain several answers.
  public let repeated: [RepeatedMistake]
  /// To how many digits the write-up calculates.
  public let precision: WorkingPrecision

  /// Marks a write-up.
  public init(_ sheet: AnswerSheet, with key: AnswerKey) {
    var marker = Marker(sheet, key: key)
    let marks = marker.mark()
    file = sheet.file
    (self.marks, repeated) = RepeatedMistake.found(in: marks)
    precision = marker.precision
    let answered = Set(marks.map(\.quantity))
    notAnswered = key.entries.filter { $0.isAsked && !answered.contains($0.name) }.map(\.name)
    unknown = sheet.answers.filter { $0.quantity == nil }
    passedOver = sheet.passedOver.count
  }

  /// Whether nothing is wrong.
  public var isFaultless: Bool { !marks.contains { $0.verdict.isWrong } }
}

/// Marks one write-up.
private struct Marker {
  private let key: AnswerKey
  private let sheet: AnswerSheet
  let precision: WorkingPrecision
  /// The answers by the positions of their quantities.
  private let answers: [Int: [Answer]]
  /// What the student calculates on with: every answer.
  private let own: Figures
  /// The answers that hold, and what is right in place of the others.
  private let sound: Figures
  /// The answers that do not hold, with exact numbers in place of the others.
  private let unrounded: Figures
  /// No answer at all.
  private let exact: Figures
  /// For each answer that does not hold, where the errors were made.
  private var origins: [Int: Set<Int>] = [:]

  init(_ sheet: AnswerSheet, key: AnswerKey) {
    self.sheet = sheet
    self.key = key
    var answers: [Int: [Answer]] = [:]
    for answer in sheet.answers {
      guard let name = answer.quantity, let position = key.index[name] else { continue }
      answers[position, default: []].append(answer)
    }
    let calculated = answers.filter { key.entries[$0.key].kind != nil }
    let precision = WorkingPrecision(of: calculated.values.joined().map(\.number))
    self.precision = precision
    self.answers = answers.mapValues { answers in
      answers.map { answer in
        var answer = answer
        answer.number = answer.number.withoutFilling(beyond: precision.digits)
        return answer
      }
    }
    own = Figures(key, precision: precision)
    sound = Figures(key, precision: precision)
    unrounded = Figures(key, precision: precision)
    exact = Figures(key, precision: precision)
  }

  mutating func mark() -> [Mark] {
    answers.keys.sorted().flatMap { position in
      // The last of several answers to the same quantity is what the student goes on with.
      answers[position, default: []].map { mark($0, at: position) }
    }
  }

  private mutating func mark(_ answer: Answer, at position: Int) -> Mark {
    let entry = key.entries[position]
    let (verdict, equation) = verdict(on: answer, at: position)
    let number = answer.number
    if verdict.isRight {
      let rounding = min(number.tolerance, precision.halfUnit(of: abs(number.value)))
      let figure = Figures.Figure(
        value: number.value, radius: max(rounding, abs(number.value - entry.exact)))
      own.use(figure, at: position)
      sound.use(figure, at: position)
      origins[position] = nil
    } else {
      let figure = Figures.Figure(value: number.value, radius: number.tolerance)
      own.use(figure, at: position)
      unrounded.use(figure, at: position)
      if verdict.isWrong { origins[position] = [position] }
    }
    return Mark(
      answer: answer, quantity: entry.name, kind: entry.kind, exact: entry.exact,
      verdict: verdict, equation: equation ?? self.equation(at: position))
  }

  /// The verdict, and the line that shows it where it is not the customary one.
  private mutating func verdict(
    on answer: Answer, at position: Int
  ) -> (verdict: Verdict, line: Equation?) {
    let entry = key.entries[position]
    let number = answer.number
    if number.states(entry.exact) { return (.right(isTruncated: false), nil) }
    let isSound = entry.formulas.contains { formula in
      [sound, exact].contains {
        $0.ball(of: formula).contains(number.value, within: number.tolerance)
      }
    }
    let (way, line) = isSound ? rounding(of: answer, at: position) : (nil, nil)
    if way != .ownFigures, number.truncates(entry.exact) {
      return (.right(isTruncated: true), nil)
    }
    if let way { return (.rounded(way), line) }
    let earlier = figures(before: answer.line, at: position)
    for formula in entry.formulas {
      for figures in [own, earlier].compactMap(\.self) {
        let origins = origins(of: formula, in: figures)
        if !origins.isEmpty,
          figures.ball(of: formula).contains(number.value, within: number.tolerance)
        {
          self.origins[position] = origins
          return (.carried(from: origins.sorted().map { key.entries[$0].name }), nil)
        }
      }
    }
    let expected = entry.formulas.first.map { own.point(of: $0) } ?? entry.exact
    var search = MistakeSearch(
      context: Mistake.Context(key: key, entry: entry, number: number, expected: expected),
      figures: [own, unrounded] + [earlier].compactMap(\.self))
    return (.wrong(expected: expected, explanations: search.explanations()), nil)
  }

  /// The answers in front of a line, if not all that a quantity follows from are.
  private func figures(before line: Int, at position: Int) -> Figures? {
    let used = own.answers.filter { (answers[$0.key]?.last?.line ?? 0) < line }
    return used.count == own.answers.count
      ? nil : Figures(key, precision: precision, answers: used)
  }

  /// Where the errors were made that reach a formula.
  private func origins(of formula: Formula, in figures: Figures) -> Set<Int> {
    var found: Set<Int> = []
    var seen: Set<Int> = []
    var open = [formula]
    while let formula = open.popLast() {
      for position in formula.symbols.compactMap({ key.index[$0] })
      where seen.insert(position).inserted {
        if figures.answers[position] != nil {
          found.formUnion(origins[position] ?? [])
        } else if let inner = key.entries[position].formulas.first {
          open.append(inner)
        }
      }
    }
    return found
  }

  /// What was rounded on the way to an answer that is right but for rounding, and the line as it was
  /// calculated.
  private func rounding(
    of answer: Answer, at position: Int
  ) -> (way: RoundingOnTheWay, line: Equation?) {
    let entry = key.entries[position]
    let earlier = figures(before: answer.line, at: position)
    let ways: [(RoundingOnTheWay, [Figures.Rounding])] = [
      (.ownFigures, [.nothing]), (.eachLine, [.lines(.halfUp), .lines(.halfEven)]),
      (.eachOperation, [.operations(.halfUp), .operations(.halfEven)]),
    ]
    for (way, roundings) in ways {
      for figures in [earlier, own].compactMap(\.self) {
        for formula in entry.formulas {
          for rounding in roundings {
            let value = figures.point(of: formula, rounding: rounding)
            guard answer.number.states(value) else { continue }
            let line = figures.calculation(of: formula, rounding: rounding)
            return (
              way,
              entry.kind.map {
                Equation(name: entry.name, kind: $0, formula: line, value: value)
              }
            )
          }
        }
      }
    }
    return (.mixed, nil)
  }

  /// The line of the derivation with the student's own figures.
  private func equation(at position: Int) -> Equation? {
    let entry = key.entries[position]
    guard let kind = entry.kind, let formula = entry.formulas.first else { return nil }
    let carried = own.calculation(of: formula)
    return Equation(name: entry.name, kind: kind, formula: carried, value: carried.evaluated())
  }
}

/// A mistake that explains several answers.
public struct RepeatedMistake: Hashable, Sendable {
  /// Which mistake of the catalogue.
  public let mistake: String
  /// What it is, in a few words.
  public let title: Phrase
  /// The lines that it explains.
  public let lines: [Int]

  /// The mistakes that explain several answers, and the marks with these explanations first.
  static func found(in marks: [Mark]) -> (marks: [Mark], repeated: [RepeatedMistake]) {
    struct Key: Hashable {
      let mistake: String
      let pattern: String
    }
    var lines: [Key: Set<Int>] = [:]
    var order: [Key] = []
    for mark in marks {
      guard case .wrong(_, let explanations) = mark.verdict else { continue }
      for explanation in explanations {
        let key = Key(mistake: explanation.mistake, pattern: explanation.pattern)
        if lines[key] == nil { order.append(key) }
        lines[key, default: []].insert(mark.answer.line)
      }
    }
    func count(_ explanation: Explanation) -> Int {
      lines[Key(mistake: explanation.mistake, pattern: explanation.pattern)]?.count ?? 0
    }
    var reported: Set<Key> = []
    let sorted = marks.map { mark -> Mark in
      guard case .wrong(let expected, let explanations) = mark.verdict else { return mark }
      // A stable sort: of equally frequent mistakes the usual one stays first.
      let ordered = explanations.enumerated().sorted {
        (count($1.element), $0.offset) < (count($0.element), $1.offset)
      }.map(\.element)
      if let first = ordered.first {
        reported.insert(Key(mistake: first.mistake, pattern: first.pattern))
      }
      return mark.with(.wrong(expected: expected, explanations: ordered))
    }
    let repeated = order.filter { reported.contains($0) && (lines[$0]?.count ?? 0) > 1 }.compactMap
    {
      key in
      Mistake.named(key.mistake).map {
        RepeatedMistake(
          mistake: key.mistake, title: $0.title, lines: lines[key, default: []].sorted())
      }
    }
    return (sorted, repeated)
  }
}

extension Mark {
  /// The same answer with another verdict.
  fileprivate func with(_ verdict: Verdict) -> Mark {
    Mark(
      answer: answer, quantity: quantity, kind: kind, exact: exact, verdict: verdict,
      equation: equation)
  }
}
