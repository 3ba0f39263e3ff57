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
    var given: [String: WrittenNumber] = [:]
    // After an update, a quantity of the forward pass is that of the second pass, unless its numbers
    // say otherwise; where they say nothing, it is of the same pass as what stands around it.
    let updates = settlement.claims.drop { $0.readings.first?.name.hasSuffix("+") != true }
    var isSecondPass = true
    for claim in updates {
      let numbers = claim.answers.map(\.number)
      if let first = claim.readings.first,
        let decision = isOfSecondPass(first, given: nil, numbers)
      {
        isSecondPass = decision
        break
      }
    }
    for (position, claim) in settlement.claims.enumerated() {
      var readings = claim.readings
      if readings.meanings.count == 1, !readings[0].isEarlier, updates.indices.contains(position) {
        let numbers = claim.answers.map(\.number)
        let decision = isOfSecondPass(readings[0], given: given[readings[0].name], numbers)
        isSecondPass = decision ?? isSecondPass
        let later = readings[0].renamed(in: names) { Notation.name($0, afterStep: 1) }
        if isSecondPass, let later { readings = [later] }
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
    sheet.unread.sort()
  }

  /// Whether the numbers of a reading are those of the second pass rather than the first; `nil` if they
  /// are of neither, or there is one pass only.
  private func isOfSecondPass(
    _ reading: NameReading, given: WrittenNumber?, _ numbers: [WrittenNumber]
  ) -> Bool? {
    guard let later = reading.renamed(in: names, { Notation.name($0, afterStep: 1) }) else {
      return nil
    }
    func fit(_ reading: NameReading) -> Int {
      zip(reading.names, numbers).reduce(0) { fit, pair in
        names.value(of: pair.0).map {
          fit + (pair.1.isRounded(from: $0) ? 2 : pair.1.isNear($0) ? 1 : 0)
        }
          ?? fit
      }
    }
    let (first, second) = (fit(reading), fit(later))
    guard first > 0 || second > 0 else { return nil }
    return first == second ? given.map { $0.value != numbers[0].value } ?? false : first < second
  }
}
