import Foundation
import MNISTData
import Testing

@testable import Tracer

/// A file of labels as the format describes it.
private func labelFile(_ labels: [UInt8], count: UInt8? = nil) -> Data {
  Data([0, 0, 8, 1, 0, 0, 0, count ?? UInt8(labels.count)] + labels)
}

/// A file of blank images as the format describes it.
private func imageFile(count: UInt8, rows: UInt8 = 28, columns: UInt8 = 28) -> Data {
  Data([0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, rows, 0, 0, 0, columns])
    + Data(count: Int(count) * Int(rows) * Int(columns))
}

private func gzipped(_ base64: String) throws -> Data { try #require(Data(base64Encoded: base64)) }

struct IDXFileTests {
  @Test func `a plain file gives its bytes`() throws {
    let file = try IDXFile(labelFile([3, 1, 4]), name: "labels", axes: 1)
    #expect(file.extents == [3])
    #expect(file.elements == [3, 1, 4])
  }

  // gzip.compress(header + 3 labels) + gzip.compress(2 labels), by Python.
  @Test func `the members of a gzip file follow each other`() throws {
    let bytes = try gzipped(
      "H4sIAAAAAAACA2Ng4GBkYGBgZWZkAQBZqBs3CwAAAB+LCAAAAAAAAgNjZAUAMdeoKAIAAAA=")
    #expect(try IDXFile(bytes, name: "labels.gz", axes: 1).elements == [3, 1, 4, 1, 5])
  }

  // By Python: gzip.compress of a header for 4,294,967,295 images and 100 bytes.
  @Test func `a gzip file that promises more than it can hold is not believed`() throws {
    let bytes = try gzipped("H4sIAAAAAAACA2Ng4GD+DwQMDAwyUExzAAC5bK8/dAAAAA==")
    #expect(
      error(in: bytes, axes: 3)
        == "f.gz: offset 4: at most \(bytes.count * 1032 - 16) elements in a file of this size "
        + "expected; 4294967295 x 28 x 28 found")
  }

  // By Python: gzip.compress of a header for 5 labels and 4 of them.
  @Test func `a gzip file with too little in it is short`() throws {
    let bytes = try gzipped("H4sIAAAAAAACA2Ng4GBkYGBgBWIGAKgdmbcMAAAA")
    #expect(error(in: bytes) == "f.gz: 13 bytes of inflated data expected; 12 found")
  }

  @Test func `a damaged gzip file says at which byte`() throws {
    let path = "\(MNISTData.folder)/t10k-labels-idx1-ubyte.gz"
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    func damage(_ change: (inout Data) -> Void) -> String? {
      var changed = bytes
      change(&changed)
      return error(in: changed)
    }
    for (found, byte, reason) in [
      (damage { $0.removeLast(100) }, 4442, "the compressed stream ends too early"),
      (damage { $0[4536] ^= 1 }, 4538, "incorrect data check"),
      (damage { $0.append(7) }, 4542, "1 bytes follow the compressed stream"),
      (damage { $0[2] = 9 }, 4, "unknown compression method"),
    ] {
      #expect(
        found == "f.gz: byte \(byte) of the compressed file: gzip data expected; "
          + "damage (\(reason)) found")
    }
  }

  /// What is wrong with the bytes of a file.
  private func error(in bytes: Data, axes: Int = 1) -> String? {
    let error = #expect(throws: DataError.self) { try IDXFile(bytes, name: "f.gz", axes: axes) }
    #expect(error?.kind == .badData)
    return error?.description
  }

  @Test(arguments: [
    (Data(), "8 bytes expected; 0 found"),
    (Data([0, 0, 8, 1, 0]), "8 bytes expected; 5 found"),
    (
      Data([0, 0, 8, 3, 0, 0, 0, 0]),
      "offset 0: the magic number 2049 of bytes with 1 axes expected; 2051 found"
    ),
    (
      labelFile([1, 2], count: 3),
      "offset 4: at most 2 elements in a file of this size expected; 3 found"
    ),
    (
      labelFile([1, 2, 3], count: 2),
      "the end after 10 bytes, by the counts in the header, expected; more found"
    ),
    (
      Data([0, 0, 8, 1, 255, 255, 255, 255]),
      "offset 4: at most 0 elements in a file of this size expected; 4294967295 found"
    ),
  ])
  func `a malformed file gives one clear error`(bytes: Data, expected: String) {
    #expect(error(in: bytes) == "f.gz: " + expected)
  }

  @Test func `counts whose product overflows are impossible`() {
    let bytes = Data([0, 0, 8, 3] + [UInt8](repeating: 255, count: 12) + [1, 2, 3])
    #expect(
      error(in: bytes, axes: 3)
        == "f.gz: offset 4: at most 3 elements in a file of this size expected; "
        + "4294967295 x 4294967295 x 4294967295 found")
  }
}

struct DigitSetTests {
  /// What is wrong with two files, the folder aside.
  private func error(_ images: Data, _ labels: Data) throws -> String? {
    var description: String?
    try withTemporaryFolder { folder in
      try images.write(to: URL(fileURLWithPath: "\(folder)/t10k-images-idx3-ubyte"))
      try labels.write(to: URL(fileURLWithPath: "\(folder)/t10k-labels-idx1-ubyte"))
      let error = #expect(throws: DataError.self) { try DataSet.mnist(.test, folder: folder) }
      description = error?.description.replacing("\(folder)/t10k-", with: "")
    }
    return description
  }

  // How often each digit occurs is documented with the data.
  @Test(arguments: [
    (
      DataSet.Part.train,
      [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]
    ),
    (.test, [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]),
  ])
  func `the data that comes with the product is MNIST`(part: DataSet.Part, counts: [Int]) throws {
    let digits = try DataSet.mnist(part, folder: MNISTData.folder)
    #expect(digits.count == counts.reduce(0, +))
    guard case .classes(let labels, let names) = digits.targets else {
      Issue.record("no classes")
      return
    }
    #expect(names == ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"])
    #expect((0..<10).map { digit in labels.count { $0 == digit } } == counts)
  }

  @Test func `the training pixels have the known mean and deviation`() throws {
    let digits = try DataSet.mnist(.train, folder: MNISTData.folder)
    guard case .bytes(let pixels, let scale) = digits.inputs else {
      Issue.record("no bytes")
      return
    }
    #expect(scale == 1.0 / 255)
    var counts = [Int](repeating: 0, count: 256)
    for pixel in pixels { counts[Int(pixel)] += 1 }
    func mean(_ value: (Double) -> Double) -> Double {
      zip(0..., counts).reduce(0) { $0 + value(Double($1.0) / 255) * Double($1.1) }
        / Double(pixels.count)
    }
    let average = mean { $0 }
    let deviation = mean { ($0 - average) * ($0 - average) }.squareRoot()
    #expect(abs(average - 0.13066) < 0.000005)
    #expect(abs(deviation - 0.30811) < 0.000005)
  }

  @Test func `as many labels as images are expected`() throws {
    #expect(
      try error(imageFile(count: 2), labelFile([1, 2, 3]))
        == "labels-idx1-ubyte: offset 4: as many labels as images-idx3-ubyte has images, 2, "
        + "expected; 3 found")
    let none = try error(imageFile(count: 0), labelFile([]))
    #expect(none?.hasSuffix("0, expected; 0 found") == true)
  }

  @Test func `a label above nine is refused`() throws {
    #expect(
      try error(imageFile(count: 3), labelFile([9, 10, 11]))
        == "labels-idx1-ubyte: label 1: a digit from 0 to 9 expected; 10 found")
  }

  @Test func `a folder without the files says what was expected`() throws {
    try withTemporaryFolder { folder in
      let error = #expect(throws: DataError.self) { try DataSet.mnist(.test, folder: folder) }
      #expect(
        error?.description
          == "\(folder): t10k-images-idx3-ubyte or t10k-images-idx3-ubyte.gz, and the other files "
          + "of MNIST, expected; neither found")
      #expect(error?.kind == .missingFile)
    }
  }

  @Test func `plain files are found where gzipped ones are not`() throws {
    try withTemporaryFolder { folder in
      try imageFile(count: 2).write(
        to: URL(fileURLWithPath: "\(folder)/t10k-images-idx3-ubyte"))
      try labelFile([4, 2]).write(to: URL(fileURLWithPath: "\(folder)/t10k-labels-idx1-ubyte"))
      let digits = try DataSet.mnist(.test, folder: folder)
      #expect(digits.name(of: 1) == "test:1" && digits.count == 2)
      guard case .classes([4, 2], _) = digits.targets else {
        Issue.record("\(digits.targets)")
        return
      }
    }
  }

  @Test func `a folder in place of a file cannot be read`() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/t10k-images-idx3-ubyte"
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
      #expect(
        throws: FileFault.unreadable(file: path, reason: "it is a folder")
      ) { try DataSet.mnist(.test, folder: folder) }
    }
  }
}
