/// What words around a name, or a heading above it, say of what is named.
struct NameMarks {
  var words: Set<NameWord> = []
  /// The layers of which one is meant.
  var layers: ClosedRange<Int>?
  var sample: Int?
  var step: Int?

  /// What readings come to.
  func applied(to readings: [NameReading], known: KnownNames) -> [NameReading] {
    var found = known.applied(words, to: readings)
    if let step, step > 0 {
      found = found.compactMap { $0.after(step, in: known) }
    }
    return filtered(found)
  }

  /// The readings of the layers and the sample, as far as there are any.
  func filtered(_ readings: [NameReading]) -> [NameReading] {
    var found = readings
    func keep(_ isMeant: (NameReading) -> Bool) {
      let kept = found.filter(isMeant)
      if !kept.isEmpty { found = kept }
    }
    if let layers { keep { $0.layer.map(layers.contains) ?? true } }
    if let sample { keep { $0.names.allSatisfy { $0.contains("(\(sample))") } } }
    return found
  }
}

/// What a side of an equation, or a cell of a table, says that a number is.
struct NamePhrase {
  /// The quantities that can be meant; none for a name that means nothing.
  private(set) var readings: [NameReading] = []
  /// The words, the last first.
  private(set) var words: [NameWord] = []
  /// The name itself.
  private(set) var core: WrittenName?
  /// The name by which a derivative is taken.
  private var denominator: WrittenName?
  /// A number behind a word, as in "hidden unit 1", for each such word.
  private var numbers: [(word: NameWord, number: Int)] = []
  /// How many of the words say what a derivative is taken by: those behind "with respect to".
  private var wordsBy: Int?
  /// Whether a noun that means nothing known stands beside it.
  private var isBesideUnknown = false
  /// Whether a word such as "update" stands beside it.
  private var isBesideStep = false
  /// Where all of it stands.
  private var found: Range<Int>?

  /// Where the name itself stands.
  var range: Range<Int> { found ?? 0..<0 }
  /// Whether it says what something is and not of what: `out`.
  var isSymbol: Bool {
    core.map { Symbol.all[$0.stem.lowercased()] != nil }
      ?? (numbers.isEmpty && words.contains { $0.symbol != nil })
  }
  /// The name as it was taken apart, for a name alone.
  var written: WrittenName? { words.isEmpty ? core : nil }

  /// Reads the end of some atoms.
  /// - Parameter isArray: Whether a word may name a vector or a matrix.
  fileprivate init?(endingIn side: ArraySlice<Atom>, isArray: Bool, known: KnownNames) {
    var atoms = side.withoutColon
    if atoms.last?.kind == .sign(")"), let open = atoms.lastIndex(where: { $0.kind == .sign("(") }),
      open > atoms.startIndex,
      atoms[open...].dropFirst().dropLast().allSatisfy({ $0.name?.isWord == true })
    {
      // "w5 (new)": a remark in brackets.
      let remark = atoms[open...].compactMap { $0.name?.word }
      if remark.count == 1 { words = remark }
      atoms = atoms[..<open]
    }
    // L(a, y) is L.
    if atoms.last?.kind == .sign(")"), let open = atoms.lastIndex(where: { $0.kind == .sign("(") }),
      let name = atoms[..<open].last, name.range.upperBound == atoms[open].range.lowerBound,
      name.name.map({ Symbol.objectives.contains($0.stem) && !known.isOwn($0) }) == true
    {
      atoms = atoms[..<open]
    }
    if let (name, open) = Self.function(endingIn: atoms),
      let inner = known.phrase(endingIn: atoms[(open + 1)...].dropLast(), isArray: isArray)
    {
      // σ(net_h1) is the output, σ'(net_h1) its slope.
      found = name.range.lowerBound..<atoms[atoms.endIndex - 1].range.upperBound
      readings = inner.readings.compactMap {
        $0.ofActivation(isSlope: name.name?.isUpdated == true, in: known)
      }
      return
    }
    guard collect(from: atoms, isArray: isArray, known: known), found != nil else { return nil }
    // "the derivative of out_h1" does not say by what.
    guard
      denominator != nil || !words.contains(.derivative) || words.contains(.gradient)
        || wordsBy != nil
    else { return }
    if wordsBy != nil, denominator == nil { words.append(.gradient) }
    readings = marks(known.layout).applied(to: base(known, isArray: isArray), known: known).unique
    if !isArray { readings = readings.single }
    if isBesideUnknown || isBesideStep && !isOfStep, mayBeAnything(known) {
      readings = readings.flatMap { known.everything(about: $0) }.unique
    }
  }

  /// Whether it names a unit or a parameter, and nothing that would say what of it is meant.
  func mayBeAnything(_ known: KnownNames) -> Bool {
    guard denominator == nil,
      !words.contains(where: { $0.symbol.map(tellingSymbols.contains) ?? false })
    else { return false }
    return core.map { core in
      !known.layout.unit(core.stem.lowercased()).isEmpty
        || known.canonicalName(of: core).map { known.contains(Notation.updated($0)) } ?? false
    } ?? true
  }

  /// The function in whose brackets the atoms end, and where these open, if all in front is prose.
  private static func function(endingIn atoms: ArraySlice<Atom>) -> (name: Atom, open: Int)? {
    guard atoms.last?.kind == .sign(")"),
      let open = atoms.lastIndex(where: { $0.kind == .sign("(") }), open > atoms.startIndex,
      let name = atoms[open - 1].name, activations.contains(name.stem.lowercased()),
      atoms[..<(open - 1)].allSatisfy({ $0.name?.isWord ?? ($0.kind == .boundary) })
    else { return nil }
    return (atoms[open - 1], open)
  }

  /// Collects from the end; returns whether what is in front is no part of a calculation.
  private mutating func collect(
    from atoms: ArraySlice<Atom>, isArray: Bool, known: KnownNames
  ) -> Bool {
    var pending: Int?
    var isBeside = true
    // "Net input of h1: net_h1"
    var isLabelled = false
    for index in atoms.indices.reversed() {
      let atom = atoms[index]
      if found != nil, atom.name?.word == .verb || atom.kind == .punctuation(","),
        let counts = Self.updates(toldBy: atoms[..<index])
      {
        words.append(.after)
        numbers += counts.map { (.step, $0) }
        return true
      }
      switch atom.kind {
      case .boundary: continue
      case .lineEnd: isBeside = false
      // A differential.
      case .name(let name) where name.stem == "d" && core.map(known.isOwn) == true: return false
      case .name(let name):
        if let number = pending, name.word == .after {
          // "after 10,000"
          numbers.append((.step, number))
          pending = nil
        } else if let number = pending {
          guard let word = name.word, core == nil || word == .sample || word == .step,
            word.isCounted || name.isSymbol
          else { return false }
          numbers.append((word, number))
          if name.isSymbol || word.layer != nil { words.append(word) }
          pending = nil
        } else if core == nil, name.isWord, known.isOwn(name) {
          core = name
        } else if let word = name.word, name.isWord || found != nil {
          switch word {
          case .verb where core == nil && numbers.isEmpty && words.allSatisfy { $0 == .filler }:
            continue
          case .alternative, .conjunction, .verb: return true
          case .after where !isOfStep && !words.contains(.step):
            // "After w5", as in the head of a column; in Korean the update is named in front of it.
            let isAlone = atoms[..<index].allSatisfy { $0.name?.word == .updated }
            if isAlone, core != nil { words.append(word) }
            return true
          case .step where core != nil:
            isBesideStep = isBesideStep || isBeside
            words.append(word)
          case .respect: wordsBy = words.count
          // "first hidden unit"
          case .ordinal(let number) where isUncountedUnit: numbers.append((.unit, number))
          case .again where isUncountedUnit: numbers.append((.unit, 2))
          case .filler where found != nil: continue
          default: words.append(word)
          }
        } else if name.isWord, name.stem == "a" || !known.isKnown(name, isArray: isArray) {
          // "the third unit's net input" does not say which.
          if core == nil, words.contains(.unit), numbers.isEmpty { return false }
          isBesideUnknown = isBeside && name.isWord
          return !wordsOfArithmetic.contains(NameWord.folded(name.stem))
            && Function(written: name.stem) == nil
        } else if core == nil
          || core.map({ Symbol.objectives.contains($0.stem) }) == true
            && name.affix?.word == .gradient
        {
          // ∇w L is the gradient by w.
          core = name
        } else if denominator == nil,
          wordsBy != nil || words.contains(.derivative) || words.contains(.gradient)
        {
          (denominator, core) = (core, name)
        } else {
          return isLabelled
        }
        // The signs of a fraction all reach over the whole of it.
        let whole = found ?? atom.range
        found =
          min(
            atom.range.lowerBound, whole.lowerBound)..<max(
            atom.range.upperBound, whole.upperBound)
      // "2 updates"
      case .number(let number)
      where words.last == .step && number.isWhole && number.value < 1_000_000
        && atoms[index + 1].name?.word == .step:
        numbers.append((.step, Int(number.value)))
      case .number(let number):
        let isCounting = index > atoms.startIndex && atoms[index - 1].name?.isWord == true
        // "Sample 1: delta"
        let isMark =
          isCounting
          && [isBeside ? .step : .sample, .sample].contains(atoms[index - 1].name?.word)
        guard core == nil || !words.isEmpty || isMark, pending == nil, number.isWhole,
          number.value < 1_000_000
        else { return isCounting }
        if core != nil, !isCounting { return false }
        pending = Int(number.value)
        if found == nil { found = atom.range }
      // A plus sign is a bullet in Markdown.
      case .sign("+") where index == atoms.startIndex: return pending == nil
      // "Hidden layer: net_h1"
      case .punctuation(":") where found != nil:
        isBeside = false
        isLabelled = core != nil
      case .punctuation, .cell, .comment, .separator: return true
      default: return false
      }
    }
    return pending == nil
  }

  /// The number, if any, in what says no more than "after the update" or "after 2 updates".
  private static func updates(toldBy atoms: ArraySlice<Atom>) -> [Int]? {
    let words = atoms.compactMap { $0.name?.word }
    let counts = atoms.compactMap(\.number).compactMap { Int(exactly: $0.value) }
    let telling = words.filter { $0 != .filler && $0 != .verb }
    return words.count + counts.count == atoms.count && counts.count < 2 && telling.count == 2
      && telling.contains(.after) && telling.contains(.step) ? counts : nil
  }

  /// Whether a unit is meant, and which is not yet said.
  private var isUncountedUnit: Bool { core == nil && numbers.isEmpty && words.contains(.unit) }

  /// Whether it is said how many updates came before.
  var isOfStep: Bool { numbers.contains { $0.word == .step } }

  /// What the words say beside the name.
  private func marks(_ layout: NetworkLayout) -> NameMarks {
    var marks = NameMarks(words: Set(words))
    marks.layers = words.lazy.compactMap(\.layer).first.map { layout.layers(of: $0) }
    for (word, number) in numbers {
      switch word {
      case .sample: marks.sample = number
      case .step: marks.step = number
      case .layerNoun where core != nil: marks.layers = number...number
      default: break
      }
    }
    if words.contains(.after), marks.step == nil { marks.words.insert(.updated) }
    // "before the update"
    if words.contains(.old) { marks.words.remove(.updated) }
    return marks
  }

  /// The quantities that the name, or the words in its place, can mean.
  private func base(_ known: KnownNames, isArray: Bool) -> [NameReading] {
    let symbols = words.prefix(wordsBy ?? words.count).reversed().compactMap(\.symbol)
    let place = numbers.first { $0.word != .sample && $0.word != .step }?.number
    if let core, let place, denominator == nil, Symbol.all[core.stem.lowercased()] != nil {
      // "Err of unit 6"
      let found = known.readings(of: core.with(stem: core.stem + "\(place)"))
      if !found.isEmpty { return found }
    }
    if let core {
      if let denominator {
        return known.readings(of: .derivative(of: core, by: denominator))
      }
      // "net input of h1"; "target output of o1"; but "the weight w5", "output out_o1"
      let stems = [symbols.joined()] + symbols.prefix(symbols.count > 1 ? 2 : 0)
      let isUnit = !symbols.isEmpty && !known.layout.unit(core.stem.lowercased()).isEmpty
      let found = stems.lazy.map { known.readings(of: core.with(stem: $0 + core.stem)) }
        .first { !$0.isEmpty }
      let own = isUnit && found == nil ? [] : known.readings(of: core)
      guard let found else { return own }
      // "target y1" says what y stands for.
      let same = own.filter { own in found.contains { $0.rows == own.rows } }
      return same.isEmpty ? found : same
    }
    let layer = words.lazy.compactMap(\.layer).first.map { ["output", "input", "hidden"][$0 + 1] }
    guard !symbols.isEmpty || layer != nil && (place != nil || isArray) else { return [] }
    // "hidden output 1" and "output of hidden unit 1" are the same; a word that is no symbol of its
    // own names the layer.
    let ending = (layer ?? "") + (place.map { "\($0)" } ?? "")
    let found = known.readings(
      of: WrittenName(stem: (symbols.isEmpty ? "out" : symbols.joined()) + ending))
    // "the total net input of the first hidden neuron"
    guard found.isEmpty, symbols.first == "total" else { return found }
    return known.readings(of: WrittenName(stem: symbols.dropFirst().joined() + ending))
  }
}

/// What people call the function of a unit.
let activations: Set<String> = [
  "sigma", "sigmoid", "logistic", "tanh", "relu", "softmax", "f", "g", "phi", "act", "activation",
]

/// Words of what a unit has that mean one thing only.
private let tellingSymbols: Set<String> = ["net", "target", "delta", "errorterm"]

extension KnownNames {
  /// The quantity that a side ends in: a name, or words such as "net input of h1", with prose of any
  /// kind in front; `nil` if the side calculates or says nothing.
  /// - Parameter isArray: Whether a vector or matrix may be meant.
  func phrase(endingIn side: ArraySlice<Atom>, isArray: Bool = false) -> NamePhrase? {
    NamePhrase(endingIn: side, isArray: isArray, known: self)
  }

  /// Whether a side names a quantity, or also a vector or matrix.
  func isNamed(_ side: ArraySlice<Atom>, isArray: Bool = false) -> Bool {
    phrase(endingIn: side, isArray: isArray)?.readings.isEmpty == false
  }

  /// Whether a name means a quantity.
  func isKnown(_ name: WrittenName, isArray: Bool = false) -> Bool {
    let readings = readings(of: name)
    return isArray ? !readings.isEmpty : !readings.single.isEmpty
  }
}

extension NetworkLayout {
  /// The layers that a word means: 0 for the inputs, 1 for the hidden ones, -1 for the outputs.
  func layers(of word: Int) -> ClosedRange<Int> {
    word < 0 ? depth...depth : word == 0 ? 0...0 : 1...max(1, depth - 1)
  }
}
