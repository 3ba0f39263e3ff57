import Testing

@testable import Tracer

/// What is done where a rule has a kink, and where numbers are too large for its plain form.
@Suite struct KinkTests {
  /// A calculation whose first leaf stands where the rule has its kink.
  private static let bent: [(any Primitive, Double?)] = [
    (AbsoluteValue(), nil), (ReLU(), nil), (LeakyReLU(), nil), (Maximum(), 2), (Minimum(), 2),
    (AbsoluteError(), 2),
  ]

  /// - Parameter distance: How far the leaf stands beyond the kink.
  private func check(
    _ index: Int, at distance: Double, step: Double
  ) throws -> GradientCheck.Row {
    let (primitive, other) = Self.bent[index]
    var graph = Graph()
    let x = graph.leaf(.scalar("x"), shape: .scalar, role: .input)
    var leaves = [x: Tensor((other ?? 0) + distance)]
    var operands = [x]
    if let other {
      let y = graph.leaf(.scalar("y"), shape: .scalar, role: .input)
      leaves[y] = Tensor(other)
      operands.append(y)
    }
    try graph.apply(primitive, to: operands, names: .scalar("f"))
    let model = Model(
      name: "kink", title: Phrase("kink"), graph: graph, leaves: leaves,
      optimizer: GradientDescent(learningRate: 1), trained: [], digits: 4)
    return try #require(GradientCheck(model, of: [ElementID(x, 0)], step: step).rows.first)
  }

  // Steps and distances that are sums of powers of two: the numbers are exact.
  @Test(arguments: bent.indices)
  func `a kink between two measured points is named, one beside them is not`(
    _ index: Int
  ) throws {
    for distance in [0, 0.0625, -0.0625, 0.125, -0.125] {
      #expect(try check(index, at: distance, step: 0.125).verdict == .kink("f"), "\(distance)")
    }
    for distance in [0.25, -0.25] {
      let verdict = try check(index, at: distance, step: 0.125).verdict
      #expect(verdict == .agrees || verdict == .hidden, "\(distance)")
    }
  }

  @Test(
    arguments: [
      (0, -1.0, 0.0, 1.0), (1, 0, 0, 1), (2, 0.01, 0.01, 1), (3, 0, 0.5, 1), (4, 1, 0.5, 0),
      (5, -1, 0, 1),
    ])
  func `below, at and above its kink a rule has its slope`(
    index: Int, below: Double, at: Double, above: Double
  ) throws {
    let found = try [-0.5, 0, 0.5].map { try check(index, at: $0, step: 0.25).backpropagated }
    #expect(found == [below, at, above])
  }

  private func output(
    of primitive: any Primitive, _ inputs: [[Double]]
  ) throws -> Tensor<Double> {
    let tensors = inputs.map { Tensor($0, shape: [1, $0.count]) }
    let shape = try primitive.outputShape(for: tensors.map(\.shape))
    var output = Tensor<Double>(repeating: 0, shape: shape)
    primitive.forward(Inputs(tensors), into: &output)
    return output
  }

  // e^1000 overflows; softmax depends on the differences only.
  @Test func `large net inputs give the numbers that small ones of the same differences give`()
    throws
  {
    let (small, large) = ([0.0, 1, -1], [1000.0, 1001, 999])
    let softmax = try output(of: Softmax(), [small])
    #expect(try output(of: Softmax(), [large]) == softmax)
    let targets = [0.25, 0.25, 0.5]
    let entropy = try output(of: SoftmaxCrossEntropy(), [targets, small])[0]
    #expect(try output(of: SoftmaxCrossEntropy(), [targets, large])[0].agrees(with: entropy))
    #expect(try output(of: Softplus(), [[1000, -1000]]).elements == [1000, 0])
  }

  @Test(arguments: [(2.0, 9.0), (3, 27), (0.5, 1.732_050_8)])
  func `a power in single precision is that power`(exponent: Float, expected: Float) {
    #expect(abs(Float.power(3, exponent) - expected) < 1e-6)
    #expect(abs(Double.power(3, Double(exponent)) - Double(expected)) < 1e-6)
  }
}
