extension FusedParameters {
  /// The parameters by name: weights [inputs, units], biases [units].
  var tensors: [String: Tensor<Scalar>] {
    var tensors: [String: Tensor<Scalar>] = [:]
    for layer in weights.indices {
      tensors["W\(layer + 1)"] = weights[layer].transposedTensor
      tensors["b\(layer + 1)"] = biases[layer].rowTensor
    }
    return tensors
  }
}

extension FusedNetwork {
  /// Replaces the parameters.
  /// - Throws: `TrainingError` if one is missing or has another shape; then none has changed.
  func setParameters(_ tensors: [String: Tensor<Scalar>]) throws(TrainingError) {
    for (name, shape) in network.parameterShapes {
      guard let tensor = tensors[name] else { throw .parameterIsMissing(name: name) }
      guard tensor.shape == shape else {
        throw .parameterShape(name: name, found: tensor.shape, expected: shape)
      }
    }
    for (kind, matrices) in [("W", parameters.weights), ("b", parameters.biases)] {
      for (layer, matrix) in matrices.enumerated() {
        if let tensor = tensors["\(kind)\(layer + 1)"] { matrix.setTransposed(tensor.elements) }
      }
    }
  }

  /// Another network with the same parameters.
  func copy(of source: FusedParameters<Scalar>? = nil) -> FusedNetwork {
    let source = source ?? parameters
    let copy = FusedNetwork(network, batch: batch, pixelScale: pixelScale, kernels: kernels)
    for layer in source.weights.indices {
      copy.parameters.weights[layer].block().set(to: source.weights[layer].block())
      copy.parameters.biases[layer].block().set(to: source.biases[layer].block())
    }
    return copy
  }

  /// The first tensor, in the order of the forward pass, that has an element which is infinite or
  /// NaN; `E` if it is only the loss.
  func firstNonFinite(in step: FusedStep<Scalar>) -> String {
    for (layer, values) in step.layers.enumerated() {
      let suffix = network.suffix(ofLayer: layer + 1)
      let named = [
        ("W\(layer + 1)", parameters.weights[layer]), ("b\(layer + 1)", parameters.biases[layer]),
        ("net_\(suffix)", values.net), (layer < outputLayer ? "out_\(suffix)" : "y", values.out),
      ]
      if let (name, _) = named.first(where: { !$0.1.isFinite }) { return name }
    }
    return "E"
  }

  /// The most probable class of each image.
  func predictions(for images: LabelledImages) -> [UInt8] {
    var classes: [UInt8] = []
    classes.reserveCapacity(images.labels.count)
    let copy = copy(), output = copy.workspace.layers[outputLayer]
    let order = (0..<Int32(images.labels.count)).map { $0 }
    for start in stride(from: 0, to: order.count, by: batch) {
      let chosen = order[start..<min(order.count, start + batch)]
      copy.pixels[0].fill(
        0..<network.sizes[0], from: images.pixels, chosen: chosen, with: kernels)
      for part in parts.indices {
        copy.forward(part, step: copy.workspace, pixels: copy.pixels[0], parity: 0)
      }
      _ = copy.calculateOutput(
        output, thread: 0, labels: images.labels, chosen: chosen, parity: 0)
      classes += output.net.largestRows(columns: chosen.count).map { UInt8($0) }
    }
    return classes
  }
}
