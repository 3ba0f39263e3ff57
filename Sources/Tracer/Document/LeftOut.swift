/// What a shortened sum does not show.
struct LeftOut: Equatable {
  /// The symbol that stands for the other terms, if there are any.
  let name: String?
  /// How many terms it stands for.
  let count: Int
  /// What they sum to.
  let value: Double
  /// How many further terms are 0.
  let zeros: Int
}
