/// A primitive of two inputs that meet element by element; one of them may be a single number.
protocol Pairwise: Primitive {
  init()
  /// The output of one pair.
  func value<N: Quantity>(_ a: N, _ b: N) -> N
  /// ∂y/∂a and ∂y/∂b at one pair.
  /// - Parameter y: The output of that pair, for slopes that read better in it.
  func slopes<N: Quantity>(at a: N, _ b: N, value y: N) -> (N, N)
  /// Whether the slopes look at numbers, and so are not the same formula everywhere.
  var looksAtNumbers: Bool { get }
}

extension Pairwise {
  /// What the laws are checked on: two tensors, and a single number beside a tensor.
  static func broadcast(ranges: [ClosedRange<Double>] = [-2...2]) -> [PrimitiveExample] {
    [[[2, 3], [2, 3]], [[], [2, 2]], [[2, 2], []]].map {
      PrimitiveExample(Self(), shapes: $0, ranges: ranges)
    }
  }

  /// Most rules are one formula.
  var looksAtNumbers: Bool { false }

  /// The common shape of the inputs, or that of the one that is not a single number.
  func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    guard inputs.count == 2 else { throw ShapeError("2 inputs expected; \(inputs.count) found") }
    if inputs[0] == inputs[1] || inputs[1].count == 1 { return inputs[0] }
    guard inputs[0].count == 1 else {
      throw ShapeError("two inputs of one shape expected; \(inputs[0]) and \(inputs[1]) found")
    }
    return inputs[1]
  }

  /// The output of one pair.
  func value<N: Quantity>(at offset: Int, of x: Operands<N>) -> N {
    let (a, b) = pair(at: offset, of: x)
    return value(a, b)
  }

  /// The one output that an element reaches; every output, if the input is a single number.
  func slopes<N: Quantity>(
    ofInput input: Int, at offset: Int, of x: Operands<N>, output y: (Int) -> N
  ) -> [(output: Int, slope: N)] {
    let reached =
      x.shapes[input].count == 1 ? 0..<x.shapes[1 - input].count : offset..<offset + 1
    return reached.map { output in
      let (a, b) = pair(at: output, of: x)
      let slopes = slopes(at: a, b, value: y(output))
      return (output, input == 0 ? slopes.0 : slopes.1)
    }
  }

  /// The output, pair by pair.
  func forward<S: Real>(_ inputs: Inputs<S>, into output: inout Tensor<S>) {
    let (a, b) = (inputs[0].elements, inputs[1].elements)
    let (strideA, strideB) = (a.count == 1 ? 0 : 1, b.count == 1 ? 0 : 1)
    for offset in output.elements.indices {
      output[offset] = value(a[offset * strideA], b[offset * strideB])
    }
  }

  /// The gradient, pair by pair.
  func backward<S: Real>(
    into gradient: inout Tensor<S>, ofInput input: Int, from upstream: Tensor<S>,
    inputs: Inputs<S>, output: Tensor<S>
  ) {
    let (a, b) = (inputs[0].elements, inputs[1].elements)
    let (strideA, strideB) = (a.count == 1 ? 0 : 1, b.count == 1 ? 0 : 1)
    for offset in output.elements.indices {
      let slopes = slopes(
        at: a[offset * strideA], b[offset * strideB], value: output[offset])
      let slope = input == 0 ? slopes.0 : slopes.1
      gradient[offset * (input == 0 ? strideA : strideB)] += upstream[offset] * slope
    }
  }

  /// The elements that meet at an offset of the output.
  func pair<N: Quantity>(at offset: Int, of x: Operands<N>) -> (N, N) {
    (x[0, x.shapes[0].count == 1 ? 0 : offset], x[1, x.shapes[1].count == 1 ? 0 : offset])
  }
}
