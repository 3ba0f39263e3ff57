import Foundation

/// The weights and biases of a safetensors file, layer by layer, whoever wrote it.
///
/// `W1`, `b1`, `W2` … are taken by these names. Else the matrices are the layers, in the order of
/// their names, each with the vector that shares all of its name but the last part: `fc1.weight` and
/// `fc1.bias`, `dense/kernel` and `dense/bias`. A matrix is [inputs, outputs] or, as PyTorch's
/// `Linear` keeps it, [outputs, inputs]; the shapes tell which, for all layers of the file.
struct StoredLayers {
  struct Layer {
    let weightsName: String
    /// [inputs, outputs]
    var weights: Tensor<Double>
    let biasName: String?
    var bias: Tensor<Double>?

    /// - Parameter biasName: What may be the bias, if it is a list.
    init?(_ contents: Safetensors, weights name: String, bias biasName: String?) {
      guard let weights = contents[name] else { return nil }
      (weightsName, self.weights) = (name, weights.converted())
      let bias = biasName.flatMap { contents[$0] }
      (self.biasName, self.bias) = (bias.flatMap { _ in biasName }, bias?.converted())
    }
  }

  private(set) var layers: [Layer]
  private let file: String

  /// How many units each layer has, the inputs first.
  var sizes: [Int] { [layers[0].weights.shape[0]] + layers.map { $0.weights.shape[1] } }

  /// The parameters by the names that a network gives them.
  var parameters: [String: Tensor<Double>] {
    var parameters: [String: Tensor<Double>] = [:]
    for (position, layer) in layers.enumerated() {
      parameters["W\(position + 1)"] = layer.weights
      parameters["b\(position + 1)"] = layer.bias
    }
    return parameters
  }

  /// What was taken as what, where names did not say it: `fc1.weight [100, 784] as W1`.
  private(set) var mapping: [String] = []

  /// - Parameters:
  ///   - inputs: How many inputs the network has; `nil` if the file may say.
  ///   - outputs: How many outputs it has; `nil` if the file may say.
  init(_ contents: Safetensors, name: String, inputs: Int?, outputs: Int?) throws(DataError) {
    file = name
    let isOurs = contents["W1"] != nil
    layers = isOurs ? Self.numbered(contents) : Self.byOrder(contents)
    guard !layers.isEmpty else {
      throw DataError(
        file: name, expected: "a tensor W1",
        found: contents.tensors.isEmpty ? "none" : "\(listing: contents.tensors.map(\.name))")
    }
    if !isOurs {
      let taken = Set(layers.flatMap { [$0.weightsName, $0.biasName ?? $0.weightsName] })
      let others = contents.tensors.map(\.name).filter { !taken.contains($0) }
      guard others.isEmpty else {
        throw DataError(
          file: name, expected: "weights and biases of layers alone",
          found: "\(listing: others, atMost: 6), without which it would be another network,")
      }
    }
    let isTurned = try order(inputs: inputs, outputs: outputs, prefersTurned: !isOurs)
    if !isOurs {
      mapping = layers.enumerated().map { position, layer in
        "\(layer.weightsName) \(layer.weights.shape)\(isTurned ? ", turned," : "") as W\(position + 1)"
          + (layer.biasName.map { ", \($0) as b\(position + 1)" } ?? "")
      }
    }
    for position in layers.indices {
      if isTurned { layers[position].weights = layers[position].weights.transposed }
      try check(position)
    }
  }

  private static func numbered(_ contents: Safetensors) -> [Layer] {
    var layers: [Layer] = []
    while let layer = Layer(contents, weights: "W\(layers.count + 1)", bias: "b\(layers.count + 1)")
    {
      layers.append(layer)
    }
    return layers
  }

  private static func byOrder(_ contents: Safetensors) -> [Layer] {
    pairs(contents.tensors.map { ($0.name, $0.tensor.shape.rank == 2) }).compactMap { pair in
      let bias = pair.bias.flatMap { contents[$0]?.shape.rank == 1 ? $0 : nil }
      return Layer(contents, weights: pair.weights, bias: bias)
    }
  }

  /// The matrices in the order of their names, each with what else shares all of its name but the
  /// last part.
  static func pairs(
    _ tensors: [(name: String, isMatrix: Bool)]
  ) -> [(weights: String, bias: String?)] {
    func stem(_ name: String) -> Substring {
      name.lastIndex { "./".contains($0) }.map { name[..<$0] } ?? ""
    }
    let named = tensors.sorted { $0.name.compare($1.name, options: .numeric) == .orderedAscending }
    return named.filter(\.isMatrix).map { name, _ in
      let bias = named.first { !$0.isMatrix && !stem(name).isEmpty && stem($0.name) == stem(name) }
      return (name, bias?.name)
    }
  }

  /// Takes the layers in the order of their names or, if that fits neither way, in the only one in
  /// which each takes what the one before gives.
  /// - Returns: Whether they do so if the matrices are turned.
  private mutating func order(
    inputs: Int?, outputs: Int?, prefersTurned: Bool
  ) throws(DataError) -> Bool {
    let shapes = layers.map(\.weights.shape)
    /// All orders that fit, or the one of the names, if it does.
    func orders(
      _ isTurned: Bool, asNamed: Bool, after first: [Int] = [], _ before: Int?
    ) -> [[Int]] {
      if first.count == shapes.count { return outputs == nil || before == outputs ? [first] : [] }
      return shapes.indices.filter { asNamed ? $0 == first.count : !first.contains($0) }
        .filter { before == nil || shapes[$0][isTurned ? 1 : 0] == before }
        .flatMap {
          orders(isTurned, asNamed: asNamed, after: first + [$0], shapes[$0][isTurned ? 0 : 1])
        }
    }
    guard shapes.allSatisfy({ $0.rank == 2 && $0.count > 0 }) else {
      throw misfit(inputs: inputs, outputs: outputs)
    }
    let ways = [prefersTurned, !prefersTurned]
    if let way = ways.first(where: { !orders($0, asNamed: true, inputs).isEmpty }) { return way }
    let found =
      shapes.count > 8
      ? [] : ways.flatMap { way in orders(way, asNamed: false, inputs).map { (way, $0) } }
    guard found.count == 1 else { throw misfit(inputs: inputs, outputs: outputs) }
    layers = found[0].1.map { layers[$0] }
    return found[0].0
  }

  /// The first layer that does not take what the one before it gives.
  private func misfit(inputs: Int?, outputs: Int?) -> DataError {
    let first = layers[0].weights.shape
    let isTurned = first.rank == 2 && first[0] != inputs && first[1] == inputs
    var before = inputs ?? (first.rank == 2 ? first[0] : 1)
    for (position, layer) in layers.enumerated() {
      let shape = layer.weights.shape
      let isLast = position == layers.count - 1
      let sides =
        shape.rank == 2 ? (isTurned ? [shape[1], shape[0]] : [shape[0], shape[1]]) : [0, 0]
      if sides[0] != before || sides[1] == 0 || isLast && sides[1] != outputs ?? sides[1] {
        return .weights(
          file, layer.weightsName, inputs: before, outputs: isLast ? outputs : nil, found: shape)
      }
      before = sides[1]
    }
    return .weights(file, layers[0].weightsName, inputs: before, outputs: outputs, found: first)
  }

  private mutating func check(_ position: Int) throws(DataError) {
    let layer = layers[position]
    let units = layer.weights.shape[1]
    var tensors = [(layer.weightsName, layer.weights)]
    if let bias = layer.bias, let biasName = layer.biasName {
      guard bias.shape == [units] || bias.shape == [1, units] || bias.shape == [1] else {
        throw DataError(
          file: file, column: biasName, expected: "the shape [\(units)] or [1, \(units)]",
          found: "[\(listing: bias.shape.extents)]")
      }
      layers[position].bias = Tensor(bias.elements, shape: [bias.shape.count])
      tensors.append((biasName, bias))
    }
    for (name, tensor) in tensors {
      if let offset = tensor.elements.firstIndex(where: { !$0.isFinite }) {
        throw DataError(
          file: file, column: name, expected: "finite numbers",
          found: "\(tensor[offset]) at [\(listing: tensor.shape.index(at: offset))]")
      }
    }
  }
}

extension DataError {
  /// That weights have another shape than a layer's.
  static func weights(
    _ file: String, _ tensor: String, inputs: Int, outputs: Int?, found: Shape
  ) -> DataError {
    let units = outputs.map(String.init) ?? "units"
    return DataError(
      file: file, column: tensor,
      expected: "weights of the shape [\(inputs), \(units)] or, as PyTorch keeps them, "
        + "[\(units), \(inputs)]",
      found: "[\(listing: found.extents)]")
  }
}

extension Tensor {
  var transposed: Tensor {
    let (rows, columns) = (shape[0], shape[1])
    return Tensor(
      (0..<columns).flatMap { column in (0..<rows).map { self[$0 * columns + column] } },
      shape: [columns, rows])
  }
}
