import Foundation

/// An array of a binary file, its last axis fastest.
struct NumericArray {
  let name: String
  let shape: [Int]
  let content: Samples.Inputs

  var count: Int { shape.first ?? 1 }
  var width: Int { shape.dropFirst().reduce(1, *) }

  func value(_ row: Int, _ column: Int) -> Double {
    let offset = row * width + column
    switch content {
    case .bytes(let bytes, let scale): return Double(bytes[offset]) * scale
    case .numbers(let numbers): return numbers[offset]
    }
  }
}

extension NumericArray {
  /// What people call their arrays of inputs and of targets.
  private static let inputNames: Set = [
    "x", "input", "inputs", "data", "image", "images", "feature", "features",
  ]
  private static let targetNames: Set = ["y", "target", "targets", "label", "labels"]

  /// Of arrays such as x_train, y_train, x_test and y_test those of one part, without its name; `nil`
  /// if they are no two parts, or if some are chosen by their whole names.
  fileprivate static func part(
    of arrays: [NumericArray], _ choice: DataChoice
  ) -> [NumericArray]? {
    func ending(with part: DataSet.Part) -> [NumericArray] {
      arrays.filter { $0.name.hasSuffix("_\(part)") }
    }
    let named = (choice.inputs + choice.targets).map(\.arrayName)
    guard DataSet.Part.allCases.allSatisfy({ !ending(with: $0).isEmpty }),
      !arrays.contains(where: { named.contains($0.name) })
    else { return nil }
    return ending(with: choice.part).map { array in
      let name = array.name.dropLast("_\(choice.part)".count)
      return NumericArray(name: String(name), shape: array.shape, content: array.content)
    }
  }

  /// The choice with the arrays that their names tell to be inputs or targets.
  fileprivate static func chosen(
    _ choice: DataChoice, among arrays: [NumericArray], file: String
  ) throws(DataError) -> DataChoice {
    var chosen = choice
    let known = Set((choice.known.inputs + choice.known.targets).map(\.arrayName))
    if !known.isEmpty, known.isSubset(of: arrays.map(\.name)) {
      if chosen.inputs.isEmpty { chosen.inputs = choice.known.inputs }
      if chosen.targets.isEmpty { chosen.targets = choice.known.targets }
    }
    guard arrays.count > 1, chosen.targets.isEmpty else { return chosen }
    func named(_ names: Set<String>) -> [NumericArray] {
      arrays.filter { names.contains($0.name.lowercased()) && !chosen.inputs.contains($0.name) }
    }
    let (inputs, targets) = (named(inputNames), named(targetNames))
    if targets.count == 1 {
      chosen.targets = [targets[0].name]
    } else if arrays.count == 2, inputs.count == 1 {
      chosen.targets = arrays.map(\.name).filter { $0 != inputs[0].name }
    } else if let last = arrays.last, last.width > 1,
      let other = arrays.dropLast().first(where: { $0.width == 1 && $0.count == last.count })
    {
      throw DataError(
        file: file, expected: "the target named (--target), since it may be either,",
        found: "\(quoting: other.name) \(other.shape) and \(quoting: last.name) \(last.shape)")
    }
    if chosen.inputs.isEmpty { chosen.inputs = inputs.map(\.name) }
    return chosen
  }
}

extension DataSet {
  /// The samples in the rows of some arrays. Several arrays go by their names; of a single one, the
  /// columns are c1, c2 ….
  init(_ arrays: [NumericArray], file: String, choice: DataChoice) throws(DataError) {
    func fault(_ column: String?, _ expected: String, _ found: String) -> DataError {
      DataError(file: file, column: column, expected: expected, found: found)
    }
    let divided = NumericArray.part(of: arrays, choice)
    let arrays = divided ?? arrays
    let choice = try NumericArray.chosen(choice, among: arrays, file: file)
    let target = choice.targets.first?.arrayName
    let answer = arrays.last { array in target.map { $0 == array.name } ?? true } ?? arrays.last
    let rows = answer?.count ?? 0
    // Which of several lengths is meant is not guessed.
    if target == nil, let other = arrays.last(where: { $0.count != rows }), let answer {
      throw fault(
        nil, "arrays of as many rows, or those that are meant named as inputs and targets",
        "\(quoting: other.name) \(other.shape) and \(quoting: answer.name) \(answer.shape)")
    }
    let named = choice.inputs + choice.targets
    for array in arrays where named.contains(array.name) && array.count != rows {
      throw fault(array.name, "\(rows) rows, as the target has", "\(array.count)")
    }
    let used = arrays.filter { $0.count == rows && !$0.shape.isEmpty }
    guard rows > 0, !used.isEmpty else {
      throw fault(
        nil, "arrays with a row for each sample",
        arrays.isEmpty ? "none" : "\(listing: arrays.map { "\($0.name) \($0.shape)" })")
    }
    var (names, groups, places): ([String], [(name: String, range: Range<Int>)], [(Int, Int)])
    (names, groups, places) = ([], [], [])
    for (position, array) in used.enumerated() {
      let width = array.width
      let isAlone = used.count == 1
      let own = (0..<width).map { column in
        isAlone ? "c\(column + 1)" : width == 1 ? array.name : "\(array.name)[\(column)]"
      }
      groups +=
        isAlone
        ? own.enumerated().map { ($1, $0..<$0 + 1) }
        : [(array.name, names.count..<names.count + width)]
      names += own
      places += (0..<width).map { (position, $0) }
    }
    let columns = DataColumns(
      file: file, names: names, groups: groups, areNamed: used.count > 1)
    let (inputs, targets) = try columns.positions(choice)
    func numbers(_ chosen: [Int]) throws(DataError) -> [Double] {
      var numbers: [Double] = []
      numbers.reserveCapacity(rows * chosen.count)
      for row in 0..<rows {
        for column in chosen {
          let value = used[places[column].0].value(row, places[column].1)
          guard value.isFinite else {
            throw fault(names[column], "finite numbers", "\(value) in row \(row)")
          }
          numbers.append(value)
        }
      }
      return numbers
    }
    let found = try numbers(targets)
    let whole = used[places[inputs[0]].0]
    let isWhole = inputs == Array(inputs[0]..<inputs[0] + whole.width)
    var content = Samples.Inputs.numbers([])
    if isWhole, case .bytes = whole.content {
      content = whole.content
    } else {
      content = .numbers(try numbers(inputs))
    }
    self.init(
      name: file, count: rows, inputNames: inputs.map { names[$0] }, inputs: content,
      targets: targets.count == 1
        ? try Targets(
          found.map { ("\($0)", $0, nil) }, column: names[targets[0]], file: file, choice: choice
        )
        : try Targets(found, columns: targets.map { names[$0] }, file: file, choice: choice),
      columns: columns.chosen(inputs, targets),
      pictureColumns: isWhole && whole.shape.count == 3 ? whole.shape[2] : nil)
    part = divided.map { _ in choice.part }
  }
}

extension String {
  /// The array that a column such as `X[3]` belongs to.
  fileprivate var arrayName: String { String(prefix { $0 != "[" }) }
}
