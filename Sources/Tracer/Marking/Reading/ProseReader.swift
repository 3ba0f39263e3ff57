/// Reads the numbers of sentences that no equation and no table holds: by what a sentence is about
/// and by the numbers themselves. A sentence is read if each number in it is that of a quantity that
/// is spoken of, and not at all otherwise.
struct ProseReader {
  /// A number, and the quantity that it states.
  struct Finding {
    let number: WrittenNumber
    let line: Int
    let quantity: String
  }

  private let known: KnownNames
  private let isRead: (Atom) -> Bool
  private(set) var findings: [Finding] = []
  /// The lines with numbers that none of these are.
  private(set) var openLines: Set<Int> = []
  /// What was spoken of last.
  private var topic: [String] = []

  /// A longer sentence is no sentence.
  private static let longest = 400

  /// Reads the sentences of a paragraph.
  /// - Parameters:
  ///   - isRead: Whether a number was read as the result of an equation.
  ///   - refused: Where equations stand that state nothing for certain.
  init(
    _ atoms: [Atom], known: KnownNames, refused: [Range<Int>], isRead: @escaping (Atom) -> Bool
  ) {
    self.known = known
    self.isRead = isRead
    guard known.layout.depth > 0 else { return }
    for sentence in Self.sentences(of: atoms) where sentence.count <= Self.longest {
      let isRefused = sentence.contains { atom in
        refused.contains { $0.contains(atom.range.lowerBound) }
      }
      read(sentence, isRefused: isRefused)
    }
  }

  /// A sentence ends at its mark, or with a line unless it goes on in small letters.
  private static func sentences(of atoms: [Atom]) -> [ArraySlice<Atom>] {
    atoms.indices.split { index in
      switch atoms[index].kind {
      case .punctuation(let sign): ".;!?。；！？".unicodeScalars.contains(sign)
      case .separator: true
      case .lineEnd:
        atoms.dropFirst(index + 1).first?.name.map {
          !$0.isWord || $0.stem.first?.isLowercase != true
        } ?? true
      default: false
      }
    }.map { atoms[$0.startIndex..<min($0.endIndex + 1, atoms.count)] }
  }

  private mutating func read(_ sentence: ArraySlice<Atom>, isRefused: Bool) {
    let numbers = sentence.indices.filter { sentence.isFree(at: $0) }
    let isDoubtful =
      isRefused || sentence.last?.kind == .punctuation("?")
      || sentence.contains {
        [.hypothetical, .alternative].contains($0.name?.word)
          || [.sign("±"), .punctuation("±")].contains($0.kind)
      }
    var found: [Finding] = []
    var isWhole = true
    var start = sentence.startIndex
    /// What the numbers that follow each other without a word are about, one after the other.
    var list: ArraySlice<String> = []
    for index in numbers {
      let clause = sentence[start..<index]
      // "The output" of what was spoken of before, or that of the network.
      var before: [String] = []
      start = index + 1
      if let (unit, end) = remark(behind: index, in: sentence) {
        topic = unit
        start = end
        list = []
      } else {
        let subjects = self.subjects(of: clause)
        if !subjects.isEmpty {
          before = subjects.isGeneral ? topic : []
          topic = subjects.names
          list = subjects.isGeneral ? [] : subjects.names[...]
        }
      }
      guard let number = sentence.signed(at: index), !isRead(sentence[index]) else { continue }
      let isListed = list.count > 1 && numbers.count == list.count
      let about = isListed ? [[list[list.startIndex]]] : [topic, before]
      if isListed { list.removeFirst() }
      let tags = tags(of: clause)
      if let quantity = about.compactMap({ self.quantity(number, about: $0, tags: tags) })
        .first
      {
        found.append(Finding(number: number, line: sentence[index].line, quantity: quantity))
      } else if !known.givenValues.contains(number.value) {
        isWhole = false
      }
    }
    let rest = subjects(of: sentence[min(start, sentence.endIndex)...])
    if !rest.isEmpty { topic = rest.names }
    if isWhole, !isDoubtful {
      findings += found
    } else {
      openLines.formUnion(numbers.map { sentence[$0].line })
    }
  }

  /// The unit in brackets behind a number, and the index behind it.
  private func remark(behind index: Int, in sentence: ArraySlice<Atom>) -> ([String], Int)? {
    let rest = sentence[(index + 1)...].prefix(3)
    guard rest.count == 3, rest.first?.kind == .sign("("), rest.last?.kind == .sign(")") else {
      return nil
    }
    let subjects = subjects(of: rest)
    return subjects.isEmpty ? nil : (subjects.names, rest.endIndex)
  }

  /// What words speak of: quantities that they name, or, in general words, units by their outputs.
  private struct Subjects {
    var names: [String]
    let isGeneral: Bool
    var isEmpty: Bool { names.isEmpty }
  }

  private func subjects(of clause: ArraySlice<Atom>) -> Subjects {
    var named: [String] = []
    var general: [String] = []
    for atom in clause {
      guard let name = atom.name else { continue }
      switch name.word {
      case nil where known.isOwn(name) || !name.isWord || name.stem.count > 3:
        named += known.readings(of: name).prefix(1).flatMap(\.names)
      case .layer(let word):
        general += known.layout.units(of: known.layout.layers(of: word))
      case .symbol("out"):
        general += known.layout.units(of: known.layout.layers(of: -1))
      case .symbol("error"), .symbol("gesamtfehler"): general += known.objectives.suffix(1)
      default: break
      }
    }
    return Subjects(
      names: (named.isEmpty ? general : named).uniqued, isGeneral: named.isEmpty)
  }

  /// What words in front of a number say that it is.
  private func tags(of clause: ArraySlice<Atom>) -> Set<NameWord> {
    Set(clause.compactMap { $0.name?.word }.filter(Self.telling.contains))
  }

  private static let telling: Set<NameWord> = [
    .symbol("net"), .symbol("delta"), .symbol("target"), .symbol("error"), .gradient, .updated,
  ]

  /// The only quantity among those spoken of that a number states.
  private func quantity(_ number: WrittenNumber, about subjects: [String], tags: Set<NameWord>)
    -> String?
  {
    guard number.significantDigits > 2 else { return nil }
    let found = subjects.flatMap { subject in
      let reading = NameReading(rows: [[subject]])
      return [subject] + known.everything(about: reading).map(\.name)
    }.uniqued.filter {
      name in
      guard let exact = known.value(of: name), !known.formulas(of: name).isEmpty else {
        return false
      }
      let isStated = number.isRounded(from: exact)
      return (isStated || number.significantDigits > 3 && number.isNear(exact))
        && (tags.isEmpty || !tags.isDisjoint(with: known.tags(of: name)))
    }
    let values = Set(found.compactMap { known.value(of: $0) })
    // The only error is the whole of it.
    let whole = known.objectives.last { known.value(of: $0).map(values.contains) ?? false }
    return values.count == 1 ? found[0].hasPrefix("E_") ? whole ?? found[0] : found[0] : nil
  }
}

extension KnownNames {
  /// The words that tell what a quantity is.
  fileprivate func tags(of name: String) -> Set<NameWord> {
    if name.hasPrefix(Notation.derivative(of: objectives[0], by: "net")) {
      return [.gradient, .symbol("delta"), .symbol("error")]
    }
    if name.contains("/d") { return [.gradient, .symbol("error")] }
    if name.hasSuffix("+") { return [.updated] }
    if name.hasPrefix("net_") { return [.symbol("net")] }
    if name.hasPrefix("target") { return [.symbol("target")] }
    return name.first == "E" ? [.symbol("error")] : []
  }
}

extension ArraySlice where Element == Atom {
  /// Whether a number with decimals stands at an index that is no part of a calculation.
  fileprivate func isFree(at index: Int) -> Bool {
    guard self[index].isDecimal else { return false }
    var (low, high) = (index, index)
    func at(_ index: Int) -> Atom? { indices.contains(index) ? self[index] : nil }
    if at(low - 1)?.kind == .sign("-") { low -= 1 }
    while at(low - 1)?.kind == .sign("("), at(high + 1)?.kind == .sign(")") {
      (low, high) = (low - 1, high + 1)
    }
    func isPart(_ atom: Atom?, isTouching: Bool) -> Bool {
      guard let atom else { return false }
      let isFactor =
        atom.range.lowerBound < self[low].range.lowerBound
        ? atom.kind == .sign(")") || low < index && atom.name != nil : atom.kind == .sign("(")
      return atom.isOperator || isTouching && isFactor
    }
    let before = at(low - 1)
    // A difference.
    if self[low].kind == .sign("-"), before?.number != nil || before?.kind == .sign(")") {
      return false
    }
    // What a function is taken of.
    if low < index, let name = before?.name?.stem.lowercased(),
      Function(written: name) != nil || name != "activation" && activations.contains(name)
    {
      return false
    }
    return !isPart(before, isTouching: before?.range.upperBound == self[low].range.lowerBound)
      && !isPart(
        at(high + 1), isTouching: at(high + 1)?.range.lowerBound == self[high].range.upperBound)
  }

  /// The number at an index with its sign.
  fileprivate func signed(at index: Int) -> WrittenNumber? {
    let isNegative = index > startIndex && self[index - 1].kind == .sign("-")
    return self[index].number.map { isNegative ? $0.negated : $0 }
  }
}
