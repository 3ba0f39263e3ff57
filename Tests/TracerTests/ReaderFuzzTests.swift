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

  /// Sheets and files of marks that found something: no numbers, marks of encodings, halves of them.
  private static let sheets: [[UInt8]] =
    [
      "net_h1 = 1/0\r\nout_h1 = 0.5069\r", "out_h1 = 1e400 = nan; E = -∞", "E = 0e300\nw5 := 0x1F",
      "\u{FEFF}net_h1\u{A0}=\u{A0}0.0275\u{2028}δ_o1 = ½", #"$\frac{1}{0} = E$ | E | \infty |"#,
      "out_h1 = 0.5O69 0.5.0.6\n\n= 5e", "dE/dw5 2\r\nvalue 1e308\rgradient inf # x",
    ].map { Array($0.utf8) } + [
      [0xFF, 0xFE, 0x45, 0, 0x3D, 0, 0x31, 0], [0xFE, 0xFF, 0, 0x45, 0, 0x3D, 0, 0x31],
      [0xFF, 0xFE, 0, 0, 0x45, 0, 0, 0, 0x3D, 0, 0, 0, 0x31, 0, 0, 0], [0x45, 0, 0x3D, 0, 0x31, 0],
    ]

  @Test(arguments: [786, 787])
  func `any bytes give answers that can be marked, or an error`(seed: UInt32) throws {
    let key = AnswerKey(Example.twoTwoTwo.model(), comparingOrders: true)
    let names = key.knownNames
    var generator = NumPyGenerator(seed: seed)
    var (read, marked) = (0, 0)
    for round in 0..<50_000 {
      let bytes = Array(mutated(Data(Self.sheets[round % Self.sheets.count]), with: &generator))
      do {
        let sheet = try AnswerReader.read(bytes, file: "f", names: names)
        read += 1
        for answer in sheet.answers { #expect(answer.number.value.isFinite) }
        guard round.isMultiple(of: 500) else { continue }
        marked += 1
        let report = Marking(sheet, with: key).document(names: names)
        #expect(!PlainTextRenderer(language: .korean).render(report).isEmpty)
      } catch {
        #expect(!error.description.isEmpty)
      }
    }
    #expect(read > 10_000 && marked > 20)
  }

  @Test func `any bytes give marks or an error of one line`() throws {
    let key = AnswerKey([
      Equation(name: "E", kind: .value, formula: .symbol(name: "net_h1", value: 2), value: 2),
      Equation(name: "dE/dw5", kind: .gradient, formula: .literal(3), value: 3),
    ])
    let (names, sheet) = (key.knownNames, AnswerSheet(file: "f"))
    var generator = NumPyGenerator(seed: 788)
    var refused = 0
    let seeds =
      [
        "dE/dw5 2\r\nvalue 1\r\n", "\u{FEFF}gradient 1.5 # half\rgiven = 0", "E_total\u{A0}inf",
        "slope 1e308\nslope 1e308",
      ].map { Data($0.utf8) } + [Data([0xFF, 0xFE, 0x45, 0, 0x20, 0, 0x31, 0])]
    for round in 0..<100_000 {
      let bytes = Array(mutated(seeds[round % seeds.count], with: &generator))
      do {
        let scheme = try MarkScheme(bytes, file: "f", key: key, names: names)
        guard round.isMultiple(of: 500) else { continue }
        #expect(scheme.score(Marking(sheet, with: key)).possible.isFinite)
      } catch {
        refused += 1
        #expect(!error.description.contains { $0.isNewline })
      }
    }
    #expect(refused > 10_000)
  }
}
