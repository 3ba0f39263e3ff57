// Loops over whole rows of matrices, fill-up columns included, which the compiler turns into vector
// instructions once the precision is known.

extension Matrix {
  /// Sets each element of a row to one number.
  /// - Parameter values: [1, rows of this matrix].
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  func setRows(_ rows: Range<Int>, to values: Matrix) {
    withRows(rows) { target in
      for (i, row) in rows.enumerated() {
        let value = values[0, row]
        for n in i * stride..<(i + 1) * stride { target[n] = value }
      }
    }
  }

  /// Sets rows to an activation of the same rows of another matrix of the same shape.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  func setRows(
    _ rows: Range<Int>, to activation: Activation, of net: Matrix, with kernels: Kernels<Scalar>
  ) {
    withRows(rows) { y in
      net.withRows(rows) { x in
        guard let start = y.baseAddress else { return }
        switch activation {
        case .relu:
          for n in y.indices { y[n] = x[n] > 0 ? x[n] : x[n] < 0 ? 0 : x[n] }
        case .sigmoid:
          for n in y.indices { y[n] = -x[n] }
          kernels.exponential(y.count, start, start)
          for n in y.indices { y[n] = 1 / (1 + y[n]) }
        case .tanh:
          for n in y.indices { y[n] = -2 * abs(x[n]) }
          kernels.exponential(y.count, start, start)
          for n in y.indices {
            let size = (1 - y[n]) / (1 + y[n])
            y[n] = x[n] < 0 ? -size : size
          }
        }
      }
    }
  }

  /// Multiplies rows by the slope of an activation, given its value in the same rows of another
  /// matrix.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  func multiplyRows(_ rows: Range<Int>, bySlopeOf activation: Activation, at value: Matrix) {
    withRows(rows) { g in
      value.withRows(rows) { y in
        switch activation {
        case .relu: for n in g.indices { g[n] = y[n] > 0 ? g[n] : 0 }
        case .sigmoid: for n in g.indices { g[n] = g[n] * (y[n] * (1 - y[n])) }
        case .tanh: for n in g.indices { g[n] = g[n] * (1 - y[n] * y[n]) }
        }
      }
    }
  }

  /// Sets every element to the sum of the same elements of other matrices, added in their order.
  /// - Parameter terms: One or more, of this matrix's shape.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  func setSum(of terms: [Matrix]) {
    withRows { sum in
      for (i, term) in terms.enumerated() {
        term.withRows { term in
          if i == 0 {
            for n in sum.indices { sum[n] = term[n] }
          } else {
            for n in sum.indices { sum[n] += term[n] }
          }
        }
      }
    }
  }

  /// Sets every column to the softmax of the same column of another matrix, stable for any finite
  /// input: eᶻ⁻ᵐ / Σ eᶻ⁻ᵐ with m the largest z of the column.
  /// - Parameter scratch: Two rows as long as those of this matrix; left with m and Σ eᶻ⁻ᵐ.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  func setSoftmax(ofColumns net: Matrix, scratch: Matrix, with kernels: Kernels<Scalar>) {
    withRows { y in
      net.withRows { z in
        scratch.withRows { scratch in
          guard let start = y.baseAddress else { return }
          for n in 0..<stride {
            scratch[n] = z[n]
            scratch[stride + n] = 0
          }
          for row in 1..<Swift.max(1, rows) {
            for n in 0..<stride { scratch[n] = Swift.max(scratch[n], z[row * stride + n]) }
          }
          for row in 0..<rows {
            for n in 0..<stride { y[row * stride + n] = z[row * stride + n] - scratch[n] }
          }
          kernels.exponential(y.count, start, start)
          for row in 0..<rows {
            for n in 0..<stride { scratch[stride + n] += y[row * stride + n] }
          }
          for row in 0..<rows {
            for n in 0..<stride { y[row * stride + n] = y[row * stride + n] / scratch[stride + n] }
          }
        }
      }
    }
  }

  /// Sets every column to the slopes of the mean cross-entropy by the net inputs of softmax,
  /// (ŷ − y) / count.
  /// - Parameters:
  ///   - scratch: As softmax left it.
  ///   - labels: The class of every image there is.
  ///   - chosen: Which image each column belongs to; columns past the last are left as they are.
  /// - Returns: The mean cross-entropy, −ln ŷ of the right class: ln Σ eᶻ⁻ᵐ + m − z.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  func setCrossEntropy(
    of probabilities: Matrix, net: Matrix, scratch: Matrix, labels: [UInt8],
    chosen: ArraySlice<Int32>
  ) -> Double {
    withRows { slopes in
      probabilities.withRows { y in
        let scale = 1 / Scalar(chosen.count)
        for n in slopes.indices { slopes[n] = y[n] * scale }
        var total = 0.0
        for (n, image) in chosen.enumerated() {
          let label = Int(labels[Int(image)])
          slopes[label * stride + n] = (y[label * stride + n] - 1) * scale
          total +=
            Double.call(.ln, Double(scratch[1, n])) + Double(scratch[0, n] - net[label, n])
        }
        return total / Double(chosen.count)
      }
    }
  }

  /// Sets elements to the sums of another matrix's rows.
  /// - Parameters:
  ///   - rows: Rows of the other matrix and columns of this one, which is [1, rows].
  ///   - width: How many columns of the other matrix to add, from the first.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  func setSums(ofRows rows: Range<Int>, of other: Matrix, width: Int) {
    other.withRows(rows) { x in
      for (i, row) in rows.enumerated() {
        // Four sums at a time do not wait for each other.
        var sums = (Scalar.zero, Scalar.zero, Scalar.zero, Scalar.zero)
        let start = i * other.stride, whole = width / 4 * 4
        for n in Swift.stride(from: start, to: start + whole, by: 4) {
          sums.0 += x[n]
          sums.1 += x[n + 1]
          sums.2 += x[n + 2]
          sums.3 += x[n + 3]
        }
        for n in start + whole..<start + width { sums.0 += x[n] }
        self[0, row] = (sums.0 + sums.1) + (sums.2 + sums.3)
      }
    }
  }

  /// Sets columns to the rows of another matrix, whose shape is this one's transposed.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  func setColumns(_ columns: Range<Int>, toRowsOf other: Matrix) {
    precondition(other.columns == rows && other.rows == self.columns, "the shapes do not fit")
    withRows { y in
      other.withRows(columns) { x in
        for column in columns {
          let row = (column - columns.lowerBound) * other.stride
          for n in 0..<rows { y[n * stride + column] = x[row + n] }
        }
      }
    }
  }
}

extension MatrixBlock {
  /// Adds a multiple of another block of the same shape.
  /// - Parameter old: A block of the same shape that is set to what this one was before.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  func add(_ other: MatrixBlock, scale: Scalar, keepingOldIn old: MatrixBlock? = nil) {
    for row in 0..<rows.count {
      withRow(row) { sum in
        other.withRow(row) { term in
          precondition(term.count == sum.count, "the shapes do not fit")
          if let old {
            old.withRow(row) { old in
              for n in sum.indices {
                old[n] = sum[n]
                sum[n] += scale * term[n]
              }
            }
          } else {
            for n in sum.indices { sum[n] += scale * term[n] }
          }
        }
      }
    }
  }

  /// Sets the elements to those of another block of the same shape.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  func set(to other: MatrixBlock) {
    for row in 0..<rows.count {
      withRow(row) { target in
        other.withRow(row) { source in
          precondition(source.count == target.count, "the shapes do not fit")
          for n in target.indices { target[n] = source[n] }
        }
      }
    }
  }

  @inline(__always)
  private func withRow(_ row: Int, _ body: (UnsafeMutableBufferPointer<Scalar>) -> Void) {
    precondition(row < rows.count, "the shapes do not fit")
    let first = rows.lowerBound + row
    matrix.withRows(first..<first + 1) {
      body(UnsafeMutableBufferPointer(rebasing: $0[columns]))
    }
  }
}
