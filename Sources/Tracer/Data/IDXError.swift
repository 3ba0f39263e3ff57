/// Why a file of images or labels cannot be used.
package enum IDXError: Fault {
  /// `digits: no train-images-idx3-ubyte.gz here; expected the four files of MNIST, gzipped or
  /// plain`
  case missing(folder: String, name: String)
  /// `digits/t10k-labels-idx1-ubyte: cannot be read: it is a folder`
  case unreadable(FileFault)
  /// `labels.gz: damaged at byte 517 of the compressed file: incorrect data check`
  case damaged(file: String, offset: Int, reason: String)
  /// `labels.gz: offset 0: expected the magic number 0x00000801, found 0x00000803`
  case wrongMagic(file: String, expected: UInt32, found: UInt32)
  /// `images.gz: offset 8: expected 28 rows, found 32`
  case wrongExtent(file: String, offset: Int, axis: String, expected: Int, found: Int)
  /// `images.gz: the header at offset 4 promises 60000 x 28 x 28 bytes, more than …`
  case impossibleCount(file: String, extents: [Int], atMost: Int)
  /// `images.gz: offset 4: expected at most the 8.2 GB that this machine has, found a header that …`
  case tooLarge(file: String, extents: [Int], memory: Int)
  /// `labels: ends at offset 5; expected 10008 bytes`
  case short(file: String, expected: Int, found: Int)
  /// `labels: goes on after offset 10008, where its last label ends`
  case trailing(file: String, offset: Int)
  /// `images.gz holds 60000 images, but labels.gz holds 10000 labels`
  case countMismatch(imageFile: String, images: Int, labelFile: String, labels: Int)
  /// `labels.gz: offset 12: expected a label from 0 to 9, found 17`
  case wrongLabel(file: String, offset: Int, found: UInt8)
  /// `images.gz: offset 4: expected at least 1 image, found 0`
  case empty(file: String)
}

extension IDXError {
  /// A folder or file that is not there is missing; everything else is bad data.
  package var kind: FaultKind {
    switch self {
    case .missing, .unreadable: .missingFile
    default: .badData
    }
  }

  /// One line: where, what was expected, what was found.
  package var description: String {
    switch self {
    case .missing(let folder, let name):
      "\(quoting: folder): no \(name) or \(name).gz here; expected a folder with the four files of MNIST"
    case .unreadable(let fault): fault.description
    case .damaged(let file, let offset, let reason):
      "\(quoting: file): damaged at byte \(offset) of the compressed file: \(reason)"
    case .wrongMagic(let file, let expected, let found):
      "\(quoting: file): offset 0: expected the magic number \(Self.hexadecimal(expected)), "
        + "found \(Self.hexadecimal(found))"
    case .wrongExtent(let file, let offset, let axis, let expected, let found):
      "\(quoting: file): offset \(offset): expected \(expected) \(axis), found \(found)"
    case .impossibleCount(let file, let extents, let atMost):
      "\(quoting: file): offset 4: expected at most \(atMost) bytes of data in a file of this size, "
        + "found a header that promises \(extents.map(String.init).joined(separator: " x "))"
    case .tooLarge(let file, let extents, let memory):
      "\(file): offset 4: expected at most the \(Memory.words(memory)) that this machine has, "
        + "found a header that promises \(extents.map(String.init).joined(separator: " x ")) bytes"
    case .short(let file, let expected, let found):
      "\(quoting: file): ends at offset \(found); expected \(expected) bytes\(Self.inflated(file))"
    case .trailing(let file, let offset):
      "\(quoting: file): goes on after offset \(offset)\(Self.inflated(file)); "
        + "expected the file to end there, by the counts in its header"
    case .countMismatch(let imageFile, let images, let labelFile, let labels):
      "\(quoting: imageFile) holds \(images) images, but \(quoting: labelFile) holds \(labels) labels; "
        + "expected as many labels as images (offset 4 of both)"
    case .wrongLabel(let file, let offset, let found):
      "\(quoting: file): offset \(offset)\(Self.inflated(file)): expected a label from 0 to 9, found \(found)"
    case .empty(let file): "\(quoting: file): offset 4: expected at least 1 image, found 0"
    }
  }

  private static func hexadecimal(_ magic: UInt32) -> String {
    let digits = String(magic, radix: 16)
    return "0x" + String(repeating: "0", count: 8 - digits.count) + digits
  }

  /// Offsets count the bytes that the format describes, which a gzipped file holds compressed.
  private static func inflated(_ file: String) -> String {
    file.hasSuffix(".gz") ? " of the inflated data" : ""
  }
}
