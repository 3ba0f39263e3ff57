import Foundation
import Testing

@testable import Tracer

/// Write-ups in the notations that people use. Beside each `NAME.txt` in Facts/sheets stands
/// `NAME.read`: the model in the first line, then what must be read, `LINE QUANTITY NUMBER`. Nothing
/// else may be read.
@Suite struct SheetTests {
  static let sheets: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: Facts.path("sheets"))) ?? [])
    .filter { $0.hasSuffix(".txt") }.map { String($0.dropLast(4)) }.sorted()

  static func key(_ model: String) throws -> AnswerKey {
    if let example = Example.all.first(where: { $0.name == model }) {
      return AnswerKey(example.model())
    }
    if let calculation = try? text("\(model).calc") {
      return AnswerKey(try ExpressionFile(calculation, file: model).model)
    }
    return AnswerKey(
      try ModelFile.read(try Facts.data("sheets/\(model).json"), file: model).model())
  }

  private static func text(_ name: String) throws -> String {
    String(decoding: try Facts.data("sheets/\(name)"), as: UTF8.self)
  }

  @Test func `there are at least thirty sheets`() { #expect(Self.sheets.count >= 30) }

  @Test(arguments: sheets)
  func `a sheet is read as its writer means it`(name: String) throws {
    let lines = try Self.text("\(name).read").split(separator: "\n")
    let key = try Self.key(String(lines[0]))
    let expected = try lines.dropFirst().map { line in
      let words = line.split(separator: " ")
      return Reading(
        line: try #require(Int(words[0])), quantity: String(words[1]),
        number: try #require(Double(words[2])))
    }
    let sheet = try AnswerReader.read(
      Array(try Self.text("\(name).txt").utf8), file: name, names: key.knownNames)
    let found = sheet.answers.compactMap { answer in
      answer.quantity.map {
        Reading(line: answer.line, quantity: $0, number: answer.number.value)
      }
    }
    for reading in expected where !found.contains(reading) {
      Issue.record("\(reading) is not read: \(found.filter { $0.line == reading.line })")
    }
    for reading in found where !expected.contains(reading) {
      Issue.record("\(reading) is read, and nobody means it")
    }
  }

  private struct Reading: Hashable, CustomStringConvertible {
    let line: Int
    let quantity: String
    let number: Double
    var description: String { "\(line) \(quantity) \(number)" }
  }
}
