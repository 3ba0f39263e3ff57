/// The sum of all elements of the input, as a scalar.
struct Sum: Primitive {
  static var examples: [PrimitiveExample] {
    [PrimitiveExample(Sum(), shapes: [[2, 3]]), PrimitiveExample(Sum(), shapes: [[1, 1]])]
  }

  /// A scalar.
  func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    guard inputs.count == 1 else { throw ShapeError("1 input expected; \(inputs.count) found") }
    return .scalar
  }

  /// Σ xᵢ
  func value<N: Quantity>(at offset: Int, of x: Operands<N>) -> N {
    .sum((0..<x.shapes[0].count).map { x[0, $0] })
  }

  /// 1
  func slopes<N: Quantity>(
    ofInput input: Int, at offset: Int, of x: Operands<N>, output y: (Int) -> N
  ) -> [(output: Int, slope: N)] {
    [(0, 1.0)]
  }

  /// The sum, from the first element to the last.
  @specialized(where S == Float)
  @specialized(where S == Double)
  func forward<S: Real>(_ inputs: Inputs<S>, into output: inout Tensor<S>) {
    output[0] = inputs[0].elements.reduce(0, +)
  }

  /// g for every element.
  @specialized(where S == Float)
  @specialized(where S == Double)
  func backward<S: Real>(
    into gradient: inout Tensor<S>, ofInput input: Int, from upstream: Tensor<S>,
    inputs: Inputs<S>, output: Tensor<S>
  ) {
    for offset in gradient.elements.indices { gradient[offset] += upstream[0] }
  }
}
