extension OptimizerComparison.Entry {
  /// The optimizer that words describe, such as `adam:lr=0.3`.
  package init(words: String, on surface: Surface) throws(ModelFileError) {
    self.init(
      name: words,
      optimizer: try Registry.optimizer(words: words, defaultRates: surface.rates))
  }

  package static var names: [String] { Registry.optimizers.map { $0.kind } }

  /// The optimizers that textbooks compare, each with the learning rate that suits the surface.
  package static func all(on surface: Surface) -> [OptimizerComparison.Entry] {
    Registry.comparedOptimizers.compactMap {
      try? OptimizerComparison.Entry(words: $0.kind, on: surface)
    }
  }
}
