/// The name of a quantity as somebody wrote it, taken apart.
struct WrittenName: Hashable {
  /// The letters and digits in their order, without underscores, Greek letters spelled out.
  var stem: String
  /// What stood in square brackets or in a subscript with a comma: `3,17`.
  var index = ""
  /// Whether the index stood in square brackets, where programs count from 0.
  var isIndexed = false
  /// What stood in round brackets, raised or not: the layer, from the last on if negative, the sample,
  /// or the step.
  var bracketed: Int?
  /// The digit that is raised behind a letter: its layer, or its power.
  var power: Int?
  /// Whether the number in brackets is that of a sample.
  var isSampled = false
  /// What stood behind `@`.
  var step: Int?
  /// Whether it bears a `+`, a prime or the word *new*.
  var isUpdated = false
  /// The name that the derivative is taken by, for a derivative; the rest is what it is taken of.
  var denominator: [WrittenName] = []

  /// The same text for all ways of writing the name.
  var key: String {
    var key = stem
    if !index.isEmpty { key += "[\(index)]" }
    if let bracketed { key += "(\(bracketed))" }
    if let power { key += "^\(power)" }
    if let step { key += "@\(step)" }
    if isUpdated { key += "+" }
    return denominator.isEmpty ? key : "d\(key)/d\(denominator[0].key)"
  }

  /// Whether the letters alone could be a word of a sentence.
  var isWord: Bool {
    // In Latin and Greek a single letter is a symbol.
    stem == "à"
      || (stem.unicodeScalars.count > 1 || stem.unicodeScalars.first?.isNameLetter == false)
        && stem.unicodeScalars.allSatisfy(\.properties.isAlphabetic)
        && index.isEmpty && bracketed == nil && power == nil && step == nil && !isUpdated
        && denominator.isEmpty
  }

  /// Whether it is a single letter, as people call a quantity of a whole layer.
  var isLetter: Bool {
    (stem.count == 1 || stem == "delta") && Symbol.all[stem.lowercased()] != nil && !isUpdated
  }

  /// The name with its raised digit taken for the layer.
  var atLayer: WrittenName? {
    power.map { layer in
      var name = self
      (name.power, name.bracketed) = (nil, layer)
      return name
    }
  }

  /// What the word says about quantities.
  var word: NameWord? { isWord || stem == "a" || stem == "s" || stem == "d" ? NameWord(stem) : nil }

  /// The name of a derivative.
  static func derivative(of numerator: WrittenName, by denominator: WrittenName) -> WrittenName {
    var name = numerator
    name.denominator = [denominator]
    return name
  }

  /// The quantity of a differential written with the letter d: `dE` is that of `E`.
  var withoutDifferential: WrittenName? {
    // δ, too, is written for ∂.
    let mark = stem.hasPrefix("delta") ? "delta" : "d"
    guard stem.count > mark.count, stem.hasPrefix(mark), denominator.isEmpty else { return nil }
    return with(stem: String(stem.dropFirst(mark.count)))
  }

  func with(stem: String) -> WrittenName {
    var name = self
    name.stem = stem
    return name
  }
}
