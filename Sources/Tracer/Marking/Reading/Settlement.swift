/// Numbers of a write-up under one name, and what the name can mean.
struct Claim {
  /// One answer, or those of the elements of an array.
  var answers: [Answer]
  /// For each meaning, a quantity for each of the answers.
  var readings: [NameReading]
}

/// Chooses what names mean: the conventions under which the most numbers of the sheet, and the most
/// work shown, fit; then, name by name, what is left.
struct Settlement {
  private(set) var claims: [Claim]
  private let known: KnownNames
  private var votes: [NamingConvention: Int] = [:]
  /// What was taken for granted.
  private(set) var assumptions: [Phrase] = []
  private var decisive: Set<NamingConvention> = []

  /// More are of no use to a reader.
  private static let mostAssumptions = 12

  init(_ claims: [Claim], known: KnownNames) {
    self.claims = claims
    self.known = known
    openBareUnits()
    for claim in self.claims { vote(claim) }
    excludeImpossible()
    let chosen = chosenConventions
    for position in claims.indices { narrow(position, chosen) }
    for run in runs { settle(run) }
    for position in claims.indices { settle(position) }
    assumptions += decisive.compactMap(\.phrase).sorted { $0.english.words < $1.english.words }
    assumptions = Array(assumptions.prefix(Self.mostAssumptions))
  }

  /// A unit's bare name is not that of its output where another name is, with another number.
  private mutating func openBareUnits() {
    var numbers: [[[String]]: [Answer]] = [:]
    for claim in claims where claim.answers.count == 1 {
      guard let usual = claim.readings.min(by: { $0.cost < $1.cost }) else { continue }
      numbers[usual.rows, default: []].append(claim.answers[0])
    }
    // Behind the updates, it is that of the second pass.
    let update = claims.first { $0.readings.first?.name.hasSuffix("+") == true }?.answers[0].line
    for position in claims.indices {
      let claim = claims[position]
      guard claim.readings.count == 1, claim.readings[0].isBareUnit else { continue }
      let own = claim.answers[0]
      let isTaken = numbers[claim.readings[0].rows]?.contains { other in
        other.name != own.name && other.number.value != own.number.value
          && update.map { (other.line > $0) == (own.line > $0) } != false
      }
      guard isTaken == true else { continue }
      claims[position].readings = known.everything(about: claim.readings[0])
    }
  }

  /// How well a meaning fits to what is written: by the numbers and by the work shown. From 1 on,
  /// it is evidence.
  private func evidence(for reading: NameReading, _ answers: [Answer]) -> Double {
    let fits = zip(reading.names, answers).map { name, answer in
      known.value(of: name).map { exact in
        reading.isOpen
          ? answer.number.fit(to: exact, isSlope: false).rounded(.down)
          : answer.number.fit(to: exact, isSlope: name.hasPrefix("d"))
      } ?? 0
    }
    let isArray = answers.count > 1
    let fit = fits.reduce(0, +) / Double(fits.count)
    let shown = answers[0].work.map { work in
      known.formulas(of: reading.name).map { likeness(of: work, to: $0) }.max() ?? 0
    }
    // An array has many numbers, of which some may be wrong.
    return (isArray ? 2 * fit : fit >= 0.99 ? fit : 0) + 2 * (shown.max() ?? 0)
  }

  /// The readings for which there is the most evidence, if there is any.
  private func supported(_ claim: Claim) -> [NameReading] {
    let evidence = claim.readings.map { self.evidence(for: $0, claim.answers) }
    guard let best = evidence.max(), best > (claim.answers.count > 1 ? 1 : 0) else { return [] }
    // Numbers that fit to two orientations of a matrix nearly as well tell nothing.
    let margin = claim.answers.count > 1 ? 0.02 + 0.25 * (2 - best) : 0
    return zip(claim.readings, evidence).filter { $1 >= best - margin }.map(\.0)
  }

  /// The share of the numbers in the work that the formula calculates with, if most.
  private func likeness(of work: ShownWork, to formula: Formula) -> Double {
    var values = formula.numbers
    let operands = work.operands.filter { $0.value != 1 && $0.value != 0 }
    guard !operands.isEmpty else { return 0 }
    var found = 0
    for operand in operands {
      let match = values.firstIndex {
        abs(abs($0) - abs(operand.value)) <= max(operand.tolerance, 0.01 * abs($0))
      }
      if let match {
        values.remove(at: match)
        found += 1
      }
    }
    let share = Double(found) / Double(operands.count)
    return share > 0.6 ? share : 0
  }

  private mutating func vote(_ claim: Claim) {
    guard claim.readings.contains(where: { !$0.conventions.isEmpty }) else { return }
    let all = claim.readings.map(\.conventions)
    // What no reading can do without.
    for convention in all.dropFirst().reduce(all[0], { $0.intersection($1) }) {
      votes[convention, default: 0] += 3
    }
    let supported = supported(claim).map(\.conventions)
    guard let first = supported.first else { return }
    for convention in supported.dropFirst().reduce(first, { $0.intersection($1) })
    where all.contains(where: { !$0.contains(convention) }) {
      votes[convention, default: 0] += claim.answers.count > 1 ? 2 : 1
    }
  }

  /// A letter stands for nothing that one of its names can't mean: where there is an Err4 of a hidden
  /// unit, Err6 is no term of the loss.
  private mutating func excludeImpossible() {
    var possible: [String: Set<NamingConvention>] = [:]
    for claim in claims {
      let letters = claim.readings.map { $0.conventions.filter(\.isOfLetter) }
      for (family, variants) in Dictionary(grouping: Set(letters.joined()), by: \.family)
      where letters.allSatisfy({ !$0.isDisjoint(with: variants) }) {
        possible[family] = possible[family]?.intersection(variants) ?? Set(variants)
      }
    }
    for position in claims.indices {
      let left = claims[position].readings.filter { reading in
        reading.conventions.allSatisfy { possible[$0.family]?.contains($0) ?? true }
      }
      if !left.isEmpty { claims[position].readings = left }
    }
  }

  /// For each convention, the variant that more speaks for than for any other.
  private var chosenConventions: [String: NamingConvention] {
    Dictionary(grouping: votes, by: \.key.family).compactMapValues { variants in
      let ranked = variants.sorted { $0.value > $1.value }
      return ranked.count == 1 || ranked[0].value > ranked[1].value ? ranked[0].key : nil
    }
  }

  /// Leaves the readings that keep to the conventions chosen.
  private mutating func narrow(_ position: Int, _ chosen: [String: NamingConvention]) {
    let claim = claims[position]
    let readings = claim.readings.filter { reading in
      reading.conventions.allSatisfy { (chosen[$0.family] ?? $0) == $0 }
    }
    guard !readings.isEmpty, readings.count < claim.readings.count else { return }
    leave(readings, at: position)
  }

  /// Leaves some of the readings, and keeps in mind which conventions that takes.
  private mutating func leave(_ readings: [NameReading], at position: Int) {
    let rivals = rivals(of: readings, at: position)
    decisive.formUnion(
      (readings.first?.conventions ?? []).filter { convention in
        readings.allSatisfy { $0.conventions.contains(convention) }
          && rivals.contains { !$0.conventions.contains(convention) }
      })
    claims[position].readings = readings
  }

  /// The other meanings that are about as usual as some.
  private func rivals(of readings: [NameReading], at position: Int) -> [NameReading] {
    let cost = readings.map(\.cost).max() ?? 0
    return claims[position].readings.filter { other in
      other.cost <= cost + 1 && !readings.contains { $0.rows == other.rows }
    }
  }

  /// The answers that follow each other under names with the same letters: z1, z2, z3.
  private var runs: [Range<Int>] {
    var runs: [Range<Int>] = []
    var start = 0
    for position in claims.indices.dropFirst() {
      let (letters, number) = claims[position].answers[0].name.countedName
      let before = claims[position - 1].answers[0].name.countedName
      if letters.isEmpty || letters != before.letters || (number ?? 0) <= (before.number ?? 0)
        || claims[position].answers.count > 1
      {
        runs.append(start..<position)
        start = position
      }
    }
    return (runs + [start..<claims.count]).filter { $0.count > 1 }
  }

  /// The units of a run are those of one layer: of the one that more numbers fit to.
  private mutating func settle(_ run: Range<Int>) {
    guard claims[run].contains(where: { $0.readings.meanings.count > 1 }) else { return }
    let layers = claims[run].map { Set($0.readings.compactMap(\.layer)) }
    let shared = layers.dropFirst().reduce(layers[0]) { $0.intersection($1) }
    let ranked = shared.filter { isTold(run, apartIn: $0) }.map { layer in
      (
        layer: layer,
        evidence: claims[run].reduce(0.0) { sum, claim in
          let inside = claim.readings.filter { $0.layer == layer }
          return sum + (inside.map { evidence(for: $0, claim.answers) }.max() ?? 0)
        }
      )
    }.sorted { $0.evidence > $1.evidence }
    guard let best = ranked.first,
      ranked.count == 1 || best.evidence > 0.9 && best.evidence > ranked[1].evidence
    else { return }
    for position in run {
      let inside = claims[position].readings.filter { $0.layer == best.layer }
      choose(inside, at: position)
    }
  }

  /// Whether the names of a run mean different units of a layer, as different names do.
  private func isTold(_ run: Range<Int>, apartIn layer: Int) -> Bool {
    var names: [[[String]]: String] = [:]
    return claims[run].allSatisfy { claim in
      let inside = claim.readings.filter { $0.layer == layer }.meanings
      guard inside.count == 1 else { return true }
      let name = claim.answers[0].name
      let other = names.updateValue(name, forKey: inside[0])
      return other == nil || other?.countedName.number == name.countedName.number
    }
  }

  /// Whether numbers are those of −α·∂E/∂w, or work shows that they were calculated so: with an α that
  /// ∂E/∂w has no use for.
  private func isChange(_ reading: NameReading, _ claim: Claim) -> Bool {
    guard reading.isPerhapsChange, let rate = known.value(of: "alpha") else { return false }
    let isStep = zip(reading.names, claim.answers).allSatisfy { name, answer in
      known.value(of: name).map { answer.number.magnitude.isNear(abs(rate * $0)) } ?? false
    }
    return isStep
      || claim.answers[0].work.contains { work in
        work.operands.contains { $0.value == rate }
          && !known.formulas(of: reading.name).contains { likeness(of: work, to: $0) == 1 }
      }
  }

  private mutating func settle(_ position: Int) {
    var claim = claims[position]
    guard claim.readings.meanings.count > 1 || claim.readings.contains(where: \.isPerhapsChange)
    else { return }
    claim.readings = claim.readings.filter { !isChange($0, claims[position]) }
    let supported = supported(claim)
    if supported.isEmpty, claim.readings.contains(where: \.isOpen) { return }
    let readings = supported.isEmpty ? claim.readings : supported
    let cheapest = readings.map(\.cost).min() ?? 0
    let usual = readings.filter { $0.cost <= cheapest + 1 }
    choose(usual.meanings.count == 1 ? usual : readings, at: position)
  }

  /// Leaves some of the readings, and says so if one meaning is left.
  private mutating func choose(_ readings: [NameReading], at position: Int) {
    let claim = claims[position]
    if claim.answers.count > 1 { return leave(readings, at: position) }
    if !rivals(of: readings, at: position).isEmpty, readings.meanings.count == 1,
      assumptions.count < Self.mostAssumptions
    {
      let (line, name) = (claim.answers[0].line, claim.answers[0].name)
      assumptions.append(
        Phrase(
          en: "Line \(line): \(code: name) is taken for \(symbol: readings[0].name).",
          ko: "\(line)번 줄: \(code: name, .topic) \(symbol: readings[0].name, .toward) 보았다."))
    }
    claims[position].readings = readings
  }
}

extension WrittenNumber {
  /// How well the number fits to a quantity: 1 if it states it, less the further away it is. The
  /// slopes of the error are often written with the opposite sign.
  fileprivate func fit(to exact: Double, isSlope: Bool) -> Double {
    if value == exact || significantDigits > 1 && isNear(exact) { return 1 }
    if isSlope, significantDigits > 1, negated.isNear(exact) { return 0.99 }
    let size = abs(exact) + abs(value)
    return size == 0 ? 0.98 : min(0.98, 1 - abs(exact - value) / size)
  }
}

extension String {
  /// The letters of a name and the number behind them.
  fileprivate var countedName: (letters: String, number: Int?) {
    let plain = filter { $0.isLetter || $0.isNumber }
    let letters = plain.prefix { !$0.isNumber }
    return (String(letters), Int(plain.dropFirst(letters.count)))
  }
}

extension NamingConvention {
  /// What is said of it in a report.
  fileprivate var phrase: Phrase? {
    switch self {
    case .layers(let base), .weightLayers(let base):
      base == 0
        ? Phrase(
          en: "Layers are counted from 1 for the first behind the inputs.",
          ko: "층은 입력층 다음 층을 1로 하여 세었다고 보았다.")
        : Phrase(
          en: "Layers are counted from 1 for the inputs.", ko: "층은 입력층을 1로 하여 세었다고 보았다.")
    case .numbering(.anew):
      Phrase(en: "Units are numbered anew in each layer.", ko: "뉴런 번호는 층마다 새로 매겼다고 보았다.")
    case .numbering(.running):
      Phrase(
        en: "Units are numbered through all layers, the inputs aside.",
        ko: "뉴런 번호는 입력층을 빼고 모든 층에 걸쳐 매겼다고 보았다.")
    case .numbering(.runningFromInputs):
      Phrase(
        en: "Units are numbered through all layers from the inputs on.",
        ko: "뉴런 번호는 입력층부터 모든 층에 걸쳐 매겼다고 보았다.")
    case .indices(let isFromFirst):
      isFromFirst
        ? Phrase(
          en: "The first index of a weight is taken for the unit that it comes from.",
          ko: "가중치의 첫째 첨자는 나가는 쪽 뉴런으로 보았다.")
        : Phrase(
          en: "The first index of a weight is taken for the unit that it leads to.",
          ko: "가중치의 첫째 첨자는 들어가는 쪽 뉴런으로 보았다.")
    case .letter(let letter, let role):
      role.phrase(isGradient: Symbol.all[letter]?.first { $0.role == role }?.isGradient == true).map
      {
        role in
        Phrase(
          en: "The letter \(code: letter) is taken for \(role.english).",
          ko: "문자 \(code: letter, .topic) \(role.korean)으로 보았다.")
      }
    case .modules, .heading: nil
    case .rows(let areSources):
      areSources
        ? Phrase(
          en: "A row of a matrix of weights is taken for the unit that they come from.",
          ko: "가중치 행렬의 행은 나가는 쪽 뉴런으로 보았다.")
        : Phrase(
          en: "A row of a matrix of weights is taken for the unit that they lead to.",
          ko: "가중치 행렬의 행은 들어가는 쪽 뉴런으로 보았다.")
    }
  }
}

extension Role {
  /// What a unit or connection has, or the derivative of the error with respect to it, in words.
  fileprivate func phrase(isGradient: Bool) -> Phrase? {
    switch self {
    case .net where isGradient: Phrase(en: "δ", ko: "델타")
    case .net: Phrase(en: "the net input", ko: "순입력")
    case .out: Phrase(en: "the output", ko: "출력")
    case .target: Phrase(en: "the target", ko: "목표값")
    case .input: Phrase(en: "the input", ko: "입력")
    default: nil
    }
  }
}
