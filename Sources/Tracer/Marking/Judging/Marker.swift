/// Marks one write-up under some conventions.
struct Marker {
  let key: AnswerKey
  let precision: WorkingPrecision
  private let conventions: [Convention]
  /// What is marked, those first that others follow from.
  let claims: [Claim]
  /// What the student calculates on with: every answer.
  let own: WorkingValues
  /// The answers that hold, and what follows from them in place of the others.
  let sound: WorkingValues
  /// No answer at all, and the rounding of binary arithmetic alone.
  let unspoiled: WorkingValues
  /// No answer at all, and every given number moved a little.
  private lazy var moved = WorkingValues.moved(key)
  /// What the student calls the quantities answered.
  let names: [Int: String]
  /// Whether mistakes are looked for.
  private let isExplaining: Bool
  /// Whether the sheet shows that every single operation was rounded: several more of its numbers come
  /// out to the last digit if it was than if it was not.
  lazy var roundsOperations = WorkingValues.Manner.ofOperations.contains { manner in
    claims.reduce(0) { $0 + votes(of: $1, for: manner) } > 1
  }
  /// For each answer that does not hold, where the errors were made.
  var origins: [Int: Set<Int>] = [:]

  /// An answer to a quantity of the key.
  struct Claim {
    let answer: Answer
    let entry: AnswerKey.Entry
    /// Where it is judged: that of the same number under another name, if that is not answered.
    let position: Int
    /// The number as the key has it: with its own sign, and without filling zeros.
    let number: WrittenNumber

    /// What is calculated on with, if the number is that of a value.
    func figure(roundedFrom value: Double) -> WorkingValues.Figure {
      WorkingValues.Figure(
        line: answer.line, value: number.value, radius: number.tolerance,
        unrounded: number.states(value) ? value : number.value)
    }
  }

  init(
    _ sheet: AnswerSheet, key: AnswerKey, conventions: [Convention] = [],
    isExplaining: Bool = true
  ) {
    self.key = key
    self.isExplaining = isExplaining
    self.conventions = conventions
    let found = sheet.answers.compactMap { answer -> (Answer, Int, WrittenNumber)? in
      guard let name = answer.quantity, let position = key.index[name] else { return nil }
      let number = conventions.reduce(answer.number) {
        $1.reads($0, answer.name, key.entries[position], key)
      }
      return (answer, position, number)
    }
    let precision = WorkingPrecision(
      of: found.lazy.filter { _, position, number in
        let entry = key.entries[position]
        return entry.kind != nil && number.digitsKept(of: entry.exact) > 0
          && abs(number.value - entry.exact) > 1e-12 * abs(entry.exact)
      }.map { $0.2 })
    self.precision = precision
    let answered = Set(found.map { $0.1 })
    claims = found.map { answer, position, number in
      let same = key.aliased[position].flatMap { answered.contains($0) ? nil : $0 }
      return Claim(
        answer: answer, entry: key.entries[position], position: same ?? position,
        number: number.withoutFilling(beyond: precision.digits))
    }.sorted { ($0.position, $0.answer.line) < ($1.position, $1.answer.line) }
    names = Dictionary(
      claims.map { ($0.position, $0.entry.name) }, uniquingKeysWith: { first, _ in first })
    let figures = Dictionary(grouping: claims, by: \.position).mapValues { claims in
      claims.map { $0.figure(roundedFrom: $0.entry.exact) }
    }
    own = WorkingValues(key, precision: precision, figures: figures)
    sound = WorkingValues(key, precision: precision, figures: figures)
    unspoiled = WorkingValues(key, precision: .binary)
  }

  /// The marks in the order of the lines.
  mutating func mark() -> [Mark] {
    claims.map { mark($0) }.enumerated().sorted {
      ($0.element.answer.line, $0.offset) < ($1.element.answer.line, $1.offset)
    }.map(\.element)
  }

  /// 1 if a number comes out to the last digit by a way of rounding operations alone, −1 if it does
  /// not and comes out without it.
  private func votes(of claim: Claim, for manner: WorkingValues.Manner) -> Int {
    let line = own.line
    defer { own.line = line }
    own.line = claim.answer.line
    let (number, formulas) = (claim.number, key.entries[claim.position].formulas)
    guard number.value != 0, !formulas.isEmpty else { return 0 }
    let isPlain =
      number.states(claim.entry.exact)
      || own.outcome(number, of: formulas, by: [.written, .unrounded]) != nil
    let isRounded =
      own.outcome(number, of: own.routes(to: claim.position), by: [manner]) != nil
    return (isRounded ? 1 : 0) - (isPlain ? 1 : 0)
  }

  private mutating func mark(_ claim: Claim) -> Mark {
    let entry = claim.entry
    (own.line, sound.line) = (claim.answer.line, claim.answer.line)
    let line = own.routes(to: claim.position).first.map { own.calculation(of: $0) }
    let found = finding(on: claim, line: line ?? .literal(entry.exact))
    var figure = claim.figure(roundedFrom: found.value)
    switch found.verdict {
    case .right, .rounded(.ownFigures), .rounded(.eachLine), .unsupported:
      use(figure, at: claim.position)
    case .rounded, .undecided:
      figure.unrounded = found.value
      use(figure, at: claim.position)
    case .tooCoarse where precision.keeps(claim.number, of: found.value):
      use(figure, at: claim.position)
    case .tooCoarse:
      // It widens nothing, and what follows from it is as far from right as it is.
      figure.radius = 0
      own.use(figure, at: claim.position)
      figure.value = found.value
      sound.use(figure, at: claim.position)
      origins[claim.position] = [claim.position]
    case .carried, .wrong:
      // A unit that is switched off is so exactly.
      if found.verdict.isCarried, found.value == 0 { figure.radius = 0 }
      own.use(figure, at: claim.position)
      sound.drop(line: claim.answer.line, at: claim.position)
      if found.verdict.isWrong { origins[claim.position] = [claim.position] }
    }
    return Mark(
      answer: claim.answer, quantity: entry.name, kind: entry.kind, exact: entry.exact,
      verdict: found.verdict,
      equation: found.line
        ?? entry.kind.flatMap { kind in
          line.map {
            Equation(name: entry.name, kind: kind, formula: $0, value: $0.evaluated())
          }
        })
  }

  /// Whatever follows is calculated with the answer.
  private func use(_ figure: WorkingValues.Figure, at position: Int) {
    own.use(figure, at: position)
    sound.use(figure, at: position)
  }

  /// What is found about an answer.
  struct Finding {
    var verdict: Verdict
    /// The number that it was rounded from, as far as one can tell.
    var value: Double
    /// The line that shows it, where it is not the customary one.
    var line: Equation?
  }

  /// - Parameter line: The line with the student's own numbers.
  private mutating func finding(on claim: Claim, line: Formula) -> Finding {
    var found = evidence(for: claim)
    let value =
      switch found.verdict {
      case .carried: line.evaluated()
      case .right: found.value
      default: claim.entry.exact
      }
    let shown = WorkCheck(claim.answer, against: line, precision: precision)
    let isFollowed = found.verdict.isRight || found.verdict.isCarried
    // Where a wrong zero goes in, zero and an old weight say nothing; neither does a product of ones.
    let isHollow = origins[claim.position, default: []].contains { own.point($0) == 0 }
    let operands = own.routes(to: claim.position).first?.symbols ?? []
    let isRepeated =
      operands.count > 1
      && operands.allSatisfy { name in
        key.index[name].map { own.point($0) == claim.number.value } ?? false
      }
    if found.verdict.isCarried, claim.number.value == 0 ? isHollow : isRepeated {
      found.verdict = .tooCoarse
    }
    if isFollowed || found.verdict == .undecided, !shown.isSound,
      isTooCoarse(claim, beside: isHollow ? claim.entry.exact : value)
    {
      found.verdict = .tooCoarse
    }
    if let contrary = shown.contrary ?? (isFollowed ? contrary(of: claim) : nil) {
      if isFollowed {
        found.verdict = .unsupported(by: contrary)
      } else {
        // What is done otherwise with the numbers shown is no slip.
        let edits = explanations(of: claim, expected: line.evaluated(), shown: shown)
          .filter { $0.formula.map(shown.shows) == true }
        found.verdict = .wrong(
          expected: line.evaluated(),
          explanations: edits.isEmpty ? [.slip(contrary, claim.answer.number)] : edits)
      }
    } else if found.verdict.isWrong {
      let edits = explanations(of: claim, expected: line.evaluated(), shown: shown)
      found = Finding(
        verdict: .wrong(expected: line.evaluated(), explanations: edits),
        value: edits.first?.value ?? claim.number.value)
    }
    return found
  }

  /// What the first formula beside an answer comes to that does not come to the answer, by whatever
  /// numbers and under whatever signs the sheet may have.
  ///
  /// Of the passes after the first, formulas do not say which numbers they are about.
  private func contrary(of claim: Claim) -> Double? {
    guard !claim.entry.name.contains("@") else { return nil }
    let number = claim.answer.number
    return claim.answer.formulas.first { formula in
      let ways = [formula, formula.replacingSymbols(turned), formula.replacingSymbols(updated)]
      return !ways.contains { way in
        [own, sound, unspoiled].contains { values in
          let ball = values.ball(of: way, rounding: precision.excusing)
          let slack = ball.radius + 2 * number.tolerance
          return !ball.radius.isFinite || abs(number.value - ball.value) <= slack
        }
      }
    }.map { own.point(of: $0) }
  }

  /// A quantity that has the opposite sign under one of the conventions, or may have it, since it does
  /// not stand on the sheet.
  private func turned(_ name: String, _ value: Double) -> Formula? {
    guard let entry = key.entry(named: name) else { return nil }
    // By the names that the sheet has for it, or the letters of what it leaves out.
    let own = key.index[name].map { place in claims.filter { $0.position == place } } ?? []
    let written = own.isEmpty ? ["δ", "e"] : own.map(\.answer.name)
    let isTurned = (conventions + (own.isEmpty ? [.turnedErrors] : [])).contains { convention in
      written.contains { convention.turns($0, entry, key) }
    }
    return isTurned ? .negation(.symbol(name: name, value: value)) : nil
  }

  /// A parameter that may be in use as soon as it is new.
  private func updated(_ name: String, _ value: Double) -> Formula? {
    key.entry(named: Notation.updated(name)).map { .symbol(name: $0.name, value: $0.exact) }
  }

  /// What explains a wrong number.
  private mutating func explanations(
    of claim: Claim, expected: Double, shown: WorkCheck
  ) -> [Explanation] {
    let context = Mistake.Context(
      key: key, entry: key.entries[claim.position], number: claim.number, expected: expected)
    var explanations: [Explanation] = []
    // Whoever left lines out may have gone on from right numbers after a wrong one.
    for values in isExplaining ? [own, sound] : [] where explanations.isEmpty {
      var search = MistakeSearch(
        context: context, own: values, moved: moved, precision: precision, shown: shown,
        formulas: claim.answer.formulas)
      explanations = search.explanations()
    }
    return explanations
  }
}
