import Foundation
import VectorKernels

/// The matrix product and the exponential function for one precision and one instruction set.
public struct Kernels<Scalar: Real>: Sendable {
  /// The instruction set; `Swift` for the reference, which any machine can run.
  public let name: String
  let product: @Sendable (ProductOperands<Scalar>) -> Void
  let exponential:
    @Sendable (_ count: Int, UnsafePointer<Scalar>, UnsafeMutablePointer<Scalar>) -> Void
  let widening: @Sendable (_ count: Int, UnsafePointer<UInt8>, UnsafeMutablePointer<Scalar>) -> Void

  /// The fastest kernels that this machine can run.
  public static var best: Kernels { Scalar.kernels[0] }
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
  /// The kernels in Swift alone.
  /// - Parameter exp: The exponential function of one number.
  static func reference(exp: @escaping @Sendable (Scalar) -> Scalar) -> Kernels {
    Kernels(
      name: "Swift", product: { $0.multiply() },
      exponential: { count, x, y in for i in 0..<count { y[i] = exp(x[i]) } },
      widening: { count, x, y in for i in 0..<count { y[i] = Scalar(x[i]) } })
  }

  /// What the C target offers to this machine, the fastest first.
  fileprivate static func variants(_ make: (String, vector_kernels) -> Kernels) -> [Kernels] {
    var found: [Kernels] = []
    while let kernels = vector_kernels_at(found.count) {
      found.append(make(String(cString: kernels.pointee.name), kernels.pointee))
    }
    return found
  }
}

extension Float {
  /// The kernels for single precision, the fastest first.
  public static let kernels: [Kernels<Float>] =
    Kernels.variants { name, variant in
      Kernels(
        name: name,
        product: { [product = variant.product_float] in
          product(
            $0.rows, $0.columns, $0.depth, $0.a, $0.aRow, $0.aColumn, $0.b, $0.bRow, $0.c, $0.cRow,
            $0.scale, $0.accumulating)
        },
        exponential: { [exp = variant.exp_float] in exp($0, $1, $2) },
        widening: { count, x, y in for i in 0..<count { y[i] = Float(x[i]) } })
    } + [.reference { Foundation.exp($0) }]
}

extension Double {
  /// The kernels for double precision, the fastest first; the exponential function is the
  /// library's in all of them.
  public static let kernels: [Kernels<Double>] =
    Kernels.variants { name, variant in
      Kernels(
        name: name,
        product: { [product = variant.product_double] in
          product(
            $0.rows, $0.columns, $0.depth, $0.a, $0.aRow, $0.aColumn, $0.b, $0.bRow, $0.c, $0.cRow,
            $0.scale, $0.accumulating)
        },
        exponential: { count, x, y in for i in 0..<count { y[i] = Foundation.exp(x[i]) } },
        widening: { count, x, y in for i in 0..<count { y[i] = Double(x[i]) } })
    } + [.reference { Foundation.exp($0) }]
}
