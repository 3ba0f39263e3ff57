/// Numbers in a shape, contiguous, the last axis fastest.
public struct Tensor<Scalar: Real>: Hashable, Sendable {
  /// The extents, outermost first.
  public let shape: Shape
  /// The elements in row-major order, `shape.count` of them.
  public internal(set) var elements: [Scalar]

  /// A tensor of the given elements.
  /// - Parameters:
  ///   - elements: In row-major order, `shape.count` of them.
  ///   - shape: How many there are along each axis.
  public init(_ elements: [Scalar], shape: Shape) {
    precondition(
      elements.count == shape.count, "\(elements.count) elements do not fill the shape \(shape)")
    self.shape = shape
    self.elements = elements
  }

  /// A tensor that holds one number everywhere.
  package init(repeating element: Scalar, shape: Shape) {
    self.init([Scalar](repeating: element, count: shape.count), shape: shape)
  }

  /// A single number, of shape `[]`.
  public init(_ scalar: Scalar) { self.init([scalar], shape: .scalar) }

  /// The element at a position in row-major order.
  public subscript(offset: Int) -> Scalar {
    get { elements[offset] }
    set { elements[offset] = newValue }
  }

  /// Sets every element to 0, in place.
  mutating func clear() { for offset in elements.indices { elements[offset] = 0 } }

  /// No elements: what stands in a tensor's place while its elements are changed.
  static var none: Tensor { Tensor([], shape: .none) }

  /// The same tensor in another precision.
  package func converted<Other: Real>(to type: Other.Type = Other.self) -> Tensor<Other> {
    Tensor<Other>(elements.map(Other.init), shape: shape)
  }
}
