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

extension DataSet {
  /// The samples in the rows of some arrays. Several arrays go by their names; of a single one, the
  /// columns are c1, c2 ….
  init(_ arrays: [NumericArray], file: String, choice: DataChoice) throws(DataError) {
    func fault(_ column: String?, _ expected: String, _ found: String) -> DataError {
      DataError(file: file, column: column, expected: expected, found: found)
    }
    let target = choice.targets.first.map { $0.prefix { $0 != "[" } }
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
    let columns = DataColumns(file: file, names: names, groups: groups)
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
    let isWhole =
      inputs.count == whole.width && places[inputs[inputs.count - 1]].0 == places[inputs[0]].0
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
        : .numbers(found, names: targets.map { names[$0] }),
      pictureColumns: isWhole && whole.shape.count == 3 ? whole.shape[2] : nil)
  }
}
