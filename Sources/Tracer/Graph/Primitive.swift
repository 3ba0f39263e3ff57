/// One kind of calculation in a graph: a rule, stated once, and what follows from it.
///
/// A conforming type states its value and its slopes as formulas. From these come the forward and
/// the backward pass, the symbolic line of a derivation, the line with numbers, and the check
/// against central differences. The kernels may be overridden for speed; the laws, which the tests
/// run over every primitive's `examples`, tie them to the rule.
public protocol Primitive: Sendable {
  /// Instances with shapes and ranges of inputs, on which the laws are checked.
  static var examples: [PrimitiveExample] { get }

  /// The shape of the output.
  /// - Throws: `ShapeError` if inputs of these shapes do not fit together.
  func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape

  /// One element of the output, as mathematics.
  func value<N: Quantity>(at offset: Int, of x: Operands<N>) -> N

  /// The output elements that one input element reaches, each with its slope ∂output/∂input.
  ///
  /// An output that the rule does not let depend on the element is left out; a slope that happens
  /// to be 0 is not.
  /// - Parameters:
  ///   - input: Which input, counted from 0.
  ///   - offset: The element of that input, in row-major order.
  ///   - x: The elements of all inputs.
  ///   - y: The elements of the output.
  func slopes<N: Quantity>(
    ofInput input: Int, at offset: Int, of x: Operands<N>, output y: (Int) -> N
  ) -> [(output: Int, slope: N)]

  /// Why the slopes by one of the inputs are what they are, said once in a derivation.
  func remark(onInput input: Int) -> Phrase?

  /// Calculates the whole output.
  /// - Parameters:
  ///   - inputs: The values of the inputs.
  ///   - output: Holds the result afterwards; it has the output's shape already.
  func forward<S: Real>(_ inputs: Inputs<S>, into output: inout Tensor<S>)

  /// Adds to the gradient of one input what flows back through this primitive.
  /// - Parameters:
  ///   - gradient: The gradient of that input, added to in place.
  ///   - input: The position of the input.
  ///   - upstream: The gradient of the output.
  ///   - inputs: The values of the inputs.
  ///   - output: The output as the forward pass calculated it.
  func backward<S: Real>(
    into gradient: inout Tensor<S>, ofInput input: Int, from upstream: Tensor<S>,
    inputs: Inputs<S>, output: Tensor<S>)

  /// The kink of the rule for one output element, for a rule that has one.
  func kink(at offset: Int, of x: Operands<Double>) -> Kink?

  /// The same calculation by rules that neither overflow nor need digits which rounding takes, for
  /// one whose own rules may do so.
  var careful: (any Primitive)? { get }

  /// The calculation of both in one careful step, for a primitive to which the rounded result of
  /// another may be of no use: past the sigmoid, a cross-entropy knows how far from 1 it is.
  /// - Parameters:
  ///   - inner: What calculates an input of this primitive from one input of its own.
  ///   - input: Which input, counted from 0; that of `inner` takes its place.
  func careful(past inner: any Primitive, atInput input: Int) -> (any Primitive)?
}

extension Primitive {
  /// Most rules are smooth.
  public func kink(at offset: Int, of x: Operands<Double>) -> Kink? { nil }
}

extension Primitive {
  /// Most rules can be calculated as they are.
  public var careful: (any Primitive)? { nil }

  /// Most primitives do well with rounded inputs.
  public func careful(past inner: any Primitive, atInput input: Int) -> (any Primitive)? { nil }
}

extension Primitive {
  /// Nothing to say.
  public func remark(onInput input: Int) -> Phrase? { nil }
}

/// The elements that a rule reads, whatever they are written in.
public struct Operands<N: Quantity> {
  /// The shapes of the inputs.
  public let shapes: [Shape]
  private let element: (Int, Int) -> N

  /// Operands that are looked up one by one.
  /// - Parameters:
  ///   - shapes: The shapes of the inputs.
  ///   - element: Gives the element of an input at an offset.
  public init(shapes: [Shape], element: @escaping (_ input: Int, _ offset: Int) -> N) {
    self.shapes = shapes
    self.element = element
  }

  /// The element of an input at an offset in row-major order.
  public subscript(input: Int, offset: Int) -> N { element(input, offset) }
}

/// The tensors that a kernel reads.
public struct Inputs<S: Real> {
  private let tensors: [Tensor<S>]
  private let positions: [NodeID]

  /// The tensors at the given positions of an array, which is shared and not copied.
  init(_ tensors: [Tensor<S>], at positions: [NodeID]) {
    self.tensors = tensors
    self.positions = positions
  }

  /// The given tensors.
  public init(_ tensors: [Tensor<S>]) {
    self.init(tensors, at: tensors.indices.map(NodeID.init))
  }

  /// How many inputs there are.
  public var count: Int { positions.count }

  /// One of the inputs.
  public subscript(input: Int) -> Tensor<S> {
    _read { yield tensors[positions[input].index] }
  }

  /// The elements, for a rule.
  public var operands: Operands<S> {
    Operands(shapes: positions.map { tensors[$0.index].shape }) { self[$0][$1] }
  }
}

/// Inputs of a primitive whose shapes do not fit together.
public struct ShapeError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What was expected, and what was found.
  public let description: String

  /// An error with a sentence such as `[2, 3] · [4, 5]: 3 columns expected to meet 4 rows`.
  public init(_ description: String) { self.description = description }
}

/// A primitive with inputs on which the laws are checked.
public struct PrimitiveExample: Sendable, CustomStringConvertible {
  /// The instance.
  public let primitive: any Primitive
  /// The shapes of its inputs.
  public let shapes: [Shape]
  /// The range from which the elements of each input are drawn.
  public let ranges: [ClosedRange<Double>]

  /// An example whose inputs are drawn from the given ranges; the last one serves all inputs that
  /// have none of their own.
  public init(
    _ primitive: any Primitive, shapes: [Shape], ranges: [ClosedRange<Double>] = [-2...2]
  ) {
    self.primitive = primitive
    self.shapes = shapes
    self.ranges = shapes.indices.map { ranges[min($0, ranges.count - 1)] }
  }

  /// Such as `Affine [4, 3], [3, 2], [2]`.
  public var description: String {
    "\(primitive) \(shapes.map(\.description).joined(separator: ", "))"
  }
}
