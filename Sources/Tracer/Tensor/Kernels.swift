import Foundation
import VectorKernels

/// The matrix product and the exponential function for one precision and one instruction set.
public struct Kernels<Scalar: Real>: Sendable {
  /// The instruction set; `Swift` for the reference, which any machine can run.
  public let name: String
  let product: @Sendable (ProductOperands<Scalar>) -> Void
  let exponential: Loop<Scalar>
  let widening: Loop<UInt8>

  /// Sets so many numbers to a function of as many others.
  typealias Loop<Source> =
    @Sendable (
      _ count: Int, _ x: UnsafePointer<Source>, _ y: UnsafeMutablePointer<Scalar>
    ) -> Void

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
  fileprivate static func reference(
    exponential: @escaping Loop<Scalar>, widening: @escaping Loop<UInt8>
  ) -> Kernels {
    Kernels(
      name: "Swift", product: { $0.multiply() }, exponential: exponential, widening: widening)
  }

  /// A product as the C target declares it, `ProductOperands` one by one.
  fileprivate typealias Product =
    @Sendable (
      Int, Int, Int, UnsafePointer<Scalar>, Int, Int, UnsafePointer<Scalar>, Int,
      UnsafeMutablePointer<Scalar>, Int, Scalar, Bool
    ) -> Void

  /// What the C target offers to this machine, the fastest first, and the reference.
  fileprivate static func all(
    reference: Kernels, product: (vector_kernels) -> Product,
    exponential: (vector_kernels) -> Loop<Scalar>
  ) -> [Kernels] {
    var found: [Kernels] = []
    while let variant = vector_kernels_at(found.count)?.pointee {
      let product = product(variant)
      found.append(
        Kernels(
          name: String(cString: variant.name),
          product: {
            product(
              $0.rows, $0.columns, $0.depth, $0.a, $0.aRow, $0.aColumn, $0.b, $0.bRow, $0.c,
              $0.cRow, $0.scale, $0.accumulating)
          },
          exponential: exponential(variant), widening: reference.widening))
    }
    return found + [reference]
  }
}

extension Float {
  /// The kernels for single precision, the fastest first.
  public static let kernels = Kernels<Float>.all(
    reference: .reference(
      exponential: { count, x, y in for i in 0..<count { y[i] = Foundation.exp(x[i]) } },
      widening: { count, x, y in for i in 0..<count { y[i] = Float(x[i]) } }),
    product: {
      let product = $0.product_float
      return { product($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) }
    },
    exponential: {
      let exponential = $0.exp_float
      return { exponential($0, $1, $2) }
    })
}

extension Double {
  /// The kernels for double precision, the fastest first; the exponential function is the
  /// library's in all of them.
  public static let kernels: [Kernels<Double>] = {
    let reference = Kernels<Double>.reference(
      exponential: { count, x, y in for i in 0..<count { y[i] = Foundation.exp(x[i]) } },
      widening: { count, x, y in for i in 0..<count { y[i] = Double(x[i]) } })
    return Kernels.all(
      reference: reference,
      product: {
        let product = $0.product_double
        return { product($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) }
      },
      exponential: { _ in reference.exponential })
  }()
}
