/// A number of a write-up, and what the name beside it can mean.
struct Claim {
  var answer: Answer
  var readings: [NameReading]
  /// The array that it is an element of, by its position among the arrays.
  var array: Int?

  /// What can be meant, each quantity once.
  var quantities: [String] { readings.quantities }
}

/// An array of a write-up: its numbers, and the quantities of each that its name can mean.
struct ArrayClaim {
  let name: String
  let line: Int
  let numbers: [WrittenNumber]
  let variants: [TensorReading]
  /// The claims of its elements.
  let claims: Range<Int>
}

/// Chooses what names mean: the conventions under which the most numbers of the sheet, and the most
/// work shown, fit; then, name by name, what is left.
struct Settlement {
  private(set) var claims: [Claim]
  private let arrays: [ArrayClaim]
  private let known: KnownNames
  private var votes: [NamingConvention: Int] = [:]
  /// What was taken for granted.
  private(set) var assumptions: [Phrase] = []
  private var decisive: Set<NamingConvention> = []

  /// More are of no use to a reader.
  private static let mostAssumptions = 12

  init(_ claims: [Claim], arrays: [ArrayClaim], known: KnownNames) {
    self.claims = claims
    self.arrays = arrays
    self.known = known
    for claim in claims where claim.array == nil { vote(claim) }
    for array in arrays { vote(array) }
    let chosen = chosenConventions
    for array in arrays { settle(array, chosen) }
    for position in claims.indices where claims[position].array == nil {
      narrow(position, chosen)
    }
    for run in runs { settle(run) }
    for position in claims.indices where claims[position].array == nil { settle(position) }
    assumptions += decisive.compactMap(\.phrase).sorted { $0.english.words < $1.english.words }
    assumptions = Array(assumptions.prefix(Self.mostAssumptions))
  }

  /// How well a quantity fits to what is written: by the number and by the work shown.
  private func evidence(for name: String, _ answer: Answer) -> Double {
    let isNear =
      known.value(of: name).map { exact in
        answer.number.value == exact
          || answer.number.significantDigits > 1 && answer.number.isNear(exact)
      } ?? false
    let shown = answer.work.map { work in
      known.formulas(of: name).map { likeness(of: work, to: $0) }.max() ?? 0
    }
    return (isNear ? 1 : 0) + 2 * (shown.max() ?? 0)
  }

  /// The share of the numbers in the work that the formula calculates with, if most.
  private func likeness(of work: ShownWork, to formula: Formula) -> Double {
    var values = formula.numbers
    let operands = work.operands.filter { $0.value != 1 && $0.value != 0 }
    guard !operands.isEmpty else { return 0 }
    var found = 0
    for operand in operands {
      let match = values.firstIndex {
        abs(abs($0) - abs(operand.value)) <= max(operand.halfUnit, 0.01 * abs($0))
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
    guard claim.readings.count > 1 || !(claim.readings.first?.conventions.isEmpty ?? true) else {
      return
    }
    let all = claim.readings.map(\.conventions)
    // What no reading can do without.
    for convention in all.dropFirst().reduce(all[0], { $0.intersection($1) }) {
      votes[convention, default: 0] += 3
    }
    let evidence = claim.readings.map { self.evidence(for: $0.name, claim.answer) }
    guard let best = evidence.max(), best > 0 else { return }
    let supported = zip(claim.readings, evidence).filter { $1 == best }.map(\.0.conventions)
    let others = zip(claim.readings, evidence).filter { $1 < best }.map(\.0.conventions)
    for convention in supported.dropFirst().reduce(supported[0], { $0.intersection($1) })
    where others.contains(where: { !$0.contains(convention) }) {
      votes[convention, default: 0] += 1
    }
  }

  /// How far the numbers of an array are from the quantities of a variant, from 0 to 1.
  private func distance(of array: ArrayClaim, to variant: TensorReading) -> Double {
    let names = variant.rows.joined()
    let sum = zip(names, array.numbers).reduce(0.0) { sum, pair in
      guard let exact = known.value(of: pair.0) else { return sum + 1 }
      if pair.1.isNear(exact) { return sum }
      let size = abs(exact) + abs(pair.1.value)
      return sum + (size == 0 ? 0 : abs(exact - pair.1.value) / size)
    }
    return sum / Double(max(1, array.numbers.count))
  }

  /// The variant that agrees best, if it does so clearly.
  private func best(of variants: [TensorReading], for array: ArrayClaim) -> TensorReading? {
    let ranked = variants.map { (variant: $0, distance: distance(of: array, to: $0)) }
      .sorted { $0.distance < $1.distance }
    guard let first = ranked.first, first.distance < 0.5 else { return nil }
    guard let second = ranked.dropFirst().first(where: { $0.variant.rows != first.variant.rows })
    else { return first.variant }
    return second.distance > 1.25 * first.distance + 0.01 ? first.variant : nil
  }

  private mutating func vote(_ array: ArrayClaim) {
    guard array.variants.count > 1, let best = best(of: array.variants, for: array) else { return }
    for convention in best.conventions
    where array.variants.contains(where: { !$0.conventions.contains(convention) }) {
      votes[convention, default: 0] += 2
    }
  }

  /// For each convention, the variant that more speaks for than for any other.
  private var chosenConventions: [String: NamingConvention] {
    Dictionary(grouping: votes, by: \.key.family).compactMapValues { variants in
      let ranked = variants.sorted { $0.value > $1.value }
      return ranked.count == 1 || ranked[0].value > ranked[1].value ? ranked[0].key : nil
    }
  }

  /// Whether what is taken for granted is what was chosen.
  private func fits(_ conventions: Set<NamingConvention>, _ chosen: [String: NamingConvention])
    -> Bool
  {
    conventions.allSatisfy { convention in
      chosen[convention.family].map { $0 == convention } ?? true
    }
  }

  private mutating func settle(_ array: ArrayClaim, _ chosen: [String: NamingConvention]) {
    var variants = array.variants.filter { fits($0.conventions, chosen) }
    if variants.isEmpty { variants = array.variants }
    let isOpen = Set(variants.map(\.rows)).count > 1
    let best = isOpen ? best(of: variants, for: array) : variants.first
    if let best, array.variants.contains(where: { $0.rows != best.rows }) {
      decisive.formUnion(
        best.conventions.filter { convention in
          array.variants.contains { !$0.conventions.contains(convention) }
        })
    }
    let shown = best.map { [$0] } ?? variants
    for (offset, claim) in array.claims.enumerated() {
      claims[claim].readings = shown.map { NameReading(name: Array($0.rows.joined())[offset]) }
    }
  }

  /// Leaves the readings that keep to the conventions chosen.
  private mutating func narrow(_ position: Int, _ chosen: [String: NamingConvention]) {
    let claim = claims[position]
    let readings = claim.readings.filter { fits($0.conventions, chosen) }
    guard !readings.isEmpty, readings.count < claim.readings.count else { return }
    let dropped = claim.readings.filter { !readings.contains($0) }
    if Set(readings.quantities) != Set(claim.quantities) {
      decisive.formUnion(
        readings[0].conventions.filter { convention in
          chosen[convention.family] == convention
            && dropped.contains { !$0.conventions.contains(convention) }
        })
    }
    claims[position].readings = readings
  }

  /// The answers that follow each other under names with the same letters: z1, z2, z3.
  private var runs: [Range<Int>] {
    var runs: [Range<Int>] = []
    var start = 0
    for position in claims.indices {
      let (letters, number) = claims[position].answer.name.countedName
      let before = position > 0 ? claims[position - 1].answer.name.countedName : ("", nil)
      let goesOn =
        position > 0 && !letters.isEmpty && letters == before.0
        && (number ?? 0) > (before.1 ?? 0) && claims[position].array == nil
      if !goesOn {
        if position - start > 1 { runs.append(start..<position) }
        start = position
      }
    }
    if claims.count - start > 1 { runs.append(start..<claims.count) }
    return runs
  }

  /// The units of a run are those of one layer: of the one that more numbers fit to.
  private mutating func settle(_ run: Range<Int>) {
    guard claims[run].contains(where: { $0.quantities.count > 1 }) else { return }
    var layers = Set(claims[run.lowerBound].readings.compactMap(\.layer))
    for claim in claims[run] { layers.formIntersection(claim.readings.compactMap(\.layer)) }
    let ranked = layers.map { layer in
      (
        layer: layer,
        evidence: claims[run].reduce(0) { sum, claim in
          sum
            + (claim.readings.filter { $0.layer == layer }
              .map { evidence(for: $0.name, claim.answer) }.max() ?? 0)
        }
      )
    }.sorted { $0.evidence > $1.evidence }
    guard let best = ranked.first,
      ranked.count == 1 || best.evidence >= 1 && best.evidence > ranked[1].evidence
    else { return }
    for position in run {
      let inside = claims[position].readings.filter { $0.layer == best.layer }
      if claims[position].quantities.count > 1, inside.quantities.count == 1 {
        note(claims[position].answer, means: inside[0].name)
      }
      claims[position].readings = inside
    }
  }

  private mutating func settle(_ position: Int) {
    let claim = claims[position]
    guard claim.quantities.count > 1 else { return }
    let evidence = claim.readings.map { self.evidence(for: $0.name, claim.answer) }
    let strongest = evidence.max() ?? 0
    let supported = zip(claim.readings, evidence).filter { $1 == strongest }.map(\.0)
    let readings = strongest >= 1 ? supported : claim.readings
    let cheapest = readings.map(\.cost).min() ?? 0
    let usual = readings.filter { $0.cost <= cheapest + 1 }
    guard usual.quantities.count == 1 else { return claims[position].readings = readings }
    note(claim.answer, means: usual[0].name)
    claims[position].readings = usual
  }

  private mutating func note(_ answer: Answer, means name: String) {
    guard assumptions.count < Self.mostAssumptions else { return }
    assumptions.append(
      Phrase(
        en: "Line \(answer.line): \(code: answer.name) is taken for \(symbol: name).",
        ko: "\(answer.line)번 줄: \(code: answer.name) 은(는) \(symbol: name) (으)로 보았다."))
  }
}

extension Formula {
  /// The values of the leaves, as often as they are written.
  fileprivate var numbers: [Double] {
    switch self {
    case .symbol(_, let value), .literal(let value): [value]
    default: children.flatMap(\.numbers)
    }
  }
}

extension WrittenNumber {
  /// Half of the last digit written.
  fileprivate var halfUnit: Double { 0.5 * Double.power(10, Double(unit)) }
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
    case .numbering(let isRunning):
      isRunning
        ? Phrase(
          en: "Units are numbered through all layers.", ko: "뉴런 번호는 모든 층에 걸쳐 매겼다고 보았다.")
        : Phrase(
          en: "Units are numbered anew in each layer.", ko: "뉴런 번호는 층마다 새로 매겼다고 보았다.")
    case .indices(let isFromFirst):
      isFromFirst
        ? Phrase(
          en: "The first index of a weight is taken for the unit that it comes from.",
          ko: "가중치의 첫째 첨자는 나가는 쪽 뉴런으로 보았다.")
        : Phrase(
          en: "The first index of a weight is taken for the unit that it leads to.",
          ko: "가중치의 첫째 첨자는 들어가는 쪽 뉴런으로 보았다.")
    case .letter(let letter, let role):
      role.phrase.map { role in
        Phrase(
          en: "The letter \(code: letter) is taken for \(role.english).",
          ko: "문자 \(code: letter) 은(는) \(role.korean) (으)로 보았다.")
      }
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
  /// What a unit or connection has, in words.
  fileprivate var phrase: Phrase? {
    switch self {
    case .net: Phrase(en: "the net input", ko: "순입력")
    case .out: Phrase(en: "the output", ko: "출력")
    case .target: Phrase(en: "the target", ko: "목표값")
    case .input: Phrase(en: "the input", ko: "입력")
    default: nil
    }
  }
}
