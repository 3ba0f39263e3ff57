extension DigitNetwork {
  /// Every tensor of a training step from these weights, calculated through the graph.
  /// - Parameters:
  ///   - images: The images of the batch, by their positions in the set.
  ///   - step: Which step of a training it is, for the metadata.
  ///   - scalar: In which precision it is calculated and written.
  package func record<Scalar: Real>(
    of images: [Int], in digits: DigitSet, learningRate: Double, step: Int,
    as scalar: Scalar.Type
  ) -> Safetensors {
    let (x, target) = digits.batch(of: images, as: Double.self)
    let model = model(x: x, target: target, learningRate: learningRate)
    var leaves = model.leaves.mapValues { $0.converted(to: Scalar.self) }
    // Divided in the precision of the record, as the training divides.
    if let node = model.graph.node(labelled: "x") { leaves[node] = digits.batch(of: images).x }
    var trace = Trace<Scalar>(model.graph, leaves: leaves)
    trace.backward()
    var updated: [NodeID: Tensor<Scalar>] = [:]
    for id in model.trained {
      guard var parameter = leaves[id], let gradient = trace.gradients[id.index] else { continue }
      var state: [String: Tensor<Scalar>] = [:]
      model.optimizer.update(&parameter, gradient: gradient, state: &state, step: step)
      updated[id] = parameter
    }
    var file = Safetensors(recording: trace, updated: updated)
    file.describeDigits(of: layout)
    file.metadata["step"] = "\(step)"
    file.metadata["images"] = images.map { "train:\($0)" }.joined(separator: ", ")
    file.metadata["learning rate"] = "\(learningRate)"
    return file
  }
}

extension Safetensors {
  /// Says of a record of digits what its names mean.
  fileprivate mutating func describeDigits(of layout: LayeredNetwork) {
    describe(layout)
    guard let softmax = self["y"] else { return }
    set(softmax, as: "out_o")
    metadata["out_o"] = "the same as y: the outputs of the last layer"
    metadata["y"] = "the softmax of net_o, what the network answers; the labels are target"
    metadata["x"] = "pixels divided by 255, one image a row"
    metadata["target"] = "the labels, one-hot"
    metadata["dE/dnet_o"] =
      "the gradient of E by net_o; E follows from net_o in one step, so "
      + "there is no dE/dy"
  }
}
