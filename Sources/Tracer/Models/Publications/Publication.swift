/// Where a worked example was published, and every number that its source prints.
package struct Publication: Sendable {
  /// The source, as one cites it.
  package let source: Phrase
  /// How the source calculates: its digits, its rounding, its order of updates.
  package let conventions: Phrase
  /// Each printed number by the ASCII name of its quantity, in the order of the source.
  package let numbers: [(name: String, printed: String)]

  /// - Parameter numbers: Names and printed numbers by turns, with spaces between them.
  init(source: Phrase, conventions: Phrase, numbers: String) {
    let words = numbers.split(whereSeparator: \.isWhitespace).map(String.init)
    self.source = source
    self.conventions = conventions
    self.numbers = stride(from: 0, to: words.count, by: 2).map { (words[$0], words[$0 + 1]) }
  }
}
