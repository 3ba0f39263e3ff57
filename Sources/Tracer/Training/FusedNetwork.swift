/// A `LayeredNetwork` whose training step runs on matrices of its own, without a trace.
///
/// Activations are stored a unit a row, [units, batch], so that 32 samples fill whole vectors and no
/// product has a remainder; weights are stored a unit a row too, [units, inputs]. A network with one
/// hidden layer is cut into two parts of its hidden units, which two threads may run: each sums its
/// own share of the output layer's net inputs, and the shares are added in the same order whether
/// one thread computes them or two, so that the results have the same bits.
///
/// Sendable without the compiler's proof: during a step, a thread writes only what belongs to its
/// part and its own `FusedScratch`; `FusedNetwork+Threads.swift` orders the rest.
final class FusedNetwork<Scalar: Real>: @unchecked Sendable {
  let network: LayeredNetwork
  let kernels: Kernels<Scalar>
  /// How many samples a step takes at most.
  let batch: Int
  /// What pixels are multiplied by.
  let pixelScale: Scalar
  let parameters: FusedParameters<Scalar>
  /// Where a step's tensors go when nobody records them.
  let workspace: FusedStep<Scalar>
  /// What each thread needs for itself.
  let scratch: [FusedScratch<Scalar>]
  /// The activations of the hidden layers, [batch, units].
  let outByImage: [Matrix<Scalar>]
  /// The pixels of a step's batch, in turn.
  let pixels: [PixelBatch<Scalar>]
  /// What each part adds to the output layer's net inputs, for even and for odd steps.
  let shares: [[Matrix<Scalar>]]
  /// Which units of the only hidden layer belong to a part; a single part has them all, and may have
  /// several hidden layers or none.
  let parts: [Range<Int>]

  init(
    _ network: LayeredNetwork, batch: Int, pixelScale: Scalar, kernels: Kernels<Scalar> = .best
  ) {
    self.network = network
    self.kernels = kernels
    self.batch = batch
    self.pixelScale = pixelScale
    let sizes = network.sizes, classes = network.classes, last = sizes[sizes.count - 2]
    parameters = FusedParameters(network)
    workspace = FusedStep(network, batch: batch, keepingWeights: false)
    outByImage = sizes.dropFirst().dropLast().map { Matrix(rows: batch, columns: $0) }
    // A multiple of ten rows, which is how many the widest kernel takes at a time.
    let half = (last + 19) / 20 * 10
    parts = sizes.count == 3 && half < last ? [0..<half, half..<last] : [0..<last]
    scratch = parts.map { _ in FusedScratch(classes: classes, batch: batch) }
    pixels = (0..<3).map { _ in PixelBatch(pixels: sizes[0], batch: batch) }
    shares = (0..<2).map { [parts] _ in parts.map { _ in Matrix(rows: classes, columns: batch) } }
  }

  /// The number of the output layer, counted from 0.
  var outputLayer: Int { network.sizes.count - 2 }

  /// The weights that belong to a part: those of its hidden units, and those that lead from them to
  /// the output layer, so that a part reads and changes no weight of the other.
  func weights(of part: Int, inLayer layer: Int) -> (units: Range<Int>, inputs: Range<Int>) {
    let all = (units: 0..<network.sizes[layer + 1], inputs: 0..<network.sizes[layer])
    if parts.count == 1 { return all }
    return layer == 0 ? (parts[part], all.inputs) : (all.units, parts[part])
  }

  /// Whether a part looks after a layer's biases.
  private func ownsBiases(_ part: Int, inLayer layer: Int) -> Bool {
    layer < outputLayer || part == 0
  }
}

extension FusedNetwork {
  /// Copies the parameters of a part.
  func copyParameters(of part: Int, to copy: FusedParameters<Scalar>) {
    for layer in 0...outputLayer {
      let (units, inputs) = weights(of: part, inLayer: layer)
      copy.weights[layer].block(rows: units, columns: inputs).set(
        to: parameters.weights[layer].block(rows: units, columns: inputs))
      if ownsBiases(part, inLayer: layer) {
        copy.biases[layer].block(columns: units).set(
          to: parameters.biases[layer].block(columns: units))
      }
    }
  }

  /// The forward pass through a part, up to its share of the output layer's net inputs.
  func forward(_ part: Int, step: FusedStep<Scalar>, pixels: PixelBatch<Scalar>, parity: Int) {
    var input = pixels.byPixel.block(), scale = pixelScale
    for layer in 0..<outputLayer {
      let values = step.layers[layer], units = weights(of: part, inLayer: layer).units
      values.net.setRows(units, to: parameters.biases[layer])
      values.net.block(rows: units).setProduct(
        parameters.weights[layer].block(rows: units), input, scale: scale, accumulating: true,
        with: kernels)
      values.out.setRows(units, to: network.activation, of: values.net, with: kernels)
      (input, scale) = (values.out.block(rows: units), 1)
    }
    let share = shares[parity][part], inputs = weights(of: part, inLayer: outputLayer).inputs
    if part == 0 { share.setRows(0..<share.rows, to: parameters.biases[outputLayer]) }
    share.block().setProduct(
      parameters.weights[outputLayer].block(columns: inputs), input, scale: scale,
      accumulating: part == 0, with: kernels)
  }

  /// Softmax, loss and their derivatives by the output layer's net inputs, for one thread.
  /// - Parameters:
  ///   - values: The output layer's values: the step's own for thread 0.
  ///   - chosen: The images of the batch, at most `batch`.
  /// - Returns: The mean cross-entropy of the batch.
  func calculateOutput(
    _ values: FusedValues<Scalar>, thread: Int, labels: [UInt8], chosen: ArraySlice<Int32>,
    parity: Int
  ) -> Double {
    values.net.setSum(of: shares[parity])
    let sums = scratch[thread].sums
    values.out.setSoftmax(ofColumns: values.net, scratch: sums, with: kernels)
    return values.delta.setCrossEntropy(
      of: values.out, net: values.net, scratch: sums, labels: labels, chosen: chosen)
  }

  /// The backward pass through a part and the update of its parameters, every derivative taken
  /// before the parameter that it needs has changed.
  /// - Parameters:
  ///   - output: The output layer's values as the thread has them.
  ///   - count: How many samples the batch has.
  func backward(
    _ part: Int, step: FusedStep<Scalar>, output: FusedValues<Scalar>,
    pixels: PixelBatch<Scalar>, count: Int, learningRate: Scalar
  ) {
    var delta = output.delta
    for layer in (0...outputLayer).reversed() {
      let (units, inputs) = weights(of: part, inLayer: layer)
      let ownDelta = delta.block(rows: units, columns: 0..<count)
      if layer > 0 {
        let below = step.layers[layer - 1]
        below.delta.block(rows: inputs).setProduct(
          parameters.weights[layer].block(rows: units, columns: inputs).transposed,
          delta.block(rows: units), with: kernels)
        below.delta.multiplyRows(inputs, bySlopeOf: network.activation, at: below.out)
        outByImage[layer - 1].setColumns(inputs, toRowsOf: below.out)
        delta = below.delta
        descend(
          layer, units, inputs, step: step, ownDelta,
          outByImage[layer - 1].block(rows: 0..<count, columns: inputs), scale: 1,
          learningRate: learningRate)
      } else {
        descend(
          layer, units, inputs, step: step, ownDelta, pixels.byImage.block(rows: 0..<count),
          scale: pixelScale, learningRate: learningRate)
      }
      if ownsBiases(part, inLayer: layer) {
        step.biasGradients[layer].setSums(ofRows: units, of: ownDelta.matrix, width: count)
        parameters.biases[layer].block(columns: units).add(
          step.biasGradients[layer].block(columns: units), scale: -learningRate,
          keepingOldIn: step.before?.biases[layer].block(columns: units))
      }
    }
  }

  /// Moves weights against their gradient, scale · delta · factors; the gradient and the weights
  /// before are written down on the way if the step keeps them.
  private func descend(
    _ layer: Int, _ units: Range<Int>, _ inputs: Range<Int>, step: FusedStep<Scalar>,
    _ delta: MatrixBlock<Scalar>, _ factors: MatrixBlock<Scalar>, scale: Scalar,
    learningRate: Scalar
  ) {
    let weights = parameters.weights[layer].block(rows: units, columns: inputs)
    if let before = step.before {
      let gradient = step.weightGradients[layer].block(rows: units, columns: inputs)
      gradient.setProduct(delta, factors, scale: scale, with: kernels)
      weights.add(
        gradient, scale: -learningRate,
        keepingOldIn: before.weights[layer].block(rows: units, columns: inputs))
    } else {
      weights.setProduct(
        delta, factors, scale: -learningRate * scale, accumulating: true, with: kernels)
    }
  }
}
