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
