import Foundation
import Testing
import VectorKernels

@testable import Tracer

/// Numbers that repeat for a seed, evenly spread over −1 … 1.
private struct Noise {
  var state: UInt64

  mutating func next<Scalar: Real>() -> Scalar {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Scalar(Double(state >> 11) / Double(1 << 52) - 1)
  }

  mutating func list<Scalar: Real>(_ count: Int) -> [Scalar] { (0..<count).map { _ in next() } }
}

struct KernelTests {
  /// Rows around the heights of the tiles, columns around one and two vectors of every width,
  /// depths around a block.
  private static let sizes: [(Int, Int, Int)] =
    [1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 14, 21].flatMap { rows in
      [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 48, 50].map { (rows, $0, 1 + $0 % 5) }
    } + [(2, 17, 255), (7, 40, 256), (11, 33, 257), (3, 5, 600)]

  private func checkProducts<Scalar: Real>(_ kernels: Kernels<Scalar>) {
    var noise = Noise(state: 7)
    for (rows, columns, depth) in Self.sizes {
      for (isTransposed, isAdded) in [(false, false), (true, false), (false, true)] {
        let (aRow, aColumn) = isTransposed ? (1, rows + 2) : (depth + 1, 1)
        let (bRow, cRow) = (columns + 3, columns + 4)
        let a: [Scalar] = noise.list((rows + 2) * (depth + 2))
        let b: [Scalar] = noise.list(depth * bRow)
        let before: [Scalar] = noise.list((rows + 1) * cRow)
        var c = before
        kernels.table.pointee.product(
          rows, columns, depth, a, aRow, aColumn, b, bRow, &c, cRow, -0.5, isAdded)
        for m in 0...rows {
          for n in 0..<cRow {
            var expected = Double(before[m * cRow + n])
            if m < rows && n < columns {
              let sum = (0..<depth).reduce(0.0) {
                $0 + Double(a[m * aRow + $1 * aColumn]) * Double(b[$1 * bRow + n])
              }
              expected = (isAdded ? expected : 0) - 0.5 * sum
            }
            let tolerance = Double(Scalar.ulpOfOne) * Double(depth + 2)
            #expect(
              abs(Double(c[m * cRow + n]) - expected) <= tolerance,
              "\(kernels.name) \(rows)x\(columns)x\(depth) at \(m), \(n)")
          }
        }
      }
    }
  }

  @Test(arguments: Float.kernels.indices)
  func `a matrix product is the triple loop's at every remainder`(variant: Int) {
    checkProducts(Float.kernels[variant])
    checkProducts(Double.kernels[variant])
  }

  /// Products that skip what is 0, of up to 64 samples and from one to ten vectors wide.
  private func checkSparse<Scalar: Real>(_ kernels: Kernels<Scalar>) {
    var noise = Noise(state: 11)
    for (inputs, samples, columns) in [
      (5, 3, 16), (20, 64, 48), (9, 33, 112), (3, 17, 160), (1, 1, 80),
    ] {
      let x: [Scalar] = noise.list(inputs * 64).map { $0 < 0.4 ? 0 : $0 }
      var masks = [UInt64](repeating: 0, count: inputs)
      for k in 0..<inputs {
        for n in 0..<samples where x[k * 64 + n] != 0 { masks[k] |= 1 << UInt64(n) }
      }
      let (w, net): ([Scalar], [Scalar]) = (
        noise.list(inputs * columns), noise.list(samples * columns)
      )
      // Every other sample only.
      let among: UInt64 = 0x5555_5555_5555_5555
      func isMeant(_ n: Int) -> Bool { n.isMultiple(of: 2) }
      var (forward, backward) = (net, w)
      kernels.table.pointee.sparse_forward(
        inputs, columns, masks, among, x, 64, w, columns, &forward, columns)
      kernels.table.pointee.sparse_backward(
        inputs, columns, masks, among, x, 64, net, columns, &backward, columns)
      func expect(_ found: Scalar, _ terms: [(Scalar, Scalar)], plus start: Scalar, _ place: String)
      {
        let sum = terms.reduce(Double(start)) { $0 + Double($1.0) * Double($1.1) }
        #expect(
          abs(Double(found) - sum) <= Double(Scalar.ulpOfOne) * Double(terms.count + 2),
          "\(kernels.name) \(inputs), \(samples), \(columns): \(place)")
      }
      for column in 0..<columns {
        for n in 0..<samples {
          let terms =
            isMeant(n) ? (0..<inputs).map { (x[$0 * 64 + n], w[$0 * columns + column]) } : []
          expect(forward[n * columns + column], terms, plus: net[n * columns + column], "forward")
        }
        for k in 0..<inputs {
          let terms = (0..<samples).filter(isMeant).map {
            (x[k * 64 + $0], net[$0 * columns + column])
          }
          expect(backward[k * columns + column], terms, plus: w[k * columns + column], "backward")
        }
      }
    }
  }

  @Test(arguments: Float.kernels.indices)
  func `a product that skips zeros is the whole sum`(variant: Int) {
    checkSparse(Float.kernels[variant])
    checkSparse(Double.kernels[variant])
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

  /// A function's values at numbers that fill whole vectors.
  private func values<Scalar: Real>(
    _ operation: vector_operation, _ kernels: Kernels<Scalar>, of a: [Scalar], _ b: [Scalar]? = nil
  ) -> [Scalar] {
    let line = 64 / MemoryLayout<Scalar>.stride
    let count = (a.count + line - 1) / line * line
    func filled(_ x: [Scalar]) -> [Scalar] { x + [Scalar](repeating: 1, count: count - x.count) }
    var y = [Scalar](repeating: -7, count: count)
    kernels.table.pointee.elementwise(operation, count, filled(a), filled(b ?? a), &y)
    return Array(y.prefix(a.count))
  }

  private func checkFunctions<Scalar: Real>(
    _ kernels: Kernels<Scalar>, lowest: Double, highest: Double
  ) {
    func check(_ name: String, _ found: [Scalar], _ x: [Scalar], _ exact: (Double) -> Double) {
      for (y, x) in zip(found, x) {
        let expected = exact(Double(x))
        #expect(
          abs(Double(y) - expected) <= 2 * Double(Scalar(expected).ulp),
          "\(kernels.name): \(name)(\(x)) is \(expected), found \(y)")
      }
    }
    let range = stride(from: lowest, through: highest, by: (highest - lowest) / 5003).map {
      Scalar($0)
    }
    check("exp", values(vector_exp, kernels, of: range), range, exp)
    let small = stride(from: -24.0, through: 24, by: 0.00713).flatMap {
      [Scalar($0), Scalar($0 * 1e-6)]
    }
    check("tanh", values(vector_tanh, kernels, of: small), small, tanh)
    let special: [Scalar] = [.infinity, -.infinity, .nan, 0, -0.0, 1000, -1000]
    let powers = values(vector_exp, kernels, of: special)
    #expect(powers[0] == .infinity && powers[1] == 0 && powers[2].isNaN)
    #expect(Array(powers[3...]) == [1, 1, .infinity, 0])
    let slopes = values(vector_tanh, kernels, of: special)
    #expect(slopes[0] == 1 && slopes[1] == -1 && slopes[2].isNaN && slopes[3...4] == [0, 0])
    #expect(
      Array(values(vector_sign, kernels, of: special).enumerated().filter { $0.0 != 2 }.map(\.1))
        == [1, -1, 0, 0, 1, -1])
    #expect(values(vector_step, kernels, of: special) == [1, 0, 0, 0, 0, 1, 0])
    let pairs: ([Scalar], [Scalar]) = ([1, -2, 3, 5], [4, -5, 3, 2])
    for (operation, expected) in [
      (vector_add, [5, -7, 6, 7]), (vector_subtract, [-3, 3, 0, 3]),
      (vector_multiply, [4, 10, 9, 10]),
      (vector_divide, [0.25, 0.4, 1, 2.5]), (vector_max, [4, -2, 3, 5]),
      (vector_min, [1, -5, 3, 2]),
      (vector_copy, [1, -2, 3, 5]), (vector_negate, [-1, 2, -3, -5]), (vector_abs, [1, 2, 3, 5]),
    ] as [(vector_operation, [Scalar])] {
      #expect(values(operation, kernels, of: pairs.0, pairs.1) == expected)
    }
    #expect(values(vector_sqrt, kernels, of: [4, 9, 0.25] as [Scalar]) == [2, 3, 0.5])
  }

  @Test(arguments: Float.kernels.indices)
  func `functions of single numbers are within 2 units in the last place`(variant: Int) {
    checkFunctions(Float.kernels[variant], lowest: -87, highest: 88.7)
    checkFunctions(Double.kernels[variant], lowest: -708, highest: 709.7)
  }

  private func checkSoftmax<Scalar: Real>(_ kernels: Kernels<Scalar>) {
    var noise = Noise(state: 3)
    for (columns, scale) in [(1, 1), (3, 5), (10, 800), (16, 1), (17, 30)] as [(Int, Scalar)] {
      let row = (columns + 15) / 16 * 16
      let x: [Scalar] = noise.list(2 * row).map { $0 * scale }
      var (y, logarithms) = (
        [Scalar](repeating: 9, count: 2 * row), [Scalar](repeating: 9, count: 2)
      )
      kernels.table.pointee.softmax(2, columns, row, x, &y, &logarithms)
      for m in 0..<2 {
        let numbers = x[m * row..<m * row + columns].map { Double($0) }
        let top = numbers.max()!
        let sum = numbers.reduce(0) { $0 + exp($1 - top) }
        let tolerance = 8 * Double(Scalar.ulpOfOne)
        #expect(abs(Double(logarithms[m]) - (top + log(sum))) <= tolerance * Swift.max(1, abs(top)))
        for (n, number) in numbers.enumerated() {
          #expect(abs(Double(y[m * row + n]) - exp(number - top) / sum) <= tolerance)
        }
        #expect(
          y[m * row + columns..<(m + 1) * row].allSatisfy { $0 == 0 }, "the row is filled with 0")
      }
    }
  }

  @Test(arguments: Float.kernels.indices)
  func `softmax is the definition's and does not overflow`(variant: Int) {
    checkSoftmax(Float.kernels[variant])
    checkSoftmax(Double.kernels[variant])
  }

  @Test(arguments: [(1, 1), (7, 3), (8, 8), (9, 17), (64, 32), (33, 40), (16, 64)])
  func `bytes of samples arrive scaled, with a row for each input, and with their masks`(
    inputs: Int, count: Int
  ) {
    let bytes = (0..<inputs * count).map {
      $0 % 3 == 0 ? 0 : UInt8(truncatingIfNeeded: $0 &* 37 &+ $0 / 11)
    }
    for kernels in Float.kernels {
      var (x, masks) = (
        [Float](repeating: -1, count: inputs * 64), [UInt64](repeating: 1, count: inputs)
      )
      bytes.withUnsafeBufferPointer { bytes in
        let rows = (0..<count).map { bytes.baseAddress! + $0 * inputs }
        kernels.table.pointee.gather(count, rows, inputs, 0.5, &x, 64, &masks)
      }
      for input in 0..<inputs {
        for n in 0..<count {
          let byte = bytes[n * inputs + input]
          #expect(x[input * 64 + n] == Float(byte) / 2)
          #expect((masks[input] >> UInt64(n) & 1 == 1) == (byte != 0))
        }
        #expect(count == 64 || masks[input] >> UInt64(count) == 0)
      }
    }
  }
}
