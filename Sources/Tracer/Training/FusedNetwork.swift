/// A `LayeredNetwork` whose training step runs on matrices of its own, without a trace.
///
/// Activations are stored a unit a row, [units, batch], so that 32 samples fill whole vectors and no
/// product has a remainder; weights are stored a unit a row too, [units, inputs]. A network with one
/// hidden layer is cut into two parts of its hidden units, which two threads may run: each sums its
/// own share of the output layer's net inputs, and the shares are added in the same order whether
/// one thread computes them or two, so that the results have the same bits.
///
/// Sendable without the compiler's proof: during a step, a thread writes only the units of its part
/// and its own `FusedOutput`; `FusedNetwork+Threads.swift` orders the rest.
final class FusedNetwork<Scalar: Real>: @unchecked Sendable {
  let network: LayeredNetwork
  let kernels: Kernels<Scalar>
  /// How many samples a step takes at most.
  let batch: Int
  /// What pixels are multiplied by.
  let pixelScale: Scalar
  /// The parameters of each layer, the output layer last.
  let layers: [FusedLayer<Scalar>]
  /// The values of each hidden layer.
  let hidden: [FusedValues<Scalar>]
  /// The output layer's values, once for each part, since each thread calculates its own.
  let outputs: [FusedOutput<Scalar>]
  /// What each part adds to the output layer's net inputs, for even and for odd steps.
  let shares: [[Matrix<Scalar>]]
  /// The pixels of a step's batch, in turn.
  let pixels: [PixelBatch<Scalar>]
  /// Which units of the only hidden layer belong to a part; a single part has them all, and may have
  /// several hidden layers or none.
  let parts: [Range<Int>]
  /// Whether the gradients of the weights are written down; that costs time.
  var keepsGradients = false

  init(
    _ network: LayeredNetwork, batch: Int, pixelScale: Scalar, kernels: Kernels<Scalar> = .best
  ) {
    self.network = network
    self.kernels = kernels
    self.batch = batch
    self.pixelScale = pixelScale
    let sizes = network.sizes, classes = sizes[sizes.count - 1], last = sizes[sizes.count - 2]
    layers = (1..<sizes.count).map { FusedLayer(inputs: sizes[$0 - 1], units: sizes[$0]) }
    hidden = sizes.dropFirst().dropLast().map { FusedValues(units: $0, batch: batch) }
    // A multiple of ten rows, which is how many the widest kernel takes at a time.
    let half = (last + 19) / 20 * 10
    parts = sizes.count == 3 && half < last ? [0..<half, half..<last] : [0..<last]
    outputs = parts.map { _ in FusedOutput(classes: classes, batch: batch) }
    pixels = (0..<3).map { _ in PixelBatch(pixels: sizes[0], batch: batch) }
    shares = (0..<2).map { [parts] _ in parts.map { _ in Matrix(rows: classes, columns: batch) } }
  }

  /// The units of a hidden layer which belong to a part.
  private func units(_ part: Int, of layer: Int) -> Range<Int> {
    parts.count == 1 ? 0..<network.sizes[layer + 1] : parts[part]
  }
}

/// The parameters of a fully connected layer.
struct FusedLayer<Scalar: Real> {
  /// [units, inputs].
  let weights: Matrix<Scalar>
  /// [1, units].
  let biases: Matrix<Scalar>
  /// The derivatives of the loss by the weights, [units, inputs], of the last step that kept them.
  let weightGradient: Matrix<Scalar>
  /// The derivatives of the loss by the biases, [1, units].
  let biasGradient: Matrix<Scalar>

  init(inputs: Int, units: Int) {
    weights = Matrix(rows: units, columns: inputs)
    biases = Matrix(rows: 1, columns: units)
    weightGradient = Matrix(rows: units, columns: inputs)
    biasGradient = Matrix(rows: 1, columns: units)
  }
}

/// What a layer calculates in a step.
struct FusedValues<Scalar: Real> {
  /// The net inputs, [units, batch].
  let net: Matrix<Scalar>
  /// The activations, [units, batch].
  let out: Matrix<Scalar>
  /// The activations, [batch, units].
  let outByImage: Matrix<Scalar>
  /// The derivatives of the loss by the net inputs, [units, batch].
  let delta: Matrix<Scalar>

  init(units: Int, batch: Int) {
    net = Matrix(rows: units, columns: batch)
    out = Matrix(rows: units, columns: batch)
    outByImage = Matrix(rows: batch, columns: units)
    delta = Matrix(rows: units, columns: batch)
  }
}

/// What one thread calculates at the output layer.
final class FusedOutput<Scalar: Real> {
  /// The probabilities and what leads to them.
  let values: FusedValues<Scalar>
  /// The largest net input of each sample, and below it the sum of exponentials: [2, batch].
  let scratch: Matrix<Scalar>
  /// The mean cross-entropy of the batch.
  var loss = 0.0

  init(classes: Int, batch: Int) {
    values = FusedValues(units: classes, batch: batch)
    scratch = Matrix(rows: 2, columns: batch)
  }
}

extension FusedNetwork {
  /// The forward pass through a part, up to its share of the output layer's net inputs.
  func forward(_ part: Int, pixels: PixelBatch<Scalar>, parity: Int) {
    var input = pixels.byPixel.block(), scale = pixelScale, inputs = 0..<network.sizes[0]
    for (index, values) in hidden.enumerated() {
      let units = units(part, of: index), layer = layers[index]
      values.net.setRows(units, to: layer.biases)
      values.net.block(rows: units).setProduct(
        layer.weights.block(rows: units), input, scale: scale, accumulating: true, with: kernels)
      values.out.setRows(units, to: network.activation, of: values.net, with: kernels)
      (input, scale, inputs) = (values.out.block(rows: units), 1, units)
    }
    let share = shares[parity][part], layer = layers[hidden.count]
    if part == 0 { share.setRows(0..<share.rows, to: layer.biases) }
    share.block().setProduct(
      layer.weights.block(columns: inputs), input, scale: scale, accumulating: part == 0,
      with: kernels)
  }

  /// Softmax, loss and their derivatives by the output layer's net inputs, for one thread.
  /// - Parameter chosen: The images of the batch, at most `batch`.
  func calculateOutput(
    _ thread: Int, labels: [UInt8], chosen: ArraySlice<Int32>, parity: Int
  ) {
    let output = outputs[thread], values = output.values
    values.net.setSum(of: shares[parity])
    values.out.setSoftmax(ofColumns: values.net, scratch: output.scratch, with: kernels)
    output.loss = values.delta.setCrossEntropy(
      of: values.out, net: values.net, scratch: output.scratch, labels: labels, chosen: chosen)
  }

  /// The backward pass through a part and the update of its parameters, every derivative taken
  /// before the parameter that it needs has changed.
  /// - Parameter count: How many samples the batch has.
  func backward(
    _ part: Int, thread: Int, pixels: PixelBatch<Scalar>, count: Int, learningRate: Scalar
  ) {
    var delta = outputs[thread].values.delta, ownUnits = 0..<delta.rows
    for index in layers.indices.reversed() {
      let layer = layers[index]
      let isOutput = index == hidden.count
      let inputs = index == 0 ? 0..<network.sizes[0] : units(part, of: index - 1)
      let factors =
        index == 0
        ? pixels.byImage.block(rows: 0..<count)
        : hidden[index - 1].outByImage.block(rows: 0..<count, columns: inputs)
      if index > 0 {
        let below = hidden[index - 1]
        below.outByImage.setColumns(inputs, toRowsOf: below.out)
        below.delta.block(rows: inputs).setProduct(
          layer.weights.block(rows: ownUnits, columns: inputs).transposed,
          delta.block(rows: ownUnits), with: kernels)
        below.delta.multiplyRows(inputs, bySlopeOf: network.activation, at: below.out)
      }
      descend(
        layer.weights.block(rows: ownUnits, columns: inputs),
        gradient: layer.weightGradient.block(rows: ownUnits, columns: inputs),
        delta.block(rows: ownUnits, columns: 0..<count), factors,
        scale: index == 0 ? pixelScale : 1, learningRate: learningRate)
      if !isOutput || part == 0 {
        layer.biasGradient.setSums(ofRows: ownUnits, of: delta, width: count)
        layer.biases.block(columns: ownUnits).add(
          layer.biasGradient.block(columns: ownUnits), scale: -learningRate)
      }
      if index > 0 { (delta, ownUnits) = (hidden[index - 1].delta, inputs) }
    }
  }

  /// Moves weights against their gradient, scale · delta · factors, which is kept on the way if it
  /// is asked for.
  private func descend(
    _ weights: MatrixBlock<Scalar>, gradient: MatrixBlock<Scalar>, _ delta: MatrixBlock<Scalar>,
    _ factors: MatrixBlock<Scalar>, scale: Scalar, learningRate: Scalar
  ) {
    if keepsGradients {
      gradient.setProduct(delta, factors, scale: scale, with: kernels)
      weights.add(gradient, scale: -learningRate)
    } else {
      weights.setProduct(
        delta, factors, scale: -learningRate * scale, accumulating: true, with: kernels)
    }
  }
}
