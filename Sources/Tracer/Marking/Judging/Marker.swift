/// Marks one write-up.
struct Marker {
  private let key: AnswerKey
  private let sheet: AnswerSheet
  let precision: WorkingPrecision
  /// The answers by the positions of their quantities.
  private let answers: [Int: [Answer]]
  /// What the student calculates on with: every answer.
  private let own: WorkingValues
  /// The answers that hold, and what is right in place of the others.
  private let sound: WorkingValues
  /// The answers that do not hold, with exact numbers in place of the others.
  private let unrounded: WorkingValues
  /// No answer at all.
  private let exact: WorkingValues
  /// No answer at all, and the rounding of binary arithmetic alone.
  private let unspoiled: WorkingValues
  /// No answer at all, and every given number moved a little.
  private let moved: WorkingValues
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
    let telling = calculated.flatMap { position, answers in
      answers.map(\.number).filter { $0.keepsDigit(of: key.entries[position].exact) }
    }
    let precision = WorkingPrecision(of: telling)
    self.precision = precision
    let units = telling.map { $0.withoutFilling(beyond: precision.digits).unit }.sorted()
    self.answers = answers.mapValues { answers in
      answers.map { answer in
        var answer = answer
        answer.number = answer.number.withoutFilling(beyond: precision.digits)
        answer.number.customaryUnit = units.isEmpty ? nil : units[(units.count - 1) / 2]
        return answer
      }
    }
    own = WorkingValues(key, precision: precision)
    sound = WorkingValues(key, precision: precision)
    unrounded = WorkingValues(key, precision: precision)
    exact = WorkingValues(key, precision: precision)
    unspoiled = WorkingValues(key, precision: .binary)
    moved = .moved(key)
  }

  /// The marks in the order of the lines.
  mutating func mark() -> [Mark] {
    let marks = answers.keys.sorted().flatMap { position in
      // The last of several answers to the same quantity is what the student goes on with.
      answers[position, default: []].map { mark($0, at: position) }
    }
    return marks.enumerated().sorted {
      ($0.element.answer.line, $0.offset) < ($1.element.answer.line, $1.offset)
    }.map(\.element)
  }

  private mutating func mark(_ answer: Answer, at position: Int) -> Mark {
    let entry = key.entries[position]
    let (verdict, equation) = verdict(on: answer, at: position)
    let number = answer.number
    if verdict.isRight {
      let rounding = min(
        number.tolerance(beside: number.value), precision.halfUnit(of: abs(number.value)))
      let figure = WorkingValues.Figure(
        value: number.value, radius: max(rounding, abs(number.value - entry.exact)))
      own.use(figure, at: position)
      sound.use(figure, at: position)
      origins[position] = nil
    } else {
      let figure = WorkingValues.Figure(
        value: number.value, radius: number.tolerance(beside: number.value))
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
    if number.states(entry.exact) || number.value == 0 && unspoiled.ball(position).isNoise {
      return (.right(isTruncated: false), nil)
    }
    let isSound = entry.formulas.contains { formula in
      number.states(sound.point(of: formula))
        || [sound, exact].contains { $0.ball(of: formula).contains(number) }
    }
    let earlier = figures(before: answer.line, at: position)
    let way: RoundingOnTheWay?
    let line: Equation?
    if isSound {
      (way, line) =
        rounding(of: answer, at: position, with: [earlier, own].compactMap(\.self)) ?? (.mixed, nil)
    } else {
      // A number that is too coarse to tell must be what comes out.
      let isCoarse = number.isTooCoarse(beside: entry.exact)
      (way, line) =
        (isCoarse ? rounding(of: answer, at: position, with: [sound]) : nil) ?? (nil, nil)
    }
    if way != .ownFigures, number.truncates(entry.exact) {
      return (.right(isTruncated: true), nil)
    }
    if let way { return (.rounded(way), line) }
    for formula in entry.formulas {
      for figures in [own, earlier].compactMap(\.self) {
        let origins = origins(of: formula, in: figures)
        if !origins.isEmpty, figures.ball(of: formula).contains(number) {
          self.origins[position] = origins
          return (.carried(from: origins.sorted().map { key.entries[$0].name }), nil)
        }
      }
    }
    let expected = entry.formulas.first.map { own.point(of: $0) } ?? entry.exact
    var search = MistakeSearch(
      context: Mistake.Context(key: key, entry: entry, number: number, expected: expected),
      figures: [own, unrounded] + [earlier].compactMap(\.self), moved: moved)
    return (.wrong(expected: expected, explanations: search.explanations()), nil)
  }

  /// The answers in front of a line, if not all that a quantity follows from are.
  private func figures(before line: Int, at position: Int) -> WorkingValues? {
    let used = own.answers.filter { (answers[$0.key]?.last?.line ?? 0) < line }
    return used.count == own.answers.count
      ? nil : WorkingValues(key, precision: precision, answers: used)
  }

  /// Where the errors were made that reach a formula.
  private func origins(of formula: Formula, in figures: WorkingValues) -> Set<Int> {
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

  /// What was rounded on the way to an answer, and the line as it was calculated; `nil` if no single
  /// way of rounding gives it.
  private func rounding(
    of answer: Answer, at position: Int, with figures: [WorkingValues]
  ) -> (way: RoundingOnTheWay?, line: Equation?)? {
    let entry = key.entries[position]
    let ways: [(RoundingOnTheWay, [WorkingValues.Rounding])] = [
      (.ownFigures, [.nothing]), (.eachLine, [.lines(.halfUp), .lines(.halfEven)]),
      (.eachOperation, [.operations(.halfUp), .operations(.halfEven)]),
    ]
    for (way, roundings) in ways {
      for figures in figures {
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
    return nil
  }

  /// The line of the derivation with the student's own figures.
  private func equation(at position: Int) -> Equation? {
    let entry = key.entries[position]
    guard let kind = entry.kind, let formula = entry.formulas.first else { return nil }
    let carried = own.calculation(of: formula)
    return Equation(name: entry.name, kind: kind, formula: carried, value: carried.evaluated())
  }
}
