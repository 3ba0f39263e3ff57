import Foundation
import VectorKernels

/// The vector kernels for one precision and one instruction set.
///
/// They know nothing of Swift's types: what calls them sees to it that pointers and counts are true.
public struct Kernels<Scalar: Real>: @unchecked Sendable {
  /// What each kernel does stands in `VectorKernels.h`.
  let table: UnsafePointer<vector_kernels>

  /// The instruction set.
  package var name: String { String(cString: table.pointee.name) }

  /// The fastest kernels that this machine can run.
  package static var best: Kernels { Scalar.kernels[0] }

  /// All that the C target offers to this machine, the fastest first.
  fileprivate static func all(_ at: (Int) -> UnsafePointer<vector_kernels>?) -> [Kernels] {
    var found: [Kernels] = []
    while let table = at(found.count) { found.append(Kernels(table: table)) }
    return found
  }
}

extension Float: Real {
  /// The kernels for single precision, the fastest first.
  public static let kernels = Kernels<Float>.all(vector_kernels_float)
}

extension Double: Real {
  /// The kernels for double precision, the fastest first.
  public static let kernels = Kernels<Double>.all(vector_kernels_double)
}

/// The operands of C ← scale · A·B, or of C ← C + scale · A·B: the strides say how many elements
/// lie between two rows, and for A, whose transpose needs no copy, also between two columns.
struct ProductOperands<Scalar> {
  let rows, columns, depth: Int
  let a: UnsafePointer<Scalar>, aRow: Int, aColumn: Int
  let b: UnsafePointer<Scalar>, bRow: Int
  let c: UnsafeMutablePointer<Scalar>, cRow: Int
  let scale: Scalar, accumulating: Bool

  /// The product as the definition has it: the reference that every variant must agree with.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  func multiply() where Scalar: Real {
    for m in 0..<rows {
      let sums = c + m * cRow
      if !accumulating { sums.update(repeating: 0, count: columns) }
      for k in 0..<depth {
        let factor = scale * a[m * aRow + k * aColumn], row = b + k * bRow
        for n in 0..<columns { sums[n] += factor * row[n] }
      }
    }
  }
}

extension Kernels {
  func product(_ o: ProductOperands<Scalar>) {
    table.pointee.product(
      o.rows, o.columns, o.depth, o.a, o.aRow, o.aColumn, o.b, o.bRow, o.c, o.cRow,
      Double(o.scale), o.accumulating)
  }

  func exponential(_ count: Int, _ x: UnsafePointer<Scalar>, _ y: UnsafeMutablePointer<Scalar>) {
    table.pointee.elementwise(vector_exp, count, x, x, y)
  }
}
