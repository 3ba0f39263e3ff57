import Foundation
import Testing

@testable import Tracer

/// Files that are broken at random, always in the same way: each gives an error or a result.
@Suite struct FileFuzzTests {
  static let seeds = [
    "apple = 100\ncount = 2\ntax = 1.1\nsubtotal = apple * count\ntotal = subtotal * tax\n",
    "x = -2\ny = max(x^2, 3) / (1 - exp(-x)) + sigmoid(sin(x)) * ln(5)\noutput y\n",
    ModelFileTests.file(),
    ModelFileTests.file([
      "layers": #"""
      [{"units": ["a", "b"], "weights": {"init": "normal", "std": 0.5}, "bias": "zeros",
        "activation": {"kind": "leaky-relu", "negative_slope": 0.1}},
       {"units": 2, "weights": "zeros", "activation": "softmax"}]
      """#, "seed": "3", "targets": "[[0, 1]]", "loss": #""softmax-cross-entropy""#,
      "optimizer": #""adam""#,
    ]),
  ]
  /// What is put in: signs that mean something, and bytes that mean nothing.
  static let words = [
    "(", ")", "^", "-", "/", "0", "1e308", "=", ",", "\n", "output", "ln", "e", "{", "}", "[", "]",
    "\"", ":", "null", "-1", "[]", "1e999", "\u{0}", "é", "가", "👩‍👩‍👧", ".", "#", "x", "true",
  ]

  @Test(arguments: seeds.indices)
  func `a mutated file gives an error or a result`(_ index: Int) {
    var generator = SeededGenerator(seed: UInt64(index) + 1)
    var accepted = 0
    for _ in 0..<2_000 {
      var bytes = Array(Self.seeds[index].utf8)
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let at = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: bytes[at] = UInt8.random(in: 0...255, using: &generator)
        case 1:
          let length = min(bytes.count - at - 1, Int.random(in: 1...20, using: &generator))
          bytes.removeSubrange(at..<at + max(0, length))
        case 2:
          let word = Self.words.randomElement(using: &generator) ?? ""
          bytes.insert(contentsOf: word.utf8, at: at)
        default:
          let end = min(bytes.count, at + Int.random(in: 1...30, using: &generator))
          bytes.insert(contentsOf: bytes[at..<end], at: at)
        }
      }
      do {
        let source = try ModelSource(contents: Data(bytes), file: "fuzz")
        let derivation = try Derivation(source.model())
        #expect(!PlainTextRenderer(language: .english).render(derivation.document()).isEmpty)
        accepted += 1
      } catch {
        #expect(error is any Fault, "\(error)")
        #expect(!"\(error)".isEmpty)
      }
    }
    // Both ways are taken.
    #expect((1..<2_000).contains(accepted))
  }

  @Test func `deep nesting is an error and no crash`() {
    for text in [
      "y = " + String(repeating: "(", count: 100_000),
      "y = " + String(repeating: "1^", count: 100_000),
      "y = " + String(repeating: "exp(", count: 100_000), String(repeating: "[", count: 100_000),
      "{\"a\":" + String(repeating: "[", count: 100_000),
      String(repeating: "{\"a\":", count: 100_000),
    ] {
      let error = #expect(throws: (any Error).self) {
        try ModelSource(contents: Data(text.utf8), file: "deep")
      }
      #expect(error is any Fault)
    }
  }
}
