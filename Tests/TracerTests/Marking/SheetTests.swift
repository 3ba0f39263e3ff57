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

  @Test func `a wrong number is read as the same quantity, or as none`() throws {
    var (read, others) = (0, [String]())
    for name in Self.sheets {
      let names = try Self.key(
        String(try Self.text("\(name).read").prefix { $0 != "\n" })
      ).knownNames
      var lines = try Self.text("\(name).txt").components(separatedBy: "\n")
      func answers() throws -> [Answer] {
        try AnswerReader.read(
          Array(lines.joined(separator: "\n").utf8), file: name, names: names
        ).answers
      }
      let right = try answers()
      for (position, answer) in right.enumerated() where answer.quantity != nil {
        let line = lines[answer.line - 1]
        let number = answer.number.text.drop { "+-".contains($0) }
        guard let place = line.range(of: number, options: .backwards),
          let digit = number.first(where: { ("1"..."9").contains($0) })
        else { continue }
        let wrong = String((digit.wholeNumberValue ?? 0) % 9 + 1)
        lines[answer.line - 1] = line.replacingCharacters(
          in: place, with: number.replacing(String(digit), with: wrong, maxReplacements: 1))
        let found = try answers()
        lines[answer.line - 1] = line
        guard found.count == right.count else { continue }
        read += 1
        if let quantity = found[position].quantity, quantity != answer.quantity {
          others.append("\(name):\(answer.line) \(answer.name): \(quantity)")
        }
      }
    }
    // Not more than one in a hundred.
    #expect(read > 600 && others.count * 100 <= read, "\(read) were read; \(others)")
  }

  private struct Reading: Hashable, CustomStringConvertible {
    let line: Int
    let quantity: String
    let number: Double
    var description: String { "\(line) \(quantity) \(number)" }
  }
}
