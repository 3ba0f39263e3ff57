import Foundation

/// Damages bytes at random, always in the same way: what accidents and malice do to files.
struct Mutator {
  private var generator: SeededGenerator
  private let words: [[UInt8]]

  /// - Parameter words: What is put in: signs that mean something to the reader.
  init(seed: UInt64, words: [String]) {
    generator = SeededGenerator(seed: seed)
    self.words = words.map { Array($0.utf8) }
  }

  private mutating func below(_ limit: Int) -> Int {
    Int.random(in: 0..<Swift.max(limit, 1), using: &generator)
  }

  private mutating func piece(of bytes: [UInt8], from start: Int) -> ArraySlice<UInt8> {
    bytes[start..<min(bytes.count, start + 1 + below(30))]
  }

  /// One of the seeds with one to four damages, never much longer than it was.
  mutating func damaged(_ seeds: [[UInt8]]) -> [UInt8] {
    var bytes = seeds[below(seeds.count)]
    for _ in 0...below(4) where !bytes.isEmpty {
      let place = below(bytes.count)
      switch below(9) {
      case 0: bytes[place] = UInt8(below(256))
      case 1: bytes[place] ^= 1 << below(8)
      case 2: bytes.removeSubrange(place...)
      case 3: bytes.removeSubrange(piece(of: bytes, from: place).indices)
      case 4: bytes.insert(contentsOf: (0...below(9)).map { _ in UInt8(below(256)) }, at: place)
      case 5: bytes.insert(contentsOf: piece(of: bytes, from: below(bytes.count)), at: place)
      case 6: bytes[below(min(bytes.count, 16))] = [0, 1, 127, 128, 255][below(5)]
      case 7:
        let other = seeds[below(seeds.count)]
        bytes.replaceSubrange(place..., with: other.suffix(below(other.count)))
      default:
        bytes.insert(contentsOf: words.isEmpty ? [] : words[below(words.count)], at: place)
      }
    }
    return bytes
  }
}
