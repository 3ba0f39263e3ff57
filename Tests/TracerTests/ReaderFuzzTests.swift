import Foundation
import MNISTData
import Testing

@testable import Tracer

/// Changes a few bytes, cuts, repeats or inserts: what damage and malice do to files.
private func mutated(_ bytes: Data, with generator: inout NumPyGenerator) -> Data {
  var bytes = bytes
  func below(_ limit: Int) -> Int { Int(generator.nextUInt32() % UInt32(max(limit, 1))) }
  for _ in 0...below(4) where !bytes.isEmpty {
    let place = below(bytes.count)
    switch below(6) {
    case 0: bytes[place] = UInt8(below(256))
    case 1: bytes[place] ^= 1 << below(8)
    case 2: bytes = bytes.prefix(place)
    case 3: bytes.insert(contentsOf: (0...below(9)).map { _ in UInt8(below(256)) }, at: place)
    case 4: bytes.append(bytes.prefix(place))
    default: bytes[below(min(bytes.count, 16))] = [0, 1, 127, 128, 255][below(5)]
    }
  }
  return bytes
}

struct ReaderFuzzTests {
  @Test func `any bytes give digits or an error`() throws {
    let plain = Data([0, 0, 8, 1, 0, 0, 0, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    let zipped = try Data(
      contentsOf: URL(fileURLWithPath: "\(MNISTData.folder)/t10k-labels-idx1-ubyte.gz"))
    var generator = NumPyGenerator(seed: 784)
    var refused = 0
    for round in 0..<2000 {
      let bytes = mutated(round % 4 == 0 ? zipped : plain, with: &generator)
      do {
        let file = try IDXFile(bytes, name: "f", axes: 1)
        #expect(file.elements.count == file.extents[0])
      } catch {
        refused += 1
        #expect(!error.description.isEmpty)
      }
    }
    #expect(refused > 1000)
  }

  @Test func `any bytes give tensors or an error`() throws {
    let valid = try Facts.data("python.safetensors")
    var generator = NumPyGenerator(seed: 785)
    var refused = 0
    for _ in 0..<2000 {
      do {
        let file = try Safetensors(mutated(valid, with: &generator), name: "f")
        #expect(try Safetensors(file.encoded(), name: "f").tensors.count == file.tensors.count)
      } catch {
        refused += 1
        #expect(!"\(error)".isEmpty)
      }
    }
    #expect(refused > 1000)
  }
}
