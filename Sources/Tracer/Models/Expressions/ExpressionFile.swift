/// A calculation that a person writes, one name a line, as a graph to be derived.
///
///     apple = 100
///     count = 2
///     subtotal = apple * count    # a comment
///     total = subtotal * 1.1
///
/// Numbers are leaves, formulas are nodes, and the last line is the output unless a line says
/// `output NAME`. An operation within a larger formula gets a name from the line's: `total_1`.
package struct ExpressionFile: Sendable {
  package let text: String
  package let model: Model

  /// Reads an expression file.
  /// - Complexity: Linear in the length of the text.
  package init(_ text: String, file: String, name: String? = nil) throws(ExpressionError) {
    self.text = text
    var number = 0
    func built(
      from read: [(line: Int, tokens: [ExpressionToken])], avoidingOverflow: Bool
    ) throws(ExpressionError.Placed) -> Builder {
      var builder = Builder(avoidsOverflow: avoidingOverflow)
      builder.note(read)
      for (line, tokens) in read {
        number = line
        try builder.add(tokens, line: number)
      }
      number = builder.outputLine
      try builder.finish()
      return builder
    }
    do throws(ExpressionError.Placed) {
      var read: [(line: Int, tokens: [ExpressionToken])] = []
      var rest: Substring? = text[...]
      while let line = Self.takeLine(from: &rest) {
        number += 1
        let tokens = try ExpressionToken.all(in: line.prefix { $0 != "#" }.map(\.self))
        if tokens.count > 1 { read.append((number, tokens)) }
      }
      let builder = try built(from: read, avoidingOverflow: false)
      var model = builder.model(called: name ?? file)
      if let (place, reason) = builder.notFinite(in: model) {
        let careful = try built(from: read, avoidingOverflow: true)
        model = careful.model(called: name ?? file)
        if careful.notFinite(in: model) != nil {
          number = place.line
          throw ExpressionError.Placed(column: place.column, reason)
        }
      }
      self.model = model
    } catch {
      throw ExpressionError(
        file: file, line: number, column: error.column, text: Self.line(number, of: text),
        problem: error.problem)
    }
  }

  /// The next line; `nil` after the last one. A text that is all comments is not held in pieces.
  private static func takeLine(from rest: inout Substring?) -> Substring? {
    guard let text = rest else { return nil }
    let end = text.firstIndex(where: \.isNewline)
    rest = end.map { text[text.index(after: $0)...] }
    return text[..<(end ?? text.endIndex)]
  }

  /// A line by its number, counted from 1.
  private static func line(_ number: Int, of text: String) -> String {
    var rest: Substring? = text[...]
    for _ in 1..<number { _ = takeLine(from: &rest) }
    return String(takeLine(from: &rest) ?? "")
  }
}
