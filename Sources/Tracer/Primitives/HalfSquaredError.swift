/// Half the squared error of each output, ½(t − o)², whose slope is −(t − o).
///
/// The inputs are the targets t and the outputs o, of the same shape.
public struct HalfSquaredError: Primitive {
  /// What the laws are checked on.
  public static var examples: [PrimitiveExample] {
    [PrimitiveExample(HalfSquaredError(), shapes: [[2, 3], [2, 3]])]
  }

  /// Half the squared error.
  public init() {}

  /// The common shape of targets and outputs.
  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    guard inputs.count == 2, inputs[0] == inputs[1] else {
      throw ShapeError(
        "targets and outputs of one shape expected; \(inputs.map(\.description)) found")
    }
    return inputs[0]
  }

  /// ½(t − o)²
  public func value<N: Quantity>(at offset: Int, of x: Operands<N>) -> N {
    1.0 / 2.0 * .power(x[0, offset] - x[1, offset], 2.0)
  }

  /// t − o for the target, −(t − o) for the output.
  public func slopes<N: Quantity>(
    ofInput input: Int, at offset: Int, of x: Operands<N>, output y: (Int) -> N
  ) -> [(output: Int, slope: N)] {
    let error = x[0, offset] - x[1, offset]
    return [(offset, input == 0 ? error : -error)]
  }
}
