import Foundation

extension DataSet {
  /// The data sets that are drawn from a seed, by their names; the catalogue's page on data says how.
  package static let generatedNames = ["moons", "blobs", "spiral", "line"]

  /// A data set by its name and settings: `moons`, `moons:n=500:noise=0.1:seed=3`.
  /// - Returns: `nil` for another name.
  package init?(generated words: String) throws(DataError) {
    let parts = words.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard let name = parts.first, Self.generatedNames.contains(name) else { return nil }
    var settings = ["n": 200, "noise": name == "blobs" ? 0.6 : name == "spiral" ? 0.02 : 0.1]
    settings["seed"] = 0
    let ranges = ["n": 6...1e6, "noise": 0...1e6, "seed": 0...Double(UInt32.max)]
    var given: Set<String> = []
    for part in parts.dropFirst() {
      let sides = part.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
      let setting = sides[0]
      guard sides.count == 2, let range = ranges[setting] else {
        throw DataError(
          file: words, expected: "settings such as n=500, noise=0.1 or seed=3", found: part)
      }
      guard given.insert(setting).inserted else {
        throw DataError(file: words, column: setting, expected: "each setting once", found: "two")
      }
      let mayBeBroken = setting == "noise"
      guard let value = Double(sides[1]), range.contains(value),
        mayBeBroken || value == value.rounded()
      else {
        let bounds = "\(Int(range.lowerBound)) to \(Int(range.upperBound))"
        throw DataError(
          file: words, column: setting,
          expected: "\(mayBeBroken ? "a number" : "a whole number") from \(bounds)",
          found: "\(quoting: sides[1])")
      }
      settings[setting] = value
    }
    self.init(
      generated: name, count: Int(settings["n"] ?? 0), noise: settings["noise"] ?? 0,
      seed: UInt32(settings["seed"] ?? 0))
    self.name = words
  }

  private init(generated name: String, count: Int, noise: Double, seed: UInt32) {
    var random = NumPyGenerator(seed: seed)
    let kinds = name == "moons" ? 2 : 3
    var (inputs, numbers, classes): ([Double], [Double], [UInt8]) = ([], [], [])
    for sample in 0..<count {
      let kind = sample % kinds
      let point: (Double, Double)
      switch name {
      case "moons":
        let t = Double.pi * random.randomSample()
        point = kind == 0 ? (cos(t), sin(t)) : (1 - cos(t), 0.5 - sin(t))
      case "blobs":
        let angle = 2 * Double.pi * Double(kind) / 3
        point = (2 * cos(angle), 2 * sin(angle))
      case "spiral":
        let way = Double(sample / 3) / (Double(count) / 3)
        let angle = 4 * way + 4 * Double(kind)
        point = (way * sin(angle), way * cos(angle))
      default:
        let x = random.uniform(-1, 1)
        inputs.append(x)
        numbers.append(2 * x + 1 + noise * random.randn())
        continue
      }
      inputs.append(point.0 + noise * random.randn())
      inputs.append(point.1 + noise * random.randn())
      classes.append(UInt8(kind))
    }
    let isLine = name == "line"
    self.init(
      name: name, count: count, inputNames: isLine ? ["x"] : ["x", "y"], inputs: .numbers(inputs),
      targets: isLine
        ? .numbers(numbers, names: ["y"])
        : .classes(classes, names: (0..<kinds).map(String.init)))
  }
}
