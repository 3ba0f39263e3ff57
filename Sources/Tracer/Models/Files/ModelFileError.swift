/// What is wrong in a model file, and where.
package struct ModelFileError: Fault {
  package enum Problem: Equatable, Sendable {
    /// The text is no JSON, or an object has a name twice.
    case notJSON(line: Int, column: Int, reason: String)
    /// Something else than what has to stand here.
    case unexpected(expected: String, found: String, whose: String? = nil)
    case unknownField(String, nearest: String?, known: [String])
    /// A field that has to be there.
    case missing(String)
    /// A value or a gradient that is not a finite number.
    case notFinite(String)
  }

  package let file: String
  /// The place, such as `layers[1].weights[0]`; empty for the file as a whole.
  package let path: String
  package let problem: Problem

  package var kind: FaultKind { .badData }
}

extension ModelFileError {
  /// Whether a learning rate below 0 was refused.
  package var isNegativeRate: Bool {
    guard path.hasSuffix("lr"), case .unexpected(_, let found, _) = problem else { return false }
    return found.hasPrefix("-")
  }

  /// One line: where, what was expected, what was found.
  ///
  ///     my-model.json: layers[1].weights[0]: 2 weights expected, one for each unit of layer 1
  ///     (h1, h2); 3 found
  package var description: String {
    let place = path.isEmpty ? "\(quoting: file)" : "\(quoting: file): \(quoting: path)"
    switch problem {
    case .notJSON(let line, let column, let reason):
      return "\(quoting: file):\(line):\(column): \(reason)"
    case .unexpected(let expected, let found, let whose):
      let each = whose.map { ", \($0)" } ?? ""
      return "\(place): \(expected) expected\(each); \(found) found"
    case .unknownField(let name, let nearest, let known):
      let hint =
        nearest.map { "did you mean \(quoting: $0)?" } ?? "known are \(listing: known, atMost: 20)"
      return "\(place): there is no field \(quoting: name); \(hint)"
    case .missing(let name): return "\(place): the field \(name) is missing"
    case .notFinite(let reason): return "\(place): \(reason)"
    }
  }
}
