/// What is wrong with data, and where.
package struct DataError: Fault {
  /// The file, as it is called on the command line, or the data set.
  package let file: String
  /// The line of a text, counted from 1.
  package let line: Int?
  /// The column or the array, by its name, or another place.
  package let column: String?
  /// What has to be there.
  package let expected: String
  /// What is there instead.
  package let found: String?
  /// That the contents of a file are wrong, or that there is none.
  package let kind: FaultKind

  /// What is wrong at a place.
  package init(
    file: String, line: Int? = nil, column: String? = nil, expected: String, found: String? = nil,
    kind: FaultKind = .badData
  ) {
    (self.file, self.line, self.column) = (file, line, column)
    (self.expected, self.found, self.kind) = (expected, found, kind)
  }

  /// `iris.csv:17: petal_width: a number expected; "?" found`
  package var description: String {
    var place = "\(quoting: file)"
    if let line { place += ":\(line)" }
    if let column { place += ": \(quoting: column)" }
    return "\(place): \(expected) expected" + (found.map { "; \($0) found" } ?? "")
  }
}
