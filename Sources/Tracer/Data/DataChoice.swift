/// What is taken from a file of data, and as what.
package struct DataChoice: Equatable, Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    /// One of several classes for each sample.
    case classes
    case numbers
  }

  /// The columns or arrays that are inputs; empty for all that are no targets.
  package var inputs: [String] = []
  /// The columns or arrays that are targets; empty for the last one.
  package var targets: [String] = []
  /// What targets are; `nil` for what they look like.
  package var kind: Kind?
  /// The classes in their order, where a network knows them; empty for those that there are.
  package var classes: [String] = []
  /// What a network, or the samples that it learned from, calls its inputs and targets, in their
  /// order; columns of these names are taken wherever they stand, if a file has any of them.
  package var known = Columns()
  /// The file of labels that belongs to a file of images.
  package var labels: String?
  /// Which part is read of a file that has both.
  var part = DataSet.Part.train

  /// Columns or arrays by their names.
  package struct Columns: Equatable, Sendable {
    package var inputs: [String]
    package var targets: [String]

    package init(inputs: [String] = [], targets: [String] = []) {
      (self.inputs, self.targets) = (inputs, targets)
    }
  }

  /// All columns, of which the last is the target.
  package init() {}

  /// Refuses a choice among what is built in, which is always taken whole.
  package func checkWhole(of source: String) throws(DataError) {
    guard !inputs.isEmpty || !targets.isEmpty || kind != nil || labels != nil else { return }
    throw DataError(
      file: source, expected: "no choice of inputs, targets, kind or labels, as for built-in data,",
      found: "one")
  }
}

/// The columns of a file, some of which may go by one name, as those of an array do.
struct DataColumns {
  let file: String
  let names: [String]
  /// The names that stand for neighbouring columns.
  let groups: [(name: String, range: Range<Int>)]
  /// Whether the names are the file's own.
  let areNamed: Bool
  private let places: [String: Range<Int>]

  init(
    file: String, names: [String], groups: [(name: String, range: Range<Int>)], areNamed: Bool
  ) {
    (self.file, self.names, self.groups, self.areNamed) = (file, names, groups, areNamed)
    places = Dictionary(
      groups.map { ($0.name, $0.range) } + names.enumerated().map { ($1, $0..<$0 + 1) },
      uniquingKeysWith: { first, _ in first })
  }

  func positions(_ choice: DataChoice) throws(DataError) -> (inputs: [Int], targets: [Int]) {
    var wanted = DataChoice.Columns(inputs: choice.inputs, targets: choice.targets)
    let inputsKnown = wanted.inputs.isEmpty ? choice.known.inputs : []
    let targetsKnown = wanted.targets.isEmpty ? choice.known.targets : []
    let known = inputsKnown + targetsKnown
    func isThere(_ name: String) -> Bool { places[name] != nil }
    if inputsKnown.contains(where: isThere) {
      guard known.allSatisfy(isThere) else {
        throw DataError(
          file: file, expected: "the columns \(listing: known, atMost: 12)",
          found: "\(listing: groups.map(\.name), atMost: 12)")
      }
      wanted.inputs = inputsKnown
    }
    if targetsKnown.allSatisfy(isThere) { wanted.targets += targetsKnown }
    let chosen = try positions(of: wanted.inputs)
    let given = Set(chosen)
    let targets =
      wanted.targets.isEmpty
      ? (groups.last { !given.contains($0.range.lowerBound) } ?? groups.last).map {
        Array($0.range)
      } ?? []
      : try positions(of: wanted.targets)
    let taken = Set(targets)
    let inputs =
      wanted.inputs.isEmpty ? names.indices.filter { !taken.contains($0) } : chosen
    guard !inputs.isEmpty else {
      throw DataError(file: file, expected: "a column of inputs beside the target")
    }
    if let both = inputs.first(where: taken.contains) {
      throw DataError(
        file: file, column: names[both], expected: "an input or a target", found: "both")
    }
    return (inputs, targets)
  }

  private func positions(of wanted: [String]) throws(DataError) -> [Int] {
    var found: [Int] = []
    for name in wanted {
      if let range = places[name] {
        found += range
      } else if let number = Int(name), names.indices.contains(number - 1) {
        found.append(number - 1)
      } else {
        // As an option takes them, which lists names between commas.
        let known = groups.map { $0.name.contains(",") ? "\"\($0.name)\"" : $0.name }
        let near = nearestName(to: name, among: known.prefix(1_000)).map { "\(quoting: $0), or " }
        throw DataError(
          file: file, expected: "\(near ?? "")one of the columns \(listing: known, atMost: 12)",
          found: "\(quoting: name)")
      }
    }
    return found
  }

  /// By what columns are found again, an array that is taken whole by its name; empty if the file
  /// has no names.
  func chosen(_ inputs: [Int], _ targets: [Int]) -> DataChoice.Columns {
    let starts = Dictionary(
      groups.map { ($0.range.lowerBound, $0) }, uniquingKeysWith: { _, last in last })
    func words(_ positions: [Int]) -> [String] {
      var (left, words) = (areNamed ? positions[...] : [], [String]())
      while let first = left.first {
        let group = starts[first].flatMap { left.starts(with: $0.range) ? $0 : nil }
        words.append(group?.name ?? names[first])
        left = left.dropFirst(group?.range.count ?? 1)
      }
      return words
    }
    return DataChoice.Columns(inputs: words(inputs), targets: words(targets))
  }
}

extension DataSet.Targets {
  /// Targets from several columns: classes where each row has a 1 among zeros, else numbers.
  init(
    _ rows: [Double], columns: [String], file: String, choice: DataChoice
  ) throws(DataError) {
    let width = columns.count
    let kind = choice.classes.isEmpty ? choice.kind : .classes
    if kind != .numbers, (2...DataSet.mostClasses).contains(width),
      [0, width].contains(choice.classes.count)
    {
      let classes = stride(from: 0, to: rows.count, by: width).map { start -> UInt8? in
        let row = rows[start..<start + width]
        guard row.count(where: { $0 == 0 }) == width - 1 else { return nil }
        return row.firstIndex(of: 1).map { UInt8($0 - start) }
      }
      let found = classes.compactMap(\.self)
      if found.count == classes.count {
        // The columns of an array have numbers for names.
        let names = columns.map { name in
          name.hasSuffix("]") ? String(name.split(separator: "[").last?.dropLast() ?? "") : name
        }
        self = .classes(found, names: choice.classes.isEmpty ? names : choice.classes)
        return
      }
    }
    guard kind != .classes else {
      throw DataError(
        file: file, expected: "a column of classes, or for each class one with a 1 or a 0",
        found: "other numbers in \(listing: columns, atMost: 12)")
    }
    self = .numbers(rows, names: columns)
  }

  /// Targets from what one column says: words, or numbers that may stand for classes.
  init(
    _ cells: [(text: String, number: Double?, line: Int?)], column: String, file: String,
    choice: DataChoice
  ) throws(DataError) {
    func fault(_ line: Int?, _ expected: String, _ found: String) -> DataError {
      DataError(file: file, line: line, column: column, expected: expected, found: found)
    }
    let numbers = cells.compactMap(\.number)
    let kind = choice.classes.isEmpty ? choice.kind : .classes
    let word = cells.first { $0.number == nil }
    if let word, kind != .classes, !numbers.isEmpty {
      throw fault(
        word.line, "a number, as in \(numbers.count) other rows (or classes, if you say so),",
        "\(quoting: word.text)")
    }
    if kind == .numbers || kind == nil && word == nil && !Self.areClasses(numbers) {
      if let word { throw fault(word.line, "a number", "\(quoting: word.text)") }
      self = .numbers(numbers, names: [column])
      return
    }
    // 1 and 1.0 are one class.
    let keys =
      word == nil ? numbers.map(\.jsonText) : cells.map(\.text)
    let found = Set(keys).sorted { a, b in
      if word == nil, let x = Double(a), let y = Double(b) { return x < y }
      return a.utf8.lexicographicallyPrecedes(b.utf8)
    }
    let names = choice.classes.isEmpty ? found : choice.classes
    if let place = keys.firstIndex(where: { !names.contains($0) }) {
      throw fault(
        cells[place].line, "one of the classes \(listing: names), which the network knows,",
        "\(quoting: keys[place])")
    }
    guard (2...DataSet.mostClasses).contains(names.count) else {
      throw fault(
        nil, "2 to \(DataSet.mostClasses) classes",
        names.count < 2 ? "only \(listing: names)" : "\(names.count)")
    }
    let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, UInt8($0)) })
    self = .classes(keys.map { places[$0] ?? 0 }, names: names)
  }

  /// Whether numbers look like classes: whole, few, and each of them often.
  private static func areClasses(_ numbers: [Double]) -> Bool {
    guard numbers.allSatisfy({ Int(exactly: $0) != nil }) else { return false }
    let different = Set(numbers).count
    return different <= 2 || different <= 100 && different * 2 <= numbers.count
  }
}
