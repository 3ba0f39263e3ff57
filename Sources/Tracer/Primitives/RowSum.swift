/// The sum of each row, divided by the length of the row if a mean is wanted.
///
/// Shapes: x [samples, outputs]; the output is [samples].
struct RowSum: Primitive {
  static var examples: [PrimitiveExample] {
    [false, true].map { PrimitiveExample(RowSum(isMean: $0), shapes: [[2, 3]]) }
  }

  /// Whether the sum is divided by the number of its terms.
  var isMean = false

  /// [samples]
  func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    guard inputs.count == 1, inputs[0].rank == 2, inputs[0][1] > 0 else {
      throw ShapeError("1 input [samples, outputs] expected; \(inputs) found")
    }
    return [inputs[0][0]]
  }

  /// Σⱼ xᵢⱼ, or Σⱼ xᵢⱼ / n
  func value<N: Quantity>(at offset: Int, of x: Operands<N>) -> N {
    let outputs = x.shapes[0][1]
    let sum = N.sum((offset * outputs..<(offset + 1) * outputs).map { x[0, $0] })
    return isMean ? sum / .constant(Double(outputs)) : sum
  }

  /// 1, or 1 / n
  func slopes<N: Quantity>(
    ofInput input: Int, at offset: Int, of x: Operands<N>, output y: (Int) -> N
  ) -> [(output: Int, slope: N)] {
    let outputs = x.shapes[0][1]
    return [(offset / outputs, isMean ? 1.0 / .constant(Double(outputs)) : 1.0)]
  }
}
