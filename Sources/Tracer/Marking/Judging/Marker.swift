/// Marks one write-up under some conventions.
struct Marker {
  private let sheet: AnswerSheet
  private let conventions: [Convention]
  private let key: AnswerKey
  let precision: WorkingPrecision
  /// What is marked, those first that others follow from.
  private let claims: [Claim]
  /// What the student calculates on with: every answer.
  private let own: WorkingValues
  /// The answers that hold, and what follows from them in place of the others.
  private let sound: WorkingValues
  /// No answer at all, and the rounding of binary arithmetic alone.
  private let unspoiled: WorkingValues
  /// No answer at all, and every given number moved a little.
  private lazy var moved = WorkingValues.moved(key)
  /// What the student calls the quantities answered.
  private let names: [Int: String]
  /// Whether mistakes are looked for.
  private let isExplaining: Bool
  /// For each answer that does not hold, where the errors were made.
  private var origins: [Int: Set<Int>] = [:]

  /// An answer to a quantity of the key.
  private struct Claim {
    let answer: Answer
    let entry: AnswerKey.Entry
    /// Where it is judged: that of the same number under another name, if that is not answered.
    let position: Int
    /// The number as the key has it: with its own sign, and without filling zeros.
    let number: WrittenNumber
  }

  init(
    _ sheet: AnswerSheet, key: AnswerKey, conventions: [Convention] = [],
    isExplaining: Bool = true, roundingOperations: Bool = false
  ) {
    self.key = key
    (self.sheet, self.conventions) = (sheet, conventions)
    self.isExplaining = isExplaining
    let found = sheet.answers.compactMap { answer -> (Answer, Int, WrittenNumber)? in
      guard let name = answer.quantity, let position = key.index[name] else { return nil }
      let isTurned = conventions.count { $0.turns(answer.name, key.entries[position], key) }
      return (
        answer, position, isTurned.isMultiple(of: 2) ? answer.number : answer.number.negated
      )
    }
    let precision = WorkingPrecision(
      of: found.lazy.filter { _, position, number in
        let entry = key.entries[position]
        return entry.kind != nil && number.digitsKept(of: entry.exact) > 0
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
      claims.map { claim in
        let number = claim.number
        return WorkingValues.Figure(
          line: claim.answer.line, value: number.value,
          radius: number.tolerance, unrounded: number.value)
      }
    }
    own = WorkingValues(key, precision: precision, figures: figures)
    sound = WorkingValues(key, precision: precision, figures: figures)
    unspoiled = WorkingValues(key, precision: .binary)
    own.roundsOperations = roundingOperations
    sound.roundsOperations = roundingOperations
  }

  /// The marks in the order of the lines.
  mutating func mark() -> [Mark] {
    let marks = claims.map { mark($0) }.enumerated().sorted {
      ($0.element.answer.line, $0.offset) < ($1.element.answer.line, $1.offset)
    }.map(\.element)
    guard !own.roundsOperations,
      marks.contains(where: { $0.verdict == .rounded(.eachOperation) }),
      marks.contains(where: { $0.verdict.isWrong || $0.verdict.isCarried })
    else { return marks }
    // Whoever rounds after every operation once does so elsewhere, if not always in the same order.
    var again = Marker(
      sheet, key: key, conventions: conventions, isExplaining: isExplaining,
      roundingOperations: true)
    return again.mark()
  }

  private mutating func mark(_ claim: Claim) -> Mark {
    let entry = claim.entry
    (own.line, sound.line) = (claim.answer.line, claim.answer.line)
    let line = own.routes(to: claim.position).first.map { own.calculation(of: $0) }
    let found = finding(on: claim, line: line ?? .literal(entry.exact))
    if var figure = own.figure(claim.position), claim.number.states(found.value) {
      figure.unrounded = found.value
      // Either the number written is carried on, or the one that it was rounded from.
      let reach = own.routes(to: claim.position).first.map { own.ball(of: $0).radius } ?? 0
      figure.unroundedRadius = min(reach, claim.number.tolerance)
      figure.radius = min(abs(figure.value - found.value) + reach, claim.number.tolerance)
      own.use(figure, at: claim.position)
      sound.use(figure, at: claim.position)
    }
    switch found.verdict {
    case .right, .rounded, .unsupported: break
    case .tooCoarse:
      // It widens nothing, and what follows from it is as far from right as it is.
      var figure = WorkingValues.Figure(
        line: claim.answer.line, value: claim.number.value, radius: 0, unrounded: found.value)
      own.use(figure, at: claim.position)
      figure.value = found.value
      sound.use(figure, at: claim.position)
      origins[claim.position] = [claim.position]
    case .carried: sound.drop(line: claim.answer.line, at: claim.position)
    case .wrong:
      sound.drop(line: claim.answer.line, at: claim.position)
      origins[claim.position] = [claim.position]
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

  /// What is found about an answer.
  private struct Finding {
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
    if isFollowed, isTooCoarse(claim, beside: value), !shown.isSound {
      found.verdict = .tooCoarse
    }
    if let contrary = shown.contrary {
      found.verdict =
        isFollowed
        ? .unsupported(by: contrary)
        : .wrong(
          expected: line.evaluated(), explanations: [.slip(contrary, claim.answer.number)])
    } else if found.verdict.isWrong {
      found = explained(claim, expected: line.evaluated(), shown: shown)
    }
    return found
  }

  /// What the tightest evidence on the sheet says: the numbers that hold, along the student's own
  /// route; then all of their numbers.
  private mutating func evidence(for claim: Claim) -> Finding {
    let (number, position, entry) = (claim.number, claim.position, claim.entry)
    if number.value == 0, let formula = entry.formulas.first,
      unspoiled.ball(of: formula, rounding: .binary).isNoise
    {
      return Finding(verdict: .right(isTruncated: false), value: 0)
    }
    if number.states(entry.exact) {
      return Finding(verdict: .right(isTruncated: false), value: entry.exact)
    }
    var values = sound
    var outcome = sound.outcome(number, of: sound.routes(to: position), or: entry.formulas)
    if outcome?.way == .mixed {
      let earlier = sound.before(claim.answer.line)
      let other = earlier.outcome(number, of: earlier.routes(to: position))
      if let other, other.way != .mixed { (outcome, values) = (other, earlier) }
    }
    if outcome?.way != .ownFigures, number.truncates(entry.exact) {
      return Finding(verdict: .right(isTruncated: true), value: entry.exact)
    }
    if let (way, manner, route) = outcome {
      guard way != .mixed else { return Finding(verdict: .rounded(way), value: number.value) }
      let value = values.point(of: route, manner)
      let line = entry.kind.map {
        Equation(
          name: entry.name, kind: $0, formula: values.calculation(of: route, manner), value: value)
      }
      return Finding(verdict: .rounded(way), value: value, line: line)
    }
    for route in own.routes(to: position) {
      let origins = origins(of: route)
      guard !origins.isEmpty, let outcome = own.outcome(number, of: [route]) else { continue }
      self.origins[position] = origins
      let value = own.point(of: route, outcome.manner)
      return Finding(
        verdict: .carried(from: origins.sorted().map { names[$0] ?? key.entries[$0].name }),
        value: number.states(value) ? value : number.value)
    }
    return Finding(verdict: .wrong(expected: entry.exact, explanations: []), value: number.value)
  }

  /// Whether many a wrong number would read like this one: no digit is left of the right one, or a
  /// new parameter reads like the old.
  private func isTooCoarse(_ claim: Claim, beside value: Double) -> Bool {
    let entry = claim.entry
    if claim.number.isTooCoarse(for: value, among: precision) { return true }
    guard entry.kind == .update, let old = key.entry(named: String(entry.name.dropLast())) else {
      return false
    }
    return old.exact != entry.exact && claim.number.states(old.exact)
  }

  /// Where the errors were made that reach a formula.
  private func origins(of formula: Formula) -> Set<Int> {
    var found: Set<Int> = []
    var seen: Set<Int> = []
    var open = [formula]
    while let formula = open.popLast() {
      for position in formula.symbols.compactMap({ key.index[$0] })
      where seen.insert(position).inserted {
        if own.figure(position) != nil {
          found.formUnion(origins[position] ?? [])
        } else if let inner = own.routes(to: position).first {
          open.append(inner)
        }
      }
    }
    return found
  }

  /// A wrong number, with what explains it.
  private mutating func explained(_ claim: Claim, expected: Double, shown: WorkCheck) -> Finding {
    let context = Mistake.Context(
      key: key, entry: key.entries[claim.position], number: claim.number, expected: expected)
    var explanations: [Explanation] = []
    // Whoever left lines out may have gone on from right numbers after a wrong one.
    for values in isExplaining ? [own, sound] : [] where explanations.isEmpty {
      var search = MistakeSearch(
        context: context, own: values, moved: moved, precision: precision, shown: shown)
      explanations = search.explanations()
    }
    return Finding(
      verdict: .wrong(expected: expected, explanations: explanations),
      value: explanations.first?.value ?? claim.number.value)
  }
}
