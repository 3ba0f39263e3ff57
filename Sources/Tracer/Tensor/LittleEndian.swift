import Foundation

/// Numbers as bytes, each with its lowest byte first, as every platform of Swift keeps them.
enum LittleEndian {
  /// The elements as bytes.
  static func bytes<Scalar: Real>(of elements: [Scalar]) -> Data {
    precondition(1.littleEndian == 1, "a big-endian machine must swap the bytes here")
    return elements.withUnsafeBytes { Data($0) }
  }

  /// The elements that the bytes stand for.
  /// - Parameter bytes: A whole number of elements, at any alignment.
  static func elements<Scalar: Real>(of bytes: Data) -> [Scalar] {
    precondition(1.littleEndian == 1, "a big-endian machine must swap the bytes here")
    let count = bytes.count / MemoryLayout<Scalar>.stride
    return [Scalar](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = bytes.copyBytes(to: buffer) / MemoryLayout<Scalar>.stride
    }
  }

  /// The numbers that the bytes stand for, of any type.
  /// - Parameter isReversed: Whether the highest byte of each comes first.
  static func numbers(
    of bytes: Data, _ type: ElementType, isReversed: Bool = false
  ) -> [Double] {
    if type == .F64, !isReversed { return elements(of: bytes) }
    let (size, bytes) = (type.size, Array(bytes))
    return (0..<bytes.count / size).map { element in
      var bits = UInt64(0)
      for byte in 0..<size {
        let place = isReversed ? byte : size - 1 - byte
        bits = bits << 8 | UInt64(bytes[element * size + place])
      }
      return type.value(bits)
    }
  }
}
