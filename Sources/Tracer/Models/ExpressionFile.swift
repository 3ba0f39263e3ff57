/// A calculation that a person writes, one name a line, as a graph to be derived.
///
///     apple = 100
///     count = 2
///     subtotal = apple * count    # a comment
///     total = subtotal * 1.1
///
/// Numbers are leaves, formulas are nodes, and the last line is the output unless a line says
/// `output NAME`. An operation within a larger formula gets a name from the line's: `total_1`.
public struct ExpressionFile: Sendable {
  /// The contents of the file.
  public let text: String
  /// The calculation with its numbers.
  public let model: Model

  /// Reads an expression file.
  /// - Parameters:
  ///   - text: The contents.
  ///   - file: What the file is called in messages.
  ///   - name: What the model is called.
  /// - Throws: `ExpressionError` with line and column.
  /// - Complexity: Linear in the length of the text.
  public init(_ text: String, file: String, name: String? = nil) throws(ExpressionError) {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map(Array.init)
    self.text = text
    var number = 0
    func built(
      from read: [[ExpressionToken]], avoidingOverflow: Bool
    ) throws(ExpressionError.Placed) -> Builder {
      var builder = Builder(avoidsOverflow: avoidingOverflow)
      builder.note(read)
      number = 0
      for tokens in read {
        number += 1
        try builder.add(tokens, line: number)
      }
      number = builder.outputLine ?? max(1, lines.count)
      try builder.finish()
      return builder
    }
    do throws(ExpressionError.Placed) {
      let read = try lines.map { (line) throws(ExpressionError.Placed) in
        number += 1
        return try ExpressionToken.all(in: line)
      }
      let builder = try built(from: read, avoidingOverflow: false)
      var model = builder.model(called: name ?? file)
      if let (place, reason) = builder.notFinite(in: model) {
        let careful = try built(from: read, avoidingOverflow: true)
        model = careful.model(called: name ?? file)
        if careful.notFinite(in: model) != nil {
          number = place.line
          throw ExpressionError.Placed(column: place.column, problem: .notFinite(reason))
        }
      }
      self.model = model
    } catch {
      throw ExpressionError(
        file: file, line: number, column: error.column, text: String(lines[number - 1]),
        problem: error.problem)
    }
  }
}
