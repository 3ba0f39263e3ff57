import Foundation
import Testing

@testable import Tracer

/// A message is a line that can be read, whatever was read.
@Suite struct QuotationTests {
  private static let long = String(repeating: "가나다라마", count: 20_000)

  @Test func `a short text is quoted whole, a long one without its middle`() {
    #expect("\(quoting: "net_h1")" == "net_h1")
    let quoted = "\(quoting: Self.long)"
    #expect(quoted.hasPrefix("가나다") && quoted.hasSuffix("라마") && quoted.contains(" … "))
    #expect(quoted.count < 200)
    // One letter with a hundred thousand accents is long, too.
    #expect("\(quoting: "a" + String(repeating: "\u{301}", count: 100_000))".utf8.count < 500)
  }

  @Test func `what would break a line, or move the cursor, is made visible`() {
    #expect("\(quoting: "a\nb\u{1B}[2J\u{2028}")" == #"a\nb\u{1B}[2J\u{2028}"#)
  }

  @Test func `a long list has its first and its last`() {
    #expect("\(listing: ["a", "b"])" == "a, b")
    #expect("\(listing: Array(1...20_000))" == "1, 2 … 20000")
    #expect("\(listing: Array(repeating: Self.long, count: 20))".count < 200)
  }

  static let faults: [any Fault] = {
    let (text, texts) = (long, [String](repeating: long, count: 20_000))
    let problems: [ModelFileError.Problem] = [
      .notJSON(line: 1, column: 1, reason: "\(quoting: text)"),
      .unknownField(text, nearest: nil, known: texts),
      .unknownField(text, nearest: text, known: texts),
      .unexpected(expected: "a name", found: JSONValue.string(text).kind),
    ]
    let name = String(repeating: "x", count: 100_000)
    let mistakes = [
      "b = 1 $" + String(repeating: "\u{301}", count: 100_000),
      "b = 1" + String(repeating: "0", count: 100_000), "b = 1 \(name)", "b = \(name)",
      "b = \(name)\n\(name) = 1", "\(name)y = 1\nb = \(name)", "b = \(name)(1)",
      "\(name) = 1\n\(name) = 2", "a = 1\nb = a * 2\noutput \(name)", "\(name) 1",
      "const \(name) = 1 + 1",
    ]
    let others: [any Fault] = [
      FileFault.unreadable(file: text, reason: "it is a folder"),
      FileFault.unwritable(file: text, reason: "it is a folder"),
      FileFault.tooLong(file: text, limit: 1),
      DataError(file: text, column: text, expected: "data"),
      MarkSchemeError.notAMark(file: text, line: 1, found: text),
      MarkSchemeError.unknown(file: text, line: 1, name: text, nearest: text),
      DataError.weights(
        text, text, inputs: 1, outputs: nil, found: Shape(Array(0..<100_000))),
      SelectionError(name: text, available: [text + "x"]),
      SurfaceError.nothingToChange(surface: text),
    ]
    return problems.map { ModelFileError(file: text, path: text, problem: $0) }
      + mistakes.compactMap { mistake -> ExpressionError? in
        do throws(ExpressionError) {
          _ = try ExpressionFile(mistake, file: text)
          return nil
        } catch { return error }
      }
      + others
  }()

  @Test(arguments: faults.indices) func `no message is longer than a person reads`(_ index: Int) {
    let fault = Self.faults[index]
    #expect("\(fault)".utf8.count < 4_000, "\("\(fault)".prefix(200))")
    // A line of an expression file stands below its message, and the caret below the line.
    #expect("\(fault)".filter(\.isNewline).count == (fault is ExpressionError ? 2 : 0))
  }

  @Test func `what is wrong in a model file is quoted in short`() {
    let name = Self.long
    for changes in [
      ["inputs": "[\"\(name)\"]"], [name: "1"], ["loss": "\"\(name)\""],
      ["input_names": "[\"\(name)\", \"\(name)\"]"],
      ["targets": "[\((0..<100_000).map { "\($0)" }.joined(separator: ","))]"],
      ["input_names": "[\"o1\", \"\(name)\"]"], ["optimizer": "{\"kind\": \"\(name)\"}"],
      ["optimizer": "{\"kind\": \"adam\", \"\(name)\": 1}"],
      [
        "inputs": "[1, 2]", "targets": "[\((0..<5_000).map { "\($0)" }.joined(separator: ","))]",
        "layers": "[{\"units\": 5000, \"weights\": \"zeros\", \"activation\": \"softmax\"}]",
        "loss": "\"softmax-cross-entropy\"",
      ],
    ] {
      let error = #expect(throws: ModelFileError.self) {
        try ModelFileTests.description(ModelFileTests.file(changes))
      }
      #expect((error?.description.utf8.count ?? .max) < 2_000, "\(changes.keys)")
    }
  }
}
