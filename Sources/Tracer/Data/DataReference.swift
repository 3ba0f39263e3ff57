import Foundation

/// Where samples come from, as a model file and the command line say it.
package struct DataReference: Equatable, Sendable {
  /// A file, or the name of a built-in data set.
  package var source: String
  package var choice = DataChoice()
  /// The share of the samples that is trained on, and the seed that draws them; `nil` for all.
  package var split: (share: Double, seed: UInt32)?
  /// The file of the samples to test with.
  package var test: String?

  /// The source that stands for MNIST.
  package static let digits = "mnist"

  package init(source: String) { self.source = source }

  package static func == (a: DataReference, b: DataReference) -> Bool {
    a.source == b.source && a.choice == b.choice && a.test == b.test
      && a.split?.share == b.split?.share && a.split?.seed == b.split?.seed
  }

  /// The samples to train on and, if there are any, those to test with, before any normalization.
  /// - Throws: a fault that names the file and the place.
  package func open() throws -> (training: DataSet, test: DataSet?) {
    let all = try Self.read(source, choice)
    if let split { return try all.split(split.share, seed: split.seed) }
    // A file that has its own part to test with is read once more.
    guard let file = test ?? (all.part == .train ? source : nil) else { return (all, nil) }
    var choice = choice
    choice.classes = all.classes ?? []
    if !all.columns.inputs.isEmpty {
      (choice.inputs, choice.targets, choice.known) = ([], [], all.columns)
    }
    choice.part = test == nil ? .test : .train
    return (all.named(part: .train), try Self.read(file, choice).named(part: .test))
  }

  private static func read(_ source: String, _ choice: DataChoice) throws -> DataSet {
    guard let generated = try DataSet(generated: source) else {
      return try DataSet(file: source, choice: choice)
    }
    try choice.checkWhole(of: source)
    return generated
  }

  /// The reference with its files as they are found from the working folder, where a model file names
  /// them: beside that file or, failing that, in the working folder.
  package func read(from modelFile: String) -> DataReference {
    let folder = Self.folder(of: modelFile)
    return mapFiles { Self.exists(folder + $0) ? Self.simplified(folder + $0) : $0 }
  }

  /// The reference as a model file says it that is written to a folder of its own.
  package func written(to modelFile: String) -> DataReference {
    let folder = Self.simplified(Self.folder(of: modelFile)).split(separator: "/")
    guard !modelFile.hasPrefix("/"), !folder.contains("..") else { return self }
    return mapFiles { file in
      guard Self.exists(file) else { return file }
      let path = Self.simplified(file).split(separator: "/")
      let shared = zip(path, folder).prefix { $0 == $1 }.count
      return (folder.dropFirst(shared).map { _ in ".." } + path.dropFirst(shared))
        .joined(separator: "/")
    }
  }

  /// The reference with other places for the files that are named from a folder.
  private func mapFiles(_ place: (String) -> String) -> DataReference {
    func placed(_ file: String) -> String { file.hasPrefix("/") ? file : place(file) }
    var reference = self
    reference.source = placed(source)
    reference.choice.labels = choice.labels.map(placed)
    reference.test = test.map(placed)
    return reference
  }

  private static func exists(_ file: String) -> Bool {
    FileManager.default.fileExists(atPath: file)
  }

  private static func folder(of file: String) -> String {
    file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
  }

  /// The path without parts that lead nowhere.
  private static func simplified(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else {
        parts.append(part)
      }
    }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }
}
