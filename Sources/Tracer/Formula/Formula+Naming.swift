extension Formula {
  /// The formula with every part that has a name written by its name.
  /// - Parameter names: The symbol of each part that has one.
  func naming(_ names: [Formula: Formula]) -> Formula {
    if let name = names[self] { return name }
    return with(children: children.map { $0.naming(names) })
  }
}
