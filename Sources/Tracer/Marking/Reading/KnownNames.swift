/// The quantities that answers can be about, found under all the names that people give them.
///
/// A name is looked up as it is, then without regard to case and brackets, then as a customary
/// other name, such as `δ_o1` for `dE/dnet_o1`. A name that could be two is none.
package struct KnownNames: Sendable {
  /// The canonical names in the order given.
  package let names: [String]
  private let all: Set<String>
  private let values: [String: Double]
  /// The tables of keys, to be searched one after the other; `nil` marks an ambiguous key.
  private var tables: [[String: String?]]

  /// Learns the names.
  /// - Parameters:
  ///   - names: The canonical names, in ASCII.
  ///   - values: What the quantities are, as far as known; they only help to tell a quantity of the
  ///     first forward pass from that of the second.
  package init(_ names: [String], values: [String: Double] = [:]) {
    self.names = names
    self.values = values
    all = Set(names)
    var own: [String: String?] = [:]
    var customary: [String: String?] = [:]
    for name in names {
      guard let written = Self.parse(name) else { continue }
      own[written.key] = .some(name)
      for other in written.customaryNames { Self.add(name, under: other.key, to: &customary) }
    }
    var ownLoose: [String: String?] = [:]
    for (key, name) in own { Self.add(name, under: Self.loose(key), to: &ownLoose) }
    var customaryLoose: [String: String?] = [:]
    for (key, name) in customary { Self.add(name, under: Self.loose(key), to: &customaryLoose) }
    tables = [own, ownLoose, customary, customaryLoose]
  }

  private static func add(_ name: String?, under key: String, to table: inout [String: String?]) {
    if let other = table[key], other != name {
      table[key] = .some(nil)
    } else {
      table[key] = .some(name)
    }
  }

  /// The parts of a canonical name.
  private static func parse(_ name: String) -> WrittenName? {
    let atoms = AtomScanner.atoms(of: NormalizedMarkup(name), line: 1)
    guard atoms.count == 1, case .name(let written) = atoms[0].kind else { return nil }
    return written
  }

  /// A key without regard to case and brackets; a single letter keeps its case, since e is not E.
  private static func loose(_ key: String) -> String {
    let letters = key.filter { !"[](),".contains($0) }
    return letters.count > 1 ? letters.lowercased() : letters
  }

  /// The canonical name of the quantity that is meant, or `nil`.
  func canonicalName(of written: WrittenName) -> String? {
    for candidate in written.readings {
      let key = candidate.key
      let loose = Self.loose(key)
      for (index, table) in tables.enumerated() {
        if let name = table[index.isMultiple(of: 2) ? key : loose], let name { return name }
      }
    }
    return nil
  }

  /// The canonical name of what is written, or `nil` if that is no name or means nothing.
  package func canonicalName(of text: String) -> String? {
    Self.parse(text).flatMap { canonicalName(of: $0) }
  }

  /// The known name nearest to one that means nothing.
  package func nearest(to name: String) -> String? { nearestName(to: name, among: names) }

  /// Whether there is such a quantity.
  func contains(_ name: String) -> Bool { all.contains(name) }

  /// The known value of a quantity.
  func value(of name: String) -> Double? { values[name] }
}

extension WrittenName {
  /// The name, and what else its marks can mean: the update is a new weight or a new forward pass,
  /// a number in brackets a sample or a step, *new* can stand in front.
  fileprivate var readings: [WrittenName] {
    var readings = [self]
    if let number = bracketed, step == nil {
      var name = self
      name.bracketed = nil
      name.step = number
      readings.append(name)
    }
    for word in updateWords.sorted() where stem.hasPrefix(word) && stem != word && !isWord {
      var name = self
      name.stem.removeFirst(word.count)
      name.isUpdated = true
      readings.append(name)
    }
    for reading in readings where reading.isUpdated {
      var name = reading
      name.isUpdated = false
      name.step = 1
      readings.append(name)
    }
    for reading in readings where reading.step == 1 && denominator.isEmpty {
      var name = reading
      name.step = nil
      name.isUpdated = true
      readings.append(name)
    }
    return readings
  }

  /// Other names by which the same quantity goes.
  fileprivate var customaryNames: [WrittenName] {
    guard let denominator = denominator.first else { return customaryStems.map { with(stem: $0) } }
    var names: [WrittenName] = []
    for numerator in [stem] + customaryStems {
      for other in [denominator.stem] + denominator.customaryStems {
        names.append(with(stem: numerator, denominator: [denominator.with(stem: other)]))
      }
    }
    guard errorStems.contains(stem) else { return names }
    var short = denominator
    short.bracketed = short.bracketed ?? bracketed
    short.step = short.step ?? step
    for prefix in ["d", "grad"] { names.append(short.with(stem: prefix + denominator.stem)) }
    names.append(short.with(stem: denominator.stem + "grad"))
    if denominator.stem.hasPrefix("net") {
      let unit = denominator.stem.dropFirst(3)
      for other in ["delta\(unit)", "deltanet\(unit)"] { names.append(short.with(stem: other)) }
    }
    return names
  }

  private func with(stem: String, denominator: [WrittenName]? = nil) -> WrittenName {
    var name = self
    name.stem = stem
    if let denominator { name.denominator = denominator }
    return name
  }

  /// Other names for the letters alone.
  private var customaryStems: [String] {
    if errorStems.contains(stem) { return errorStems.filter { $0 != stem } }
    if stem == "alpha" { return ["eta", "lr", "learningrate", "lernrate"] }
    for (prefix, others) in customaryPrefixes where stem.hasPrefix(prefix) && stem != prefix {
      let unit = String(stem.dropFirst(prefix.count))
      return others.map { $0 + unit } + [unit + prefix]
    }
    return []
  }
}

/// What people call the error of the whole net.
private let errorStems = [
  "E", "Etotal", "Etot", "Error", "error", "totalerror", "L", "Ltotal", "Loss", "loss", "J", "C",
]

/// What people write in front of a unit for its output, its net input and its target.
private let customaryPrefixes: [(String, [String])] = [
  ("out", ["", "output", "a", "act"]), ("net", ["z", "in", "netinput"]), ("target", ["t", "y"]),
]
