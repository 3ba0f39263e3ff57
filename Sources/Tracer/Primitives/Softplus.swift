/// The smooth rectifier ln(1 + eˣ), whose slope is the logistic function 1 / (1 + e⁻ˣ).
struct Softplus: Elementwise, Configurable {
  static let kind = "softplus"

  static var examples: [PrimitiveExample] {
    [
      PrimitiveExample(Softplus(), shapes: [[2, 3]]),
      PrimitiveExample(Softplus(isCareful: true), shapes: [[2, 8]], ranges: [-800...800]),
    ]
  }

  /// Whether the rule is written so that it does not overflow.
  var isCareful = false

  /// max(x, 0) + ln(1 + e⁻|ˣ|), where the exponential of the rule may overflow.
  var careful: (any Primitive)? { Softplus(isCareful: true) }

  /// ln(1 + eˣ)
  func value<N: Quantity>(_ x: N) -> N {
    isCareful
      ? .call(.max, x, 0.0) + .call(.ln, 1.0 + .call(.exp, -.call(.abs, x)))
      : .call(.ln, 1.0 + .call(.exp, x))
  }

  /// 1 / (1 + e⁻ˣ)
  func slope<N: Quantity>(at x: N, value y: N) -> N { 1.0 / (1.0 + .call(.exp, -x)) }

  /// max(x, 0) + ln(1 + e⁻|ˣ|): the same number, without an overflow for large x.
  func forward<S: Real>(_ inputs: Inputs<S>, into output: inout Tensor<S>) {
    let x = inputs[0].elements
    for offset in x.indices {
      output[offset] = max(x[offset], 0) + .logarithm(ofOneAnd: .call(.exp, -abs(x[offset])))
    }
  }
}
