/// Where a worked example was published, and every number that its source prints.
package struct Publication: Sendable {
  /// The source, as one cites it.
  package let source: Phrase
  /// How the source calculates: its digits, its rounding, its order of updates.
  package let conventions: Phrase
  /// Each printed number by the ASCII name of its quantity, in the order of the source.
  package let numbers: [(name: String, printed: String)]
}
