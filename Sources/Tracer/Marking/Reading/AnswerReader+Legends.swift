/// What a write-up says of its own names.
extension AnswerReader {
  /// "Let z1 be the net input of h1", "write p1, p2 for the outputs of h1 and h2": takes names for what
  /// they are said to mean.
  mutating func learnLegends(_ line: ArraySlice<Atom>) -> Bool {
    func isJoined(_ atom: Atom) -> Bool {
      atom.kind == .punctuation(",") || atom.name?.word == .conjunction
    }
    func isUnit(_ atom: Atom) -> Bool {
      atom.name.map { !names.layout.unit($0.stem.lowercased()).isEmpty } ?? false
    }
    guard !line.contains(where: { $0.isDecimal && !$0.isApart }) else { return false }
    var learned = false
    for middle in line.indices {
      let link = line[middle].name.map { NameWord.folded($0.stem) } ?? ""
      let isLegend = line[middle].kind == .punctuation(":") || legendWords.contains(link)
      guard isLegend || linksOfLegends.contains(link) else { continue }
      let theirs = line[..<middle].reversed()
        .prefix { isJoined($0) || $0.name?.isWord == false && !isUnit($0) }
        .reversed().compactMap(\.name).filter { $0.word == nil }
      let words = line[(middle + 1)...].prefix { !isUnit($0) && $0.name?.isWord == true }
      let units = line[words.endIndex...].prefix { isJoined($0) || isUnit($0) }.filter(isUnit)
      if theirs.count > 1, theirs.count == units.count {
        for (name, unit) in zip(theirs, units) where learn(name, from: words + [unit]) {
          learned = true
        }
      } else if isLegend, !learned,
        let name = line[..<middle].last(where: { $0.name != nil })?.name,
        !name.isWord
      {
        learned = learn(name, from: line[(middle + 1)...])
      }
    }
    return learned
  }

  mutating func learn(_ name: WrittenName, from side: ArraySlice<Atom>) -> Bool {
    let meaning = side.prefix { atom in
      if case .punctuation = atom.kind { return false }
      return atom.name?.word != .conjunction
    }
    guard !names.isOwn(name), let phrase = names.phrase(endingIn: meaning),
      phrase.readings.meanings.count == 1, phrase.written != name
    else { return false }
    names.learn(name, means: phrase.readings[0].name)
    return true
  }
}

/// What stands between several names and what they mean.
private let linksOfLegends: Set<String> = ["for", "fur", "pour", "para"]

/// What stands between a name and what it means.
private let legendWords: Set<String> = [
  "be", "is", "denotes", "means", "denote", "represents", "ist", "sei", "bezeichnet", "est",
  "designe", "은", "는", "denoting", "bedeutet",
]
