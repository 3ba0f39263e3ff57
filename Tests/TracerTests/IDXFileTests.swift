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
      throws: IDXError.impossibleCount(
        file: "images.gz", extents: [4_294_967_295, 28, 28], atMost: bytes.count * 1032 - 16)
    ) { try IDXFile(bytes, name: "images.gz", axes: 3) }
  }

  // By Python: gzip.compress of a header for 5 labels and 4 of them.
  @Test func `a gzip file with too little in it is short`() throws {
    let bytes = try gzipped("H4sIAAAAAAACA2Ng4GBkYGBgBWIGAKgdmbcMAAAA")
    #expect(throws: IDXError.short(file: "labels.gz", expected: 13, found: 12)) {
      try IDXFile(bytes, name: "labels.gz", axes: 1)
    }
  }

  @Test func `a damaged gzip file says at which byte`() throws {
    let path = "\(MNISTData.folder)/t10k-labels-idx1-ubyte.gz"
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    func error(_ change: (inout Data) -> Void) -> IDXError? {
      var changed = bytes
      change(&changed)
      return #expect(throws: IDXError.self) { try IDXFile(changed, name: "l.gz", axes: 1) }
    }
    #expect(
      error { $0.removeLast(100) }
        == .damaged(file: "l.gz", offset: 4442, reason: "the compressed stream ends too early"))
    #expect(
      error { $0[4536] ^= 1 }
        == .damaged(file: "l.gz", offset: 4538, reason: "incorrect data check"))
    #expect(
      error { $0.append(7) }
        == .damaged(file: "l.gz", offset: 4542, reason: "1 bytes follow the compressed stream"))
    #expect(
      error { $0[2] = 9 }
        == .damaged(file: "l.gz", offset: 4, reason: "unknown compression method"))
  }

  @Test(arguments: [
    (Data(), IDXError.short(file: "f", expected: 8, found: 0)),
    (Data([0, 0, 8, 1, 0]), .short(file: "f", expected: 8, found: 5)),
    (
      Data([0, 0, 8, 3, 0, 0, 0, 0]),
      .wrongMagic(file: "f", expected: 0x801, found: 0x803)
    ),
    (labelFile([1, 2], count: 3), .short(file: "f", expected: 11, found: 10)),
    (labelFile([1, 2, 3], count: 2), .trailing(file: "f", offset: 10)),
    (Data([0, 0, 8, 1, 255, 255, 255, 255]), .short(file: "f", expected: 4_294_967_303, found: 8)),
  ])
  func `a malformed file gives one clear error`(bytes: Data, expected: IDXError) {
    #expect(throws: expected) { try IDXFile(bytes, name: "f", axes: 1) }
    #expect(!expected.description.contains("\n"))
    #expect(expected.kind == .badData)
  }

  @Test func `counts whose product overflows are impossible`() {
    let bytes = Data([0, 0, 8, 3] + [UInt8](repeating: 255, count: 12) + [1, 2, 3])
    #expect(
      throws: IDXError.impossibleCount(
        file: "f", extents: [4_294_967_295, 4_294_967_295, 4_294_967_295], atMost: 3)
    ) { try IDXFile(bytes, name: "f", axes: 3) }
  }

  @Test func `the sentences name file, offset, expected and found`() {
    #expect(
      IDXError.wrongMagic(file: "l.gz", expected: 0x801, found: 0x803).description
        == "l.gz: offset 0: expected the magic number 0x00000801, found 0x00000803")
    #expect(
      IDXError.wrongLabel(file: "l.gz", offset: 12, found: 17).description
        == "l.gz: offset 12 of the inflated data: expected a label from 0 to 9, found 17")
  }
}

struct DigitSetTests {
  private func set(_ images: Data, _ labels: Data) throws(IDXError) -> DigitSet {
    try DigitSet(
      images: IDXFile(images, name: "images", axes: 3),
      labels: IDXFile(labels, name: "labels", axes: 1))
  }

  // How often each digit occurs is documented with the data.
  @Test(arguments: [
    (
      DigitSet.Part.train,
      [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]
    ),
    (.test, [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]),
  ])
  func `the data that comes with the product is MNIST`(part: DigitSet.Part, counts: [Int]) throws {
    let digits = try DigitSet(part, folder: MNISTData.folder)
    #expect(digits.count == counts.reduce(0, +))
    #expect((0..<10).map { digit in digits.labels.count { $0 == digit } } == counts)
  }

  @Test func `the training pixels have the known mean and deviation`() throws {
    let pixels = try DigitSet(.train, folder: MNISTData.folder).pixels
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

  @Test func `a batch has its pixels divided by 255 and its labels one-hot`() throws {
    let pixels = (0..<2 * 784).map { UInt8($0 * 7 % 256) }
    let (x, target) = DigitSet(pixels: pixels, labels: [7, 0]).batch(of: [1, 0], as: Double.self)
    let swapped = pixels[784...] + pixels[..<784]
    #expect(x == Tensor(swapped.map { Double($0) / 255 }, shape: [2, 784]))
    #expect(target.shape == [2, 10])
    #expect(target.elements == [1, 0, 0, 0, 0, 0, 0, 0, 0, 0] + [0, 0, 0, 0, 0, 0, 0, 1, 0, 0])
  }

  @Test func `images of another size are refused`() {
    #expect(
      throws: IDXError.wrongExtent(
        file: "images", offset: 12, axis: "columns", expected: 28, found: 32)
    ) { try set(imageFile(count: 1, columns: 32), labelFile([1])) }
  }

  @Test func `as many labels as images are expected`() {
    #expect(
      throws: IDXError.countMismatch(
        imageFile: "images", images: 2, labelFile: "labels", labels: 3)
    ) { try set(imageFile(count: 2), labelFile([1, 2, 3])) }
  }

  @Test func `a label above nine is refused`() {
    #expect(throws: IDXError.wrongLabel(file: "labels", offset: 9, found: 10)) {
      try set(imageFile(count: 3), labelFile([9, 10, 11]))
    }
  }

  @Test func `an empty set is refused`() {
    #expect(throws: IDXError.empty(file: "images")) { try set(imageFile(count: 0), labelFile([])) }
  }

  @Test func `a folder without the files says what was expected`() throws {
    try withTemporaryFolder { folder in
      let error = IDXError.missing(folder: folder, name: "t10k-images-idx3-ubyte")
      #expect(throws: error) { try DigitSet(.test, folder: folder) }
      #expect(error.kind == .missingFile)
    }
  }

  @Test func `plain files are found where gzipped ones are not`() throws {
    try withTemporaryFolder { folder in
      try imageFile(count: 2).write(
        to: URL(fileURLWithPath: "\(folder)/t10k-images-idx3-ubyte"))
      try labelFile([4, 2]).write(to: URL(fileURLWithPath: "\(folder)/t10k-labels-idx1-ubyte"))
      #expect(try DigitSet(.test, folder: folder).labels == [4, 2])
    }
  }

  @Test func `a folder in place of a file cannot be read`() throws {
    try withTemporaryFolder { folder in
      let path = "\(folder)/t10k-images-idx3-ubyte"
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
      #expect(
        throws: IDXError.unreadable(.unreadable(file: path, reason: "it is a folder"))
      ) { try DigitSet(.test, folder: folder) }
    }
  }
}
