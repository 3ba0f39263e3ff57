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
    all = Set(names)
    layout = graph.map { NetworkLayout($0) } ?? NetworkLayout()
    let symbol = graph?.objectiveSymbol ?? "E"
    let objective = graph.map { $0.name(of: ElementID($0.objective, 0)) } ?? "E_total"
    objectives = symbol == objective ? [symbol] : [symbol, objective]
    for name in names {
      guard let written = Self.parse(name) else { continue }
      own[written.key] = .some(name)
      Self.add(name, under: Self.loose(written.key), to: &ownLoose)
    }
  }

  private static func add(_ name: String?, under key: String, to table: inout [String: String?]) {
    if let other = table[key], other != name {
      table[key] = .some(nil)
    } else {
      table[key] = .some(name)
    }
  }

  /// The parts of a name.
  static func parse(_ name: String) -> WrittenName? {
    let atoms = AtomScanner.atoms(of: NormalizedMarkup(name), line: 1)
    guard atoms.count == 1, case .name(let written) = atoms[0].kind else { return nil }
    return written
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
  /// - Throws: `AnswerSheetError` for a line that names no quantity.
  package func learning(_ bytes: [UInt8], file: String) throws(AnswerSheetError) -> KnownNames {
    var names = self
    let text = String(decoding: SavedText.normalized(bytes), as: UTF8.self)
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let content = line.prefix { $0 != "#" }
      let sides = content.split(separator: "=", maxSplits: 1).map {
        $0.filter { !$0.isWhitespace }
      }
      guard !sides.isEmpty, !(sides.count == 1 && sides[0].isEmpty) else { continue }
      guard sides.count == 2, let theirs = Self.parse(sides[0]),
        let ours = canonicalName(of: sides[1])
      else {
        throw .noSuchName(
          file: file, line: index + 1, found: String(content),
          nearest: sides.last.flatMap { nearest(to: $0) })
      }
      names.learn(theirs, means: ours)
    }
    return names
  }

  /// The quantity under exactly this name, or under one that a legend gives.
  private func ownName(of written: WrittenName) -> String? {
    let key = written.key
    if let name = told[key] { return name }
    if let name = own[key], let name { return name }
    return ownLoose[Self.loose(key)] ?? nil
  }

  /// The quantities that a name can mean, without those that a likelier reading excludes.
  func readings(of written: WrittenName) -> [NameReading] {
    memory.readings(of: written) { found(written) }
  }

  private func found(_ written: WrittenName) -> [NameReading] {
    for candidate in written.variants {
      if let name = ownName(of: candidate) { return [NameReading(name: name)] }
    }
    var readings: [NameReading] = []
    if let denominator = written.denominator.first {
      var numerator = written
      numerator.denominator = []
      let below = self.readings(of: denominator)
      for above in readingsOfNumerator(numerator) {
        for below in below {
          let name = Notation.derivative(of: above.name, by: below.name)
          if all.contains(name) { readings.append(above.joined(with: below, as: name)) }
        }
      }
    } else {
      var seen: Set<NameReading> = []
      for variant in written.variants {
        for var reading in structural(variant) where seen.insert(reading).inserted {
          // A number in brackets is a layer rather than a step, where it can be one.
          if variant.step != written.step, !readings.isEmpty { reading.cost += 2 }
          readings.append(reading)
        }
      }
    }
    return readings.unique
  }

  private func readingsOfNumerator(_ written: WrittenName) -> [NameReading] {
    let whole = Symbol.objectives.contains(written.stem) ? objectives : []
    return whole.map { NameReading(name: $0) }
      + readings(of: written).filter { !whole.contains($0.name) }
  }

  /// The names of the gradients by what readings mean.
  func gradients(by readings: [NameReading]) -> [NameReading] {
    readings.compactMap { reading in
      let name = Notation.derivative(of: objectives[0], by: reading.name)
      return all.contains(name) ? reading.named(name) : nil
    }
  }

  /// The names of the changes of what readings mean; gradients, too, are called so.
  func changes(of readings: [NameReading]) -> [NameReading] {
    let changes = readings.compactMap { reading -> NameReading? in
      let name = "\(Notation.updated(reading.name))-\(reading.name)"
      return all.contains(name) ? reading.named(name) : nil
    }
    return changes + gradients(by: readings)
  }

  /// Whether the name is a quantity's own.
  func isOwn(_ written: WrittenName) -> Bool { ownName(of: written) != nil }

  /// What the letters and numbers of a name can mean in the network.
  private func structural(_ written: WrittenName) -> [NameReading] {
    let stem = written.stem
    let lower = stem.lowercased()
    if Symbol.objectives.contains(stem), let objective = objectives.last {
      return marked([NameReading(name: objective)], as: written)
    }
    if Symbol.rates.contains(lower), all.contains("alpha"), !written.isUpdated {
      return [NameReading(name: "alpha")]
    }
    let plain = marked(self.plain(written), as: written)
    return plain.isEmpty ? prefixed(written, lower) : plain
  }

  /// `dw5`, `gradw5`, `neww5`, `dEdw5`: what stands in front of another name or behind it.
  private func prefixed(_ written: WrittenName, _ lower: String) -> [NameReading] {
    let stem = written.stem
    func rest(_ count: Int) -> WrittenName { written.with(stem: String(stem.dropFirst(count))) }
    for word in ["gradient", "grad"] where lower.count > word.count {
      if lower.hasPrefix(word) { return gradients(by: readings(of: rest(word.count))) }
      if lower.hasSuffix(word) {
        let name = written.with(stem: String(stem.dropLast(word.count)))
        return gradients(by: readings(of: name))
      }
    }
    for word in updateWords.union(oldWords) where lower.count > word.count {
      var name = written
      if lower.hasPrefix(word) {
        name = rest(word.count)
      } else if lower.hasSuffix(word) {
        name.stem = String(stem.dropLast(word.count))
      } else {
        continue
      }
      if updateWords.contains(word) { name.isUpdated = true }
      return name.stem == stem ? [] : readings(of: name)
    }
    if stem.hasPrefix("Delta") || stem.hasPrefix("delta") {
      return changes(of: readings(of: rest(5)))
    }
    guard lower.hasPrefix("d"), lower.count > 1 else { return [] }
    let characters = Array(stem)
    for middle in characters.indices.dropFirst(2).dropLast() where characters[middle] == "d" {
      let numerator = WrittenName(stem: String(characters[1..<middle]))
      guard Symbol.objectives.contains(numerator.stem) || ownName(of: numerator) != nil else {
        continue
      }
      let denominator = written.with(stem: String(characters[(middle + 1)...]))
      return readings(of: .derivative(of: numerator, by: denominator))
    }
    return gradients(by: readings(of: rest(1)))
  }

  /// The elements whose name consists of a symbol and what is attached to it; without the marks of
  /// update, sample and step.
  private func plain(_ written: WrittenName) -> [NameReading] {
    var found: [NameReading] = []
    let lower = written.stem.lowercased()
    let attached =
      (written.index.isEmpty ? "" : "[\(written.index)]")
      + (written.isSampled ? "" : written.bracketed.map { "^\($0)" } ?? "")
    func look(_ word: String, _ rest: String) {
      for symbol in Symbol.all[word] ?? [] {
        var keys = [rest + attached]
        if !written.index.isEmpty, !written.isIndexed {
          keys = [rest + written.index + attached.drop { $0 != "^" }]
          keys.append(keys[0].filter { $0 != "," })
        }
        for (name, reference) in keys.flatMap({ layout.elements(symbol, $0) }) {
          found.append(reading(name, symbol, word, reference))
        }
      }
    }
    if attached.isEmpty {
      for (name, reference) in layout.unit(lower) {
        found.append(NameReading(name: name, layer: reference.place.layer))
      }
      if !found.isEmpty { return found }
    }
    for length in 1...Symbol.longest where length <= lower.count {
      look(String(lower.prefix(length)), String(lower.dropFirst(length)))
      if length < lower.count {
        look(String(lower.suffix(length)), String(lower.dropLast(length)))
      }
    }
    if found.isEmpty { found = unitsByName(written, lower) }
    return found
  }

  /// Without a network: a symbol in front of the name of a unit that is known by its net input.
  private func unitsByName(_ written: WrittenName, _ lower: String) -> [NameReading] {
    guard layout.depth == 0, written.bracketed == nil else { return [] }
    let index = written.index.isEmpty ? "" : "[\(written.index)]"
    var found: [NameReading] = []
    func look(_ word: String, _ unit: String) {
      for symbol in Symbol.all[word.isEmpty ? "out" : word] ?? [] {
        let stem = symbol.role == .error ? "E" : symbol.role.rawValue
        let name = "\(stem)_\(unit)\(index)"
        let whole = symbol.isGradient ? Notation.derivative(of: "E", by: name) : name
        if all.contains(whole) { found.append(NameReading(name: whole)) }
      }
    }
    for length in 0...Symbol.longest where length < lower.count {
      look(String(lower.prefix(length)), String(lower.dropFirst(length)))
      if length > 0 { look(String(lower.suffix(length)), String(lower.dropLast(length))) }
    }
    return found
  }

  private func reading(
    _ name: String, _ symbol: Symbol, _ word: String, _ reference: NetworkLayout.Reference
  ) -> NameReading {
    var conventions = reference.conventions
    if (Symbol.all[word]?.count ?? 0) > 1 { conventions.insert(.letter(word, symbol.role)) }
    // Most count the layers from the first behind the inputs.
    let isUsual = conventions.isDisjoint(with: [.layers(from: 1), .weightLayers(from: 1)])
    let cost = symbol.cost + reference.cost + (isUsual ? 0 : 2)
    if symbol.role == .weight || symbol.role == .bias {
      conventions = Set(
        conventions.map { convention in
          if case .layers(let base) = convention { return .weightLayers(from: base) }
          return convention
        })
    }
    return NameReading(
      name: name, isGradient: symbol.isGradient, conventions: conventions,
      cost: cost, layer: reference.place.layer)
  }

  /// The readings with the marks of a name: sample, step, update.
  func marked(_ readings: [NameReading], as written: WrittenName) -> [NameReading] {
    readings.flatMap { reading -> [NameReading] in
      let samples =
        written.sample.map { ["(\($0))"] }
        ?? [""] + (layout.samples > 1 ? (1...layout.samples).map { "(\($0))" } : [])
      return samples.compactMap { sample -> NameReading? in
        var name = reading.name + sample
        if written.isUpdated { name = Notation.updated(name) }
        if let step = written.step { name = Notation.name(name, afterStep: step) }
        if reading.isGradient { name = Notation.derivative(of: objectives[0], by: name) }
        return all.contains(name) ? reading.named(name) : nil
      }
    }
  }

  /// The quantity that is meant for certain, or `nil`.
  func canonicalName(of written: WrittenName) -> String? {
    let readings = readings(of: written)
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
}

/// What a name can mean, and what is taken for granted by it.
struct NameReading: Hashable {
  var name: String
  /// Whether the gradient of what is named is meant.
  var isGradient = false
  var conventions: Set<NamingConvention> = []
  /// How unusual the meaning is.
  var cost = 0
  /// The layer of the unit or connection, where there is one.
  var layer: Int?

  func named(_ name: String) -> NameReading {
    var reading = self
    reading.name = name
    reading.isGradient = false
    return reading
  }

  func joined(with other: NameReading, as name: String) -> NameReading {
    NameReading(
      name: name, conventions: conventions.union(other.conventions), cost: cost + other.cost,
      layer: other.layer ?? layer)
  }

  /// Whether both can be so on one sheet.
  var isConsistent: Bool { Set(conventions.map(\.family)).count == conventions.count }
}

extension [NameReading] {
  /// Each reading once; those that contradict themselves never.
  var unique: [NameReading] {
    var seen: Set<NameReading> = []
    return filter { $0.isConsistent && seen.insert($0).inserted }
  }

  /// The quantities, each once, in the order of the readings.
  var quantities: [String] {
    var seen: Set<String> = []
    return map(\.name).filter { seen.insert($0).inserted }
  }
}

extension WrittenName {
  /// The sample that is meant, where a number in brackets was decided to be one.
  var sample: Int? { isSampled ? bracketed : nil }

  /// The name, and what else its marks can mean: the update is a new weight or a new forward pass,
  /// a number in brackets a layer, a sample or a step.
  fileprivate var variants: [WrittenName] {
    var variants = [self]
    if let number = bracketed, step == nil {
      var name = self
      name.bracketed = nil
      name.step = number
      variants.append(name)
      name.step = nil
      name.bracketed = number
      name.isSampled = true
      variants.append(name)
    }
    for variant in variants where variant.isUpdated && variant.step == nil {
      var name = variant
      name.isUpdated = false
      name.step = 1
      variants.append(name)
    }
    for variant in variants where variant.step == 1 && denominator.isEmpty {
      var name = variant
      name.step = nil
      name.isUpdated = true
      variants.append(name)
    }
    return variants
  }
}
