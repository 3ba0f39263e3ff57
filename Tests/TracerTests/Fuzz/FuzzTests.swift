import Foundation
import Testing

@testable import Tracer

/// A hundred thousand files that are broken at random, always in the same way: each gives a result
/// or an error that a person can read.
@Suite struct FuzzTests {
  @Test(arguments: FuzzedReader.all)
  func `a damaged file gives an error or a result`(_ reader: FuzzedReader) throws {
    let seeds = try reader.seeds().map { Array($0) }
    var mutator = Mutator(seed: UInt64(reader.rounds), words: reader.words)
    var (read, refused) = (0, 0)
    for _ in 0..<reader.rounds {
      let bytes = mutator.damaged(seeds)
      do {
        try reader.read(Data(bytes))
        read += 1
      } catch {
        refused += 1
        let sentence = (error as? any Fault)?.description ?? ""
        #expect(!sentence.isEmpty, "\(error) for \(String(decoding: bytes, as: UTF8.self))")
      }
    }
    // A reader that takes all, or nothing, has not been looked into.
    #expect(read >= reader.rounds / 1_000, "\(read) of \(reader.rounds) were read")
    #expect(refused >= reader.rounds / 100 || reader.takesAnything, "\(refused) were refused")
  }

  @Test func `a hundred thousand damaged files are read`() {
    #expect(FuzzedReader.all.reduce(0) { $0 + $1.rounds } == 100_000)
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
