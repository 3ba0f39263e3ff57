import Foundation

/// A table as text: a line for each sample, columns between commas, semicolons or tabs, names in the
/// first line or not, cells in quotes where need be. Beside semicolons, numbers may have commas.
struct DelimitedText {
  /// Longer texts are better kept as numbers, in a `.npy` file.
  static let mostBytes = 512 << 20
  /// A wider table is none that a person can name the columns of.
  static let mostColumns = 100_000

  let file: String
  private let bytes: Data
  private let delimiter: UInt8

  init(_ bytes: Data, file: String) throws(DataError) {
    try Self.check(length: bytes.count, of: file)
    guard !bytes.starts(with: [0xFF, 0xFE]), !bytes.starts(with: [0xFE, 0xFF]) else {
      throw Self.encoding(file, line: nil, column: nil, found: "UTF-16")
    }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    self.bytes = bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes
    self.file = file
    let line = self.bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    delimiter =
      ["\t", ";"].map { UInt8(ascii: $0) }.first { line.contains($0) } ?? UInt8(ascii: ",")
  }

  private static func encoding(
    _ file: String, line: Int?, column: String?, found: String
  ) -> DataError {
    DataError(
      file: file, line: line, column: column,
      expected: "text in UTF-8 (spreadsheets save it as \u{201C}CSV UTF-8\u{201D})", found: found)
  }

  /// Refuses a text that is too long.
  static func check(length: Int, of file: String) throws(DataError) {
    guard length > mostBytes else { return }
    throw DataError(
      file: file,
      expected: "at most \(Memory.words(mostBytes)) of text (.npy files may be larger)",
      found: Memory.words(length))
  }

  /// The samples that the text holds.
  /// - Throws: `DataError` with the line of what is wrong.
  func dataSet(_ choice: DataChoice) throws -> DataSet {
    try bytes.withUnsafeBytes { raw in
      let text = raw.bindMemory(to: UInt8.self)
      let isComma =
        delimiter == UInt8(ascii: ";") || delimiter == UInt8(ascii: "\t") && Self.hasCommas(text)
      var rows = RecordReader(bytes: text, delimiter: delimiter, hasDecimalComma: isComma)
      return try dataSet(choice, &rows)
    }
  }

  /// Whether numbers have commas in place of points: there is no point, and a comma that is not before
  /// three digits, as one between thousands would be.
  private static func hasCommas(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
    guard !text.contains(UInt8(ascii: ".")) else { return false }
    return text.indices.contains { place in
      text[place] == UInt8(ascii: ",") && place > 0 && isDigit(text[place - 1])
        && ![0, 3].contains(text[(place + 1)...].prefix(while: isDigit).count)
    }
  }

  private func dataSet(_ choice: DataChoice, _ rows: inout RecordReader) throws -> DataSet {
    let beginning = rows
    func fault(_ expected: String, _ found: String? = nil) -> DataError {
      DataError(file: file, line: rows.line, expected: expected, found: found)
    }
    guard rows.next() else {
      throw DataError(file: file, expected: "rows of numbers", found: "nothing")
    }
    // A delimiter at the end of every line begins no column.
    var second = rows
    let isTrailed = rows.isTrailed && second.next() && second.isTrailed
    let width = rows.cells.count - (isTrailed ? 1 : 0)
    guard width > 1 || !choice.inputs.isEmpty || !choice.targets.isEmpty else {
      throw fault("columns between commas, semicolons or tabs", "\(quoting: rows.text(0))")
    }
    guard width <= Self.mostColumns else {
      throw fault("at most \(Self.mostColumns) columns", "\(width)")
    }
    if let odd = rows.cells.indices.first(where: { !rows.isText($0) }) {
      throw Self.encoding(file, line: rows.line, column: "c\(odd + 1)", found: "another encoding")
    }
    let (names, areNamed) = names(&rows, width, restarting: beginning)
    let columns = DataColumns(
      file: file, names: names, groups: names.enumerated().map { ($1, $0..<$0 + 1) },
      areNamed: areNamed)
    let (inputs, targets) = try columns.positions(choice)
    var numbers: [Double] = []
    var cells: [(text: String, number: Double?, line: Int?)] = []
    var several: [Double] = []
    var count = 0
    while rows.next() {
      guard rows.cells.count - (isTrailed && rows.isTrailed ? 1 : 0) == width else {
        throw fault(
          "\(width) cells between \(separator), as in the first line,", "\(rows.cells.count)")
      }
      for column in inputs { numbers.append(try number(rows, column, columns)) }
      if targets.count == 1 {
        guard rows.isText(targets[0]) else {
          throw Self.encoding(
            file, line: rows.line, column: columns.names[targets[0]], found: "another encoding")
        }
        let text = rows.text(targets[0])
        guard !Self.isMissing(text) else { throw self.fault(rows, targets[0], columns, "a target") }
        cells.append((text, rows.number(targets[0]), rows.line))
      } else {
        for column in targets { several.append(try number(rows, column, columns)) }
      }
      count += 1
    }
    if rows.isUnfinished { throw fault("a quotation mark that closes the one here") }
    guard count > 0 else {
      throw DataError(file: file, expected: "rows of numbers below the names", found: "none")
    }
    let found: DataSet.Targets =
      targets.count == 1
      ? try DataSet.Targets(cells, column: columns.names[targets[0]], file: file, choice: choice)
      : try DataSet.Targets(
        several, columns: targets.map { columns.names[$0] }, file: file, choice: choice)
    return DataSet(
      name: file, count: count, inputNames: inputs.map { columns.names[$0] },
      inputs: .numbers(numbers), targets: found, columns: columns.chosen(inputs, targets))
  }

  private var separator: String {
    switch delimiter {
    case UInt8(ascii: "\t"): "tabs"
    case UInt8(ascii: ";"): "semicolons"
    default: "commas"
    }
  }

  private func number(
    _ rows: RecordReader, _ column: Int, _ columns: DataColumns
  ) throws(DataError) -> Double {
    if let number = rows.number(column) { return number }
    throw fault(rows, column, columns, "a number")
  }

  private func fault(
    _ rows: RecordReader, _ column: Int, _ columns: DataColumns, _ expected: String
  ) -> DataError {
    let text = rows.text(column)
    let isWord = !Self.isMissing(text)
    return DataError(
      file: file, line: rows.line, column: columns.names[column],
      expected: isWord ? "\(expected) (or other inputs named by --inputs)" : expected,
      found: text.isEmpty ? "nothing" : "\"\(quoting: text)\"")
  }

  /// How people write that they do not know.
  private static func isMissing(_ text: String) -> Bool {
    ["", "?", "na", "n/a", "nan", "null", "none", "-"].contains(text.lowercased())
  }

  /// The names in the first row, or c1, c2 … if it is none of names; the rows of numbers are next.
  ///
  /// It is one if it has no number in it, or a word where the second row has a number.
  private func names(
    _ rows: inout RecordReader, _ width: Int, restarting beginning: RecordReader
  ) -> (names: [String], areNamed: Bool) {
    let first = rows
    var second = rows
    let isFollowed = second.next() && second.cells.count == first.cells.count
    let places = 0..<width
    let isHeader =
      places.allSatisfy { first.number($0) == nil }
      || isFollowed && places.contains { first.number($0) == nil && second.number($0) != nil }
    if !isHeader { rows = beginning }
    var taken: Set<String> = []
    let names = places.map { place in
      let name = isHeader ? first.text(place) : ""
      let own = name.isEmpty || taken.contains(name) ? "c\(place + 1)" : name
      taken.insert(own)
      return own
    }
    return (names, isHeader)
  }
}
