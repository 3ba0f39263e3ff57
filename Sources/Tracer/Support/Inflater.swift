import CZlib
import Foundation

/// Unpacks gzip data piece by piece, never holding more than was asked for.
///
/// A gzip file may consist of several members one after the other (RFC 1952, section 2.2); their
/// contents follow each other.
final class Inflater {
  /// Why the compressed bytes cannot be unpacked, and how many of them were consumed before.
  struct Damage: Error, Equatable {
    let offset: Int
    let reason: String
  }

  /// How much longer the contents can be than the compressed bytes (deflate: 258 bytes from two
  /// bits).
  static let largestRatio = 1032

  private let compressed: Data
  private var stream = z_stream()
  private var position = 0
  private var finished = false

  /// Whether the bytes begin as a gzip file does.
  static func isGzip(_ bytes: Data) -> Bool { bytes.starts(with: [0x1f, 0x8b]) }

  /// - Parameter isRaw: Whether there is neither a header nor a check sum, as within a zip file.
  init(_ compressed: Data, isRaw: Bool = false) {
    self.compressed = Data(compressed)
    // 16 above the window size asks zlib for the gzip header and check sum, less than 0 for neither.
    let status = inflateInit2_(
      &stream, isRaw ? -MAX_WBITS : 16 + MAX_WBITS, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib \(String(cString: zlibVersion())) is not usable")
  }

  deinit { inflateEnd(&stream) }

  /// The next bytes of the contents: as many as asked for, fewer only where the contents end.
  func read(_ count: Int) throws(Damage) -> [UInt8] {
    var failure: Damage?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = 0
      while filled < count, !finished, failure == nil {
        do throws(Damage) {
          filled += try step(into: UnsafeMutableBufferPointer(rebasing: buffer[filled...]))
        } catch { failure = error }
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// One call of zlib, with at most a megabyte in and out.
  private func step(into buffer: UnsafeMutableBufferPointer<UInt8>) throws(Damage) -> Int {
    let megabyte = 1 << 20
    let input = UInt32(min(compressed.count - position, megabyte))
    let output = UInt32(min(buffer.count, megabyte))
    let status = compressed.withUnsafeBytes { source in
      // zlib's interface is not const, but it only reads its input.
      stream.next_in = UnsafeMutablePointer(
        mutating: source.bindMemory(to: UInt8.self).baseAddress.map { $0 + position })
      stream.avail_in = input
      stream.next_out = buffer.baseAddress
      stream.avail_out = output
      return inflate(&stream, Z_NO_FLUSH)
    }
    position += Int(input - stream.avail_in)
    switch status {
    case Z_OK: break
    case Z_STREAM_END: try finishMember()
    case Z_BUF_ERROR where input == 0:
      throw Damage(offset: position, reason: "the compressed stream ends too early")
    default:
      throw Damage(
        offset: position, reason: stream.msg.map { String(cString: $0) } ?? "zlib error \(status)")
    }
    return Int(output - stream.avail_out)
  }

  private func finishMember() throws(Damage) {
    if position == compressed.count {
      finished = true
    } else if Self.isGzip(compressed[position...]) {
      inflateReset(&stream)
    } else {
      throw Damage(
        offset: position,
        reason: "\(compressed.count - position) bytes follow the compressed stream")
    }
  }
}
