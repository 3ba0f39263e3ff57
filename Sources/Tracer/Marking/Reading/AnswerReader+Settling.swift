/// What is settled when all is read.
extension AnswerReader {
  /// Among bare parameters that follow each other, most of them new by their numbers, the others are
  /// new ones, too, unless they have the number that is given.
  private mutating func spreadUpdates() {
    let known = names
    /// The parameter that a claim is about, whether as a new one, and whether it has the number given.
    func parameter(_ claim: Claim) -> (isNew: Bool, isGiven: Bool)? {
      guard claim.answers.count == 1, claim.readings.meanings.count == 1,
        !claim.readings[0].isEarlier
      else { return nil }
      let name = claim.readings[0].name
      let isNew = name.hasSuffix("+")
      let given = isNew ? String(name.dropLast()) : name
      guard known.contains(Notation.updated(given)) else { return nil }
      return (isNew, known.value(of: given).map(claim.answers[0].number.isNear) ?? false)
    }
    let found = claims.map(parameter)
    var start = 0
    while start < claims.count {
      let run = found[start...].prefix { $0 != nil }.indices
      let isOfNew =
        run.count { found[$0]?.isNew == true } > run.count { found[$0]?.isGiven == true }
      for place in run where isOfNew && found[place].map({ !$0.isNew && !$0.isGiven }) == true {
        claims[place].readings = claims[place].readings.compactMap {
          $0.renamed(in: known, Notation.updated)
        }
      }
      start = max(run.upperBound, start + 1)
    }
  }

  /// Settles what all names mean.
  mutating func settle() {
    claims = claims.enumerated().sorted {
      ($0.element.answers[0].line, $0.offset) < ($1.element.answers[0].line, $1.offset)
    }.map(\.element)
    spreadUpdates()
    let settlement = Settlement(claims, known: names)
    sheet.assumptions = settlement.assumptions
    for (pass, claims) in passes(of: settlement.claims) { settle(claims, inPass: pass) }
    sheet.unread.sort()
  }

  /// The claims under each heading, with the number of updates in front of them, if the headings count
  /// updates: there are new weights under each but the last, mostly other ones than under the one
  /// before.
  private func passes(of claims: [Claim]) -> [(pass: Int, claims: ArraySlice<Claim>)] {
    for headings in Dictionary(grouping: counts, by: \.word).values where headings.count > 1 {
      let starts = headings.map { heading in
        claims.firstIndex { $0.answers[0].line > heading.line } ?? claims.endIndex
      }
      let parts = zip(starts, starts.dropFirst() + [claims.endIndex]).map { claims[$0..<$1] }
      let new = parts.map { part in
        part.filter { $0.readings.first?.name.hasSuffix("+") == true }
          .reduce(into: [:]) { $0[$1.readings[0].name] = $1.answers.map(\.number.value) }
      }
      let isCounting = zip(new, new.dropFirst()).allSatisfy { old, new in
        let again = new.filter { old[$0.key] != nil }
        return !old.isEmpty
          && (new.isEmpty || 2 * again.count { old[$0.key] != $0.value } > again.count)
      }
      let numbers = headings.map(\.number)
      guard isCounting, !new[1].isEmpty, zip(numbers, numbers.dropFirst()).allSatisfy(<)
      else { continue }
      let first = min(1, numbers[0])
      return [(0, claims[..<starts[0]])] + zip(numbers, parts).map { ($0 - first, $1) }
    }
    return [(0, claims[...])]
  }

  /// Settles what is written in a pass, after which its updates may be followed by a part of the next.
  private mutating func settle(_ claims: ArraySlice<Claim>, inPass pass: Int) {
    var given: [String: WrittenNumber] = [:]
    // After an update, a quantity of the forward pass is that of the next pass, unless its numbers
    // say otherwise; where they say nothing, it is of the same pass as what stands around it.
    let updates = claims.drop { $0.readings.first?.name.hasSuffix("+") != true }
    var isNextPass =
      updates.compactMap { claim in
        claim.readings.first.flatMap {
          isOfNextPass($0, behind: pass, given: nil, claim.answers.map(\.number))
        }
      }.first ?? true
    for position in claims.indices {
      let claim = claims[position]
      let numbers = claim.answers.map(\.number)
      var readings = claim.readings.flatMap { placed($0, inPass: pass, numbers) }
      if readings.meanings.count == 1, !readings[0].isEarlier, updates.indices.contains(position) {
        let decision = isOfNextPass(
          claim.readings[0], behind: pass, given: given[readings[0].name], numbers)
        isNextPass = decision ?? isNextPass
        if isNextPass, let next = calculated(claim.readings[0], inPass: pass + 1) {
          readings = [next]
        }
      }
      for (offset, answer) in claim.answers.enumerated() {
        var answer = answer
        answer.candidates = readings.meanings.map { $0.flatMap(\.self)[offset] }.uniqued
        sheet.answers.append(answer)
        guard let quantity = answer.quantity else {
          sheet.unread.append(answer.line)
          continue
        }
        given[quantity] = answer.number
      }
    }
  }

  /// What a reading is in a pass behind the first. The numbers must say which a bare parameter is, and
  /// whether the update spoken of is that of the first pass.
  private func placed(_ reading: NameReading, inPass pass: Int, _ numbers: [WrittenNumber])
    -> [NameReading]
  {
    let name = reading.name
    let isParameter = names.contains(Notation.updated(name))
    let steps =
      name.hasSuffix("+")
      ? [pass + 1]
      : name.hasSuffix("@1")
        ? [1, pass + 1] : isParameter && !reading.isEarlier ? [0, pass, pass + 1] : [pass]
    let isGiven = steps == [pass] && !isParameter && names.formulas(of: name).isEmpty
    guard pass > 0, !isGiven else { return [reading] }
    let old = reading.renamed(in: names) { String($0.prefix { $0 != "+" && $0 != "@" }) }
    let meant = steps.compactMap { old?.after($0, in: names) }
    return steps.count == 1 ? meant : meant.filter { isNear($0, numbers) }
  }

  /// A quantity of the forward pass in a later pass.
  private func calculated(_ reading: NameReading, inPass pass: Int) -> NameReading? {
    names.contains(Notation.updated(reading.name))
      ? nil : reading.renamed(in: names) { Notation.name($0, afterStep: pass) }
  }

  /// Whether the numbers of a reading are those of the next pass rather than of this one; `nil` if they
  /// are of neither, or there is one pass only.
  private func isOfNextPass(
    _ reading: NameReading, behind pass: Int, given: WrittenNumber?, _ numbers: [WrittenNumber]
  ) -> Bool? {
    guard let this = calculated(reading, inPass: pass),
      let next = calculated(reading, inPass: pass + 1)
    else { return nil }
    func fit(_ reading: NameReading) -> Int {
      zip(reading.names, numbers).reduce(0) { fit, pair in
        names.value(of: pair.0).map {
          fit + (pair.1.isRounded(from: $0) ? 2 : pair.1.isNear($0) ? 1 : 0)
        }
          ?? fit
      }
    }
    let (first, second) = (fit(this), fit(next))
    guard first > 0 || second > 0 else { return nil }
    return first == second ? given.map { $0.value != numbers[0].value } ?? false : first < second
  }
}
