package import Foundation

extension Safetensors {
  /// The bytes before the header: its length.
  private static let lengthSize = 8

  /// What the header says of one tensor.
  private struct Entry: Encodable {
    let dtype: String
    let shape: [Int]
    let data_offsets: [Int]  // The format's own name.
  }

  /// A member of the header that is not what it has to be.
  private struct Misplaced: Error {
    let path: String
  }

  /// The header: any keys, of which one holds texts and the others tensors.
  private struct Header: Encodable {
    var entries: [String: Entry] = [:]
    var metadata: [String: String] = [:]

    private struct Key: CodingKey {
      let stringValue: String
      let intValue: Int? = nil
      init(stringValue: String) { self.stringValue = stringValue }
      init?(intValue: Int) { nil }
    }

    init() {}

    init(_ json: JSONValue) throws(Misplaced) {
      guard case .object(let members) = json else { throw Misplaced(path: "") }
      for (name, value) in members {
        guard case .object(let fields) = value else { throw Misplaced(path: name) }
        func field(_ key: String) -> JSONValue? { fields.first { $0.name == key }?.value }
        func integers(_ key: String) throws(Misplaced) -> [Int] {
          guard let integers = field(key)?.integers else { throw Misplaced(path: "\(name).\(key)") }
          return integers
        }
        if name == Safetensors.metadataKey {
          for (key, text) in fields {
            guard case .string(let text) = text else { throw Misplaced(path: "\(name).\(key)") }
            metadata[key] = text
          }
        } else {
          guard case .string(let type) = field("dtype") else {
            throw Misplaced(path: "\(name).dtype")
          }
          entries[name] = Entry(
            dtype: type, shape: try integers("shape"), data_offsets: try integers("data_offsets"))
        }
      }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      if !metadata.isEmpty {
        try container.encode(metadata, forKey: Key(stringValue: Safetensors.metadataKey))
      }
      for (name, entry) in entries {
        try container.encode(entry, forKey: Key(stringValue: name))
      }
    }
  }

  /// Reads a file.
  /// - Throws: ``SafetensorsError`` if it cannot be read or is not what the format asks for.
  package init(path: String) throws(SafetensorsError) {
    let bytes: Data
    do { bytes = try Data(regularFile: path) } catch { throw .unreadable(error) }
    try self.init(bytes, name: path)
  }

  /// Reads the bytes of a file.
  /// - Parameter name: What the errors call the file.
  /// - Throws: ``SafetensorsError`` if they are not what the format asks for.
  package init(_ bytes: Data, name: String) throws(SafetensorsError) {
    let bytes = bytes.startIndex == 0 ? bytes : Data(bytes)
    guard bytes.count >= Self.lengthSize else {
      throw .noHeader(file: name, found: bytes.count)
    }
    let length = bytes.prefix(Self.lengthSize).reversed().reduce(UInt64(0)) {
      $0 << 8 | UInt64($1)
    }
    let most = bytes.count - Self.lengthSize
    guard length <= most else { throw .headerTooLong(file: name, most: most, found: length) }
    let start = Self.lengthSize + Int(length)
    let header = try Self.header(bytes[Self.lengthSize..<start], name: name)
    self.init(metadata: header.metadata)
    var end = 0
    let inOrder = header.entries.sorted {
      ($0.value.data_offsets.first ?? 0, $0.value.data_offsets.last ?? 0, $0.key)
        < ($1.value.data_offsets.first ?? 0, $1.value.data_offsets.last ?? 0, $1.key)
    }
    for (tensor, entry) in inOrder {
      let size = try Self.size(of: entry, tensor: tensor, name: name)
      guard entry.data_offsets[0] == end else {
        throw .gap(file: name, tensor: tensor, expected: end, found: entry.data_offsets[0])
      }
      guard size <= bytes.count - start - end else {
        throw .wrongLength(file: name, expected: start + end + size, found: bytes.count)
      }
      set(
        StoredTensor(
          bytes[start + end..<start + end + size], shape: Shape(entry.shape),
          typeName: entry.dtype),
        as: tensor)
      end += size
    }
    guard start + end == bytes.count else {
      throw .wrongLength(file: name, expected: start + end, found: bytes.count)
    }
  }

  private static func header(_ json: Data, name: String) throws(SafetensorsError) -> Header {
    let value: JSONValue
    do throws(JSONError) { value = try JSONParser.value(of: Array(json)) } catch {
      throw .badJSON(
        file: name, line: error.line, column: error.column, reason: error.reason)
    }
    do throws(Misplaced) { return try Header(value) } catch {
      throw .badHeader(file: name, place: error.path)
    }
  }

  /// The bytes that a tensor occupies by its shape and type, which its offsets must enclose.
  private static func size(
    of entry: Entry, tensor: String, name: String
  ) throws(SafetensorsError) -> Int {
    guard let elementSize = StoredTensor.elementSize(ofType: entry.dtype) else {
      throw .unknownType(file: name, tensor: tensor, found: entry.dtype)
    }
    var size: Int? = elementSize
    for extent in entry.shape {
      let (product, overflow) = (size ?? 0).multipliedReportingOverflow(by: extent)
      size = extent < 0 || overflow ? nil : size.map { _ in product }
    }
    let offsets = entry.data_offsets
    guard let size, offsets.count == 2, offsets[0] >= 0,
      offsets[1].subtractingReportingOverflow(offsets[0]) == (size, false)
    else {
      throw .wrongOffsets(
        file: name, tensor: tensor, type: entry.dtype, extents: entry.shape, expected: size,
        found: offsets)
    }
    return size
  }

  /// The file's bytes: the same tensors and texts give the same bytes.
  package func encoded() -> Data {
    var header = Header()
    header.metadata = metadata
    var data = Data()
    for (name, tensor) in tensors {
      let start = data.count
      data.append(tensor.bytes)
      header.entries[name] = Entry(
        dtype: tensor.typeName, shape: tensor.shape.extents, data_offsets: [start, data.count])
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Texts, numbers and arrays of them are all that the header holds, and JSON can write them.
    guard var json = try? encoder.encode(header) else {
      preconditionFailure("a header of texts and integers is JSON")
    }
    // The elements begin at a multiple of eight, so that a reader may map them in place.
    json.append(contentsOf: [UInt8](repeating: 0x20, count: (8 - json.count % 8) % 8))
    let length = UInt64(json.count)
    let prefix = (0..<Self.lengthSize).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
    return Data(prefix) + json + data
  }

  /// Writes the file whole or not at all.
  /// - Throws: ``FileFault`` if that fails.
  package func write(to path: String) throws(FileFault) {
    try AtomicFile.write(encoded(), to: path)
  }
}
