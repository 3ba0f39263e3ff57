/// A primitive of one input that treats every element alike.
public protocol Elementwise: Primitive {
  /// The output of one element.
  func value<N: Quantity>(_ x: N) -> N
  /// ∂y/∂x at one element.
  /// - Parameters:
  ///   - x: The element.
  ///   - y: The output of that element, for slopes that read better in it.
  func slope<N: Quantity>(at x: N, value y: N) -> N
  /// Why the slope is written otherwise at this element than elsewhere, for a rule that differs from
  /// place to place.
  func remark(at x: Double) -> Phrase?
}

extension Elementwise {
  /// Most rules are the same everywhere.
  public func remark(at x: Double) -> Phrase? { nil }
}

extension Elementwise where Self: Configurable {
  /// What the laws are checked on.
  package static var examples: [PrimitiveExample] {
    [PrimitiveExample(Self(), shapes: [[2, 3]])]
  }
}

extension Elementwise {
  /// The shape of the only input.
  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    guard inputs.count == 1 else { throw ShapeError("1 input expected; \(inputs.count) found") }
    return inputs[0]
  }

  /// The output of one element.
  public func value<N: Quantity>(at offset: Int, of x: Operands<N>) -> N { value(x[0, offset]) }

  /// The one output that the element reaches.
  public func slopes<N: Quantity>(
    ofInput input: Int, at offset: Int, of x: Operands<N>, output y: (Int) -> N
  ) -> [(output: Int, slope: N)] {
    [(offset, slope(at: x[0, offset], value: y(offset)))]
  }

  /// The output, element by element.
  @specialized(where Self == Sigmoid, S == Float)
  @specialized(where Self == Sigmoid, S == Double)
  @specialized(where Self == ReLU, S == Float)
  @specialized(where Self == ReLU, S == Double)
  @specialized(where Self == Tanh, S == Float)
  @specialized(where Self == Tanh, S == Double)
  public func forward<S: Real>(_ inputs: Inputs<S>, into output: inout Tensor<S>) {
    let x = inputs[0].elements
    for offset in x.indices { output[offset] = value(x[offset]) }
  }

  /// The gradient, element by element.
  @specialized(where Self == Sigmoid, S == Float)
  @specialized(where Self == Sigmoid, S == Double)
  @specialized(where Self == ReLU, S == Float)
  @specialized(where Self == ReLU, S == Double)
  @specialized(where Self == Tanh, S == Float)
  @specialized(where Self == Tanh, S == Double)
  public func backward<S: Real>(
    into gradient: inout Tensor<S>, ofInput input: Int, from upstream: Tensor<S>,
    inputs: Inputs<S>, output: Tensor<S>
  ) {
    let x = inputs[0].elements
    for offset in x.indices {
      gradient[offset] += upstream[offset] * slope(at: x[offset], value: output[offset])
    }
  }
}
