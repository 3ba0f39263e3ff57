/// What a name can mean, and what is taken for granted by it.
struct NameReading: Hashable {
  /// The quantities: one, or those of a vector or matrix, row by row as the graph keeps them: a
  /// sample, or a unit that connections come from, is a row.
  var rows: [[String]]
  /// Whether the gradient of what is named is meant.
  var isGradient = false
  var conventions: Set<NamingConvention> = []
  /// How unusual the meaning is.
  var cost = 0
  /// Whether the change is meant by which the gradient is followed, as likely as the gradient.
  var isPerhapsChange = false
  /// Whether it is one of all the things that the same words can mean: the number must say which.
  var isOpen = false
  /// Whether it is the bare name of a unit, which stands for its output.
  var isBareUnit = false
  /// Whether it is said to be what it was before the update.
  var isEarlier = false
  /// The layer of the unit or connection, where there is one.
  var layer: Int?

  /// The quantity, or the first of several.
  var name: String { rows[0][0] }
  /// All quantities.
  var names: [String] { rows.flatMap(\.self) }
  /// Whether one quantity is meant.
  var isSingle: Bool { rows.count == 1 && rows[0].count == 1 }

  /// The reading as a less usual one.
  func costing(_ more: Int) -> NameReading {
    var reading = self
    reading.cost += more
    return reading
  }

  /// The reading with other names, as far as all of these exist.
  func renamed(in known: KnownNames, _ name: (String) -> String?) -> NameReading? {
    var reading = self
    reading.isGradient = false
    for (row, names) in rows.enumerated() {
      for (column, old) in names.enumerated() {
        guard let new = name(old), known.contains(new) else { return nil }
        reading.rows[row][column] = new
      }
    }
    return reading
  }

  /// The reading after some updates: new parameters, or the quantities of a later pass.
  func after(_ step: Int, in known: KnownNames) -> NameReading? {
    (step == 1 ? renamed(in: known, Notation.updated) : nil)
      ?? renamed(in: known) { Notation.name($0, afterStep: step) }
  }

  /// Of net inputs, the outputs, or their slopes by these.
  func ofActivation(isSlope: Bool, in known: KnownNames) -> NameReading? {
    renamed(in: known) { net in
      guard net.hasPrefix("net_") else { return nil }
      let out = "out_\(net.dropFirst(4))"
      return isSlope ? Notation.derivative(of: out, by: net) : out
    }
  }

  /// The slopes of what this means by what another means: of one by many, or each by its like.
  func slopes(by other: NameReading, in known: KnownNames) -> NameReading? {
    guard isSingle || rows.count == other.rows.count && rows[0].count == other.rows[0].count
    else { return nil }
    var above = names[...]
    return NameReading(
      rows: other.rows, conventions: conventions.union(other.conventions),
      cost: cost + other.cost, layer: other.layer ?? layer
    ).renamed(in: known) { below in
      Notation.derivative(of: isSingle ? name : above.removeFirst(), by: below)
    }
  }

  /// The quantities in the shape of an array: as they are, turned, or in one line.
  func fitted(height: Int, width: Int) -> [NameReading] {
    let isMatrix = rows.count > 1 && rows[0].count > 1
    var shapes: [(rows: [[String]], convention: NamingConvention?)] = [
      (rows, isMatrix ? .rows(areSources: true) : nil),
      (
        rows[0].indices.map { column in rows.map { $0[column] } },
        isMatrix ? .rows(areSources: false) : nil
      ),
    ]
    if !isMatrix { shapes.append(width == 1 ? (names.map { [$0] }, nil) : ([names], nil)) }
    return shapes.filter { $0.rows.count == height && $0.rows[0].count == width }
      .map { shape in
        var fit = self
        fit.rows = shape.rows
        if let convention = shape.convention { fit.conventions.insert(convention) }
        return fit
      }.unique
  }
}

extension [NameReading] {
  /// Each reading once; those that contradict themselves never.
  var unique: [NameReading] { filter(\.conventions.isConsistent).uniqued }

  /// Those of one quantity.
  var single: [NameReading] { filter(\.isSingle) }

  /// What is meant, each only once, in the order of the readings.
  var meanings: [[[String]]] { map(\.rows).uniqued }
}

extension Array where Element: Hashable {
  /// Each element once, in their order.
  var uniqued: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
