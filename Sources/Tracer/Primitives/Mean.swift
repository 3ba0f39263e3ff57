/// The mean of all elements of the input, as a scalar.
struct Mean: Primitive {
  static var examples: [PrimitiveExample] {
    [PrimitiveExample(Mean(), shapes: [[2, 3]]), PrimitiveExample(Mean(), shapes: [[1]])]
  }

  /// A scalar.
  func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    guard inputs.count == 1, inputs[0].count > 0 else {
      throw ShapeError("1 input with elements expected; \(inputs.map(\.description)) found")
    }
    return .scalar
  }

  /// Σ xᵢ / n
  func value<N: Quantity>(at offset: Int, of x: Operands<N>) -> N {
    let count = x.shapes[0].count
    return .sum((0..<count).map { x[0, $0] }) / .constant(Double(count))
  }

  /// 1 / n
  func slopes<N: Quantity>(
    ofInput input: Int, at offset: Int, of x: Operands<N>, output y: (Int) -> N
  ) -> [(output: Int, slope: N)] {
    [(0, 1.0 / .constant(Double(x.shapes[0].count)))]
  }

  /// The sum, from the first element to the last, divided by their number.
  @specialized(where S == Float)
  @specialized(where S == Double)
  func forward<S: Real>(_ inputs: Inputs<S>, into output: inout Tensor<S>) {
    output[0] = inputs[0].elements.reduce(0, +) / S(inputs[0].elements.count)
  }

  /// g / n for every element.
  @specialized(where S == Float)
  @specialized(where S == Double)
  func backward<S: Real>(
    into gradient: inout Tensor<S>, ofInput input: Int, from upstream: Tensor<S>,
    inputs: Inputs<S>, output: Tensor<S>
  ) {
    let slope = upstream[0] * (1 / S(gradient.elements.count))
    for offset in gradient.elements.indices { gradient[offset] += slope }
  }
}
