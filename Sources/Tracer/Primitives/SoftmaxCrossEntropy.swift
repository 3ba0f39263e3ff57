/// The cross-entropy of each row's softmax with its targets, in one step.
///
///     E = −Σⱼ tⱼ·ln yⱼ,  yⱼ = e^xⱼ / Σₖ e^xₖ        ∂E/∂xᵢ = yᵢ − tᵢ
///
/// The slope holds because the targets of a row sum to 1, which whoever gives them must see to.
/// The inputs are the targets t and the net inputs x, both [samples, classes]; the output is
/// [samples].
struct SoftmaxCrossEntropy: Primitive {
  /// What the laws are checked on: targets that sum to 1.
  static var examples: [PrimitiveExample] {
    [
      PrimitiveExample(
        SoftmaxCrossEntropy(), shapes: [[2, 4], [2, 4]], ranges: [0.25...0.25, -2...2]),
      PrimitiveExample(
        SoftmaxCrossEntropy(), shapes: [[1, 10], [1, 10]], ranges: [0.1...0.1, -30...30]),
      PrimitiveExample(
        SoftmaxCrossEntropy(isCareful: true), shapes: [[2, 4], [2, 4]],
        ranges: [0.25...0.25, -300...300]),
    ]
  }

  /// Whether the rules need no logarithm of a probability that may round to 0, and no difference
  /// from one that may round to 1.
  var isCareful = false

  /// Σⱼ tⱼ·(m − xⱼ) + Σⱼ tⱼ · ln Σₖ e^(xₖ − m) with the largest x as m, and the slope
  /// yᵢ·Σ tₖ − tᵢ·Σ yₖ over all other k: both whatever the targets sum to.
  var careful: (any Primitive)? { SoftmaxCrossEntropy(isCareful: true) }

  /// [samples]
  func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    guard inputs.count == 2, inputs[0] == inputs[1], inputs[0].rank == 2 else {
      throw ShapeError(
        "targets and net inputs [samples, classes] expected; \(inputs.map(\.description)) found")
    }
    return [inputs[0][0]]
  }

  /// −Σⱼ tⱼ·ln(e^xⱼ / Σₖ e^xₖ)
  func value<N: Quantity>(at offset: Int, of x: Operands<N>) -> N {
    let row = Softmax.rows(of: x.shapes[1])[offset]
    if isCareful {
      let top = Softmax.largest(of: row) { x[1, $0] }
      let logarithm = N.call(.ln, .sum(row.map { .call(.exp, x[1, $0] - top) }))
      let targets = N.sum(row.map { x[0, $0] })
      return .sum(row.map { x[0, $0] * (top - x[1, $0]) } + [targets * logarithm])
    }
    return -.sum(
      row.map { x[0, $0] * .call(.ln, Softmax.rule(at: $0, row: row) { x[1, $0] }) })
  }

  /// −ln yⱼ for a target, yᵢ − tᵢ for a net input.
  func slopes<N: Quantity>(
    ofInput input: Int, at offset: Int, of x: Operands<N>, output y: (Int) -> N
  ) -> [(output: Int, slope: N)] {
    let row = Softmax.row(of: offset, in: x.shapes[1])
    func softmax(_ offset: Int) -> N { Softmax.rule(at: offset, row: row) { x[1, $0] } }
    let slope: N
    if input == 0 {
      slope = -.call(.ln, softmax(offset))
    } else if isCareful {
      let others = row.filter { $0 != offset }
      slope =
        softmax(offset) * .sum(others.map { x[0, $0] })
        - x[0, offset] * .sum(others.map(softmax))
    } else {
      slope = softmax(offset) - x[0, offset]
    }
    return [(offset / x.shapes[1][1], slope)]
  }

  /// What becomes of out − target.
  func remark(onInput input: Int) -> Phrase? {
    input == 0 || !isCareful
      ? nil
      : Phrase(
        en: """
          If the targets add up to 1, the derivative of softmax and cross-entropy together is o − t, where \
          o is the output and t the target. It is written here as o · (1 − t) − t · (1 − o), which is the \
          same, with the sum of the other targets for 1 − t and that of the other outputs for 1 − o: this \
          way no digits are lost where an output is nearly 1.
          """,
        ko: """
          목푯값을 t, 출력을 o라 하자. 목푯값의 합이 1이면 소프트맥스와 교차 엔트로피를 합쳐 미분한 값은 o − t \
          이다. 여기서는 같은 값인 o · (1 − t) − t · (1 − o)로 쓰고, 1 − t와 1 − o 자리에 나머지 목푯값의 합과 \
          나머지 출력의 합을 넣는다. 그러면 출력이 1에 아주 가까워도 자릿수를 잃지 않는다.
          """)
  }

  /// −Σⱼ tⱼ·ln yⱼ, from logarithms that stay finite where a softmax would round to 0.
  @specialized(where S == Float)
  @specialized(where S == Double)
  func forward<S: Real>(_ inputs: Inputs<S>, into output: inout Tensor<S>) {
    let (t, x) = (inputs[0].elements, inputs[1].elements)
    for (sample, row) in Softmax.rows(of: inputs[1].shape).enumerated() {
      let (top, tail) = Self.logarithmOfSum(x[row])
      output[sample] = row.reduce(S.zero) { $0 + t[$1] * (top - x[$1] + tail) }
    }
  }

  /// g·(yᵢ·Σⱼ tⱼ − tᵢ) for the net inputs, −g·ln yⱼ for the targets.
  @specialized(where S == Float)
  @specialized(where S == Double)
  func backward<S: Real>(
    into gradient: inout Tensor<S>, ofInput input: Int, from upstream: Tensor<S>,
    inputs: Inputs<S>, output: Tensor<S>
  ) {
    let (t, x) = (inputs[0].elements, inputs[1].elements)
    for (sample, row) in Softmax.rows(of: inputs[1].shape).enumerated() {
      let (top, tail) = Self.logarithmOfSum(x[row])
      let targets = row.reduce(S.zero) { $0 + t[$1] }
      for offset in row {
        let logarithm = x[offset] - top - tail
        let slope: S =
          if input == 0 {
            -logarithm
          } else if 2 * t[offset] < targets {
            .call(.exp, logarithm) * targets - t[offset]
          } else {
            // Of y near 1, the difference from 1 has more digits than y.
            .exponentialLessOne(logarithm) * targets + (targets - t[offset])
          }
        gradient[offset] += upstream[sample] * slope
      }
    }
  }

  /// ln Σₖ e^xₖ as the largest x and what the other terms add to it, from exponents that are at
  /// most 0 and so never overflow.
  private static func logarithmOfSum<S: Real>(_ x: ArraySlice<S>) -> (top: S, tail: S) {
    guard let place = x.indices.max(by: { x[$0] < x[$1] }) else { return (0, 0) }
    let others = x.indices.reduce(S.zero) {
      $1 == place ? $0 : $0 + .call(.exp, x[$1] - x[place])
    }
    return (x[place], .logarithm(ofOneAnd: others))
  }
}
