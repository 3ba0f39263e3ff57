package import Foundation

extension Safetensors {
  /// The bytes before the header: its length.
  private static let lengthSize = 8

  /// What the header says of one tensor.
  private struct Entry {
    let name: String
    let type: ElementType
    let shape: [Int]
    /// Where its elements lie behind the header.
    let place: Range<Int>
  }

  /// Reads a file.
  /// - Throws: `FileFault` if it cannot be read, `DataError` if it is not what the format asks for.
  package init(path: String) throws {
    try self.init(try Data(regularFile: path), name: path)
  }

  /// Reads the bytes of a file.
  /// - Parameter name: What the errors call the file.
  /// - Throws: `DataError` if they are not what the format asks for.
  package init(_ bytes: Data, name: String) throws(DataError) {
    let bytes = bytes.startIndex == 0 ? bytes : Data(bytes)
    guard bytes.count >= Self.lengthSize else {
      throw DataError(
        file: name, expected: "at least 8 bytes with the header's length", found: "\(bytes.count)")
    }
    let length = bytes.prefix(Self.lengthSize).reversed().reduce(UInt64(0)) {
      $0 << 8 | UInt64($1)
    }
    let most = bytes.count - Self.lengthSize
    guard length <= most else {
      throw DataError(
        file: name, column: "offset 0", expected: "a header of at most \(most) bytes",
        found: "a length of \(length)")
    }
    let start = Self.lengthSize + Int(length)
    let (entries, texts) = try Self.header(bytes[Self.lengthSize..<start], name: name)
    self.init(metadata: texts)
    var end = 0
    func check(length: Int) throws(DataError) {
      guard length != bytes.count else { return }
      throw DataError(file: name, expected: "\(length) bytes", found: "\(bytes.count)")
    }
    for entry in entries {
      guard entry.place.lowerBound == end else {
        throw DataError(
          file: name, column: entry.name,
          expected: "data from \(end) on, where the tensor before ends,",
          found: "data_offsets from \(entry.place.lowerBound)")
      }
      end = entry.place.upperBound
      if end > bytes.count - start { try check(length: start + end) }
      set(
        StoredTensor(
          bytes[start + entry.place.lowerBound..<start + end], shape: Shape(entry.shape),
          type: entry.type),
        as: entry.name)
    }
    try check(length: start + end)
  }

  /// The tensors of a header in the order of their data, and the texts.
  private static func header(
    _ bytes: Data, name file: String
  ) throws(DataError) -> (entries: [Entry], texts: [String: String]) {
    func misplaced(_ place: String) -> DataError {
      DataError(
        file: file, column: place,
        expected: "a header with dtype, shape and data_offsets of each tensor",
        found: "something else")
    }
    let json: JSONValue
    do throws(JSONError) { json = try JSONParser.value(of: Array(bytes)) } catch {
      throw DataError(
        file: file, column: "offset 8: line \(error.line), column \(error.column)",
        expected: "a header in JSON", found: "a fault (\(error.reason))")
    }
    guard case .object(let members) = json else { throw misplaced("offset 8") }
    var (entries, texts): ([Entry], [String: String]) = ([], [:])
    for (name, value) in members {
      guard case .object(let fields) = value else { throw misplaced(name) }
      func field(_ key: String) -> JSONValue? { fields.first { $0.name == key }?.value }
      if name == metadataKey {
        for (key, text) in fields {
          guard case .string(let text) = text else { throw misplaced("\(name).\(key)") }
          texts[key] = text
        }
        continue
      }
      guard case .string(let type) = field("dtype") else { throw misplaced("\(name).dtype") }
      guard let shape = field("shape")?.integers else { throw misplaced("\(name).shape") }
      guard let offsets = field("data_offsets")?.integers else {
        throw misplaced("\(name).data_offsets")
      }
      guard let element = ElementType(rawValue: type) else {
        throw DataError(
          file: file, column: name,
          expected: "elements of type F64, F32, F16, BF16 or whole numbers",
          found: "\(quoting: type)")
      }
      guard let size = size(of: shape, element), offsets.count == 2, offsets[0] >= 0,
        offsets[1].subtractingReportingOverflow(offsets[0]) == (size, false)
      else {
        throw DataError(
          file: file, column: name,
          expected: "data_offsets that enclose the elements of \(type) [\(listing: shape)]",
          found: "[\(listing: offsets)]")
      }
      entries.append(
        Entry(name: name, type: element, shape: shape, place: offsets[0]..<offsets[1]))
    }
    entries.sort {
      ($0.place.lowerBound, $0.place.upperBound, $0.name)
        < ($1.place.lowerBound, $1.place.upperBound, $1.name)
    }
    return (entries, texts)
  }

  /// How many bytes a tensor takes; `nil` for more than there can be.
  private static func size(of shape: [Int], _ type: ElementType) -> Int? {
    shape.reduce(Optional(type.size)) { size, extent in
      let product = size.map { $0.multipliedReportingOverflow(by: extent) }
      return product.flatMap { extent < 0 || $0.overflow ? nil : $0.partialValue }
    }
  }

  /// The file's bytes: the same tensors and texts give the same bytes.
  package func encoded() -> Data {
    func numbers(_ values: [Int]) -> JSONValue { .array(values.map { .number(Double($0)) }) }
    let texts = metadata.sorted { $0.key < $1.key }.map { ($0.key, JSONValue.string($0.value)) }
    var members = texts.isEmpty ? [] : [(Self.metadataKey, JSONValue.object(texts))]
    var data = Data()
    for (name, tensor) in tensors {
      let start = data.count
      data.append(tensor.bytes)
      let entry: [(String, JSONValue)] = [
        ("dtype", .string(tensor.typeName)), ("shape", numbers(tensor.shape.extents)),
        ("data_offsets", numbers([start, data.count])),
      ]
      members.append((name, .object(entry)))
    }
    var json = Data(JSONValue.object(members).text().utf8)
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
