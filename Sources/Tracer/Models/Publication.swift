/// Where a worked example was published, and every number that its source prints.
public struct Publication: Sendable {
  /// The source, as one cites it.
  public let source: Phrase
  /// How the source calculates: its digits, its rounding, its order of updates.
  public let conventions: Phrase
  /// Each printed number by the ASCII name of its quantity, in the order of the source.
  public let numbers: [(name: String, printed: String)]
}
