extension Network {
  /// A network of fully connected layers, whose weights are still to be drawn and whose biases are 0.
  /// - Parameters:
  ///   - sizes: Inputs, hidden units, outputs; two or more numbers, each at least 1.
  ///   - inputUnits: By default i1, i2 …
  ///   - activation: Of the hidden layers.
  ///   - output: Of the last layer.
  package init(
    sizes: [Int], inputUnits: [String]? = nil, activation: any Primitive, output: any Primitive,
    loss: Loss, initializer: Initializer = .xavierUniform
  ) {
    precondition(sizes.count >= 2 && sizes.allSatisfy { $0 >= 1 }, "a network has two layers")
    var hidden = 0
    let layers = (1..<sizes.count).map { number -> Layer in
      let isLast = number == sizes.count - 1
      let units = Network.units(
        isLast ? "o" : "h", count: sizes[number], after: isLast ? 0 : hidden)
      hidden += sizes[number]
      var layer = Layer(
        units: units, weights: [], bias: .perUnit(units.map { _ in 0 }),
        activation: isLast ? output : activation)
      layer.initializer = initializer
      return layer
    }
    self.init(
      inputUnits: inputUnits ?? Network.units("i", count: sizes[0], after: 0), inputs: [],
      targets: [], layers: layers, loss: loss, reduction: .mean)
  }

  /// How many units each layer has, the inputs first.
  package var sizes: [Int] { units.map(\.count) }

  /// How many weights there are, biases not among them.
  package var weightCount: Int { zip(sizes, sizes.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 } }

  package var parameterCount: Int {
    layers.reduce(weightCount) { count, layer in
      switch layer.bias {
      case .shared: count + 1
      case .perUnit(let biases): count + biases.count
      case nil: count
      }
    }
  }

  /// About how many bytes it takes to train the network, or to trace a step of it, and to write a
  /// file of it: each parameter several times over, and what the layers calculate for a batch.
  package func memory(batch: Int) -> Int {
    (8 * parameterCount + 8 * batch * sizes.reduce(0, +)) * MemoryLayout<Double>.stride
  }

  /// What a layer is called: h, or h1, h2 … where there are several hidden ones, and o.
  func suffix(ofLayer layer: Int) -> String {
    let hidden = layers.count - 1
    return layer > hidden ? "o" : hidden == 1 ? "h" : "h\(layer)"
  }

  /// Whether all layers have their weights.
  package var isDrawn: Bool { layers.allSatisfy { !$0.weights.isEmpty } }

  /// Draws the weights that are missing, layer by layer.
  package mutating func draw(from generator: inout NumPyGenerator) {
    for (position, layer) in layers.enumerated() where layer.weights.isEmpty {
      let (inputs, outputs) = (sizes[position], layer.units.count)
      let drawn = layer.initializer.weights(inputs: inputs, outputs: outputs, from: &generator)
      layers[position].weights = Self.rows(drawn)
    }
  }

  /// A row of weights for each unit, from a matrix [inputs, units].
  private static func rows(_ weights: Tensor<Double>) -> [[Double]] {
    let (inputs, outputs) = (weights.shape[0], weights.shape[1])
    return (0..<outputs).map { unit in (0..<inputs).map { weights[$0 * outputs + unit] } }
  }

  /// The weights and biases by their labels in the graph: `W1` [inputs, units], `b1` [units] or, for a
  /// bias that is shared, [1].
  package var parameters: [String: Tensor<Double>] {
    get {
      var parameters: [String: Tensor<Double>] = [:]
      for (position, layer) in layers.enumerated() {
        let shape: Shape = [sizes[position], layer.units.count]
        parameters["W\(position + 1)"] = Tensor(
          (0..<shape[0]).flatMap { input in layer.weights.map { $0[input] } }, shape: shape)
        switch layer.bias {
        case .shared(let value): parameters["b\(position + 1)"] = Tensor([value], shape: [1])
        case .perUnit(let values):
          parameters["b\(position + 1)"] = Tensor(values, shape: [values.count])
        case nil: break
        }
      }
      return parameters
    }
    set {
      for position in layers.indices {
        if let weights = newValue["W\(position + 1)"] {
          layers[position].weights = Self.rows(weights)
        }
        guard let bias = newValue["b\(position + 1)"] else { continue }
        if case .shared = layers[position].bias {
          layers[position].bias = .shared(bias[0])
        } else {
          layers[position].bias = .perUnit(bias.elements)
        }
      }
    }
  }

  /// The graph over some samples, without values for them.
  package func graph(samples: Int) -> Built {
    do { return try build(samples: samples) } catch {
      preconditionFailure("the layers of a network fit together: \(error)")
    }
  }

  /// In words of one line: `784-100-10, sigmoid, softmax; softmax-cross-entropy`.
  package var summary: String {
    var kinds = layers.map { ($0.activation as? any Configurable).map { type(of: $0).kind } ?? "?" }
    let output = kinds.removeLast()
    let hidden = kinds.reduce(into: [String]()) { if $0.last != $1 { $0.append($1) } }
    return sizes.map(String.init).joined(separator: "-")
      + ", \((hidden + [output]).joined(separator: ", ")); loss \(loss.rawValue)"
      + (reduction == .sum ? ", summed over each batch" : "")
  }
}

extension Graph {
  /// The leaves of the given names with their values.
  func leaves<Scalar: Real>(_ values: [String: Tensor<Scalar>]) -> [NodeID: Tensor<Scalar>] {
    var leaves: [NodeID: Tensor<Scalar>] = [:]
    for (name, value) in values {
      if let node = node(labelled: name) { leaves[node] = value }
    }
    return leaves
  }

  /// The tensors that learning adjusts, in the order of the graph.
  var learned: [NodeID] { ids.filter { self[$0].role.isLearned } }
}
