/// The forward and backward pass from the rule alone: slow, and what every kernel must agree with.
extension Primitive {
  /// The output, element by element, from the rule.
  package func referenceForward<S: Real>(_ inputs: Inputs<S>, into output: inout Tensor<S>) {
    let x = inputs.operands
    for offset in 0..<output.shape.count { output[offset] = value(at: offset, of: x) }
  }

  /// Adds ∂output/∂input · upstream, summed over the outputs that each input element reaches.
  package func referenceBackward<S: Real>(
    into gradient: inout Tensor<S>, ofInput input: Int, from upstream: Tensor<S>,
    inputs: Inputs<S>, output: Tensor<S>
  ) {
    let x = inputs.operands
    for offset in 0..<gradient.shape.count {
      for (reached, slope) in slopes(ofInput: input, at: offset, of: x, output: { output[$0] }) {
        gradient[offset] += upstream[reached] * slope
      }
    }
  }

  /// The output from the rule.
  package func forward<S: Real>(_ inputs: Inputs<S>, into output: inout Tensor<S>) {
    referenceForward(inputs, into: &output)
  }

  /// The gradient from the slopes.
  package func backward<S: Real>(
    into gradient: inout Tensor<S>, ofInput input: Int, from upstream: Tensor<S>,
    inputs: Inputs<S>, output: Tensor<S>
  ) {
    referenceBackward(
      into: &gradient, ofInput: input, from: upstream, inputs: inputs, output: output)
  }
}
