extension OptimizerComparison.Entry {
  /// The optimizer that words describe, such as `adam:lr=0.3`.
  /// - Throws: `ModelFileError`, whose path is the setting.
  package init(words: String, on surface: Surface) throws(ModelFileError) {
    self.init(
      name: words,
      optimizer: try Registry.optimizer(words: words, defaultRates: surface.rates))
  }

  /// What the optimizers are called.
  package static var names: [String] { Registry.optimizers.map { $0.kind } }

  /// Every optimizer, with the learning rate that suits the surface.
  package static func all(on surface: Surface) -> [OptimizerComparison.Entry] {
    names.compactMap { try? OptimizerComparison.Entry(words: $0, on: surface) }
  }
}
