// The three products of a fully connected layer on tensors, row-major as the graph has them.

extension Tensor {
  /// Sets this tensor to x·W, or adds x·W to it.
  /// - Parameters:
  ///   - x: [samples, inputs].
  ///   - w: [inputs, outputs]; this tensor is [samples, outputs].
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  mutating func setProduct(_ x: Tensor, _ w: Tensor) {
    let (samples, inputs, outputs) = (x.shape[0], w.shape[0], w.shape[1])
    precondition(x.elements.count == samples * inputs && elements.count == samples * outputs)
    withPointers(x, w) { x, w, y in
      ProductOperands(
        rows: samples, columns: outputs, depth: inputs, a: x, aRow: inputs, aColumn: 1, b: w,
        bRow: outputs, c: y, cRow: outputs, scale: 1, accumulating: false
      ).multiplyQuickly()
    }
  }

  /// Adds xᵀ·g, the gradient of the weights.
  /// - Parameters:
  ///   - x: [samples, inputs].
  ///   - g: [samples, outputs]; this tensor is [inputs, outputs].
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  mutating func addProduct(transposed x: Tensor, _ g: Tensor) {
    let (samples, inputs, outputs) = (x.shape[0], x.shape[1], g.shape[1])
    precondition(g.elements.count == samples * outputs && elements.count == inputs * outputs)
    withPointers(x, g) { x, g, w in
      ProductOperands(
        rows: inputs, columns: outputs, depth: samples, a: x, aRow: 1, aColumn: inputs, b: g,
        bRow: outputs, c: w, cRow: outputs, scale: 1, accumulating: true
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
    precondition(g.elements.count == samples * outputs && elements.count == samples * inputs)
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
