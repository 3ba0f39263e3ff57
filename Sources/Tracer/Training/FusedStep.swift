/// The parameters of all layers.
struct FusedParameters<Scalar: Real> {
  /// For each layer [units, inputs].
  let weights: [Matrix<Scalar>]
  /// For each layer [1, units].
  let biases: [Matrix<Scalar>]

  init(_ network: LayeredNetwork, in memory: MatrixMemory? = nil) {
    let sizes = network.sizes
    weights = (1..<sizes.count).map {
      Matrix(rows: sizes[$0], columns: sizes[$0 - 1], in: memory)
    }
    biases = (1..<sizes.count).map { Matrix(rows: 1, columns: sizes[$0], in: memory) }
  }
}

/// What a layer calculates in a step.
struct FusedValues<Scalar: Real> {
  /// The net inputs, [units, batch].
  let net: Matrix<Scalar>
  /// The activations, [units, batch].
  let out: Matrix<Scalar>
  /// The derivatives of the loss by the net inputs, [units, batch].
  let delta: Matrix<Scalar>

  init(units: Int, batch: Int, in memory: MatrixMemory? = nil) {
    net = Matrix(rows: units, columns: batch, in: memory)
    out = Matrix(rows: units, columns: batch, in: memory)
    delta = Matrix(rows: units, columns: batch, in: memory)
  }
}

/// Where a step's tensors are written, which is also where a record of the step has them: nothing is
/// copied for it.
struct FusedStep<Scalar: Real> {
  /// What each layer calculates, the output layer last.
  let layers: [FusedValues<Scalar>]
  /// The derivatives of the loss by the biases, for each layer [1, units].
  let biasGradients: [Matrix<Scalar>]
  /// The parameters before the update, if they are kept.
  let before: FusedParameters<Scalar>?
  /// The derivatives of the loss by the weights, for each layer [units, inputs], if they are kept.
  let weightGradients: [Matrix<Scalar>]

  init(
    _ network: LayeredNetwork, batch: Int, keepingWeights: Bool, in memory: MatrixMemory? = nil
  ) {
    let units = network.sizes.dropFirst()
    layers = units.map { FusedValues(units: $0, batch: batch, in: memory) }
    biasGradients = units.map { Matrix(rows: 1, columns: $0, in: memory) }
    before = keepingWeights ? FusedParameters(network, in: memory) : nil
    weightGradients = before.map { $0.weights.map { Matrix(like: $0, in: memory) } } ?? []
  }
}

/// What a thread needs for itself.
struct FusedScratch<Scalar: Real> {
  /// The output layer's values, for a thread that leaves the step's own to the other.
  let output: FusedValues<Scalar>
  /// The largest net input of each sample, and below it the sum of exponentials: [2, batch].
  let sums: Matrix<Scalar>

  init(classes: Int, batch: Int) {
    output = FusedValues(units: classes, batch: batch)
    sums = Matrix(rows: 2, columns: batch)
  }
}
