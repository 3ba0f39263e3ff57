/// The cross-entropy −Σₖ tₖ·ln pₖ of each sample, whose slope is −tₖ / pₖ.
///
/// Shapes: targets t [samples, classes], probabilities p [samples, classes]; the output [samples].
struct CrossEntropy: Primitive {
  static var examples: [PrimitiveExample] {
    [
      PrimitiveExample(
        CrossEntropy(), shapes: [[2, 3], [2, 3]], ranges: [0...1, 0.05...0.95])
    ]
  }

  /// [samples]
  func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    guard inputs.count == 2, inputs[0] == inputs[1], inputs[0].rank == 2 else {
      throw ShapeError(
        "targets and probabilities [samples, classes] expected; \(inputs) found")
    }
    return [inputs[0][0]]
  }

  /// −Σₖ tₖ·ln pₖ
  func value<N: Quantity>(at offset: Int, of x: Operands<N>) -> N {
    let classes = x.shapes[0][1]
    return -.sum(
      (offset * classes..<(offset + 1) * classes).map { x[0, $0] * .call(.ln, x[1, $0]) })
  }

  /// −ln pₖ for a target, −tₖ / pₖ for a probability.
  func slopes<N: Quantity>(
    ofInput input: Int, at offset: Int, of x: Operands<N>, output y: (Int) -> N
  ) -> [(output: Int, slope: N)] {
    let (t, p) = (x[0, offset], x[1, offset])
    return [(offset / x.shapes[0][1], input == 0 ? -.call(.ln, p) : -(t / p))]
  }

  /// The cross-entropy of a softmax from its net inputs.
  func careful(past inner: any Primitive, atInput input: Int) -> (any Primitive)? {
    input == 1 && inner is Softmax ? SoftmaxCrossEntropy(isCareful: true) : nil
  }

  /// Why only the right class counts.
  func remark(onInput input: Int) -> Phrase? {
    input == 0
      ? nil
      : Phrase(
        en: """
          The derivative of ln x is 1/x, so each class contributes −target/output; classes whose target \
          is 0 contribute nothing.
          """,
        ko: """
          ln x를 미분하면 1/x이므로 각 클래스에서 −목푯값/출력이 나온다. 목푯값이 0인 클래스의 기여분은 \
          0이다.
          """)
  }
}
