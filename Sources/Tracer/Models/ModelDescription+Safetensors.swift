import Foundation

extension ModelDescription {
  /// The network in a safetensors file: its parameters as tensors and, in the metadata, the rest of
  /// its model file, so that the one file is all that is needed.
  package func safetensors<Scalar: Real>(
    as scalar: Scalar.Type
  ) throws(ModelFileError) -> Safetensors {
    var file = Safetensors(metadata: [
      "format": "weights of a network; W is [inputs, outputs]",
      "model": try ModelFile.text(self, withParameters: false),
    ])
    file.describe(network)
    file.metadata.merge(progress) { $1 }
    let parameters = network.parameters
    for name in parameters.keys.sorted(by: Self.isEarlier) {
      if let parameter = parameters[name] { file.set(parameter.converted(to: scalar), as: name) }
    }
    for (name, kept) in state.sorted(by: { $0.key < $1.key }) {
      file.set(kept.converted(to: scalar), as: name)
    }
    return file
  }

  /// W1, b1, W2, b2 …
  private static func isEarlier(_ a: String, _ b: String) -> Bool {
    func place(_ name: String) -> (Int, Int) {
      (Int(name.dropFirst()) ?? 0, name.first == "b" ? 1 : 0)
    }
    return place(a) < place(b)
  }

  /// The network of a safetensors file that has its model file in the metadata.
  /// - Returns: `nil` for a file that has none.
  /// - Throws: `ModelFileError` for a model that is wrong, `DataError` for its tensors.
  package init?(_ file: Safetensors, name: String) throws {
    guard let text = file.metadata["model"] else { return nil }
    self = try ModelFile.read(
      JSONField(parsing: Array(text.utf8), file: name), name: name, lacksWeights: true)
    _ = try network.take(weights: file, name: name)
    for (name, tensor) in file.tensors where name.contains(".") { state[name] = tensor.converted() }
    // The record of a step has its samples, too.
    if let inputs = file["x"], let targets = file["target"], inputs.shape.rank == 2,
      targets.shape.rank == 2, inputs.shape[0] == targets.shape[0],
      [inputs.shape[1], targets.shape[1]] == [network.sizes[0], network.sizes.last]
    {
      network.inputs = inputs.converted(to: Double.self).rows
      network.targets = targets.converted(to: Double.self).rows
      let places = file.metadata["samples"]?.components(separatedBy: ", ") ?? []
      if places.count == network.inputs.count {
        samples = SampleNotes(
          names: places.map { "\(DataSet.Part.train):\($0)" }, classes: classes)
      }
    }
  }
}

extension Network {
  /// Takes weights for layers of these sizes.
  /// - Returns: What was taken as what where names did not say it.
  package mutating func take(
    weights file: Safetensors, name: String
  ) throws(DataError) -> [String] {
    let stored = try StoredLayers(
      file, name: name, inputs: sizes[0] > 0 ? sizes[0] : nil, outputs: sizes.last)
    let found = Array(stored.sizes.dropFirst())
    guard found == Array(sizes.dropFirst()) else {
      let place = zip(found, sizes.dropFirst()).prefix { $0 == $1 }.count
      let layer = stored.layers[min(place, found.count - 1)]
      throw .weights(
        name, layer.weightsName, inputs: sizes[min(place, sizes.count - 2)],
        outputs: sizes[min(place + 1, sizes.count - 1)], found: layer.weights.shape)
    }
    if inputUnits.isEmpty {
      inputUnits = Network.units("i", count: stored.sizes[0], after: 0)
    }
    parameters = stored.parameters
    return stored.mapping
  }

  /// The network of a file of weights alone.
  /// - Parameters:
  ///   - activation: Of the hidden layers; `nil` for the one that the metadata names, or sigmoid.
  /// - Returns: The network, and what was taken as what where names did not say it.
  package static func reading(
    _ file: Safetensors, name: String, inputs: Int?, outputs: Int?, activation: (any Primitive)?,
    output: any Primitive, loss: Loss
  ) throws(DataError) -> (network: Network, mapping: [String]) {
    let stored = try StoredLayers(file, name: name, inputs: inputs, outputs: outputs)
    var hidden = activation
    if hidden == nil, let named = file.activationName {
      guard let known = try? Registry.activation(words: named) else {
        throw DataError(
          file: name, column: "activation",
          expected: "one of \(Registry.activations.map { $0.kind }.joined(separator: ", ")) in the "
            + "metadata",
          found: "\(quoting: named)")
      }
      hidden = known
    }
    var network = Network(
      sizes: stored.sizes, activation: hidden ?? Sigmoid(), output: output, loss: loss)
    for (position, layer) in stored.layers.enumerated()
    where layer.bias?.shape.count != network.layers[position].units.count {
      network.layers[position].bias = layer.bias.map { .shared($0[0]) }
    }
    network.parameters = stored.parameters
    return (network, stored.mapping)
  }
}

extension Tensor {
  var rows: [[Scalar]] {
    let width = shape[1]
    return (0..<shape[0]).map { Array(elements[$0 * width..<($0 + 1) * width]) }
  }
}

extension Safetensors {
  /// What the metadata calls the activation of the hidden layers; `nil` if it names none.
  package var activationName: String? { metadata["activation"] }

  /// Says of which network the tensors are, so that it can be read back.
  mutating func describe(_ network: Network) {
    describe(sizes: network.sizes, hidden: network.layers[0].activation)
  }
}
