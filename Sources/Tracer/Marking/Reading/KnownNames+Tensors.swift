/// What the name of a vector or matrix can mean.
struct TensorReading: Hashable {
  /// The quantities, row by row as the graph keeps them: a sample or a unit that connections come
  /// from a row.
  var rows: [[String]]
  var conventions: Set<NamingConvention> = []
  var cost = 0

  /// The quantities in the shape of an array: as they are, turned, or in one line.
  func fitted(to array: ArrayLiteral, known: KnownNames) -> [TensorReading] {
    let (height, width) = (array.rows.count, array.rows[0].count)
    var fits: [TensorReading] = []
    func add(_ rows: [[String]], _ convention: NamingConvention?) {
      var fit = self
      fit.rows = rows
      if let convention { fit.conventions.insert(convention) }
      if fit.isConsistent { fits.append(fit) }
    }
    let isMatrix = rows.count > 1 && rows[0].count > 1
    let turned = rows[0].indices.map { column in rows.map { $0[column] } }
    if (rows.count, rows[0].count) == (height, width) {
      add(rows, isMatrix ? .rows(areSources: true) : nil)
    }
    if (turned.count, turned[0].count) == (height, width), isMatrix || fits.isEmpty {
      add(turned, isMatrix ? .rows(areSources: false) : nil)
    }
    let isFlat = height == 1 || width == 1
    if fits.isEmpty, isFlat, !isMatrix, rows.count * rows[0].count == height * width {
      let all = rows.flatMap(\.self)
      add(width == 1 ? all.map { [$0] } : [all], nil)
    }
    return fits
  }

  private var isConsistent: Bool { Set(conventions.map(\.family)).count == conventions.count }
}

extension KnownNames {
  /// Whether a side names a vector or matrix.
  func isTensor(_ side: ArraySlice<Atom>) -> Bool { !tensors(endingIn: side).isEmpty }

  /// The vectors and matrices that a side can mean.
  func tensors(endingIn side: ArraySlice<Atom>) -> [TensorReading] {
    guard layout.depth > 0 else { return [] }
    let atoms = side.withoutEmphasis
    var core: WrittenName?
    var words: [NameWord] = []
    for atom in atoms.reversed() {
      guard let name = atom.name else {
        if case .boundary = atom.kind { continue }
        guard case .punctuation = atom.kind else { return [] }
        break
      }
      if let word = name.word, !(name.stem.count == 1 && core == nil) {
        words.append(word)
      } else if core == nil,
        !name.isWord || Symbol.all[name.stem.lowercased()] != nil
          || !tensors(of: name).isEmpty
      {
        core = name
      } else {
        break
      }
    }
    if core == nil {
      let symbols = words.reversed().compactMap { word in
        if case .symbol(let symbol) = word { symbol } else { nil }
      }
      guard !symbols.isEmpty else { return [] }
      core = WrittenName(stem: symbols.joined())
    }
    guard var core else { return [] }
    if words.contains(.updated) { core.isUpdated = true }
    let found = tensors(of: core)
    return words.contains(.gradient) ? gradients(by: found) : found
  }

  private func gradients(by readings: [TensorReading]) -> [TensorReading] {
    named(readings) { Notation.derivative(of: objectives[0], by: $0) }
  }

  /// The readings with other names, as far as all of these exist.
  private func named(_ readings: [TensorReading], _ name: (String) -> String) -> [TensorReading] {
    readings.compactMap { reading in
      var reading = reading
      reading.rows = reading.rows.map { $0.map(name) }
      return reading.rows.joined().allSatisfy(contains) ? reading : nil
    }
  }

  private func tensors(of written: WrittenName) -> [TensorReading] {
    if let denominator = written.denominator.first {
      guard Symbol.objectives.contains(written.stem) else { return [] }
      return gradients(by: tensors(of: denominator))
    }
    let plain = plainTensors(written)
    if !plain.isEmpty { return plain }
    let lower = written.stem.lowercased()
    func rest(_ count: Int) -> WrittenName {
      written.with(stem: String(written.stem.dropFirst(count)))
    }
    for word in ["gradient", "grad", "delta", "dedd", "ded", "dld", "djd", "dcd", "d"]
    where lower.hasPrefix(word) && lower.count > word.count {
      return gradients(by: tensors(of: rest(word.count)))
    }
    for word in updateWords where lower.count > word.count {
      var name = written
      name.isUpdated = true
      if lower.hasPrefix(word) {
        name.stem = String(name.stem.dropFirst(word.count))
      } else if lower.hasSuffix(word) {
        name.stem = String(name.stem.dropLast(word.count))
      } else {
        continue
      }
      return tensors(of: name)
    }
    return []
  }

  private func plainTensors(_ written: WrittenName) -> [TensorReading] {
    guard written.index.isEmpty else { return [] }
    let lower = written.stem.lowercased()
    let above = written.bracketed.map { "^\($0)" } ?? ""
    var found: [TensorReading] = []
    for length in 1...Symbol.longest where length <= lower.count {
      let word = String(lower.prefix(length))
      let rest = String(lower.dropFirst(length)) + above
      for symbol in Symbol.all[word] ?? [] {
        for (rows, reference) in layout.tensors(symbol, rest) {
          var conventions = reference.conventions
          if (Symbol.all[word]?.count ?? 0) > 1 { conventions.insert(.letter(word, symbol.role)) }
          var rows = rows
          if layout.samples > 1, symbol.role != .weight, symbol.role != .bias {
            rows = (1...layout.samples).map { sample in rows[0].map { "\($0)(\(sample))" } }
          }
          let reading = TensorReading(
            rows: rows, conventions: conventions, cost: symbol.cost + reference.cost)
          found +=
            symbol.isGradient ? gradients(by: marked(reading, written)) : marked(reading, written)
        }
        if symbol.role == .weight, rest.isEmpty, layout.depth > 1 {
          found += marked(TensorReading(rows: [layout.weights]), written)
        }
      }
    }
    // The bare name of a layer: h, o.
    if found.isEmpty, let symbol = Symbol.all["out"]?.first {
      for (rows, reference) in layout.tensors(symbol, lower + above) where reference.cost == 0 {
        found += marked(TensorReading(rows: rows), written)
      }
    }
    return found
  }

  private func marked(_ reading: TensorReading, _ written: WrittenName) -> [TensorReading] {
    guard written.isUpdated || written.step == 1 else { return named([reading]) { $0 } }
    let updated = named([reading], Notation.updated)
    return updated.isEmpty ? named([reading]) { Notation.name($0, afterStep: 1) } : updated
  }
}
