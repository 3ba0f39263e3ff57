/// Where samples come from, as a model file and the command line say it.
package struct DataReference: Equatable, Sendable {
  /// A file, or the name of a built-in data set.
  package var source: String
  /// What is taken from it.
  package var choice = DataChoice()
  /// The share of the samples that is trained on, and the seed that draws them; `nil` for all.
  package var split: (share: Double, seed: UInt32)?
  /// The file of the samples to test with.
  package var test: String?

  /// All samples of a source.
  package init(source: String) { self.source = source }

  package static func == (a: DataReference, b: DataReference) -> Bool {
    a.source == b.source && a.choice == b.choice && a.test == b.test
      && a.split?.share == b.split?.share && a.split?.seed == b.split?.seed
  }

  /// The samples to train on and, if there are any, those to test with, before any normalization.
  /// - Throws: a fault that names the file and the place.
  package func open() throws -> (training: DataSet, test: DataSet?) {
    let all = try Self.read(source, choice)
    if let test {
      var choice = choice
      (choice.classes, choice.inputOrder) = (all.classes ?? [], all.inputNames)
      return (all.named(part: .train), try Self.read(test, choice).named(part: .test))
    }
    guard let split else { return (all, nil) }
    return try all.split(split.share, seed: split.seed)
  }

  private static func read(_ source: String, _ choice: DataChoice) throws -> DataSet {
    guard let generated = try DataSet(generated: source) else {
      return try DataSet(file: source, choice: choice)
    }
    try choice.checkWhole(of: source)
    return generated
  }
}
