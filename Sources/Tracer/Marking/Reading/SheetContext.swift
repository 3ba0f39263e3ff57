/// What the headings say about the lines below them.
struct SheetContext {
  /// What the lines below say: of updated values, gradients, the second pass, a layer, a sample.
  private(set) var marks = NameMarks()
  /// The unit that the lines are about, or what of units they say: `deltas`.
  private(set) var unit: String?
  private var symbol: String?
  private var line = 0

  /// A longer line is no heading.
  private static let longest = 14

  /// Takes notice of a line that states nothing; prose is passed over.
  mutating func read(_ line: ArraySlice<Atom>, isHeading: Bool, known: KnownNames) {
    let layout = known.layout
    let atoms = line.withoutEmphasis.withoutCount
    guard atoms.count <= Self.longest, let last = atoms.last,
      isHeading || last.kind == .punctuation(":") || atoms.count <= 4,
      !atoms.contains(where: \.isRelation)
    else { return }
    let words = atoms.compactMap { $0.name?.word }
    // The second attempt is no second step.
    guard
      !atoms.contains(where: {
        $0.name.map { attempts.contains(NameWord.folded($0.stem)) } ?? false
      })
    else { return }
    var found = SheetContext()
    found.line = last.line
    for (index, atom) in atoms.enumerated() {
      guard let word = atom.name?.word else { continue }
      let number = atoms.dropFirst(index + 1).first?.number.flatMap {
        $0.isWhole && $0.value < 1_000_000 ? Int($0.value) : nil
      }
      switch word {
      case .updated, .gradient, .again: found.marks.words.insert(word)
      case .layer(let layer): found.marks.layers = layout.layers(of: layer)
      case .symbol("out") where words.contains(.layerNoun):
        found.marks.layers = layout.layers(of: -1)
      case .layerNoun: if let number { found.marks.layers = number...number }
      case .sample: found.marks.sample = number
      default: break
      }
    }
    if let name = atoms.last(where: { $0.name != nil && $0.name?.word == nil })?.name,
      !layout.unit(name.stem.lowercased()).isEmpty
    {
      found.unit = name.stem
    }
    let symbols = words.compactMap(\.symbol)
    if symbols.count == 1, !words.contains(.layerNoun), !words.contains(.pass), found.unit == nil {
      found.symbol = symbols.first
    }
    // "Forward pass with the new weights" tells of no weights.
    let isPass = words.contains(.pass)
    if isPass, found.marks.words.remove(.updated) != nil { found.marks.words.insert(.again) }
    // Where updates went before, that is the pass in hand.
    if isPass, known.isContinued { found.marks.words.remove(.again) }
    let isSilent =
      found.marks.words.isEmpty && found.marks.layers == nil && found.marks.sample == nil
      && found.unit == nil && found.symbol == nil
    guard !isSilent || isHeading else { return }
    // A layer named below the heading of a pass belongs to that pass.
    if found.marks.layers != nil, !isPass, found.marks.words.isEmpty, marks.words.contains(.again) {
      found.marks.words.insert(.again)
    }
    if found.marks.sample == nil, !isSilent { found.marks.sample = marks.sample }
    self = found
  }

  /// What readings come to under the headings: what these say, or, where the numbers below say so,
  /// what would be meant without them.
  func applied(to readings: [NameReading], numbers: [WrittenNumber], known: KnownNames)
    -> [NameReading]
  {
    marks.filtered(readings).flatMap { reading -> [NameReading] in
      func marked(_ reading: NameReading, isMeant: Bool) -> NameReading {
        var reading = reading
        let convention = NamingConvention.heading(line: line, isMeant: isMeant)
        reading.conventions.insert(convention)
        reading.cost += convention.cost
        return reading
      }
      let said = said(of: reading, numbers: numbers, known: known)
      let others = said.filter { $0.rows != reading.rows }
      return others.isEmpty
        ? said
        : others.map { marked($0, isMeant: true) } + [marked(reading, isMeant: false)]
    }
  }

  /// What the headings say of a reading.
  private func said(of reading: NameReading, numbers: [WrittenNumber], known: KnownNames)
    -> [NameReading]
  {
    // "Deltas", and below it "o1: 0.1385"
    if reading.isBareUnit, let symbol, let unit = known.layout.unit(havingName: reading.name) {
      let found = known.readings(of: WrittenName(stem: symbol + unit)).single
      if !found.isEmpty { return found }
    }
    var words = marks.words
    let updated = Notation.updated(reading.name)
    // A given weight that is repeated for comparison is no answer.
    let number = numbers.count == 1 ? numbers[0] : nil
    func isNear(_ name: String) -> Bool {
      number.flatMap { number in known.value(of: name).map(number.isNear) } ?? false
    }
    let given = known.value(of: reading.name)
    let isExact = number.map { $0.value == given } ?? false
    let isGiven =
      isExact && known.value(of: updated) != given || isNear(reading.name) && !isNear(updated)
    if !known.contains(updated) || isGiven { words.remove(.updated) }
    if reading.isEarlier { words.subtract([.updated, .again]) }
    let found = known.applied(words, to: [reading])
    guard found.isEmpty else { return found }
    // What is not known of the second pass is not marked as that of the first.
    let isKept =
      !words.contains(.again)
      || zip(reading.names, numbers).allSatisfy { name, number in
        known.value(of: name).map(number.isNear) ?? false
      }
    return isKept ? [reading] : []
  }
}

/// What is done again without a new step of training.
private let attempts: Set<String> = [
  "attempt", "try", "version", "versuch", "essai", "intento", "시도",
]

extension ArraySlice where Element == Atom {
  /// The word and the number with which a heading counts steps: "Step 2", "Second iteration".
  var stepCount: (word: String, number: Int)? {
    let atoms = withoutEmphasis.prefix(2)
    let word = atoms.lazy.compactMap(\.name).first { $0.word == .step }?.stem.lowercased()
    let number = atoms.lazy.compactMap { atom in
      switch atom.name?.word {
      case .ordinal(let number): number
      case .again: 2
      default: atom.number.flatMap { Int(exactly: $0.value) }
      }
    }.first
    return word.flatMap { word in number.map { (word, $0) } }
  }

  /// A heading without the number of the step that it is: `Step 4: new weights`.
  fileprivate var withoutCount: ArraySlice<Atom> {
    guard count > 3, first?.name?.word?.isCounted == true,
      self[startIndex + 1].number?.isWhole == true,
      self[startIndex + 2].kind == .punctuation(":")
    else { return self }
    return dropFirst(3)
  }
}
