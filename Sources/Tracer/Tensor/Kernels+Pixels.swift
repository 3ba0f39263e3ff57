/// Bytes of chosen images, as numbers, in both orders in which a product needs them.
final class PixelBatch<Scalar: Real> {
  /// The pixels' values 0 … 255: [pixels, batch].
  let byPixel: Matrix<Scalar>
  /// The same, transposed: [batch, pixels].
  let byImage: Matrix<Scalar>
  /// Eight pixels of eight images at a time, transposed as bytes: [pixels, batch].
  private let bytes: UnsafeMutablePointer<UInt8>

  /// An empty batch.
  init(pixels: Int, batch: Int) {
    byPixel = Matrix(rows: pixels, columns: batch)
    byImage = Matrix(rows: batch, columns: pixels)
    bytes = .allocate(capacity: pixels * byPixel.stride)
    bytes.initialize(repeating: 0, count: pixels * byPixel.stride)
  }

  deinit { bytes.deallocate() }

  /// Fills in some pixels of chosen images.
  /// - Parameters:
  ///   - range: Which pixels; two threads may fill different ranges at once if the ranges start at
  ///     multiples of 16.
  ///   - images: [images, pixels an image], row-major.
  ///   - chosen: Rows of `images`, at most as many as the batch holds.
  func fill(
    _ range: Range<Int>, from images: [UInt8], chosen: ArraySlice<Int32>,
    with kernels: Kernels<Scalar>
  ) {
    let pixels = byPixel.rows, width = byPixel.stride
    precondition(chosen.count <= byPixel.columns, "more images than the batch holds")
    images.withUnsafeBufferPointer { images in
      guard let source = images.baseAddress else { return }
      if !range.isEmpty {
        // Written where it is soon overwritten, so that the reading is not optimized away.
        bytes[range.lowerBound * width] = touch(range, of: source, pixels: pixels, chosen: chosen)
      }
      byImage.withRows { rows in
        guard let rows = rows.baseAddress else { return }
        for (n, image) in chosen.enumerated() {
          precondition((Int(image) + 1) * pixels <= images.count, "there is no such image")
          kernels.widening(
            range.count, source + Int(image) * pixels + range.lowerBound,
            rows + n * byImage.stride + range.lowerBound)
        }
      }
      transpose(range, of: source, pixels: pixels, chosen: chosen, width: width, to: bytes)
      byPixel.withRows(range) { rows in
        guard let rows = rows.baseAddress else { return }
        kernels.widening(range.count * width, bytes + range.lowerBound * width, rows)
      }
    }
  }
}

/// Reads a byte of every cache line that is about to be converted: images far apart then come from
/// memory at the same time, not one after the other.
private func touch(
  _ range: Range<Int>, of source: UnsafePointer<UInt8>, pixels: Int, chosen: ArraySlice<Int32>
) -> UInt8 {
  var sum: UInt8 = 0
  for image in chosen {
    for pixel in stride(from: range.lowerBound, to: range.upperBound, by: 64) {
      sum &+= source[Int(image) * pixels + pixel]
    }
  }
  return sum
}

/// Copies pixels of chosen images into rows of bytes, a row for each pixel.
/// - Parameters:
///   - pixels: Pixels an image, one after the other.
///   - width: Bytes from one row of the target to the next.
private func transpose(
  _ range: Range<Int>, of source: UnsafePointer<UInt8>, pixels: Int, chosen: ArraySlice<Int32>,
  width: Int, to target: UnsafeMutablePointer<UInt8>
) {
  let wholeImages = chosen.count / 8 * 8, wholePixels = range.count / 8 * 8
  for n in stride(from: 0, to: wholeImages, by: 8) {
    for pixel in stride(from: range.lowerBound, to: range.lowerBound + wholePixels, by: 8) {
      var words = SIMD8<UInt64>()
      for i in 0..<8 {
        let image = Int(chosen[chosen.startIndex + n + i])
        words[i] = UnsafeRawPointer(source + image * pixels + pixel).loadUnaligned(as: UInt64.self)
      }
      words = transposed(words)
      for i in 0..<8 {
        UnsafeMutableRawPointer(target + (pixel + i) * width + n)
          .storeBytes(of: words[i], as: UInt64.self)
      }
    }
  }
  for (n, image) in chosen.enumerated() {
    let row = source + Int(image) * pixels
    for pixel in range.dropFirst(n < wholeImages ? wholePixels : 0) {
      target[pixel * width + n] = row[pixel]
    }
  }
}

/// Transposes 8 × 8 bytes, a row a word, least significant byte first, by exchanging ever smaller
/// blocks between rows that are 4, 2 and 1 apart.
@inline(__always)
private func transposed(_ words: SIMD8<UInt64>) -> SIMD8<UInt64> {
  @inline(__always) func exchange<Rows: SIMD>(
    _ upper: inout Rows, _ lower: inout Rows, bits: UInt64, mask: UInt64
  ) where Rows.Scalar == UInt64 {
    let difference = (upper &>> Rows(repeating: bits) ^ lower) & Rows(repeating: mask)
    lower ^= difference
    upper ^= difference &<< Rows(repeating: bits)
  }
  @inline(__always) func quarter(_ rows: SIMD4<UInt64>) -> SIMD4<UInt64> {
    var (upper, lower) = (rows.lowHalf, rows.highHalf)
    exchange(&upper, &lower, bits: 16, mask: 0x0000_FFFF_0000_FFFF)
    var pairs = SIMD4(lowHalf: upper, highHalf: lower)
    var (even, odd) = (pairs.evenHalf, pairs.oddHalf)
    exchange(&even, &odd, bits: 8, mask: 0x00FF_00FF_00FF_00FF)
    (pairs.evenHalf, pairs.oddHalf) = (even, odd)
    return pairs
  }
  var (upper, lower) = (words.lowHalf, words.highHalf)
  exchange(&upper, &lower, bits: 32, mask: 0x0000_0000_FFFF_FFFF)
  return SIMD8(lowHalf: quarter(upper), highHalf: quarter(lower))
}
