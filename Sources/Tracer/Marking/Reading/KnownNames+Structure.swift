/// What names mean by their letters and numbers.
extension KnownNames {
  /// The slopes that the name of a derivative can mean.
  func derivatives(_ written: WrittenName) -> [NameReading] {
    var numerator = written
    numerator.denominator = []
    let parts = readings(of: numerator)
    // The error of the only output is the whole of it.
    let errors = layout.samples == 1 ? layout.names[.error]?[layout.depth] ?? [] : []
    let isObjective =
      Symbol.objectives.contains(written.stem)
      || errors.joined().count == 1 && parts.contains { $0.rows == errors }
    let whole = isObjective ? objectives.map { NameReading(rows: [[$0]]) } : []
    let above = whole + parts.filter { !whole.contains($0) }
    return written.denominator.flatMap { readings(of: $0) }.flatMap { below in
      above.compactMap { $0.slopes(by: below, in: self) }
    }
  }

  /// What the letters and numbers of a name can mean in the network.
  func structural(_ written: WrittenName) -> [NameReading] {
    var readings: [NameReading] = []
    var seen: Set<NameReading> = []
    for variant in written.variants {
      for var reading in named(variant) where seen.insert(reading).inserted {
        // A number in brackets is a layer rather than a step, where it can be one.
        if variant.step != written.step, !readings.isEmpty { reading.cost += 2 }
        readings.append(reading)
      }
    }
    return readings
  }

  private func named(_ written: WrittenName) -> [NameReading] {
    if Symbol.objectives.contains(written.stem), let objective = objectives.last {
      // Of a single sample, or a vector of them.
      let parts = plain(written).flatMap { marked($0, as: written) }
        .filter {
          layout.samples > 1 || !$0.isSingle || written.stem.count > 1 && $0.name.contains("/d")
        }.map { part in
          var part = part
          part.cost += 2
          return part
        }
      return marked(NameReading(rows: [[objective]]), as: written) + parts
    }
    if Symbol.rates.contains(written.stem.lowercased()), contains("alpha"), !written.isUpdated {
      return [NameReading(rows: [["alpha"]])]
    }
    var plain = plain(written).flatMap { marked($0, as: written) }
    if written == WrittenName(stem: "l"), contains("alpha") {
      plain.append(NameReading(rows: [["alpha"]], cost: 1))
    }
    // An unusual meaning of a letter leaves others open: d_o1.
    return plain.contains { $0.cost < 4 } ? plain : plain + affixed(written)
  }

  /// `dw5`, `gradw5`, `neww5`, `dEdw5`: what stands in front of another name or behind it.
  private func affixed(_ written: WrittenName) -> [NameReading] {
    let characters = Array(written.stem)
    for middle in characters.indices.dropFirst(2).dropLast()
    where characters[0].lowercased() == "d" && characters[middle] == "d" {
      let numerator = WrittenName(stem: String(characters[1..<middle]))
      guard Symbol.objectives.contains(numerator.stem) || isOwn(numerator) else { continue }
      let below = written.with(stem: String(characters[(middle + 1)...]))
      return readings(of: .derivative(of: numerator, by: below))
    }
    guard let (word, rest) = written.affix else { return [] }
    return applied([word], to: readings(of: rest))
  }

  /// Readings with what words say of them: of `w5`, the gradient, the change, the updated value.
  func applied(_ words: Set<NameWord>, to readings: [NameReading]) -> [NameReading] {
    func renamed(_ readings: [NameReading], _ name: (String) -> String) -> [NameReading] {
      readings.compactMap { $0.renamed(in: self, name) }
    }
    var found = readings
    if words.contains(.updated) || words.contains(.again) {
      let updated = words.contains(.updated) ? renamed(found, Notation.updated) : []
      let later = renamed(found) { Notation.name($0, afterStep: 1) }
      let isDone = !found.isEmpty && found.allSatisfy { $0.name.hasSuffix("+") }
      if !isDone { found = (isContinued ? found : []) + (updated.isEmpty ? later : updated) }
    }
    func gradients(_ readings: [NameReading]) -> [NameReading] {
      renamed(readings) { Notation.derivative(of: objectives[0], by: $0) }
    }
    if words.contains(.change) {
      found =
        renamed(found) { "\(Notation.updated($0))-\($0)" }
        + gradients(renamed(found, Notation.updated).isEmpty ? [] : found).map { reading in
          var reading = reading
          reading.isPerhapsChange = true
          return reading
        }
    } else if words.contains(.gradient), found.contains(where: { !$0.name.contains("/d") }) {
      found = gradients(found)
    }
    if words.contains(.old) {
      for index in found.indices { found[index].isEarlier = true }
    }
    return found
  }

  /// All that can be said of the unit or parameter that a reading is about, the usual before the
  /// unusual; the reading alone if it is about neither.
  func everything(about reading: NameReading) -> [NameReading] {
    func slope(_ name: String) -> String { Notation.derivative(of: objectives[0], by: name) }
    func subject(_ name: String) -> String {
      name.hasPrefix(slope("")) ? String(name.dropFirst(slope("").count)) : name
    }
    func of(_ role: Role, _ name: String) -> String? {
      let parts = subject(name).split(separator: "_", maxSplits: 1).map(String.init)
      guard parts.count == 2, parts[0] == "E" || Role(rawValue: parts[0]) != nil else { return nil }
      return "\(role == .error ? "E" : role.rawValue)_\(parts[1])"
    }
    func slopeOfUnit(_ name: String) -> String? {
      of(.out, name).flatMap { out in of(.net, name).map { Notation.derivative(of: out, by: $0) } }
    }
    let ofParameter: [(Int, (String) -> String?)] = [
      (0, subject), (2, { Notation.updated(subject($0)) }), (3, { slope(subject($0)) }),
      (3, { "\(Notation.updated(subject($0)))-\(subject($0))" }),
    ]
    let ofUnit: [(Int, (String) -> String?)] =
      [Role.net, .out, .error, .target].map { role in (0, { of(role, $0) }) }
      + [Role.net, .out].map { role in (0, { of(role, $0).map(slope) }) } + [(0, slopeOfUnit)]
    var seen: Set<[[String]]> = []
    let found = (ofParameter + ofUnit).compactMap { cost, name -> NameReading? in
      guard var other = reading.renamed(in: self, name), seen.insert(other.rows).inserted else {
        return nil
      }
      other.isOpen = true
      other.cost += cost
      return other
    }
    return found.count > 1 ? found : [reading]
  }

  /// The elements whose name consists of a symbol and what is attached to it; without the marks of
  /// update, sample and step.
  private func plain(_ written: WrittenName) -> [NameReading] {
    let lower = written.stem.lowercased()
    let index = written.index.isEmpty ? "" : "[\(written.index)]"
    let above = written.isSampled ? "" : written.bracketed.map { "^\($0)" } ?? ""
    if index.isEmpty, above.isEmpty {
      let units = layout.unit(lower)
      if !units.isEmpty {
        return units.map { NameReading(rows: [[$0.name]], isBareUnit: true, layer: $0.layer) }
      }
    }
    var endings = [index + above]
    if !index.isEmpty, !written.isIndexed {
      endings = [written.index + above, written.index.filter { $0 != "," } + above]
    }
    func look(_ word: String, _ rest: String) -> [NameReading] {
      var symbols = Symbol.all[word.isEmpty ? "out" : word] ?? []
      // A capital E is an error, also one that the network has no name for; e may be its slope.
      if word == "e", written.stem.first == "E" { symbols.removeAll(where: \.isGradient) }
      guard layout.depth > 0 else {
        // Without a network, a unit is known by the names of what it has.
        return above.isEmpty ? symbols.compactMap { byName($0, rest + index) } : []
      }
      let layers = word.isEmpty ? [] : endings
      return symbols.flatMap { symbol in
        layers.flatMap { layout.elements(symbol, rest + $0) }.map { rows, reference in
          reading(rows, symbol, reference, ofMany: symbols.count > 1 ? word : nil)
        }
      }
    }
    var found: [NameReading] = []
    for length in 1...Symbol.longest where length <= lower.count {
      found += look(String(lower.prefix(length)), String(lower.dropFirst(length)))
      if length < lower.count {
        found += look(String(lower.suffix(length)), String(lower.dropLast(length)))
      }
    }
    if layout.depth == 0 { found += look("", lower) }
    if layout.depth > 1, Symbol.all[lower]?.first?.role == .weight {
      found.append(NameReading(rows: [layout.weights]))
    }
    return found
  }

  private func byName(_ symbol: Symbol, _ unit: String) -> NameReading? {
    let stem = symbol.role == .error ? "E" : symbol.role.rawValue
    let name = "\(stem)_\(unit)"
    let whole = symbol.isGradient ? Notation.derivative(of: "E", by: name) : name
    return contains(whole) ? NameReading(rows: [[whole]]) : nil
  }

  private func reading(
    _ rows: [[String]], _ symbol: Symbol, _ reference: NetworkLayout.Reference, ofMany word: String?
  ) -> NameReading {
    var conventions = reference.conventions
    if let word { conventions.insert(.letter(word, symbol.role)) }
    return NameReading(
      rows: rows, isGradient: symbol.isGradient, conventions: conventions,
      cost: symbol.cost + reference.cost + conventions.reduce(0) { $0 + $1.cost },
      layer: reference.layer)
  }

  /// A reading with the marks of a name: sample, step, update.
  private func marked(_ reading: NameReading, as written: WrittenName) -> [NameReading] {
    let samples = layout.samples > 1 ? (1...layout.samples).map { "(\($0))" } : []
    var readings = (written.sample.map { ["(\($0))"] } ?? [""] + samples).compactMap { sample in
      var reading = reading
      reading.rows = reading.rows.map { $0.map { $0 + sample } }
      return reading
    }
    if written.sample == nil, reading.rows.count == 1, !samples.isEmpty {
      var all = reading
      all.rows = samples.map { sample in reading.rows[0].map { $0 + sample } }
      readings.append(all)
    }
    return readings.compactMap { reading in
      let isGradient = reading.isGradient
      return reading.renamed(in: self) { name in
        var name = name
        if written.isUpdated { name = Notation.updated(name) }
        if let step = written.step { name = Notation.name(name, afterStep: step) }
        return isGradient ? Notation.derivative(of: objectives[0], by: name) : name
      }
    }
  }
}

extension WrittenName {
  /// The sample that is meant, where a number in brackets was decided to be one.
  fileprivate var sample: Int? { isSampled ? bracketed : nil }

  /// The name, and what else its marks can mean: the update is a new weight or a new forward pass,
  /// a number in brackets a layer, a sample or a step.
  var variants: [WrittenName] {
    var variants = [self]
    func add(_ name: WrittenName, _ change: (inout WrittenName) -> Void) {
      var name = name
      change(&name)
      variants.append(name)
    }
    if let number = bracketed, step == nil, number >= 0 {
      add(self) { ($0.bracketed, $0.step) = (nil, number) }
      add(self) { $0.isSampled = true }
    }
    for variant in variants where variant.isUpdated && variant.step == nil {
      add(variant) { ($0.isUpdated, $0.step) = (false, 1) }
    }
    for variant in variants where variant.step == 1 && denominator.isEmpty {
      add(variant) { ($0.isUpdated, $0.step) = (true, nil) }
    }
    return variants
  }

  /// What is said in front of a name or behind it, and the name.
  var affix: (word: NameWord, rest: WrittenName)? {
    let lower = stem.lowercased()
    for (text, word) in NameWord.affixes where lower.count > text.count {
      if lower.hasPrefix(text) { return (word, with(stem: String(stem.dropFirst(text.count)))) }
      if text.count > 2, lower.hasSuffix(text) {
        return (word, with(stem: String(stem.dropLast(text.count))))
      }
    }
    return nil
  }
}
