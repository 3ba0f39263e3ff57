extension DigitNetwork {
  /// Reads weights: `W1`, `b1`, `W2`, `b2` … for any number of layers.
  ///
  /// A weight matrix is [inputs, outputs], or, as PyTorch's `Linear` keeps it, [outputs, inputs];
  /// the shape of W1, of which one side is 784, tells which, for all layers of the file.
  /// - Parameter activation: The activation of the hidden layers; `nil` for the one that the file's
  ///   metadata names, or sigmoid if it names none.
  /// - Throws: `SafetensorsError` if the file cannot be read, or its tensors are no such network.
  package init(weights path: String, activation: Activation? = nil) throws(SafetensorsError) {
    try self.init(Safetensors(path: path), name: path, activation: activation)
  }

  /// Takes weights out of a file's contents.
  /// - Parameter name: What the errors call the file.
  /// - Throws: `SafetensorsError` if its tensors are no such network, or its metadata names an
  ///   activation that there is not.
  package init(
    _ file: Safetensors, name: String, activation: Activation? = nil
  ) throws(SafetensorsError) {
    let (pixels, classes) = (DigitSet.pixelCount, DigitSet.classCount)
    var sizes = [pixels]
    var parameters: [String: Tensor<Double>] = [:]
    var isTransposed = false
    repeat {
      let (label, inputs) = ("W\(sizes.count)", sizes[sizes.count - 1])
      var weights = try file.tensor(label, name: name)
      let rank = weights.shape.rank
      if sizes.count == 1, rank == 2 {
        isTransposed = weights.shape[0] != pixels && weights.shape[1] == pixels
      }
      if isTransposed, rank == 2 { weights = weights.transposed }
      guard rank == 2, weights.shape[0] == inputs, weights.shape[1] > 0 else {
        let isLast = file["W\(sizes.count + 1)"] == nil
        throw .wrongWeights(
          file: name, tensor: label, inputs: inputs, outputs: isLast ? classes : nil,
          found: file[label]?.shape ?? [])
      }
      let units = weights.shape[1]
      let bias = try file.tensor("b\(sizes.count)", name: name)
      guard bias.shape == [units] || bias.shape == [1, units] else {
        throw .wrongShape(
          file: name, tensor: "b\(sizes.count)", expected: [[units], [1, units]],
          found: bias.shape)
      }
      parameters[label] = weights
      parameters["b\(sizes.count)"] = Tensor(bias.elements, shape: [units])
      sizes.append(units)
    } while file["W\(sizes.count)"] != nil
    guard sizes[sizes.count - 1] == classes else {
      let label = "W\(sizes.count - 1)"
      throw .wrongWeights(
        file: name, tensor: label, inputs: sizes[sizes.count - 2], outputs: classes,
        found: file[label]?.shape ?? [])
    }
    var hidden = activation
    if hidden == nil, let named = file.activationName {
      guard let known = Activation(rawValue: named) else {
        throw .unknownActivation(
          file: name, known: Activation.allCases.map(\.rawValue), found: named)
      }
      hidden = known
    }
    self.init(
      layout: LayeredNetwork(sizes: sizes, activation: hidden ?? .sigmoid),
      parameters: parameters)
  }

  /// The weights as a file in the given precision.
  package func safetensors<Scalar: Real>(as scalar: Scalar.Type) -> Safetensors {
    var file = Safetensors(metadata: [
      "format": "weights of a network of digits; W is [inputs, outputs]"
    ])
    file.describe(layout)
    for (name, _) in layout.parameterShapes {
      if let parameter = parameters[name] { file.set(parameter.converted(to: scalar), as: name) }
    }
    return file
  }
}

extension Safetensors {
  /// What the metadata calls the activation of the hidden layers; `nil` if it names none.
  package var activationName: String? { metadata["activation"] }

  /// Says of which network the tensors are, so that it can be read back.
  mutating func describe(_ layout: LayeredNetwork) {
    metadata["activation"] = layout.activation.rawValue
    metadata["layers"] = layout.sizes.map(String.init).joined(separator: "-")
  }

  /// A tensor that a network needs, all of whose elements are numbers.
  fileprivate func tensor(
    _ label: String, name: String
  ) throws(SafetensorsError) -> Tensor<Double> {
    guard let tensor = self[label]?.converted(to: Double.self) else {
      throw .missingTensor(file: name, tensor: label, found: tensors.map(\.name))
    }
    if let offset = tensor.elements.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(
        file: name, tensor: label, index: tensor.shape.index(at: offset),
        found: "\(tensor[offset])")
    }
    return tensor
  }
}

extension Tensor {
  /// A matrix with its rows as columns.
  fileprivate var transposed: Tensor {
    let (rows, columns) = (shape[0], shape[1])
    return Tensor(
      (0..<columns).flatMap { column in (0..<rows).map { self[$0 * columns + column] } },
      shape: [columns, rows])
  }
}
