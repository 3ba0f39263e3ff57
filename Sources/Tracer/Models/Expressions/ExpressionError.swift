/// What is wrong in an expression file, and where.
package struct ExpressionError: Fault {
  /// The kinds of mistakes.
  package enum Problem: Equatable, Sendable {
    /// A character that no expression has.
    case unknownCharacter(Character)
    /// Something that begins like a number, or is too large for one.
    case badNumber(String)
    /// Something else than what has to stand here.
    case unexpected(String, expected: String)
    /// A name that is not defined above; perhaps it is defined further down, on the given line.
    case unknownName(String, definedOnLine: Int?, nearest: String?)
    /// A function that does not exist.
    case unknownFunction(String, nearest: String?)
    /// A function with too few or too many arguments.
    case wrongCount(function: String, expected: Int, found: Int)
    /// A name that is defined a second time.
    case defined(String, onLine: Int)
    /// A name that means something else.
    case reserved(String)
    /// Brackets, signs or powers nested too deeply.
    case tooDeep(limit: Int)
    /// A file without a formula.
    case noFormula
    /// An output that is a number, or is not defined.
    case badOutput(String)
    /// A value or a slope that is not a finite number.
    case notFinite(String)
  }

  /// The file, as it is called on the command line.
  package let file: String
  /// The line, counted from 1.
  package let line: Int
  /// The column, counted from 1.
  package let column: Int
  /// The text of the line.
  package let text: String
  /// What is wrong.
  package let problem: Problem

  /// The file's contents are wrong.
  package var kind: FaultKind { .badData }

  /// A problem whose line is not known yet.
  struct Placed: Error, Equatable {
    let column: Int
    let problem: Problem
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
    return "\(quoting: file):\(line):\(column): \(problem.sentence)\n  \(shown)\n  \(caret)^"
  }

  /// The part of the line around the column, and what stands before the caret.
  private var excerpt: (text: String, margin: String) {
    let characters = text.map { $0.isNewline ? " " : $0 }
    let start = column > 60 ? column - 40 : 0
    let part = characters.dropFirst(start).prefix(80)
    let before = characters.dropFirst(start).prefix(column - 1 - start)
    let margin = before.map { character -> String in
      character == "\t"
        ? "\t" : String(repeating: " ", count: TextLayout.width(String(character)))
    }
    let missing = String(repeating: " ", count: max(0, column - 1 - start - before.count))
    return (
      (start > 0 ? "…" : "") + String(part), (start > 0 ? " " : "") + margin.joined() + missing
    )
  }
}

extension ExpressionError.Problem {
  fileprivate var sentence: String {
    func meant(_ name: String?) -> String { name.map { "; did you mean \(quoting: $0)?" } ?? "" }
    switch self {
    case .unknownCharacter(let character):
      let code = character.unicodeScalars.first.map { String($0.value, radix: 16) } ?? "0"
      let shown = character.isLetter || character.isSymbol || character.isPunctuation
      return
        "\(shown ? "\(quoting: String(character))" : "the character U+\(code.uppercased())") means nothing here"
    case .badNumber(let text):
      return "\(quoting: text) is no number that can be calculated with; write it as 1.5 or 2e-3"
    case .unexpected(let found, let expected):
      return "\(expected) expected; \(quoting: found) found"
    case .unknownName(let name, let line?, _):
      return "\(quoting: name) is used before it is defined, on line \(line)"
    case .unknownName(let name, nil, let nearest):
      return "\(quoting: name) is not defined\(meant(nearest))"
    case .unknownFunction(let name, let nearest):
      let known = ExpressionFunction.names.joined(separator: ", ")
      return
        "there is no function \(quoting: name)\(nearest == nil ? ": \(known)" : meant(nearest))"
    case .wrongCount(let function, let expected, let found):
      return
        "\(quoting: function) takes \(expected) argument\(expected == 1 ? "" : "s"); \(found) found"
    case .defined(let name, let line):
      return
        "\(quoting: name) is defined already, on line \(line); a name has one value, so choose another"
    case .reserved(let name):
      return "\(quoting: name) has a meaning of its own; choose another name"
    case .tooDeep(let limit):
      return "nested more than \(limit) deep; give the inner part a name on a line of its own"
    case .noFormula: return "a formula expected, such as total = price * 1.1; none found"
    case .badOutput(let name):
      return
        "the output \(quoting: name) is not defined by a formula; name a line that calculates something"
    case .notFinite(let reason): return reason
    }
  }
}
