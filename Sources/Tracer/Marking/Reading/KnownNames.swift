import Synchronization

/// The quantities that answers can be about, found under all the names that people give them.
///
/// A name is looked up as it is, then without regard to case and brackets, then by what its letters
/// and numbers can mean in the network. A name that could be several stays several.
package struct KnownNames: Sendable {
  /// The canonical names in the order given.
  package let names: [String]
  private let all: Set<String>
  private let values: [String: Double]
  private let formulas: [String: [Formula]]
  /// The numbers that are given and not calculated.
  let givenValues: Set<Double>
  /// Whether updates went before: what is said to come after one may be what is given.
  var isContinued = false
  /// The network, as far as there is one.
  let layout: NetworkLayout
  /// What the error is called in a derivative, and where it is a quantity of its own.
  let objectives: [String]
  /// The tables of keys, to be searched one after the other; `nil` marks an ambiguous key.
  private var own: [String: String?] = [:]
  private var ownLoose: [String: String?] = [:]
  /// What a write-up or its reader says about names.
  private var told: [String: String] = [:]
  /// What names were found to mean: the words of a sheet come again and again.
  private var memory = Memory()

  private final class Memory: Sendable {
    private let found = Mutex<[WrittenName: [NameReading]]>([:])
    private static let limit = 20_000

    func readings(of name: WrittenName, else find: () -> [NameReading]) -> [NameReading] {
      if let known = found.withLock({ $0[name] }) { return known }
      let readings = find()
      found.withLock { if $0.count < Self.limit { $0[name] = readings } }
      return readings
    }
  }

  /// Learns the names.
  /// - Parameters:
  ///   - names: The canonical names, in ASCII.
  ///   - values: What the quantities are, as far as known; they help to tell quantities apart that a
  ///     name can mean.
  ///   - formulas: How they are calculated, for the same purpose.
  ///   - graph: The network that they belong to.
  package init(
    _ names: [String], values: [String: Double] = [:], formulas: [String: [Formula]] = [:],
    graph: Graph? = nil
  ) {
    self.names = names
    self.values = values
    self.formulas = formulas
    givenValues = Set(values.filter { formulas[$0.key]?.isEmpty ?? true }.values)
    all = Set(names)
    layout = graph.map { NetworkLayout($0) } ?? NetworkLayout()
    let symbol = graph?.objectiveSymbol ?? "E"
    let objective = graph.map { $0.name(of: ElementID($0.objective, 0)) } ?? "E_total"
    objectives = symbol == objective ? [symbol] : [symbol, objective]
    for name in names {
      guard let written = Self.parse(name) else { continue }
      own[written.key] = .some(name)
      let loose = Self.loose(written.key)
      ownLoose[loose] = ownLoose[loose].map { $0 == name ? name : nil } ?? .some(name)
    }
  }

  /// The parts of a name.
  private static func parse(_ name: String) -> WrittenName? {
    let atoms = AtomScanner.atoms(of: NormalizedMarkup(name), line: 1)
    return atoms.count == 1 ? atoms[0].name : nil
  }

  /// A key without regard to case and brackets; a single letter keeps its case, since e is not E.
  private static func loose(_ key: String) -> String {
    let letters = key.filter { !"[](),".contains($0) }
    return letters.count > 1 ? letters.lowercased() : letters
  }

  /// Lets a name mean what a legend says.
  mutating func learn(_ written: WrittenName, means name: String) {
    told[written.key] = name
    memory = Memory()
  }

  /// The same names, and those that somebody else uses for them.
  /// - Parameters:
  ///   - bytes: Lines such as `q1 = net_h1`, theirs in front; what follows a `#` is a comment.
  ///   - file: What the text is called in messages.
  /// - Throws: `AnswerSheetError` for a line that names no quantity, or another than one before.
  package func learning(_ bytes: [UInt8], file: String) throws(AnswerSheetError) -> KnownNames {
    var names = self
    var learned: [WrittenName: String] = [:]
    let text = String(decoding: SavedText.normalized(bytes), as: UTF8.self)
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let content = line.prefix { $0 != "#" }.filter { !$0.isWhitespace }
      guard !content.isEmpty else { continue }
      let sides = content.split(separator: "=", maxSplits: 1).map(String.init)
      guard sides.count == 2, let theirs = Self.parse(sides[0]),
        let ours = canonicalName(of: sides[1])
      else {
        throw .noSuchName(
          file: file, line: index + 1, found: String(line),
          nearest: sides.last.flatMap { nearest(to: $0) })
      }
      guard learned.updateValue(ours, forKey: theirs) ?? ours == ours else {
        throw .namedTwice(file: file, line: index + 1, name: sides[0])
      }
      names.learn(theirs, means: ours)
    }
    return names
  }

  /// The quantity under exactly this name, or under one that a legend gives.
  private func ownName(of written: WrittenName) -> String? {
    let key = written.key
    return told[key] ?? own[key] ?? ownLoose[Self.loose(key)] ?? nil
  }

  /// Whether the name is a quantity's own.
  func isOwn(_ written: WrittenName) -> Bool { ownName(of: written) != nil }

  /// The quantity that is meant for certain, or `nil`.
  func canonicalName(of written: WrittenName) -> String? {
    let readings = readings(of: written).single
    return readings.count == 1 ? readings[0].name : nil
  }

  /// The canonical name of what is written, or `nil` if that is no name or means nothing certain.
  package func canonicalName(of text: String) -> String? {
    Self.parse(text).flatMap { canonicalName(of: $0) }
  }

  /// The known name nearest to one that means nothing.
  package func nearest(to name: String) -> String? { nearestName(to: name, among: names) }

  /// Whether there is such a quantity.
  func contains(_ name: String) -> Bool { all.contains(name) }

  /// The known value of a quantity.
  func value(of name: String) -> Double? { values[name] }

  /// The ways to calculate a quantity.
  func formulas(of name: String) -> [Formula] { formulas[name] ?? [] }

  /// The quantities that a name can mean: one, or a vector or matrix of them.
  func readings(of written: WrittenName) -> [NameReading] {
    if let layered = written.atLayer { return readings(of: layered).filter { $0.layer != nil } }
    return memory.readings(of: written) {
      let found =
        written.denominator.isEmpty ? structural(written) : derivatives(written)
      // With a layer and two indices, W⁽¹⁾₁₁ is no flat w11 after a step.
      let isLayered =
        written.bracketed != nil && written.stem.suffix(2).allSatisfy(\.isNumber)
        && found.contains { $0.layer != nil && !$0.name.contains("@") }
      let own =
        ownName(of: written) ?? (isLayered ? nil : written.variants.lazy.compactMap(ownName).first)
      guard let own else { return found.unique }
      // A name in other letters than its own may also be that of a slope: e_o1 is not E_o1.
      let isLoose = written.variants.allSatisfy { told[$0.key] == nil && self.own[$0.key] == nil }
      return
        ([NameReading(rows: [[own]])]
        + found.filter { !$0.isSingle || isLoose && !own.contains("/d") && $0.name.contains("/d") })
        .unique
    }
  }
}
