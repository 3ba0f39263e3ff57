/// What a hidden unit does with its net input.
package enum Activation: String, CaseIterable, Sendable {
  /// 1 / (1 + e⁻ˣ).
  case sigmoid
  /// max(0, x).
  case relu
  /// The hyperbolic tangent.
  case tanh
}

/// A classifier whose layers are fully connected, with one activation in all hidden layers,
/// softmax at the output and the mean cross-entropy as the loss.
package struct LayeredNetwork: Hashable, Sendable {
  /// How many units each layer has, the inputs first: `[784, 100, 10]`.
  package let sizes: [Int]
  /// The activation of the hidden layers.
  package let activation: Activation

  /// A network of layers.
  /// - Parameter sizes: Inputs, hidden units, outputs; two or more numbers, each at least 1.
  package init(sizes: [Int], activation: Activation) {
    precondition(sizes.count >= 2 && sizes.allSatisfy { $0 >= 1 }, "a network has two layers")
    self.sizes = sizes
    self.activation = activation
  }

  /// How many units each hidden layer has.
  package var hidden: [Int] { Array(sizes.dropFirst().dropLast()) }

  /// How many classes the outputs tell apart.
  package var classes: Int { sizes[sizes.count - 1] }

  /// The names and shapes of the parameters: `W1` [784, 100], `b1` [100], `W2` [100, 10] …
  package var parameterShapes: [(name: String, shape: Shape)] {
    (1..<sizes.count).flatMap { layer in
      [
        ("W\(layer)", Shape([sizes[layer - 1], sizes[layer]])),
        ("b\(layer)", Shape([sizes[layer]])),
      ]
    }
  }

  /// About how many bytes it takes to train the network, or to trace a step of it, and to write a
  /// file of it: each parameter several times over, and what the layers calculate for a batch.
  package func memory(batch: Int) -> Int {
    let parameters = parameterShapes.reduce(0) { $0 + $1.shape.count }
    return (8 * parameters + 8 * batch * sizes.reduce(0, +)) * MemoryLayout<Double>.stride
  }

  /// What the units of a layer are called: `h` or `h1`, `h2` … for hidden ones, `o` for outputs.
  /// - Parameter layer: From 1, the first hidden layer, to the output layer.
  func suffix(ofLayer layer: Int) -> String {
    let hidden = sizes.count - 2
    return layer > hidden ? "o" : hidden == 1 ? "h" : "h\(layer)"
  }
}
