import Testing
import Tracer

@testable import backprop

/// Command lines that are broken at random, always in the same way: each is understood, or there is
/// an error that a person can read.
@Suite struct WordFuzzTests {
  private static let parts = [
    "", "-", "--", "=", "-1", "0", "1e999", "nan", "99999999999999999999", ",", ":", "[", "]", "]]",
    "W1[406,17]", "test:0", "train:-1", "0:32", "1,,2", "é", "가", "👩‍👩‍👧", "\u{0}", "\n", "--help", "h",
  ]

  @Test(arguments: Backprop.subcommands.map { $0.name })
  func `damaged words are understood or refused`(_ name: String) throws {
    let subcommand = try #require(Backprop.subcommands.first { $0.name == name })
    var random = NumbersOfSeed(seed: UInt64(name.utf8.count))
    let words = subcommand.options.map(\.name) + Self.parts
    for _ in 0..<1000 {
      let line = (0..<Int.random(in: 0...6, using: &random)).map { _ in
        (0..<Int.random(in: 1...3, using: &random)).map { _ in
          words.randomElement(using: &random) ?? ""
        }.joined(separator: ["", "", "=", ","].randomElement(using: &random) ?? "")
      }
      do {
        _ = try Arguments(line, for: subcommand)
      } catch {
        #expect(!error.description.isEmpty, "\(line)")
      }
    }
  }
}

/// Knuth's linear congruential generator: the same numbers in every run.
private struct NumbersOfSeed: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 33)
  }
}
