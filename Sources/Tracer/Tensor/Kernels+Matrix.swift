import Foundation

/// Rows of numbers in memory of their own, changed in place; every row starts on a cache line.
///
/// The columns that fill up a row's last cache line are there to be overwritten: loops may run over
/// them, and no result depends on them.
final class Matrix<Scalar: Real> {
  let rows: Int
  let columns: Int
  /// Elements from one row to the next.
  let stride: Int
  private let base: UnsafeMutablePointer<Scalar>
  private let memory: MatrixMemory

  /// A matrix of zeros.
  /// - Parameter memory: Memory to share with other matrices; by default, some of its own.
  init(rows: Int, columns: Int, in memory: MatrixMemory? = nil) {
    precondition(rows >= 0 && columns >= 0, "an extent is never negative")
    self.rows = rows
    self.columns = columns
    stride = Self.stride(columns: columns)
    let bytes = rows * stride * MemoryLayout<Scalar>.stride
    self.memory = memory ?? MatrixMemory(bytes: bytes)
    base = self.memory.take(bytes).bindMemory(to: Scalar.self, capacity: rows * stride)
  }

  /// A matrix of zeros with the extents of another.
  convenience init(like other: Matrix, in memory: MatrixMemory? = nil) {
    self.init(rows: other.rows, columns: other.columns, in: memory)
  }

  /// Elements from one row to the next: whole cache lines.
  static func stride(columns: Int) -> Int {
    let line = 64 / MemoryLayout<Scalar>.stride
    return (columns + line - 1) / line * line
  }

  /// The element in a row and a column.
  subscript(row: Int, column: Int) -> Scalar {
    get {
      precondition(0..<rows ~= row && 0..<columns ~= column, "outside of the matrix")
      return base[row * stride + column]
    }
    set {
      precondition(0..<rows ~= row && 0..<columns ~= column, "outside of the matrix")
      base[row * stride + column] = newValue
    }
  }

  /// Calls the closure with some rows, one after the other, fill-up columns included.
  func withRows<Result>(
    _ range: Range<Int>? = nil, _ body: (UnsafeMutableBufferPointer<Scalar>) -> Result
  ) -> Result {
    let range = range ?? 0..<rows
    precondition(range.lowerBound >= 0 && range.upperBound <= rows, "outside of the matrix")
    return body(
      UnsafeMutableBufferPointer(
        start: base + range.lowerBound * stride, count: range.count * stride))
  }
}

/// Zeros for matrices, one after the other.
final class MatrixMemory {
  private let base: UnsafeMutableRawPointer
  private let bytes: Int
  private var taken = 0

  /// Memory for so many bytes.
  init(bytes: Int) {
    self.bytes = bytes
    // Large pages make the first touch of a long record cheap, where the system has them.
    let page = 1 << 21
    let isLarge = bytes >= page
    base = .allocate(byteCount: Swift.max(bytes, 64), alignment: isLarge ? page : 64)
    #if os(Linux)
      if isLarge { madvise(base, bytes, MADV_HUGEPAGE) }
    #endif
    base.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
  }

  deinit { base.deallocate() }

  fileprivate func take(_ count: Int) -> UnsafeMutableRawPointer {
    precondition(taken + count <= bytes, "more matrices than there is memory for")
    defer { taken += count }
    return base + taken
  }
}

/// A block of a matrix, possibly transposed, as an operand of a product.
struct MatrixBlock<Scalar: Real> {
  let matrix: Matrix<Scalar>
  let rows: Range<Int>
  let columns: Range<Int>
  let isTransposed: Bool

  fileprivate var height: Int { isTransposed ? columns.count : rows.count }
  fileprivate var width: Int { isTransposed ? rows.count : columns.count }
}

extension Matrix {
  /// The elements in some rows and columns; all by default.
  func block(rows: Range<Int>? = nil, columns: Range<Int>? = nil) -> MatrixBlock<Scalar> {
    let rows = rows ?? 0..<self.rows, columns = columns ?? 0..<self.columns
    precondition(
      rows.lowerBound >= 0 && rows.upperBound <= self.rows && columns.lowerBound >= 0
        && columns.upperBound <= self.columns, "outside of the matrix")
    return MatrixBlock(matrix: self, rows: rows, columns: columns, isTransposed: false)
  }
}

extension MatrixBlock {
  /// The same elements with rows and columns exchanged.
  var transposed: MatrixBlock {
    MatrixBlock(matrix: matrix, rows: rows, columns: columns, isTransposed: !isTransposed)
  }

  /// Replaces the block by scale · A·B, or adds that to it.
  /// - Parameters:
  ///   - a: [rows, depth], possibly transposed.
  ///   - b: [depth, columns].
  func setProduct(
    _ a: MatrixBlock, _ b: MatrixBlock, scale: Scalar = 1, accumulating: Bool = false,
    with kernels: Kernels<Scalar>
  ) {
    precondition(!isTransposed && !b.isTransposed, "only the first factor may be transposed")
    precondition(
      a.height == rows.count && b.width == columns.count && a.width == b.height,
      "the shapes do not fit")
    let (aRow, aColumn) = a.isTransposed ? (1, a.matrix.stride) : (a.matrix.stride, 1)
    a.withStart { aStart in
      b.withStart { bStart in
        withStart { start in
          kernels.product(
            ProductOperands(
              rows: rows.count, columns: columns.count, depth: a.width, a: aStart, aRow: aRow,
              aColumn: aColumn, b: bStart, bRow: b.matrix.stride, c: start, cRow: matrix.stride,
              scale: scale, accumulating: accumulating))
        }
      }
    }
  }

  private func withStart(_ body: (UnsafeMutablePointer<Scalar>) -> Void) {
    matrix.withRows(rows) {
      // An empty block has no elements to start at, and nothing to calculate.
      if let start = $0.baseAddress { body(start + columns.lowerBound) }
    }
  }
}

extension Matrix {
  /// Whether no element is infinite or NaN.
  var isFinite: Bool {
    (0..<rows).allSatisfy { row in (0..<columns).allSatisfy { self[row, $0].isFinite } }
  }

  /// The elements as a tensor [columns, rows].
  var transposedTensor: Tensor<Scalar> {
    var elements: [Scalar] = []
    elements.reserveCapacity(rows * columns)
    for column in 0..<columns { for row in 0..<rows { elements.append(self[row, column]) } }
    return Tensor(elements, shape: [columns, rows])
  }

  /// Sets the elements to those of a tensor [columns, rows].
  func setTransposed(_ elements: [Scalar]) {
    precondition(elements.count == rows * columns, "the shapes do not fit")
    for column in 0..<columns {
      for row in 0..<rows { self[row, column] = elements[column * rows + row] }
    }
  }

  /// The row of the largest element of each of the first columns, the first of equals.
  func largestRows(columns: Int) -> [Int] {
    (0..<columns).map { column in
      (1..<rows).reduce(0) { self[$1, column] > self[$0, column] ? $1 : $0 }
    }
  }
}

extension Matrix {
  /// The only row as a tensor [columns].
  var rowTensor: Tensor<Scalar> {
    Tensor(transposedTensor.elements, shape: [columns])
  }
}
