import Foundation

/// A file in the IDX format, plain or gzipped.
///
/// The format is big-endian: two zero bytes, the type of the elements, such as 8 for unsigned bytes,
/// the number of axes, then the extent of each axis in four bytes, then the elements, the last axis
/// fastest.
struct IDXFile: Equatable {
  /// The extent of each axis, outermost first.
  let extents: [Int]
  /// The bytes of the elements in row-major order.
  let elements: [UInt8]

  private static let types: [UInt8: ElementType] = [
    8: .U8, 9: .I8, 11: .I16, 12: .I32, 13: .F32, 14: .F64,
  ]

  /// The type of a file's elements and how many axes it has, by its first bytes, unpacked or not;
  /// `nil` for another format.
  static func form(_ bytes: Data) -> (type: ElementType, axes: Int)? {
    var start = Array(bytes.prefix(4))
    if Inflater.isGzip(bytes) { start = (try? Inflater(bytes).read(4)) ?? [] }
    guard start.count == 4, start[..<2] == [0, 0] else { return nil }
    return types[start[2]].map { ($0, Int(start[3])) }
  }

  /// Reads the bytes of a file.
  /// - Parameters:
  ///   - name: What the errors call the file.
  ///   - axes: How many axes it must have: 3 for images, 1 for labels.
  ///   - type: Of what type its elements must be.
  ///   - memory: How many bytes of elements may be asked for at most.
  /// - Throws: `DataError` if they are not exactly what their header says, `MemoryFault` if that is
  ///   more than this machine can hold.
  init(
    _ bytes: Data, name: String, axes: Int, type: ElementType = .U8, memory: Int = Memory.available
  ) throws {
    var source = ByteSource(bytes, name: name)
    func fault(_ place: String?, _ expected: String, _ found: String) -> DataError {
      DataError(file: name, column: place, expected: expected, found: found)
    }
    let length = 4 + 4 * axes
    extents = try Self.extents(&source, axes: axes, type: type)
    let product = extents.reduce(into: (partialValue: type.size, overflow: false)) {
      product, extent in
      let next = product.partialValue.multipliedReportingOverflow(by: extent)
      product = (next.partialValue, product.overflow || next.overflow)
    }
    let count = product.partialValue
    guard !product.overflow, count <= source.mostBytesLeft else {
      throw fault(
        "offset 4", "at most \(source.mostBytesLeft) elements in a file of this size",
        extents.map(String.init).joined(separator: " x "))
    }
    try MemoryFault.check(
      count, for: name, remedy: "a smaller file", kind: .badData, available: memory)
    elements = try source.read(count)
    guard elements.count == count else {
      throw source.short(length + count, length + elements.count)
    }
    guard try source.read(1).isEmpty else {
      throw fault(
        nil, "the end after \(length + count) bytes, by the counts in the header,", "more")
    }
  }

  /// The extent of each axis, by the header alone.
  static func extents(
    _ bytes: Data, name: String, axes: Int, type: ElementType = .U8
  ) throws(DataError) -> [Int] {
    var source = ByteSource(bytes, name: name)
    return try extents(&source, axes: axes, type: type)
  }

  private static func extents(
    _ source: inout ByteSource, axes: Int, type: ElementType
  ) throws(DataError) -> [Int] {
    let length = 4 + 4 * axes
    let header = try source.read(length)
    let words = stride(from: 0, to: header.count - 3, by: 4).map { start in
      header[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
    }
    let magic = Int(types.first { $0.value == type }?.key ?? 0) << 8 + axes
    if let found = words.first, found != magic {
      throw DataError(
        file: source.name, column: "offset 0",
        expected:
          "the magic number \(magic) of \(type == .U8 ? "bytes" : "\(type)") with \(axes) axes",
        found: "\(found)")
    }
    guard header.count == length else { throw source.short(length, header.count) }
    return Array(words.dropFirst())
  }
}

/// The contents of a plain or gzipped file, taken piece by piece.
private struct ByteSource {
  let name: String
  private let inflater: Inflater?
  private var rest: Data
  /// An upper bound of what the file can still hold; known before anything is unpacked.
  private(set) var mostBytesLeft: Int

  init(_ bytes: Data, name: String) {
    self.name = name
    rest = bytes
    inflater = Inflater.isGzip(bytes) ? Inflater(bytes) : nil
    mostBytesLeft = inflater == nil ? bytes.count : bytes.count * Inflater.largestRatio
  }

  /// The next bytes, fewer than asked for only where the contents end.
  ///
  /// What a header promises is not believed beyond 64 MB until the bytes are there.
  mutating func read(_ count: Int) throws(DataError) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < count {
      let piece = try step(min(count - bytes.count, 1 << 26))
      if piece.isEmpty { break }
      if bytes.isEmpty { bytes = piece } else { bytes += piece }
    }
    mostBytesLeft -= bytes.count
    return bytes
  }

  /// That there are fewer bytes than there should be.
  func short(_ expected: Int, _ found: Int) -> DataError {
    DataError(
      file: name, expected: "\(expected) bytes\(inflater == nil ? "" : " of inflated data")",
      found: "\(found)")
  }

  private mutating func step(_ count: Int) throws(DataError) -> [UInt8] {
    guard let inflater else {
      defer { rest = rest.dropFirst(count) }
      return [UInt8](rest.prefix(count))
    }
    do { return try inflater.read(count) } catch {
      throw DataError(
        file: name, column: "byte \(error.offset) of the compressed file", expected: "gzip data",
        found: "damage (\(error.reason))")
    }
  }
}
