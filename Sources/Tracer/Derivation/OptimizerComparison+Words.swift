extension OptimizerComparison.Entry {
  /// The optimizer that words describe, such as `adam:lr=0.3`.
  /// - Throws: `ModelFileError`, whose path is the setting.
  package init(words: String, on surface: Surface) throws(ModelFileError) {
    self.init(
      name: words,
      optimizer: try OptimizerKind.optimizer(words: words, defaultRates: surface.rates))
  }

  /// What the optimizers are called.
  package static var names: [String] { OptimizerKind.all.map(\.name) }

  /// Every optimizer, with the learning rate that suits the surface.
  package static func all(on surface: Surface) -> [OptimizerComparison.Entry] {
    OptimizerKind.all.compactMap { try? OptimizerComparison.Entry(words: $0.name, on: surface) }
  }
}
