/// What a side of an equation, or a cell of a table, says that a number is.
struct NamePhrase {
  /// The quantities that can be meant; none for a name that means nothing.
  var readings: [NameReading]
  /// Where the name itself stands.
  var range: Range<Int>
  /// The name as it was taken apart, for a name alone.
  var written: WrittenName?
}

extension KnownNames {
  /// The quantity that a side ends in: a name, or words such as "net input of h1", with prose of any
  /// kind in front; `nil` if the side calculates or says nothing.
  func phrase(endingIn side: ArraySlice<Atom>) -> NamePhrase? {
    var atoms = side.withoutEmphasis
    var words: [NameWord] = []
    if atoms.last?.kind == .sign(")"), atoms.count > 3,
      atoms[atoms.endIndex - 3].kind == .sign("("), let remark = atoms[atoms.endIndex - 2].name,
      remark.isWord
    {
      // "w5 (new)": a remark in brackets.
      if let word = remark.word { words.append(word) }
      atoms = atoms.dropLast(3)
    }
    var parts = PhraseParts(words: words)
    guard parts.collect(from: atoms, known: self), let range = parts.range else { return nil }
    return NamePhrase(
      readings: parts.readings(known: self), range: range,
      written: parts.words.isEmpty ? parts.core : nil)
  }

  /// Whether a name means a quantity.
  func isKnown(_ name: WrittenName) -> Bool { !readings(of: name).isEmpty }
}

/// The words and the name of a phrase.
private struct PhraseParts {
  var words: [NameWord]
  var core: WrittenName?
  /// The name by which a derivative is taken.
  var denominator: WrittenName?
  /// A number behind a word, as in "hidden unit 1", for each such word.
  var numbers: [(word: NameWord, number: Int)] = []
  var range: Range<Int>?

  private static let connectors: Set<String> = [
    "respect", "to", "with", "wrt", "nach", "by", "rapport", "par", "bezuglich", "대한", "에",
  ]

  /// Collects from the end; returns whether what is in front is no part of a calculation.
  mutating func collect(from atoms: ArraySlice<Atom>, known: KnownNames) -> Bool {
    var pending: Int?
    var isAfterConnector = false
    walk: for index in atoms.indices.reversed() {
      let atom = atoms[index]
      switch atom.kind {
      case .boundary, .lineEnd: continue
      case .name(let name):
        let lower = NameWord.folded(name.stem)
        if let number = pending {
          guard let word = name.word, core == nil || word == .sample || word == .step,
            [.unit, .layerNoun, .sample, .step].contains(word) || name.isSymbol || word.isLayer
          else { return false }
          numbers.append((word, number))
          if name.isSymbol || word.isLayer { words.append(word) }
          pending = nil
        } else if core == nil, name.isWord, known.isOwn(name) {
          core = name
        } else if let word = name.word, !(name.stem.count == 1 && range == nil) {
          if word == .alternative || word == .conjunction { return true }
          words.append(word)
        } else if name.isWord, Self.connectors.contains(lower), range != nil {
          isAfterConnector = true
          continue
        } else if name.isWord, !known.isKnown(name) || lower == "a" {
          return !wordsOfArithmetic.contains(lower) && !isAfterConnector
        } else if core == nil {
          core = name
        } else if isAfterConnector || words.contains(.derivative) || words.contains(.gradient) {
          guard denominator == nil else { return false }
          (denominator, core) = (core, name)
          isAfterConnector = false
        } else {
          return false
        }
        let whole = range ?? atom.range
        // The signs of a fraction all reach over the whole of it.
        range =
          min(
            atom.range.lowerBound, whole.lowerBound)..<max(atom.range.upperBound, whole.upperBound)
      case .number(let number):
        guard core == nil || words.isEmpty == false, pending == nil, number.isWhole,
          number.value < 1_000_000
        else { return isPlaceNumber(index, in: atoms) }
        if core != nil, !isPlaceNumber(index, in: atoms) { return false }
        pending = Int(number.value)
        if range == nil { range = atom.range }
      // A plus sign is a bullet in Markdown.
      case .sign("+") where index == atoms.startIndex: break walk
      case .punctuation(let sign):
        // "Hidden layer: net_h1"
        if sign == ":", range != nil { continue }
        return true
      case .cell, .comment, .separator: return true
      default: return false
      }
    }
    return pending == nil
  }

  /// Whether a number counts something in prose: "step 3: net_h1".
  private func isPlaceNumber(_ index: Int, in atoms: ArraySlice<Atom>) -> Bool {
    index > atoms.startIndex && atoms[index - 1].name?.isWord == true
  }

  /// The quantities that the parts mean together.
  func readings(known: KnownNames) -> [NameReading] {
    var found = base(known)
    if let layer = words.lazy.compactMap(\.layer).first {
      let depth = known.layout.depth
      let layers = layer < 0 ? depth...depth : layer == 0 ? 0...0 : 1...max(1, depth - 1)
      let inside = found.filter { $0.layer.map(layers.contains) ?? true }
      if !inside.isEmpty { found = inside }
    }
    if words.contains(.gradient) || words.contains(.derivative), denominator == nil {
      // "the derivative of out_h1" does not say by what.
      if words.contains(.derivative), !words.contains(.gradient) { return [] }
      let gradients = known.gradients(by: found)
      found = gradients.isEmpty && found.allSatisfy { $0.name.contains("/d") } ? found : gradients
    }
    if words.contains(.change) { found = known.changes(of: found) }
    for (word, number) in numbers {
      switch word {
      case .sample: found = found.filter { $0.name.contains("(\(number))") }
      case .step: found = found.map { $0.named(Notation.name($0.name, afterStep: number)) }
      default: break
      }
    }
    if words.contains(.again) {
      let later = found.map { $0.named(Notation.name($0.name, afterStep: 1)) }
      found = later.filter { known.contains($0.name) }
    }
    return found.filter { known.contains($0.name) }.unique
  }

  private func base(_ known: KnownNames) -> [NameReading] {
    let symbols = words.reversed().compactMap { word -> String? in
      if case .symbol(let symbol) = word { symbol } else { nil }
    }
    let isUpdated = words.contains(.updated)
    func found(_ stem: String, like core: WrittenName = WrittenName(stem: "")) -> [NameReading] {
      var name = core.with(stem: stem)
      if isUpdated { name.isUpdated = true }
      return known.readings(of: name)
    }
    if var core {
      if isUpdated { core.isUpdated = true }
      if let denominator {
        var below = denominator
        if isUpdated { below.isUpdated = true }
        return known.readings(of: .derivative(of: core, by: below))
      }
      guard !symbols.isEmpty else { return known.readings(of: core) }
      let joined = found(symbols.joined() + core.stem, like: core)
      if !joined.isEmpty { return joined }
      // "the weight w5", "output out_o1"
      return known.readings(of: core)
    }
    let place = numbers.first { $0.word != .sample && $0.word != .step }?.number
    let layer = words.lazy.compactMap(\.layer).first
    let layerName = layer.map { $0 < 0 ? "output" : $0 == 0 ? "input" : "hidden" } ?? ""
    let number = place.map { "\($0)" } ?? ""
    guard !symbols.isEmpty || place != nil && !layerName.isEmpty else { return [] }
    // "hidden output 1" and "output of hidden unit 1" are the same; a word that is no symbol of its
    // own names the layer.
    let stem = (symbols.isEmpty ? "out" : symbols.joined()) + layerName + number
    return found(stem)
  }
}

extension NameWord {
  fileprivate var layer: Int? { if case .layer(let layer) = self { layer } else { nil } }
  fileprivate var isLayer: Bool { layer != nil }
}
