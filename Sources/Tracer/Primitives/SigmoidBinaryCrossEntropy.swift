/// The binary cross-entropy of the sigmoid of net inputs x with targets t, in one step.
///
///     E = −(t·ln o + (1 − t)·ln(1 − o)),  o = σ(x)        ∂E/∂x = o − t
///
/// The rule is written so that no exponential overflows, no 1 − o is taken of an o that rounds to 1,
/// and nothing cancels: max(x, 0) − x·t + ln(1 + e^−|x|), for each side of 0.
struct SigmoidBinaryCrossEntropy: Pairwise {
  /// What the laws are checked on, outputs that round to 0 and 1 among them.
  static var examples: [PrimitiveExample] {
    [
      PrimitiveExample(
        SigmoidBinaryCrossEntropy(), shapes: [[2, 3], [2, 3]], ranges: [0...1, -2...2]),
      PrimitiveExample(
        SigmoidBinaryCrossEntropy(), shapes: [[2, 8], [2, 8]], ranges: [0...1, -50...50]),
      PrimitiveExample(
        SigmoidBinaryCrossEntropy(), shapes: [[2, 3], [2, 3]], ranges: [0...0, -800...800]),
    ]
  }

  /// (1 − t)·x + ln(1 + e⁻ˣ) for an x above 0, ln(1 + eˣ) − t·x for another.
  func value<N: Quantity>(_ t: N, _ x: N) -> N {
    .choice(
      x, positive: (1.0 - t) * x + .logarithm(ofOneAnd: .call(.exp, -x)),
      other: .logarithm(ofOneAnd: .call(.exp, x)) - t * x)
  }

  /// −x for the target, (1 − t)·o − t·(1 − o) for the net input, where 1 − o is no difference.
  func slopes<N: Quantity>(at t: N, _ x: N, value y: N) -> (N, N) {
    let smaller = N.call(.exp, .choice(x, positive: -x, other: x))
    let complement = N.choice(x, positive: smaller, other: 1.0) / (1.0 + smaller)
    return (-x, (1.0 - t) * Sigmoid().value(x) - t * complement)
  }

  /// What becomes of out − target.
  func remark(onInput input: Int) -> Phrase? {
    input == 0
      ? nil
      : Phrase(
        en: """
          The derivative of the cross-entropy with respect to the output o, (o − t)/(o · (1 − \
          o)), times that of the sigmoid, o · (1 − o), is o − t, where t is the target. It is \
          written here as (1 − t) · o − t · (1 − o), which is the same, with 1/(1 + eˣ), which \
          is e⁻ˣ/(1 + e⁻ˣ), for 1 − o, in which rounding would leave nothing.
          """,
        ko: """
          목푯값을 t, 출력을 o라 하자. 교차 엔트로피를 출력으로 미분한 (o − t)/(o · (1 − o))에 \
          시그모이드의 미분 o · (1 − o)를 곱하면 o − t이다. 여기서는 같은 값인 (1 − t) · o − \
          t · (1 − o)로 쓰고, 반올림으로 사라지는 1 − o 자리에는 1/(1 + eˣ), 곧 e⁻ˣ/(1 \
          + e⁻ˣ)을 넣는다.
          """)
  }
}
