/// A quantity that is a number.
public protocol Real: Quantity, BinaryFloatingPoint, BitwiseCopyable
where Self.RawSignificand: Sendable {
  /// The kernels for this precision which this machine can run, the fastest first, the reference
  /// in Swift last.
  static var kernels: [Kernels<Self>] { get }
}
