extension Sequence {
  /// The elements that satisfy the condition, and those that do not, each in order.
  func partitioned(
    by condition: (Element) -> Bool
  ) -> (yes: [Element], no: [Element]) {
    (filter(condition), filter { !condition($0) })
  }
}
