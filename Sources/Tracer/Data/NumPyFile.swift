import Foundation

/// Reads what `numpy.save` and `numpy.savez` write.
struct NumPyFile {
  private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  let file: String

  static func isArray(_ bytes: Data) -> Bool { bytes.starts(with: magic) }
  static func isArchive(_ bytes: Data) -> Bool { bytes.starts(with: Array("PK".utf8)) }

  private func fault(_ name: String?, _ expected: String, _ found: String? = nil) -> DataError {
    DataError(file: file, column: name, expected: expected, found: found)
  }

  func array(_ bytes: Data, name: String) throws -> NumericArray {
    let bytes = bytes.startIndex == 0 ? bytes : Data(bytes)
    let isNamed = name.isEmpty ? nil : name
    guard Self.isArray(bytes), bytes.count > 12 else {
      throw fault(isNamed, "an array that begins with \\x93NUMPY")
    }
    let (start, lengthSize) = (8, bytes[6] == 1 ? 2 : 4)
    let length = bytes[start..<start + lengthSize].reversed().reduce(0) { $0 << 8 | Int($1) }
    let header = start + lengthSize + length
    guard header <= bytes.count else {
      throw fault(isNamed, "a header of at most \(bytes.count) bytes", "\(length)")
    }
    let text = String(decoding: bytes[(start + lengthSize)..<header], as: UTF8.self)
    guard let type = text.firstMatch(of: /'descr': *'([^']*)'/)?.output.1.description,
      let order = text.firstMatch(of: /'fortran_order': *(True|False)/)?.output.1,
      let extents = text.firstMatch(of: /'shape': *\(([0-9, ]*)\)/)?.output.1
    else {
      throw fault(
        isNamed, "a header with descr, fortran_order and shape, of numbers,",
        text.trimmingCharacters(in: .whitespacesAndNewlines))
    }
    let shape = extents.split(whereSeparator: { ", ".contains($0) }).compactMap { Int($0) }
    guard let element = ElementType(numPy: type.drop { "<>|=".contains($0) }) else {
      throw fault(isNamed, "numbers", "elements of the type \(quoting: type)")
    }
    let size = element.size
    var count = size
    for extent in shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: extent)
      guard !overflow else {
        throw fault(isNamed, "an array that fits into this machine", "\(shape)")
      }
      count = product
    }
    guard count == bytes.count - header else {
      throw fault(
        isNamed, "\(count) bytes of elements for \(type) \(shape)", "\(bytes.count - header)")
    }
    try MemoryFault.check(16 * (count / size), for: file, remedy: "a smaller array", kind: .badData)
    if element == .U8, shape.count < 2 || order == "False" {
      return NumericArray(
        name: name, shape: shape, content: .bytes(Array(bytes[header...]), scale: 1))
    }
    var numbers = LittleEndian.numbers(
      of: bytes[header...], element, isReversed: type.hasPrefix(">"))
    if order == "True", shape.count > 1 {
      let (own, turned) = (Shape(shape), Shape(shape.reversed()))
      numbers = (0..<own.count).map { numbers[turned.offset(of: own.index(at: $0).reversed())] }
    }
    return NumericArray(name: name, shape: shape, content: .numbers(numbers))
  }

  /// The arrays of an archive, unless all together need more memory than there is.
  func arrays(
    _ archive: Data, available: Int = Memory.available
  ) throws -> [NumericArray] {
    let bytes = archive.startIndex == 0 ? archive : Data(archive)
    func number(_ place: Int, _ size: Int) throws(DataError) -> Int {
      guard place >= 0, place + size <= bytes.count else {
        throw fault(nil, "a whole archive", "an end at byte \(bytes.count)")
      }
      return bytes[place..<place + size].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
    // The directory stands at the end, before a comment of at most 65535 bytes.
    let last = bytes.count - 22
    guard last >= 0,
      let end = stride(from: last, through: max(0, last - 65_535), by: -1).first(where: {
        bytes[$0...].starts(with: [0x50, 0x4B, 5, 6])
      })
    else { throw fault(nil, "an archive with a directory at its end", "none") }
    var place = try number(end + 16, 4)
    var (entries, total): ([(name: String, stored: Data, size: Int?)], Int) = ([], 0)
    for _ in 0..<(try number(end + 10, 2)) {
      guard try number(place, 4) == 0x0201_4B50 else {
        throw fault(nil, "an archive's directory at byte \(place)")
      }
      let method = try number(place + 10, 2)
      let (packed, size) = (try number(place + 20, 4), try number(place + 24, 4))
      let nameLength = try number(place + 28, 2)
      let more = try number(place + 30, 2) + number(place + 32, 2)
      let local = try number(place + 42, 4)
      let name = String(
        decoding: bytes[(place + 46)..<min(bytes.count, place + 46 + nameLength)], as: UTF8.self)
      place += 46 + nameLength + more
      let start = try local + 30 + number(local + 26, 2) + number(local + 28, 2)
      guard start + packed <= bytes.count else { throw fault(name, "\(packed) bytes", "fewer") }
      let stored = bytes[start..<start + packed]
      let label = name.hasSuffix(".npy") ? String(name.dropLast(4)) : name
      guard [0, 8].contains(method) else {
        throw fault(label, "an array that is stored or deflated", "method \(method)")
      }
      total += method == 0 ? packed : size
      entries.append((label, stored, method == 0 ? nil : size))
    }
    // The bytes, their copy, and the numbers.
    try MemoryFault.check(
      3 * total, for: file, remedy: "fewer or smaller arrays", kind: .badData, available: available)
    return try entries.map { name, stored, size in
      try array(size.map { try inflated(stored, $0, name) } ?? stored, name: name)
    }
  }

  private func inflated(_ stored: Data, _ size: Int, _ name: String) throws(DataError) -> Data {
    guard size <= stored.count * Inflater.largestRatio else {
      throw fault(
        name, "an array of at most \(stored.count * Inflater.largestRatio) bytes", "\(size)")
    }
    do { return Data(try Inflater(stored, isRaw: true).read(size)) } catch {
      throw fault(name, "deflated bytes", "\(error.reason)")
    }
  }
}
