// The three products of a fully connected layer on tensors, row-major as the graph has them.

extension Tensor {
  /// Sets this tensor to x·W.
  /// - Parameters:
  ///   - x: [samples, inputs].
  ///   - w: [inputs, outputs]; this tensor is [samples, outputs].
  mutating func setProduct(_ x: Tensor, _ w: Tensor) {
    multiply(x, strides: (x.shape[1], 1), w, accumulating: false)
  }

  /// Adds xᵀ·g, the gradient of the weights.
  /// - Parameters:
  ///   - x: [samples, inputs].
  ///   - g: [samples, outputs]; this tensor is [inputs, outputs].
  mutating func addProduct(transposed x: Tensor, _ g: Tensor) {
    multiply(x, strides: (1, x.shape[1]), g, accumulating: true)
  }

  /// Sets this tensor to a·b, or adds a·b to it.
  /// - Parameter strides: How many elements of a lie between two of its rows as the product sees
  ///   them, and between two of its columns.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  private mutating func multiply(
    _ a: Tensor, strides: (row: Int, column: Int), _ b: Tensor, accumulating: Bool
  ) {
    let (rows, columns, depth) = (shape[0], shape[1], b.shape[0])
    precondition(
      a.elements.count == rows * depth && b.shape[1] == columns, "the shapes do not fit")
    withPointers(a, b) { a, b, c in
      ProductOperands(
        rows: rows, columns: columns, depth: depth, a: a, aRow: strides.row,
        aColumn: strides.column, b: b, bRow: columns, c: c, cRow: columns, scale: 1,
        accumulating: accumulating
      ).multiplyQuickly()
    }
  }

  /// Adds g·Wᵀ, the gradient of the inputs.
  /// - Parameters:
  ///   - g: [samples, outputs].
  ///   - w: [inputs, outputs]; this tensor is [samples, inputs].
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  mutating func addProduct(_ g: Tensor, transposed w: Tensor) {
    let (samples, inputs, outputs) = (g.shape[0], w.shape[0], w.shape[1])
    precondition(
      g.shape[1] == outputs && elements.count == samples * inputs, "the shapes do not fit")
    withPointers(g, w) { g, w, x in
      if samples * inputs * outputs <= ProductOperands<Scalar>.small {
        for m in 0..<samples {
          for i in 0..<inputs {
            for j in 0..<outputs { x[m * inputs + i] += g[m * outputs + j] * w[i * outputs + j] }
          }
        }
        return
      }
      // The kernels read the rows of their second factor, and Wᵀ has none: (W·gᵀ)ᵀ is calculated.
      withUnsafeTemporaryAllocation(of: Scalar.self, capacity: samples * (inputs + outputs)) {
        guard let turned = $0.baseAddress else { return }
        let product = turned + samples * outputs
        for m in 0..<samples {
          for j in 0..<outputs { turned[j * samples + m] = g[m * outputs + j] }
        }
        ProductOperands(
          rows: inputs, columns: samples, depth: outputs, a: w, aRow: outputs, aColumn: 1,
          b: turned, bRow: samples, c: product, cRow: samples, scale: 1, accumulating: false
        ).multiplyQuickly()
        for m in 0..<samples {
          for i in 0..<inputs { x[m * inputs + i] += product[i * samples + m] }
        }
      }
    }
  }

  @inline(__always)
  private mutating func withPointers(
    _ a: Tensor, _ b: Tensor,
    _ body: (UnsafePointer<Scalar>, UnsafePointer<Scalar>, UnsafeMutablePointer<Scalar>) -> Void
  ) {
    a.elements.withUnsafeBufferPointer { a in
      b.elements.withUnsafeBufferPointer { b in
        elements.withUnsafeMutableBufferPointer { c in
          // Without elements there is nothing to calculate.
          if let a = a.baseAddress, let b = b.baseAddress, let c = c.baseAddress { body(a, b, c) }
        }
      }
    }
  }
}

extension ProductOperands where Scalar: Real {
  /// How many multiplications take less time than a vector kernel needs to get going.
  fileprivate static var small: Int { 256 }

  @inline(__always)
  fileprivate func multiplyQuickly() {
    if rows * columns * depth <= Self.small { multiply() } else { Kernels.best.product(self) }
  }
}
