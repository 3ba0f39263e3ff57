package import Foundation

/// The gradients that a program wrote, by the parameters of a network.
package struct GradientFile: Sendable {
  /// One array.
  struct Array: Sendable {
    /// The parameter, as the network calls it.
    let label: String
    /// Its name in the file.
    let name: String
    let extents: [Int]
    let elements: [Double]
  }

  package let name: String
  let arrays: [Array]
  private let sizes: [Int]

  /// Whether a file may be one.
  package static func isOne(_ path: String) -> Bool {
    [".safetensors", ".npz"].contains { path.hasSuffix($0) }
  }

  /// Reads the arrays of a safetensors or NumPy file.
  /// - Throws: a fault with the file and the array, if one is none of the network's or has the wrong
  ///   shape, or a number is not finite.
  package init(_ bytes: Data, name: String, for network: Network) throws {
    self.name = name
    sizes = network.sizes
    let found = try NumericArray.all(in: bytes, file: name)
    let labels = try Self.labels(found, file: name, layers: network.layers.count)
    let parameters = network.parameters
    var arrays: [Array] = []
    for array in found {
      guard let label = labels[array.name] else { continue }
      guard let parameter = parameters[label] else {
        throw DataError(
          file: name, column: array.name,
          expected: "the gradient by one of \(listing: parameters.keys.sorted())",
          found: "that by \(label)")
      }
      let elements = (0..<array.count * array.width).map { array.value(0, $0) }
      if let place = elements.firstIndex(where: { !$0.isFinite }) {
        throw DataError(
          file: name, column: array.name, expected: "finite numbers",
          found: "\(elements[place]) at \(Shape(array.shape).index(at: place))")
      }
      let own = parameter.shape.extents
      let shapes =
        label.first == "W"
        ? [own, own.reversed()]
        : [own, [1] + own, own + [1], [network.inputs.count] + own, [network.inputs.count]]
      guard shapes.contains(array.shape) || parameter.shape.count == 1 && elements.count == 1 else {
        throw DataError(
          file: name, column: array.name,
          expected: "the shape \(parameter.shape)"
            + (label.first == "W" && own != own.reversed() ? " or \(Shape(own.reversed()))" : ""),
          found: "\(Shape(array.shape))")
      }
      arrays.append(Array(label: label, name: array.name, extents: array.shape, elements: elements))
    }
    guard !arrays.isEmpty else {
      throw DataError(
        file: name, expected: "gradients such as dW1, W1.grad or fc1.weight",
        found: found.isEmpty ? "none" : "\(listing: found.map(\.name))")
    }
    self.arrays = arrays
  }

  /// What each array is the gradient by.
  private static func labels(
    _ found: [NumericArray], file: String, layers: Int
  ) throws(DataError) -> [String: String] {
    var (labels, others): ([String: String], [NumericArray]) = ([:], [])
    for array in found {
      let ours =
        /(?<mark>d[A-Za-z]?\/?d|d_?|∂\w?\/∂|[Gg]rad_?|g_?|∇)?(?<name>[Wwb])_?(?<number>\d+)(?<after>[._]?grad)?/
      if let match = array.name.wholeMatch(of: ours) {
        labels[array.name] = "\(match.output.name == "b" ? "b" : "W")\(match.output.number)"
      } else {
        others.append(array)
      }
    }
    // Beside arrays that are called gradients, W1 is the parameter itself; a record has still more.
    let plain = labels.filter { $0.key == $0.value }.keys
    let marked = Set(labels.filter { $0.key != $0.value }.values)
    if !marked.isEmpty {
      for name in plain { labels[name] = nil }
      if marked.count < labels.count {
        for (name, label) in labels where labels.filter({ $0.value == label }).count > 1 {
          throw DataError(
            file: file, column: name, expected: "one gradient by \(label)", found: "several")
        }
      }
      if !plain.isEmpty { return labels }
    }
    func isBias(_ array: NumericArray) -> Bool {
      array.shape.count < 2 || array.name.contains("bias")
    }
    let pairs = StoredLayers.pairs(others.map { (Self.withoutMark($0.name), !isBias($0)) })
    let names = Dictionary(
      others.map { (Self.withoutMark($0.name), $0.name) }, uniquingKeysWith: { first, _ in first })
    for (position, pair) in pairs.enumerated() {
      if let name = names[pair.weights] { labels[name] = "W\(position + 1)" }
      if let name = pair.bias.flatMap({ names[$0] }) { labels[name] = "b\(position + 1)" }
    }
    if let unknown = others.first(where: { labels[$0.name] == nil }) {
      throw DataError(
        file: file, column: unknown.name,
        expected: "a gradient such as dW1, W1.grad, dE/dW1 or fc1.weight")
    }
    guard pairs.isEmpty || pairs.count == layers else {
      throw DataError(
        file: file, expected: "matrices for \(layers) layers, or names that tell the layer (dW2)",
        found: "\(pairs.count)")
    }
    return labels
  }

  private static func withoutMark(_ name: String) -> String {
    name.hasSuffix(".grad") || name.hasSuffix("_grad") ? String(name.dropLast(5)) : name
  }

  /// Whether the matrices are [outputs, inputs]: as the shapes say or, where all of them are square,
  /// as more of them agree with what they should be.
  func isTurned(_ expected: (Array) -> ArrayValue?) -> Bool {
    let matrices = arrays.filter { $0.label.first == "W" }
    let votes = matrices.map { array -> Int in
      let number = Int(array.label.dropFirst()) ?? 1
      let own = [sizes[number - 1], sizes[number]]
      if own[0] != own[1] { return array.extents == own ? -1000 : 1000 }
      guard let right = expected(array) else { return 0 }
      let precision = ArrayPrecision(of: array.elements)
      func agrees(_ isTurned: Bool) -> Bool {
        ArrayTarget(array, line: 0, isTurned: isTurned).agrees(with: right, precision)
      }
      return agrees(false) ? -1 : agrees(true) ? 1 : 0
    }
    return votes.reduce(0, +) > 0
  }
}
