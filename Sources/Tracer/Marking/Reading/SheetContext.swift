/// What the headings say about the lines below them.
struct SheetContext {
  /// What a parameter's bare name means here.
  enum Mode { case updated, gradient }

  private(set) var mode: Mode?
  /// The layer of the units, counted from 0 for the inputs.
  private(set) var layer: Int?
  /// Whether the pass after the update is told of.
  private(set) var isAgain = false
  private(set) var sample: Int?
  /// The unit that the lines are about.
  private(set) var unit: String?

  /// A longer line is no heading.
  private static let longest = 14

  /// Takes notice of a line that states nothing; prose is passed over.
  mutating func read(_ line: ArraySlice<Atom>, isHeading: Bool, layout: NetworkLayout) {
    let depth = layout.depth
    let atoms = line.withoutEmphasis
    guard atoms.count <= Self.longest, let last = atoms.last,
      isHeading || last.kind == .punctuation(":") || atoms.count <= 4,
      !atoms.contains(where: \.isRelation)
    else { return }
    let words = atoms.compactMap { $0.name?.word }
    var found = SheetContext()
    for (index, atom) in atoms.enumerated() {
      guard let word = atom.name?.word else { continue }
      let after = atoms.dropFirst(index + 1).first?.number
      let number = after.flatMap { $0.isWhole && $0.value < 1_000_000 ? Int($0.value) : nil }
      switch word {
      case .updated: found.mode = .updated
      case .gradient: found.mode = .gradient
      case .layer(let layer):
        found.layer = layer < 0 ? depth : layer > 0 && depth != 2 ? nil : layer
      case .symbol("out") where words.contains(.layerNoun): found.layer = depth
      case .layerNoun where number != nil: found.layer = number
      case .sample where number != nil: found.sample = number
      case .again: found.isAgain = true
      default: break
      }
    }
    if let name = atoms.last(where: { $0.name != nil && $0.name?.word == nil })?.name,
      layout.isUnit(name.stem.lowercased())
    {
      found.unit = name.stem
    }
    // "Forward pass with the new weights" tells of no weights.
    let isPass = atoms.contains { passWords.contains($0.name?.stem.lowercased() ?? "") }
    if isPass, found.mode == .updated { (found.mode, found.isAgain) = (nil, true) }
    let isSilent =
      found.mode == nil && found.layer == nil && !found.isAgain && found.sample == nil
      && found.unit == nil
    guard !isSilent || isHeading else { return }
    if found.sample == nil { found.sample = sample }
    // A layer named below the heading of a pass belongs to that pass.
    if found.layer != nil, !isPass, found.mode == nil { found.isAgain = isAgain || found.isAgain }
    self = found
  }

  /// What readings come to under the headings.
  func applied(to readings: [NameReading], number: WrittenNumber?, known: KnownNames)
    -> [NameReading]
  {
    var found = readings
    if let layer, Set(found.map(\.layer)).count > 1 {
      let inside = found.filter { $0.layer == layer }
      if !inside.isEmpty { found = inside }
    }
    if let sample {
      let inside = found.filter { $0.name.contains("(\(sample))") }
      if !inside.isEmpty { found = inside }
    }
    switch mode {
    case .updated:
      found = found.map { reading in
        let updated = Notation.updated(reading.name)
        guard known.contains(updated) else { return reading }
        // A given weight that is repeated for comparison is no answer.
        let isGiven = number.map { $0.value == known.value(of: reading.name) } ?? false
        let isSame = known.value(of: updated) == known.value(of: reading.name)
        return isGiven && !isSame ? reading : reading.named(updated)
      }
    case .gradient:
      let gradients = known.gradients(by: found)
      if gradients.count == found.count { found = gradients }
    case nil: break
    }
    if isAgain {
      let later = found.map { $0.named(Notation.name($0.name, afterStep: 1)) }
      if later.allSatisfy({ known.contains($0.name) }) { found = later }
    }
    return found
  }
}

/// Words for a pass through the network.
private let passWords: Set<String> = [
  "pass", "forward", "vorwärts", "vorwärtsdurchlauf", "durchlauf", "propagation", "passe", "순전파",
  "vorwärtsrechnung",
]

extension WrittenNumber {
  /// Whether it states a value to all its digits but perhaps the last.
  func isNear(_ exact: Double) -> Bool {
    abs(value - exact) <= 1.001 * Double.power(10, Double(unit))
  }
}
