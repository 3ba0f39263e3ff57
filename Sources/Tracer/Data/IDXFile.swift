package import Foundation

/// A file of unsigned bytes in the IDX format, plain or gzipped.
///
/// The format is big-endian: two zero bytes, 8 for unsigned bytes, the number of axes, then the
/// extent of each axis in four bytes, then the elements, the last axis fastest.
package struct IDXFile: Equatable, Sendable {
  /// What the errors call the file.
  package let name: String
  /// The extent of each axis, outermost first.
  package let extents: [Int]
  /// The elements in row-major order.
  package let elements: [UInt8]

  /// Where the elements begin.
  package static func headerLength(axes: Int) -> Int { 4 + 4 * axes }

  /// Whether bytes begin as a file of this format does, unpacked or not.
  static func isOne(_ bytes: Data) -> Bool { axes(bytes) != nil }

  /// How many axes a file has, by its first bytes.
  static func axes(_ bytes: Data) -> Int? {
    var start = Array(bytes.prefix(4))
    if Inflater.isGzip(bytes) { start = (try? Inflater(bytes).read(4)) ?? [] }
    return start.count == 4 && start[..<3] == [0, 0, 8] ? Int(start[3]) : nil
  }

  /// Reads a file.
  /// - Parameter axes: How many axes it must have: 3 for images, 1 for labels.
  /// - Throws: ``IDXError`` if it cannot be read or is not exactly what its header says.
  package init(path: String, axes: Int) throws(IDXError) {
    self = try IDXReader(path: path, axes: axes).file()
  }

  /// Reads the bytes of a file.
  /// - Parameter name: What the errors call the file.
  /// - Throws: ``IDXError`` if they are not exactly what their header says.
  package init(_ bytes: Data, name: String, axes: Int) throws(IDXError) {
    self = try IDXReader(bytes, name: name, axes: axes).file()
  }

  fileprivate init(name: String, extents: [Int], elements: [UInt8]) {
    self.name = name
    self.extents = extents
    self.elements = elements
  }
}

/// What is known of a file in the IDX format from its header.
protocol IDXHeader {
  /// What the errors call the file.
  var name: String { get }
  /// The extent of each axis, outermost first.
  var extents: [Int] { get }
}

extension IDXFile: IDXHeader {}

/// A file in the IDX format whose header is read, and whose elements are not unpacked yet.
struct IDXReader: IDXHeader {
  let name: String
  let extents: [Int]
  private let source: ByteSource
  private let count: Int

  init(path: String, axes: Int) throws(IDXError) {
    let bytes: Data
    do { bytes = try Data(regularFile: path) } catch { throw .unreadable(error) }
    try self.init(bytes, name: path, axes: axes)
  }

  /// - Parameter memory: How many bytes of elements may be asked for at most.
  init(
    _ bytes: Data, name: String, axes: Int, memory: Int = Memory.available
  ) throws(IDXError) {
    self.name = name
    var source = ByteSource(bytes, name: name)
    let length = IDXFile.headerLength(axes: axes)
    let header = try source.read(length)
    let words = stride(from: 0, to: header.count - 3, by: 4).map { start in
      header[start..<start + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    }
    let magic = 0x0800 + UInt32(axes)
    if let found = words.first, found != magic {
      throw .wrongMagic(file: name, expected: magic, found: found)
    }
    guard header.count == length else {
      throw .short(file: name, expected: length, found: header.count)
    }
    extents = words.dropFirst().map(Int.init)
    let product = extents.reduce(into: (partialValue: 1, overflow: false)) { product, extent in
      let next = product.partialValue.multipliedReportingOverflow(by: extent)
      product = (next.partialValue, product.overflow || next.overflow)
    }
    count = product.partialValue
    guard !product.overflow, count <= source.mostBytesLeft else {
      if source.isGzip || product.overflow {
        throw .impossibleCount(file: name, extents: extents, atMost: source.mostBytesLeft)
      }
      throw .short(file: name, expected: length + count, found: bytes.count)
    }
    guard count <= memory else {
      throw .tooLarge(file: name, extents: extents, memory: memory)
    }
    self.source = source
  }

  /// The file with its elements.
  /// - Throws: ``IDXError`` if they are not as many as the header says.
  func file() throws(IDXError) -> IDXFile {
    var source = source
    let elements = try source.read(count)
    let length = IDXFile.headerLength(axes: extents.count)
    guard elements.count == count else {
      throw .short(file: name, expected: length + count, found: length + elements.count)
    }
    guard try source.read(1).isEmpty else { throw .trailing(file: name, offset: length + count) }
    return IDXFile(name: name, extents: extents, elements: elements)
  }
}

/// The contents of a plain or gzipped file, taken piece by piece.
private struct ByteSource {
  private let name: String
  private let inflater: Inflater?
  private var rest: Data
  /// An upper bound of what the file can still hold; known before anything is unpacked.
  private(set) var mostBytesLeft: Int

  var isGzip: Bool { inflater != nil }

  init(_ bytes: Data, name: String) {
    self.name = name
    rest = bytes
    inflater = Inflater.isGzip(bytes) ? Inflater(bytes) : nil
    mostBytesLeft = inflater == nil ? bytes.count : bytes.count * Inflater.largestRatio
  }

  /// The next bytes, fewer than asked for only where the contents end.
  ///
  /// What a header promises is not believed beyond 64 MB until the bytes are there.
  mutating func read(_ count: Int) throws(IDXError) -> [UInt8] {
    let most = 1 << 26
    var bytes: [UInt8] = []
    while bytes.count < count {
      let piece = try step(min(count - bytes.count, most))
      if piece.isEmpty { break }
      if bytes.isEmpty { bytes = piece } else { bytes += piece }
    }
    mostBytesLeft -= bytes.count
    return bytes
  }

  private mutating func step(_ count: Int) throws(IDXError) -> [UInt8] {
    guard let inflater else {
      defer { rest = rest.dropFirst(count) }
      return [UInt8](rest.prefix(count))
    }
    do { return try inflater.read(count) } catch {
      throw .damaged(file: name, offset: error.offset, reason: error.reason)
    }
  }
}
