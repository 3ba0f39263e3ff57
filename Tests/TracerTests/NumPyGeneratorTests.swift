import CZlib
import Foundation
import Testing

@testable import Tracer

/// What NumPy drew, from `Facts/numpy.json`.
private struct Draws: Decodable {
  let random_sample_5: [String]
  let uint32_5: [UInt32]
  let randn_5: [String]
  let permutation_10: [Int]
  let permutation_60000: Ends

  struct Ends: Decodable {
    let first_10: [Int]
    let last_5: [Int]
  }

  static func of(seed: UInt32) throws -> Draws {
    struct File: Decodable {
      let seed_0, seed_42, seed_12345: Draws
    }
    let file = try JSONDecoder().decode(File.self, from: Facts.data("numpy.json"))
    return seed == 0 ? file.seed_0 : seed == 42 ? file.seed_42 : file.seed_12345
  }
}

struct NumPyGeneratorTests {
  @Test(arguments: [0, 42, 12345] as [UInt32])
  func `draws what NumPy draws from the same seed`(seed: UInt32) throws {
    let draws = try Draws.of(seed: seed)
    func five<Number>(_ next: (inout NumPyGenerator) -> Number) -> [Number] {
      var generator = NumPyGenerator(seed: seed)
      return (0..<5).map { _ in next(&generator) }
    }
    #expect(five { $0.nextUInt32() } == draws.uint32_5)
    #expect(five { $0.randomSample() }.map { "\($0)" } == draws.random_sample_5)
    #expect(five { $0.randn() }.map { "\($0)" } == draws.randn_5)
    var generator = NumPyGenerator(seed: seed)
    #expect(generator.permutation(10) == draws.permutation_10)
  }

  // The check sums are zlib.crc32 of NumPy's permutation(60000).astype('<i4').tobytes().
  @Test(
    arguments: [(0, 1_449_358_986), (42, 3_956_577_858), (12345, 1_100_211_278)] as [(UInt32, UInt)]
  )
  func `shuffles sixty thousand as NumPy does`(seed: UInt32, checkSum: UInt) throws {
    let ends = try Draws.of(seed: seed).permutation_60000
    var generator = NumPyGenerator(seed: seed)
    let order = generator.permutation(60_000)
    #expect(Array(order.prefix(10)) == ends.first_10)
    #expect(Array(order.suffix(5)) == ends.last_5)
    let bytes: [UInt8] = order.flatMap { [UInt8($0 & 255), UInt8($0 >> 8), 0, 0] }
    #expect(crc32(0, bytes, UInt32(bytes.count)) == checkSum)
  }

  // r = RandomState(0); r.uniform(-0.25, 0.5, (3, 2)); r.randn(3); r.permutation(6);
  // r.random_sample()
  @Test func `draws of different kinds follow each other as in NumPy`() {
    var generator = NumPyGenerator(seed: 0)
    let uniform = generator.uniform(-0.25, 0.5, shape: [3, 2])
    #expect(
      uniform
        == Tensor(
          [
            0.16161012794549356, 0.2863920247793146, 0.20207253205373288, 0.15866238724767268,
            0.0677410995041785, 0.23442058479999206,
          ], shape: [3, 2]))
    #expect(
      generator.randn(shape: [3]).elements == [
        0.9500884175255894, -0.1513572082976979, -0.10321885179355784,
      ])
    #expect(generator.permutation(6) == [5, 2, 3, 4, 1, 0])
    #expect(generator.randomSample() == 0.3373961604172684)
  }

  @Test func `a permutation of one or none draws nothing`() {
    var generator = NumPyGenerator(seed: 0)
    #expect(generator.permutation(0) == [])
    #expect(generator.permutation(1) == [0])
    #expect(generator.nextUInt32() == 2_357_136_044)
  }
}
