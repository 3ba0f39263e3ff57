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
  /// What a network, or the samples that it learned from, calls its inputs, in their order; columns
  /// of these names are taken wherever they stand.
  package var inputOrder: [String] = []
  /// The file of labels that belongs to a file of images.
  package var labels: String?

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

  func positions(_ choice: DataChoice) throws(DataError) -> (inputs: [Int], targets: [Int]) {
    let known = choice.inputOrder.filter(names.contains)
    if choice.inputs.isEmpty, !known.isEmpty, known.count < choice.inputOrder.count {
      throw DataError(
        file: file, expected: "columns for all inputs, \(listing: choice.inputOrder, atMost: 12),",
        found: "\(listing: names, atMost: 12)")
    }
    let ofNetwork = Set(known)
    let targets =
      choice.targets.isEmpty
      ? (groups.last { !ofNetwork.contains($0.name) } ?? groups.last).map { Array($0.range) } ?? []
      : try positions(of: choice.targets)
    let taken = Set(targets)
    let wanted = choice.inputs.isEmpty ? known : choice.inputs
    let inputs =
      wanted.isEmpty ? names.indices.filter { !taken.contains($0) } : try positions(of: wanted)
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
      if let group = groups.first(where: { $0.name == name }) {
        found += group.range
      } else if let position = names.firstIndex(of: name) {
        found.append(position)
      } else if let number = Int(name), names.indices.contains(number - 1) {
        found.append(number - 1)
      } else {
        let known = groups.map(\.name)
        let near = nearestName(to: name, among: known.prefix(1_000)).map { "\(quoting: $0), or " }
        throw DataError(
          file: file, expected: "\(near ?? "")one of the columns \(listing: known, atMost: 12)",
          found: "\(quoting: name)")
      }
    }
    return found
  }
}

extension DataSet.Targets {
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
