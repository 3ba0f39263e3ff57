/// What is wrong in an expression file, and where.
package struct ExpressionError: Fault {
  package let file: String
  /// The line, counted from 1.
  package let line: Int
  /// The column, counted from 1.
  package let column: Int
  package let text: String
  package let problem: String

  package var kind: FaultKind { .badData }

  /// A problem whose line is not known yet.
  struct Placed: Error, Equatable {
    let column: Int
    let problem: String

    init(column: Int, _ problem: String) { (self.column, self.problem) = (column, problem) }

    /// That something else stands there than has to.
    init(_ token: ExpressionToken, expected: String) {
      self.init(column: token.column, "\(expected) expected; \(quoting: token.description) found")
    }
  }
}

extension ExpressionError {
  /// What is wrong and where, then the line with a caret:
  ///
  ///     shopping.calc:4:12: appel is not defined; did you mean apple?
  ///       subtotal = appel * count
  ///                  ^
  package var description: String {
    let (shown, caret) = excerpt
    return "\(quoting: file):\(line):\(column): \(problem)\n  \(shown)\n  \(caret)^"
  }

  /// The part of the line around the column, and what stands before the caret.
  private var excerpt: (text: String, margin: String) {
    let characters = text.map { character -> Character in
      if character.isNewline { return " " }
      // A letter may have any number of marks.
      let marked = character.unicodeScalars.prefix(8)
      return String(String.UnicodeScalarView(marked)).first ?? character
    }
    let start = column > 60 ? column - 40 : 0
    let part = characters.dropFirst(start).prefix(80)
    let before = characters.dropFirst(start).prefix(column - 1 - start)
    let margin = before.map { character -> String in
      character == "\t" ? "\t" : String(repeating: " ", count: TextLayout.width(String(character)))
    }
    let missing = String(repeating: " ", count: max(0, column - 1 - start - before.count))
    return (
      (start > 0 ? "…" : "") + String(part), (start > 0 ? " " : "") + margin.joined() + missing
    )
  }
}
