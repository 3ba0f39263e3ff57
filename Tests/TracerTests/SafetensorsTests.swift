import Foundation
import Testing

@testable import Tracer

/// A file of a header and that many bytes of data.
private func file(_ header: String, data: Int = 0, length: Int? = nil) -> Data {
  let size = length ?? header.utf8.count
  return Data((0..<8).map { UInt8(truncatingIfNeeded: size >> (8 * $0)) }) + Data(header.utf8)
    + Data(count: data)
}

private func entry(_ dtype: String, _ shape: String, _ offsets: String) -> String {
  #"{"dtype":"\#(dtype)","shape":\#(shape),"data_offsets":\#(offsets)}"#
}

private func header(_ place: String) -> String {
  "\(place): a header with dtype, shape and data_offsets of each tensor expected; something else found"
}

private func offsets(_ elements: String, _ found: String) -> String {
  "a: data_offsets that enclose the elements of \(elements) expected; \(found) found"
}

struct SafetensorsTests {
  // save_file of safetensors 0.8.0 wrote python.safetensors from these arrays.
  @Test func `a file that Python wrote is read`() throws {
    let file = try Safetensors(path: Facts.path("python.safetensors"))
    #expect(file.tensors.map(\.name) == ["E", "W1", "empty", "b1"])
    #expect(file["E"] == .double(Tensor(2.486532001864897)))
    #expect(
      file["W1"] == .double(Tensor([0.1, -2.5, 3e-300, 1.0 / 3, 5, -0.0], shape: [2, 3])))
    #expect(file["b1"] == .float(Tensor([1.5, -2.25, 0x1p-149], shape: [3])))
    #expect(file["empty"]?.shape == [0, 3])
    #expect(file["W2"] == nil)
    #expect(
      file.metadata == [
        "about": "made by safetensors 0.8.0 for Python", "grüße": "\"\\\n한글",
      ])
  }

  @Test func `what is written is read back, and writes the same bytes again`() throws {
    var file = Safetensors(metadata: ["step": "1", "quote": "\"\\/\u{1}"])
    file.set(Tensor<Double>([.pi, -0.0, .leastNonzeroMagnitude], shape: [3]), as: "dE/dW1")
    file.set(Tensor<Float>([1.5], shape: [1, 1]), as: "x")
    file.set(Tensor<Double>(7), as: "E")
    file.set(Tensor<Double>(8), as: "E")
    let bytes = file.encoded()
    let copy = try Safetensors(bytes, name: "f")
    #expect(copy == file)
    #expect(copy["E"]?.converted(to: Double.self) == Tensor(8))
    #expect(copy.encoded() == bytes)
    #expect((bytes.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }) % 8 == 0)
  }

  @Test func `a file is written whole or not at all`() throws {
    try withTemporaryFolder { folder in
      let file = Safetensors(metadata: ["about": "nothing"])
      try file.write(to: "\(folder)/f.safetensors")
      #expect(try Safetensors(path: "\(folder)/f.safetensors") == file)
      #expect(
        throws: FileFault.unwritable(
          file: "\(folder)/none/f", reason: "no such file or folder")
      ) { try file.write(to: "\(folder)/none/f") }
      #expect(throws: FileFault.unwritable(file: folder, reason: "it is a folder")) {
        try file.write(to: folder)
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["f.safetensors"])
    }
  }

  @Test(arguments: [
    (Data([1, 2, 3]), "at least 8 bytes with the header's length expected; 3 found"),
    (
      file("{}", length: -1),
      "offset 0: a header of at most 2 bytes expected; a length of 18446744073709551615 found"
    ),
    (
      file("{"),
      "offset 8: line 1, column 2: a header in JSON expected; a fault (a name in quotation marks "
        + "expected; the end of the text found) found"
    ),
    (file("[]"), header("offset 8")),
    (file(#"{"a":{"dtype":"F32"}}"#), header("a.shape")),
    (file(#"{"a":\#(entry("F32", "[1.5]", "[0,4]"))}"#, data: 4), header("a.shape")),
    (
      file(#"{"a":\#(entry("C64", "[1]", "[0,8]"))}"#, data: 8),
      "a: elements of type F64, F32, F16, BF16 or whole numbers expected; C64 found"
    ),
    (file(#"{"a":\#(entry("F32", "[-1]", "[0,4]"))}"#, data: 4), offsets("F32 [-1]", "[0, 4]")),
    (
      file(#"{"a":\#(entry("F64", "[4611686018427387904,2]", "[0,0]"))}"#),
      offsets("F64 [4611686018427387904, 2]", "[0, 0]")
    ),
    (file(#"{"a":\#(entry("F32", "[2]", "[0,4]"))}"#, data: 4), offsets("F32 [2]", "[0, 4]")),
    (file(#"{"a":\#(entry("F32", "[2]", "[0]"))}"#, data: 8), offsets("F32 [2]", "[0]")),
    (
      file(#"{"a":\#(entry("F32", "[1]", "[4,8]"))}"#, data: 8),
      "a: data from 0 on, where the tensor before ends, expected; data_offsets from 4 found"
    ),
    (
      file(
        #"{"a":\#(entry("F32", "[2]", "[0,8]")),"b":\#(entry("F32", "[1]", "[4,8]"))}"#, data: 8),
      "b: data from 8 on, where the tensor before ends, expected; data_offsets from 4 found"
    ),
    (
      file(#"{"a":\#(entry("F64", "[1000000]", "[0,8000000]"))}"#, data: 8),
      "8000074 bytes expected; 82 found"
    ),
    (file("{}", data: 1), "10 bytes expected; 11 found"),
  ])
  func `a malformed file gives one clear error`(bytes: Data, expected: String) {
    let error = #expect(throws: DataError.self) { try Safetensors(bytes, name: "f") }
    #expect(error?.description == "f: " + expected)
    #expect(error?.kind == .badData)
  }

  @Test func `whole numbers that Python wrote are read as numbers`() throws {
    let file = try Safetensors(path: Facts.path("python-int64.safetensors"))
    #expect(file["n"]?.converted(to: Double.self) == Tensor([1, 2, 3], shape: [3]))
  }

  // Bit patterns by IEEE 754: 1, −2, the largest, the smallest, infinity; 1 and −2.5 in BF16.
  @Test(
    arguments: [
      ("F16", [0x3C00, 0xC000, 0x7BFF, 0x0001, 0x7C00], [1, -2, 65504, 0x1p-24, .infinity]),
      ("BF16", [0x3F80, 0xC020], [1, -2.5]),
    ] as [(String, [UInt16], [Double])])
  func `halves are read as the numbers they are`(
    type: String, bits: [UInt16], expected: [Double]
  ) throws {
    let size = 2 * bits.count
    let bytes = Self.bytes(
      #"{"a":{"dtype":"\#(type)","shape":[\#(bits.count)],"data_offsets":[0,\#(size)]}}"#,
      bits.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] })
    let file = try Safetensors(bytes, name: "f")
    #expect(file["a"]?.converted(to: Double.self).elements == expected)
  }

  private static func bytes(_ header: String, _ data: [UInt8]) -> Data {
    let length = UInt64(header.utf8.count)
    return Data((0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) })
      + Data(header.utf8) + Data(data)
  }

  @Test func `a file that is not there is missing`() {
    let fault = FileFault.unreadable(file: "none/f", reason: "no such file or folder")
    #expect(throws: fault) { try Safetensors(path: "none/f") }
    #expect(fault.kind == .missingFile)
  }
}
