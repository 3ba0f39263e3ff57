import Foundation
import Testing

@testable import Tracer

/// Numbers that repeat for a seed, evenly spread over −1 … 1.
private struct Noise {
  var state: UInt64

  mutating func next<Scalar: Real>() -> Scalar {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Scalar(Double(state >> 11) / Double(1 << 52) - 1)
  }

  mutating func matrix<Scalar: Real>(_ rows: Int, _ columns: Int) -> Matrix<Scalar> {
    let matrix = Matrix<Scalar>(rows: rows, columns: columns)
    for row in 0..<rows { for column in 0..<columns { matrix[row, column] = next() } }
    return matrix
  }
}

struct KernelTests {
  /// Rows around the heights of the tiles, columns around one and two vectors of every width,
  /// depths around a block.
  private static let sizes: [(Int, Int, Int)] =
    [1, 3, 4, 5, 6, 7, 9, 10, 11, 14, 21].flatMap { rows in
      [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 48, 50].map { (rows, $0, 1 + $0 % 5) }
    } + [(2, 17, 255), (7, 40, 256), (11, 33, 257), (3, 5, 600)]

  private func check<Scalar: Real>(_ kernels: Kernels<Scalar>) {
    var noise = Noise(state: 7)
    for (rows, columns, depth) in Self.sizes {
      for (isTransposed, isAdded) in [(false, false), (true, false), (false, true)] {
        let a: Matrix<Scalar> =
          isTransposed ? noise.matrix(depth + 1, rows + 2) : noise.matrix(rows + 2, depth + 1)
        let b: Matrix<Scalar> = noise.matrix(depth + 2, columns + 3)
        let c: Matrix<Scalar> = noise.matrix(rows + 1, columns + 4)
        let before = (0...rows).map { row in (0..<columns + 4).map { c[row, $0] } }
        let first =
          isTransposed
          ? a.block(rows: 1..<depth + 1, columns: 2..<rows + 2).transposed
          : a.block(rows: 2..<rows + 2, columns: 1..<depth + 1)
        c.block(rows: 0..<rows, columns: 3..<columns + 3).setProduct(
          first, b.block(rows: 2..<depth + 2, columns: 1..<columns + 1), scale: -0.5,
          accumulating: isAdded, with: kernels)
        for m in 0...rows {
          for n in 0..<columns + 4 {
            var expected = Double(before[m][n])
            if m < rows && (3..<columns + 3).contains(n) {
              let sum = (0..<depth).reduce(0.0) { sum, k in
                sum + Double(isTransposed ? a[k + 1, m + 2] : a[m + 2, k + 1])
                  * Double(b[k + 2, n - 2])
              }
              expected = (isAdded ? expected : 0) - 0.5 * sum
            }
            let tolerance = Double(Scalar.ulpOfOne) * Double(depth + 2)
            #expect(
              abs(Double(c[m, n]) - expected) <= tolerance,
              "\(kernels.name) \(rows)x\(columns)x\(depth) at \(m), \(n)")
          }
        }
      }
    }
  }

  @Test(arguments: Float.kernels.indices)
  func `a matrix product in single precision is the triple loop's at every remainder`(
    variant: Int
  ) {
    check(Float.kernels[variant])
  }

  @Test(arguments: Double.kernels.indices)
  func `a matrix product in double precision is the triple loop's at every remainder`(
    variant: Int
  ) {
    check(Double.kernels[variant])
  }

  @Test(arguments: [(1, 2, 2), (3, 4, 5), (5, 33, 17), (32, 49, 10), (2, 31, 40), (17, 1, 16)])
  func `the products of a layer are the triple loop's`(samples: Int, inputs: Int, outputs: Int) {
    checkLayer(Float.self, samples, inputs, outputs)
    checkLayer(Double.self, samples, inputs, outputs)
  }

  private func checkLayer<Scalar: Real>(
    _ scalar: Scalar.Type, _ samples: Int, _ inputs: Int, _ outputs: Int
  ) {
    var noise = Noise(state: 5)
    func tensor(_ rows: Int, _ columns: Int) -> Tensor<Scalar> {
      Tensor((0..<rows * columns).map { _ in noise.next() }, shape: [rows, columns])
    }
    let (x, w, g) = (tensor(samples, inputs), tensor(inputs, outputs), tensor(samples, outputs))
    let before = (tensor(samples, inputs), tensor(inputs, outputs))
    var (net, xGradient, wGradient) = (g, before.0, before.1)
    net.setProduct(x, w)
    xGradient.addProduct(g, transposed: w)
    wGradient.addProduct(transposed: x, g)

    func expect(
      _ found: Tensor<Scalar>, plus start: Tensor<Scalar>?, depth: Int,
      _ term: (_ row: Int, _ column: Int, _ k: Int) -> Scalar
    ) {
      for offset in found.elements.indices {
        let (row, column) = offset.quotientAndRemainder(dividingBy: found.shape[1])
        let sum = (0..<depth).reduce(Double(start?[offset] ?? 0)) {
          $0 + Double(term(row, column, $1))
        }
        #expect(abs(Double(found[offset]) - sum) <= Double(Scalar.ulpOfOne) * Double(depth + 2))
      }
    }
    expect(net, plus: nil, depth: inputs) { x[$0 * inputs + $2] * w[$2 * outputs + $1] }
    expect(xGradient, plus: before.0, depth: outputs) {
      g[$0 * outputs + $2] * w[$1 * outputs + $2]
    }
    expect(wGradient, plus: before.1, depth: samples) {
      x[$2 * inputs + $0] * g[$2 * outputs + $1]
    }
  }

  @Test func `the reference in Swift is the last kernel of each precision`() {
    #expect(Float.kernels.last?.name == "Swift")
    #expect(Double.kernels.last?.name == "Swift")
    #expect(Float.kernels.count >= 2)
  }

  @Test(arguments: Float.kernels.indices)
  func `the exponential function is within 2 units in the last place`(variant: Int) {
    let x = stride(from: Float(-103), through: 88.7, by: 0.0371).map { $0 }
    for count in [1, 3, 4, 5, 8, 15, 16, 17, x.count] {
      var y = [Float](repeating: -1, count: count + 1)
      y.withUnsafeMutableBufferPointer { y in
        x.withUnsafeBufferPointer { x in
          Float.kernels[variant].exponential(count, x.baseAddress!, y.baseAddress!)
        }
      }
      for i in 0..<count {
        let exact = Foundation.exp(Double(x[i]))
        #expect(abs(Double(y[i]) - exact) <= 2 * Double(Float(exact).ulp), "exp(\(x[i]))")
      }
      #expect(y[count] == -1, "nothing is written past the end")
    }
  }

  @Test(arguments: Float.kernels.indices)
  func `the exponential function keeps infinities and NaN`(variant: Int) {
    var y: [Float] = [.infinity, -.infinity, .nan, 0, -0.0, 100, -200]
    y.withUnsafeMutableBufferPointer {
      Float.kernels[variant].exponential($0.count, $0.baseAddress!, $0.baseAddress!)
    }
    #expect(y[0] == .infinity && y[1] == 0 && y[2].isNaN)
    #expect(Array(y[3...]) == [1, 1, .infinity, 0])
  }

  @Test(arguments: [(1, 1), (7, 3), (8, 8), (9, 17), (64, 32), (33, 40)])
  func `pixels of chosen images arrive in both orders`(pixels: Int, batch: Int) {
    let images = (0..<pixels * 50).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ $0 / 11) }
    let chosen = (0..<Int32(batch)).map { ($0 * 7 + 3) % 50 }
    let target = PixelBatch<Float>(pixels: pixels, batch: batch)
    for range in [0..<min(16, pixels), min(16, pixels)..<pixels] {
      target.fill(range, from: images, chosen: chosen[...], with: .best)
    }
    for (n, image) in chosen.enumerated() {
      for pixel in 0..<pixels {
        let expected = Float(images[Int(image) * pixels + pixel])
        #expect(target.byImage[n, pixel] == expected)
        #expect(target.byPixel[pixel, n] == expected)
      }
    }
  }

  @Test(arguments: Activation.allCases)
  func `an activation and its slope agree with their definitions`(activation: Activation) {
    let net = Matrix<Float>(rows: 2, columns: 21)
    for row in 0..<2 {
      for column in 0..<21 { net[row, column] = Float(column - 10) * (row == 0 ? 0.37 : 9) }
    }
    let out = Matrix<Float>(rows: 2, columns: 21), slope = Matrix<Float>(rows: 2, columns: 21)
    for row in 0..<2 { for column in 0..<21 { slope[row, column] = 2 } }
    out.setRows(0..<2, to: activation, of: net, with: .best)
    slope.multiplyRows(0..<2, bySlopeOf: activation, at: out)
    for row in 0..<2 {
      for column in 0..<21 {
        let x = Double(net[row, column])
        let (value, derivative) =
          switch activation {
          case .sigmoid:
            (1 / (1 + exp(-x)), exp(-x) / ((1 + exp(-x)) * (1 + exp(-x))))
          case .relu: (max(0, x), x > 0 ? 1 : 0)
          case .tanh: (tanh(x), 1 / (cosh(x) * cosh(x)))
          }
        #expect(abs(Double(out[row, column]) - value) <= 2e-7)
        #expect(abs(Double(slope[row, column]) - 2 * derivative) <= 6e-7)
      }
    }
  }
}
