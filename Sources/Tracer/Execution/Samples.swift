/// What a network is trained on or tested with: for each sample its inputs and what it should answer.
package struct Samples: Sendable {
  /// The inputs of all samples, [count, width], row-major.
  package enum Inputs: Equatable, Sendable {
    /// Bytes, each of which stands for so many times itself.
    case bytes([UInt8], scale: Double)
    case numbers([Double])

    var count: Int {
      switch self {
      case .bytes(let bytes, _): bytes.count
      case .numbers(let numbers): numbers.count
      }
    }
  }

  package enum Targets: Sendable {
    /// The class of each sample, from 0 to below a count; the target is 1 for it and 0 for others.
    case classes([UInt8], of: Int)
    /// The numbers themselves, [count, width], row-major.
    case numbers([Double], width: Int)
  }

  package let count: Int
  package let width: Int
  package let inputs: Inputs
  package let targets: Targets

  package init(count: Int, width: Int, inputs: Inputs, targets: Targets) {
    precondition(
      inputs.count == count * width, "\(inputs.count) inputs for \(count) samples of \(width)")
    (self.count, self.width, self.inputs, self.targets) = (count, width, inputs, targets)
  }

  /// How many numbers a target has.
  package var targetWidth: Int {
    switch targets {
    case .classes(_, let count): count
    case .numbers(_, let width): width
    }
  }

  /// Some samples as a trace takes them.
  /// - Returns: The leaves for inputs and targets of a graph over as many samples.
  package func tensors<Scalar: Real>(
    _ chosen: [Int], for graph: Graph, as scalar: Scalar.Type = Scalar.self
  ) -> [NodeID: Tensor<Scalar>] {
    var leaves: [NodeID: Tensor<Scalar>] = [:]
    for id in graph.ids {
      switch graph[id].role {
      case .input: leaves[id] = Tensor(chosen.flatMap { input(of: $0) }, shape: graph[id].shape)
      case .target: leaves[id] = Tensor(chosen.flatMap { target(of: $0) }, shape: graph[id].shape)
      default: break
      }
    }
    return leaves
  }

  private func input<Scalar: Real>(of sample: Int) -> [Scalar] {
    let range = sample * width..<(sample + 1) * width
    switch inputs {
    case .bytes(let bytes, let scale): return bytes[range].map { Scalar($0) * Scalar(scale) }
    case .numbers(let numbers): return numbers[range].map { Scalar($0) }
    }
  }

  private func target<Scalar: Real>(of sample: Int) -> [Scalar] {
    switch targets {
    case .classes(let classes, let count): (0..<count).map { $0 == Int(classes[sample]) ? 1 : 0 }
    case .numbers(let numbers, let width):
      numbers[sample * width..<(sample + 1) * width].map { Scalar($0) }
    }
  }

  /// Whether most inputs are 0, of some samples spread over all.
  var areSparse: Bool {
    var (zeros, looked) = (0, 0)
    for sample in stride(from: 0, to: count, by: max(1, count / 64)) {
      let range = sample * width..<(sample + 1) * width
      looked += width
      switch inputs {
      case .bytes(let bytes, _): zeros += bytes[range].count { $0 == 0 }
      case .numbers(let numbers): zeros += numbers[range].count { $0 == 0 }
      }
    }
    return zeros * 2 > looked
  }
}

extension Graph {
  /// The same calculation over another number of samples: inputs and targets have that many rows.
  ///
  /// Elements of tensors with a row for each sample are called by their index.
  package func overSamples(_ samples: Int) throws(ShapeError) -> Graph {
    try rebuilt { node, shape in
      let isGiven = node.role == .input || node.role == .target
      let shape = isGiven ? Shape([samples] + node.shape.extents.dropFirst()) : shape
      let isSame = !isGiven && shape == node.shape
      return (
        shape,
        isSame
          ? node.names
          : .indexed(node.names.label, perSample: isGiven || node.names.isPerSample)
      )
    }
  }

  /// The same calculation with other shapes of leaves or other names.
  /// - Parameter change: What becomes of a node, whose shape follows from those before it.
  func rebuilt(
    _ change: (_ node: Node, _ shape: Shape) -> (shape: Shape, names: Names)
  ) throws(ShapeError) -> Graph {
    var graph = Graph()
    for node in nodes {
      guard let primitive = node.primitive else {
        let (shape, names) = change(node, node.shape)
        graph.leaf(names, shape: shape, role: node.role, layer: node.layer)
        continue
      }
      let shape = try primitive.outputShape(for: node.inputs.map { graph[$0].shape })
      try graph.apply(
        primitive, to: node.inputs, names: change(node, shape).names, role: node.role,
        layer: node.layer)
    }
    graph.differentiate(objective, symbol: objectiveSymbol)
    return graph
  }
}
