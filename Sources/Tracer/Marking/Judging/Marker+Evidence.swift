extension Marker {
  /// What the tightest evidence on the sheet says: the numbers that hold, along the student's own
  /// route; then all of their numbers.
  mutating func evidence(for claim: Claim) -> Finding {
    let (number, position, entry) = (claim.number, claim.position, claim.entry)
    if number.value == 0, let formula = entry.formulas.first, unspoiled.ball(of: formula).isNoise {
      return Finding(verdict: .right(isTruncated: false), value: 0)
    }
    // A zero reads like any small number; one that comes out of an error exactly is none of them.
    if number.value == 0, let route = own.routes(to: position).first, own.point(of: route) == 0,
      let found = carried(claim, isExact: true)
    {
      return found
    }
    if number.states(entry.exact) {
      return Finding(verdict: .right(isTruncated: false), value: entry.exact)
    }
    let follows = following(claim)
    if number.truncates(entry.exact), follows?.verdict != .rounded(.ownFigures) {
      return Finding(verdict: .right(isTruncated: true), value: entry.exact)
    }
    // What comes out of the numbers on the sheet goes before what is right but for rounding, and to the
    // last digit before what lies within it.
    let isExplained = follows.map { $0.verdict != .rounded(.mixed) } ?? false
    let isOwn = follows?.verdict == .rounded(.ownFigures)
    if let found = (isOwn ? nil : carried(claim, isExact: isExplained)) ?? follows { return found }
    let (routes, ownRoutes) = (sound.routes(to: position), own.routes(to: position))
    let outcomes = [(sound, routes), (own, ownRoutes)].map { values, routes in
      values.outcome(number, of: routes, roundingOperations: true)
    }
    if roundsOperations, let outcome = outcomes[0],
      outcome.manner != nil || precision.carries(number) && !isContradicted(claim)
    {
      return finding(outcome, for: entry, in: sound)
    }
    let isLeftOpen = !ownRoutes.contains(where: own.isAnswered) && sound.isOpen(number, of: routes)
    guard isLeftOpen || outcomes.contains(where: { $0 != nil }) else {
      return Finding(verdict: .wrong(expected: entry.exact, explanations: []), value: number.value)
    }
    return Finding(
      verdict: .undecided, value: routes.first.map { sound.point(of: $0) } ?? entry.exact)
  }

  /// A number that comes out of those that hold.
  private func following(_ claim: Claim) -> Finding? {
    let (number, position, entry) = (claim.number, claim.position, claim.entry)
    // Rounding on the way makes no zero of what isn't one at the digits written.
    guard number.value != 0 || number.states(entry.exact) else { return nil }
    // Somebody may have gone another way, or calculated the lines in another order.
    let formulas = key.entries[position].formulas
    let earlier = sound.before(claim.answer.line)
    let manners = WorkingValues.Manner.ofLines(before: number)
    let ways = [
      (sound, sound.routes(to: position)), (sound, formulas),
      (earlier, earlier.routes(to: position)),
    ]
    for (values, routes) in ways {
      guard let outcome = values.outcome(number, of: routes, by: manners) else { continue }
      return finding(outcome, for: entry, in: values)
    }
    // What lies within rounding is right where nothing was left out; elsewhere it must come out.
    return sound.outcome(number, of: sound.routes(to: position)).flatMap { outcome in
      outcome.manner != nil
        || sound.isAnswered(outcome.route) && sound.isBetween(number, of: outcome.route)
        ? finding(outcome, for: entry, in: sound) : nil
    }
  }

  /// What is found where a number comes out in a way of rounding.
  private func finding(
    _ outcome: WorkingValues.Outcome, for entry: AnswerKey.Entry, in values: WorkingValues
  ) -> Finding {
    let value = outcome.manner.map { values.point(of: outcome.route, $0) }
    let line = outcome.manner.flatMap { manner in
      entry.kind.map { kind in
        Equation(
          name: entry.name, kind: kind, formula: values.calculation(of: outcome.route, manner),
          value: value ?? entry.exact)
      }
    }
    return Finding(
      verdict: .rounded(outcome.manner?.way ?? .mixed), value: value ?? entry.exact, line: line)
  }

  /// A number that comes out of all of the student's own numbers, and where the errors were made.
  /// - Parameter isExact: Whether it must do so to the last digit.
  private mutating func carried(_ claim: Claim, isExact: Bool) -> Finding? {
    for route in own.routes(to: claim.position) {
      let origins = origins(of: route)
      guard !origins.isEmpty,
        let outcome = isExact
          ? own.outcome(claim.number, of: [route], by: [.written, .unrounded])
          : own.outcome(claim.number, of: [route])
            ?? (roundsOperations
              ? own.outcome(claim.number, of: [route], roundingOperations: true) : nil)
      else { continue }
      self.origins[claim.position] = origins
      return Finding(
        verdict: .carried(from: origins.sorted().map { names[$0] ?? key.entries[$0].name }),
        value: own.point(of: route, outcome.manner ?? .written))
    }
    return nil
  }

  /// Whether an answer that comes out has the same line left out and shows it to be another number:
  /// ∂E/∂w2 ÷ i2 is δ, and so is ∂E/∂w1 ÷ i1.
  private func isContradicted(_ claim: Claim) -> Bool {
    let mine = shares(of: claim.position)
    if mine.isEmpty { return false }
    return claims.contains { other in
      guard other.position != claim.position, other.number.value != 0,
        other.number.states(other.entry.exact)
          || own.outcome(
            other.number, of: own.routes(to: other.position),
            by: WorkingValues.Manner.ofLines(before: other.number)) != nil
      else { return false }
      return shares(of: other.position).contains { name, share in
        guard let ratio = mine[name].map({ $0 / share }) else { return false }
        let expected = other.number.value * ratio
        let slack = abs(other.number.tolerance * ratio) + precision.halfUnit(of: abs(expected))
        return abs(claim.number.value - expected) > slack + claim.number.tolerance
      }
    }
  }

  /// What an answer is of each line left out that it is a multiple of, all else being on the sheet.
  private func shares(of position: Int) -> [String: Double] {
    var shares: [String: Double] = [:]
    for formula in key.entries[position].formulas {
      let leftOut = formula.symbols.filter { name in
        key.index[name].map { own.figure($0) == nil && key.entries[$0].kind != nil } ?? false
      }
      guard leftOut.count == 1 else { continue }
      let values = [0.0, 1, 2].map { value in
        own.point(
          of: formula.replacingSymbols { name, _ in name == leftOut[0] ? .literal(value) : nil })
      }
      if values[0] == 0, values[1] != 0, abs(values[2] - 2 * values[1]) < 1e-12 * abs(values[2]) {
        shares[leftOut[0]] = values[1]
      }
    }
    return shares
  }

  /// Whether many a wrong number would read like this one: no digit is left of the right one, or a
  /// new parameter reads like the old.
  func isTooCoarse(_ claim: Claim, beside value: Double) -> Bool {
    let entry = claim.entry
    if claim.number.isTooCoarse(for: value, among: precision) { return true }
    guard entry.kind == .update, let old = key.entry(named: String(entry.name.dropLast())) else {
      return false
    }
    return old.exact != value && claim.number.states(old.exact)
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
}
