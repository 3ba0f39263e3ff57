/// Softmax over each row: exponentials divided by their sum, so that a row adds up to 1.
///
///     yⱼ = e^xⱼ / Σₖ e^xₖ        ∂yⱼ/∂xᵢ = yⱼ·(δᵢⱼ − yᵢ)
///
/// Shapes: x [samples, classes], y [samples, classes].
struct Softmax: Primitive, Configurable {
  static let kind = "softmax"

  static var examples: [PrimitiveExample] {
    [
      PrimitiveExample(Softmax(), shapes: [[2, 3]]),
      PrimitiveExample(Softmax(), shapes: [[1, 10]], ranges: [-30...30]),
      PrimitiveExample(Softmax(isCareful: true), shapes: [[2, 3]], ranges: [1000...1010]),
    ]
  }

  /// Whether the rule subtracts the largest of a row first.
  var isCareful = false

  /// The rule with the largest x of the row subtracted from all of them, so that none overflows.
  var careful: (any Primitive)? { Softmax(isCareful: true) }

  /// The shape of the only input, [samples, classes].
  func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    guard inputs.count == 1, inputs[0].rank == 2 else {
      throw ShapeError("[samples, classes] expected; \(inputs.map(\.description)) found")
    }
    return inputs[0]
  }

  /// e^xⱼ / Σₖ e^xₖ
  func value<N: Quantity>(at offset: Int, of x: Operands<N>) -> N {
    let row = Self.row(of: offset, in: x.shapes[0])
    guard isCareful else { return Self.rule(at: offset, row: row) { x[0, $0] } }
    let top = Self.largest(of: row) { x[0, $0] }
    return Self.rule(at: offset, row: row) { x[0, $0] - top }
  }

  /// yⱼ·(1 − yⱼ) for the element's own output, −yⱼ·yᵢ for the others of its row.
  func slopes<N: Quantity>(
    ofInput input: Int, at offset: Int, of x: Operands<N>, output y: (Int) -> N
  ) -> [(output: Int, slope: N)] {
    Self.row(of: offset, in: x.shapes[0]).map {
      ($0, $0 == offset ? y($0) * (1.0 - y($0)) : -(y($0) * y(offset)))
    }
  }

  /// The softmax of each row, from exponents that are at most 0 and so never overflow.
  @specialized(where S == Float)
  @specialized(where S == Double)
  func forward<S: Real>(_ inputs: Inputs<S>, into output: inout Tensor<S>) {
    let x = inputs[0].elements
    for row in Self.rows(of: output.shape) {
      let top = x[row].max() ?? 0
      var sum: S = 0
      for offset in row {
        output[offset] = .call(.exp, x[offset] - top)
        sum += output[offset]
      }
      for offset in row { output[offset] /= sum }
    }
  }

  /// yᵢ·(gᵢ − Σⱼ gⱼ·yⱼ): the slopes of a row, summed.
  @specialized(where S == Float)
  @specialized(where S == Double)
  func backward<S: Real>(
    into gradient: inout Tensor<S>, ofInput input: Int, from upstream: Tensor<S>,
    inputs: Inputs<S>, output: Tensor<S>
  ) {
    for row in Self.rows(of: output.shape) {
      let mean = row.reduce(S.zero) { $0 + upstream[$1] * output[$1] }
      for offset in row { gradient[offset] += output[offset] * (upstream[offset] - mean) }
    }
  }

  /// Why every output depends on every net input.
  func remark(onInput input: Int) -> Phrase? {
    Phrase(
      en: """
        All outputs share a denominator, so each net input affects all of them: the derivative of its \
        own output is out · (1 − out), that of every other output is minus the product of the two \
        outputs.
        """,
      ko: """
        모든 출력의 분모가 같으므로 순입력 하나가 모든 출력에 영향을 준다. 자신의 출력에 대한 미분은 \
        out · (1 − out), 다른 출력에 대한 미분은 −(두 출력의 곱)이다.
        """)
  }
}

extension Softmax {
  /// e^xⱼ / Σₖ e^xₖ, for whoever reads the elements of x in another way.
  static func rule<N: Quantity>(at offset: Int, row: Range<Int>, of x: (Int) -> N) -> N {
    .call(.exp, x(offset)) / .sum(row.map { .call(.exp, x($0)) })
  }

  /// The largest x of a row.
  static func largest<N: Quantity>(of row: Range<Int>, _ x: (Int) -> N) -> N {
    let row = row.map(x)
    guard var top = row.first else { return 0.0 }
    var most = top
    for x in row.dropFirst() {
      top = .choice(x - most, positive: x, other: top)
      most = .call(.max, most, x)
    }
    return top
  }

  /// The offsets of the row in which an element stands.
  static func row(of offset: Int, in shape: Shape) -> Range<Int> {
    let start = offset / shape[1] * shape[1]
    return start..<start + shape[1]
  }

  /// The offsets of each row.
  static func rows(of shape: Shape) -> [Range<Int>] {
    (0..<shape[0]).map { $0 * shape[1]..<($0 + 1) * shape[1] }
  }
}
