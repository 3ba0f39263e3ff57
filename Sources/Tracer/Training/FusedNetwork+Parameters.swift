extension FusedNetwork {
  /// The parameters by name: weights [inputs, units], biases [units].
  var parameters: [String: Tensor<Scalar>] {
    var tensors: [String: Tensor<Scalar>] = [:]
    for (index, layer) in layers.enumerated() {
      tensors["W\(index + 1)"] = layer.weights.transposedTensor
      tensors["b\(index + 1)"] = Tensor(
        layer.biases.transposedTensor.elements, shape: [layer.biases.columns])
    }
    return tensors
  }

  /// Replaces the parameters.
  /// - Throws: `TrainingError` if one is missing or has another shape; then none has changed.
  func setParameters(_ tensors: [String: Tensor<Scalar>]) throws(TrainingError) {
    for (name, shape) in network.parameterShapes {
      guard let tensor = tensors[name] else { throw .parameterIsMissing(name: name) }
      guard tensor.shape == shape else {
        throw .parameterShape(name: name, found: tensor.shape, expected: shape)
      }
    }
    for (index, layer) in layers.enumerated() {
      for (matrix, name) in [(layer.weights, "W"), (layer.biases, "b")] {
        if let tensor = tensors["\(name)\(index + 1)"] { matrix.setTransposed(tensor.elements) }
      }
    }
  }

  /// The first tensor, in the order of the forward pass, that has an element which is infinite or
  /// NaN; `E` if it is only the loss.
  var firstNonFinite: String {
    for (index, layer) in layers.enumerated() {
      if !layer.weights.isFinite { return "W\(index + 1)" }
      if !layer.biases.isFinite { return "b\(index + 1)" }
      let values = index < hidden.count ? hidden[index] : outputs[0].values
      if !values.net.isFinite { return "net_\(network.suffix(ofLayer: index + 1))" }
      if !values.out.isFinite {
        return index < hidden.count ? "out_\(network.suffix(ofLayer: index + 1))" : "y"
      }
    }
    return "E"
  }

  /// Another network with the same parameters.
  func copy() -> FusedNetwork {
    let copy = FusedNetwork(network, batch: batch, pixelScale: pixelScale, kernels: kernels)
    for (layer, source) in zip(copy.layers, layers) {
      layer.weights.block().add(source.weights.block(), scale: 1)
      layer.biases.block().add(source.biases.block(), scale: 1)
    }
    return copy
  }

  /// The most probable class of each image.
  func predictions(for images: LabelledImages) -> [UInt8] {
    var classes: [UInt8] = []
    classes.reserveCapacity(images.labels.count)
    let copy = copy()
    let order = (0..<Int32(images.labels.count)).map { $0 }
    for start in stride(from: 0, to: order.count, by: batch) {
      let chosen = order[start..<min(order.count, start + batch)]
      copy.pixels[0].fill(
        0..<network.sizes[0], from: images.pixels, chosen: chosen, with: kernels)
      for part in parts.indices { copy.forward(part, pixels: copy.pixels[0], parity: 0) }
      copy.calculateOutput(0, labels: images.labels, chosen: chosen, parity: 0)
      classes += copy.outputs[0].values.net.largestRows(columns: chosen.count).map(UInt8.init)
    }
    return classes
  }
}
