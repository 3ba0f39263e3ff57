/// The cross-entropy of each row's softmax with its targets, in one step.
///
///     E = −Σⱼ tⱼ·ln yⱼ,  yⱼ = e^xⱼ / Σₖ e^xₖ        ∂E/∂xᵢ = yᵢ − tᵢ
///
/// The slope holds because the targets of a row sum to 1, which whoever gives them must see to.
/// The inputs are the targets t and the net inputs x, both [samples, classes]; the output is
/// [samples].
public struct SoftmaxCrossEntropy: Primitive {
  /// What the laws are checked on: targets that sum to 1.
  public static var examples: [PrimitiveExample] {
    [
      PrimitiveExample(
        SoftmaxCrossEntropy(), shapes: [[2, 4], [2, 4]], ranges: [0.25...0.25, -2...2]),
      PrimitiveExample(
        SoftmaxCrossEntropy(), shapes: [[1, 10], [1, 10]], ranges: [0.1...0.1, -30...30]),
    ]
  }

  /// The cross-entropy of each row.
  public init() {}

  /// [samples]
  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    guard inputs.count == 2, inputs[0] == inputs[1], inputs[0].rank == 2 else {
      throw ShapeError(
        "targets and net inputs [samples, classes] expected; \(inputs.map(\.description)) found")
    }
    return [inputs[0][0]]
  }

  /// −Σⱼ tⱼ·ln(e^xⱼ / Σₖ e^xₖ)
  public func value<N: Quantity>(at offset: Int, of x: Operands<N>) -> N {
    let row = Softmax.rows(of: x.shapes[1])[offset]
    return -.sum(
      row.map { x[0, $0] * .call(.ln, Softmax.rule(at: $0, row: row) { x[1, $0] }) })
  }

  /// −ln yⱼ for a target, yᵢ − tᵢ for a net input.
  public func slopes<N: Quantity>(
    ofInput input: Int, at offset: Int, of x: Operands<N>, output y: (Int) -> N
  ) -> [(output: Int, slope: N)] {
    let row = Softmax.row(of: offset, in: x.shapes[1])
    let softmax = Softmax.rule(at: offset, row: row) { x[1, $0] }
    let slope = input == 0 ? -.call(.ln, softmax) : softmax - x[0, offset]
    return [(offset / x.shapes[1][1], slope)]
  }

  /// Σⱼ tⱼ·(ln Σₖ e^xₖ − xⱼ), which stays finite where a softmax would round to 0.
  @specialized(where S == Float)
  @specialized(where S == Double)
  public func forward<S: Real>(_ inputs: Inputs<S>, into output: inout Tensor<S>) {
    let (t, x) = (inputs[0].elements, inputs[1].elements)
    for (sample, row) in Softmax.rows(of: inputs[1].shape).enumerated() {
      let logarithm = Self.logarithmOfSum(x[row])
      output[sample] = row.reduce(S.zero) { $0 + t[$1] * (logarithm - x[$1]) }
    }
  }

  /// g·(yᵢ − tᵢ) for the net inputs, g·(ln Σₖ e^xₖ − xⱼ) for the targets.
  @specialized(where S == Float)
  @specialized(where S == Double)
  public func backward<S: Real>(
    into gradient: inout Tensor<S>, ofInput input: Int, from upstream: Tensor<S>,
    inputs: Inputs<S>, output: Tensor<S>
  ) {
    let (t, x) = (inputs[0].elements, inputs[1].elements)
    for (sample, row) in Softmax.rows(of: inputs[1].shape).enumerated() {
      let logarithm = Self.logarithmOfSum(x[row])
      for offset in row {
        let slope =
          input == 0
          ? logarithm - x[offset] : .call(.exp, x[offset] - logarithm) - t[offset]
        gradient[offset] += upstream[sample] * slope
      }
    }
  }

  /// ln Σₖ e^xₖ, from exponents that are at most 0 and so never overflow.
  private static func logarithmOfSum<S: Real>(_ x: ArraySlice<S>) -> S {
    let top = x.max() ?? 0
    return top + .call(.ln, x.reduce(S.zero) { $0 + .call(.exp, $1 - top) })
  }
}
