import Foundation
import Testing

@testable import Tracer

/// Bytes as editors save them.
private let encodings: [(name: String, encode: @Sendable (String) -> [UInt8])] = [
  ("UTF-8", { Array($0.utf8) }),
  ("UTF-8 with a mark", { [0xEF, 0xBB, 0xBF] + Array($0.utf8) }),
  ("UTF-16LE", { [0xFF, 0xFE] + $0.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] } }),
  ("UTF-16BE", { [0xFE, 0xFF] + $0.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] } }),
  ("UTF-16LE without a mark", { $0.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] } }),
  ("UTF-16BE without a mark", { $0.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] } }),
  (
    "UTF-32LE",
    {
      [0xFF, 0xFE, 0, 0]
        + $0.unicodeScalars.flatMap { scalar in
          (0..<4).map { UInt8(scalar.value >> (8 * UInt32($0)) & 255) }
        }
    }
  ),
]

@Suite struct MarkSchemeTests {
  private static let key = AnswerKey(Example.twoTwoTwo.model())
  private static let names = key.knownNames

  @Test(arguments: ["\n", "\r\n", "\r"])
  func `marks and answers are read however an editor saves them`(ending: String) throws {
    let marks = ["# marks", "dE/dw5 2", "", "net_h1\u{A0}\t1.5", "∂E/∂w6 = 0"].joined(
      separator: ending)
    let answers = ["net_h1\u{A0}=\u{A0}0.0275", "", "∂E/∂w5 = 0.07141", "새 w5 = 0.3143"]
      .joined(separator: ending)
    for (name, encode) in encodings {
      let scheme = try MarkScheme(
        encode(marks), file: "marks.txt", key: Self.key, names: Self.names)
      let sheet = try AnswerReader.read(encode(answers), file: name, names: Self.names)
      #expect(sheet.answers.map(\.quantity) == ["net_h1", "dE/dw5", "w5+"], "\(name)")
      #expect(sheet.answers.map(\.line) == [1, 3, 4], "\(name)")
      let score = scheme.score(Marking(sheet, with: Self.key))
      #expect(score.possible == 3.5 && score.withFollowThrough == 3.5, "\(name)")
    }
  }

  @Test func `an equation does not go on over an empty line, whatever ends the lines`() throws {
    for ending in ["\n", "\r\n", "\r"] {
      let text = ["net_h1 =", "", "= 0.0275", "out_h1 = 0.5069"].joined(separator: ending)
      let sheet = try AnswerReader.read(
        Array(text.utf8), file: "sheet", names: Self.names)
      #expect(sheet.answers.map(\.quantity) == ["out_h1"])
    }
  }

  @Test(arguments: [
    ("value inf", "marks.txt:2: marks from 0 to 1000000 expected; “inf” found"),
    ("value nan", "marks.txt:2: marks from 0 to 1000000 expected; “nan” found"),
    ("value -1", "marks.txt:2: marks from 0 to 1000000 expected; “-1” found"),
    ("value 1e308", "marks.txt:2: marks from 0 to 1000000 expected; “1e308” found"),
    ("value 1e400", "marks.txt:2: marks from 0 to 1000000 expected; “1e400” found"),
    ("gradient 2", "marks.txt:2: gradient: one line for each quantity or kind expected"),
    ("value two", "marks.txt:2: a name and a number expected, such as dE/dw5 2; “value two” found"),
  ])
  func `marks are finite, not below 0, and given once`(line: String, message: String) {
    #expect {
      try MarkScheme(
        Array("gradient 1\r\n\(line)\r\n".utf8), file: "marks.txt", key: Self.key, names: Self.names
      )
    } throws: { "\($0)" == message }
  }

  @Test func `the sum of marks is a number, and is told without binary noise`() throws {
    let most = try MarkScheme(
      Array("value 1000000".utf8), file: "marks.txt", key: Self.key, names: Self.names)
    let sheet = try AnswerReader.read(
      Array("net_h1 = 0.0275\nout_h1 = 0.5069\nnet_h2 = 0.0425".utf8), file: "sheet",
      names: Self.names)
    #expect(most.score(Marking(sheet, with: Self.key)).possible == 22_000_000)
    // 0.1 + 0.1 + 0.1 is 0.30000000000000004 in binary.
    let tenths = try MarkScheme(
      Array("net_h1 0.1\nout_h1 0.1\nnet_h2 0.1".utf8), file: "marks.txt", key: Self.key,
      names: Self.names)
    let score = tenths.score(Marking(sheet, with: Self.key))
    #expect(MarkingPhrases.score(score)[.english].words.hasPrefix("Marks: 0.3 of 0.3 with"))
  }

  @Test func `a long line is not quoted whole`() {
    #expect {
      try MarkScheme(
        Array(String(repeating: "x ", count: 50_000).utf8), file: "marks.txt", key: Self.key,
        names: Self.names)
    } throws: { "\($0)".count < 300 }
  }
}
