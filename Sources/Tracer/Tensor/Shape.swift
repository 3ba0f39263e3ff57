/// The extents of a tensor, outermost first; a scalar has none.
public struct Shape: Hashable, Sendable, ExpressibleByArrayLiteral, CustomStringConvertible {
  /// The extent of each axis.
  public let extents: [Int]

  /// A shape with the given extents, each at least 0.
  public init(_ extents: [Int]) {
    precondition(extents.allSatisfy { $0 >= 0 }, "an extent is never negative")
    self.extents = extents
  }

  /// A shape written as its extents: `[784, 100]`.
  public init(arrayLiteral extents: Int...) { self.init(extents) }

  /// The shape of a single number.
  public static let scalar: Shape = []

  /// The shape of no number.
  static let none: Shape = [0]

  /// The number of axes.
  package var rank: Int { extents.count }

  /// The number of elements: the product of the extents.
  package var count: Int { extents.reduce(1, *) }

  /// The extent of one axis.
  package subscript(axis: Int) -> Int { extents[axis] }

  /// The position, in row-major order, of the element at an index.
  package func offset(of index: [Int]) -> Int {
    zip(index, extents).reduce(0) { offset, axis in offset * axis.1 + axis.0 }
  }

  /// The index of the element at a position in row-major order.
  package func index(at offset: Int) -> [Int] {
    var rest = offset
    var index = [Int](repeating: 0, count: rank)
    for axis in extents.indices.reversed() {
      (rest, index[axis]) = rest.quotientAndRemainder(dividingBy: extents[axis])
    }
    return index
  }

  /// As a person writes it: `[784, 100]`.
  public var description: String { "[\(extents.map(String.init).joined(separator: ", "))]" }
}
