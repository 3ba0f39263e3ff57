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

  /// Where the ½ and the minus sign go.
  public func remark(onInput input: Int) -> Phrase? {
    input == 0
      ? nil
      : Phrase(
        en: """
          Differentiating the square brings down a 2, which the ½ cancels; the minus sign is the \
          inner derivative of target − output by the output.
          """,
        ko: """
          제곱을 미분하면 2가 앞으로 나와 ½과 지워지고, 음의 부호는 괄호 안 (목표값 − 출력)을 \
          출력으로 미분한 속미분이다.
          """)
  }
}
