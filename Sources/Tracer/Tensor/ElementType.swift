/// A type of numbers as binary files store them, by the name that safetensors gives it.
enum ElementType: String, CaseIterable {
  case F64, F32, F16, BF16, I64, I32, I16, I8, U64, U32, U16, U8, BOOL

  /// The type that NumPy calls `f8`, `i4` and so on.
  init?(numPy name: some StringProtocol) {
    let names: [String: ElementType] = [
      "f8": .F64, "f4": .F32, "f2": .F16, "i8": .I64, "i4": .I32, "i2": .I16, "i1": .I8, "u8": .U64,
      "u4": .U32, "u2": .U16, "u1": .U8, "b1": .BOOL,
    ]
    guard let found = names[String(name)] else { return nil }
    self = found
  }

  /// How many bytes a number takes.
  var size: Int {
    switch self {
    case .F64, .I64, .U64: 8
    case .F32, .I32, .U32: 4
    case .F16, .BF16, .I16, .U16: 2
    case .I8, .U8, .BOOL: 1
    }
  }

  /// The number of a pattern of bits.
  func value(_ bits: UInt64) -> Double {
    switch self {
    case .F64: Double(bitPattern: bits)
    case .F32: Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
    case .F16: Self.half(bits)
    case .BF16: Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits) << 16))
    case .I64: Double(Int64(bitPattern: bits))
    case .I32: Double(Int32(truncatingIfNeeded: bits))
    case .I16: Double(Int16(truncatingIfNeeded: bits))
    case .I8: Double(Int8(truncatingIfNeeded: bits))
    case .U64, .U32, .U16, .U8, .BOOL: Double(bits)
    }
  }

  /// IEEE 754's binary16: a sign, five bits of exponent, ten of the fraction.
  private static func half(_ bits: UInt64) -> Double {
    let (exponent, fraction) = (Int(bits >> 10 & 31), Double(bits & 1023))
    let size: Double =
      switch exponent {
      case 0: Double(sign: .plus, exponent: -24, significand: fraction)
      case 31: fraction == 0 ? .infinity : .nan
      default: Double(sign: .plus, exponent: exponent - 25, significand: 1024 + fraction)
      }
    return bits >> 15 & 1 == 0 ? size : -size
  }
}
