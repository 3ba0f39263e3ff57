/// The cross-entropy −(t·ln o + (1 − t)·ln(1 − o)) of targets t and outputs o between 0 and 1,
/// whose slope is (o − t) / (o·(1 − o)).
struct BinaryCrossEntropy: Pairwise {
  static var examples: [PrimitiveExample] {
    [
      PrimitiveExample(
        BinaryCrossEntropy(), shapes: [[2, 3], [2, 3]], ranges: [0...1, 0.05...0.95])
    ]
  }

  /// −(t·ln o + (1 − t)·ln(1 − o))
  func value<N: Quantity>(_ t: N, _ o: N) -> N {
    -(t * .call(.ln, o) + (1.0 - t) * .call(.ln, 1.0 - o))
  }

  /// −(ln o − ln(1 − o)) for the target, (o − t) / (o·(1 − o)) for the output.
  func slopes<N: Quantity>(at t: N, _ o: N, value y: N) -> (N, N) {
    (-(.call(.ln, o) - .call(.ln, 1.0 - o)), (o - t) / (o * (1.0 - o)))
  }

  /// The cross-entropy of a sigmoid from its net input.
  func careful(past inner: any Primitive, atInput input: Int) -> (any Primitive)? {
    input == 1 && inner is Sigmoid ? SigmoidBinaryCrossEntropy() : nil
  }

  /// Why the slope has out·(1 − out) below.
  func remark(onInput input: Int) -> Phrase? {
    if input == 0 { return nil }
    let (t, o) = (Formula.symbol(name: "t", value: 0), Formula.symbol(name: "o", value: 0))
    let sum = -(t / o) + (1.0 - t) / (1.0 - o)
    let quotient = (o - t) / (o * (1.0 - o))
    return Phrase(
      en: """
        With \(formula: t) for the target and \(formula: o) for the output, differentiating the two \
        logarithms gives \(formula: sum); over a common denominator this is \(formula: quotient).
        """,
      ko: """
        목푯값을 \(formula: t), 출력을 \(formula: o)라 하면, 두 로그를 미분한 값은 \(formula: sum)이고 \
        통분하면 \(formula: quotient)이다.
        """)
  }
}
