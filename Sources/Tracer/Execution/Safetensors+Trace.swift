extension Safetensors {
  /// Under what the metadata lists the gradients that are not finite.
  package static let leftOut = "left out"

  /// Every tensor of one step: each value by its label, `net_h`; the slopes of each step that
  /// treats elements alike, `dout_h/dnet_h`; the gradient by each tensor, `dE/dnet_h`; and updated
  /// parameters, `W1+`.
  ///
  /// The metadata says of each what it is. A tensor on which the objective does not depend has no
  /// gradient; a gradient that is not finite, such as that by an output which rounds to 0, is left out,
  /// and `left out` says so.
  /// - Parameters:
  ///   - trace: A trace whose backward pass is done.
  ///   - updated: The parameters after the update.
  package init<Scalar: Real>(
    recording trace: Trace<Scalar>, updated: [NodeID: Tensor<Scalar>] = [:]
  ) {
    let graph = trace.graph
    self.init(metadata: ["format": "backprop record of one step"])
    let weights = graph.nodes.filter { $0.role == .weight && $0.shape.rank == 2 }
    if let first = weights.first {
      describe(
        sizes: [first.shape[0]] + weights.map { $0.shape[1] },
        hidden: graph.nodes(.out, in: 1).first.flatMap { graph[$0].primitive })
    }
    func add(_ tensor: Tensor<Scalar>, _ name: String, _ meaning: String) {
      set(tensor, as: name)
      metadata[name] = "\(meaning), \(tensor.shape)"
    }
    for (node, value) in zip(graph.nodes, trace.values) {
      add(value, node.names.label, node.meaning(in: graph))
    }
    for id in graph.ids {
      let node = graph[id]
      guard let primitive = node.primitive as? any Elementwise else { continue }
      let (y, x) = (node.names.label, graph[node.inputs[0]].names.label)
      add(
        primitive.slopes(at: trace.values[node.inputs[0].index], values: trace.values[id.index]),
        Notation.derivative(of: y, by: x), "the slope of \(y) by \(x), element by element")
    }
    for (node, gradient) in zip(graph.nodes, trace.gradients).reversed() {
      guard let gradient else { continue }
      let label = node.names.label
      let name = graph.derivative(by: label)
      guard gradient.elements.allSatisfy(\.isFinite) else {
        metadata[Self.leftOut, default: ""] += (metadata[Self.leftOut] == nil ? "" : ", ") + name
        continue
      }
      add(gradient, name, "the gradient of \(graph.objectiveSymbol) by \(label)")
    }
    for id in graph.ids {
      guard let new = updated[id] else { continue }
      let label = graph[id].names.label
      add(new, Notation.updated(label), "\(label) after the update")
    }
  }
}

extension Safetensors {
  /// Says how large the layers are, and what the hidden ones do, so that a network can be read back.
  mutating func describe(sizes: [Int], hidden: (any Primitive)?) {
    metadata["layers"] = sizes.map(String.init).joined(separator: "-")
    if sizes.count > 2, let hidden = hidden as? any Configurable {
      metadata["activation"] = type(of: hidden).kind
    }
  }
}

extension Node {
  /// What the tensor is and what it is calculated from, in a few words.
  fileprivate func meaning(in graph: Graph) -> String {
    guard let primitive else { return role.rawValue }
    let sources = inputs.map { graph[$0].names.label }.joined(separator: ", ")
    return "\(role.rawValue): \(type(of: primitive)) of \(sources)"
  }
}

extension Elementwise {
  /// ∂y/∂x of every element.
  fileprivate func slopes<S: Real>(at x: Tensor<S>, values y: Tensor<S>) -> Tensor<S> {
    Tensor(zip(x.elements, y.elements).map { slope(at: $0, value: $1) }, shape: x.shape)
  }
}
