import Foundation

/// Reads the answers out of a write-up in plain text, Markdown or LaTeX.
///
/// The left side of an equation names the quantity, and its last number is the answer. Prose in any
/// language may stand in between; an equation may go on over several lines, but not over an empty
/// one.
package struct AnswerReader {
  private let names: KnownNames
  private var sheet: AnswerSheet
  /// The answers to each quantity so far, by their canonical names.
  private var given: [String: Answer] = [:]
  /// Whether an updated parameter was read, so that the next forward pass is the second.
  private var hasUpdate = false

  /// A longer file is no write-up.
  package static let byteLimit = 16 << 20
  /// More equations are no write-up, either.
  static let equationLimit = 20_000
  /// A paragraph is read in pieces of about this size, so that memory stays bounded.
  private static let pieceLength = 64 << 10

  /// Reads a write-up.
  /// - Parameters:
  ///   - bytes: The text, in UTF-8, UTF-16 or UTF-32.
  ///   - file: What the write-up is called in messages.
  ///   - names: The quantities that can be meant.
  /// - Throws: `AnswerSheetError` if the write-up is too large or holds no equation.
  package static func read(
    _ bytes: [UInt8], file: String, names: KnownNames
  ) throws(AnswerSheetError) -> AnswerSheet {
    guard bytes.count <= byteLimit else {
      throw .tooLarge(file: file, bytes: bytes.count, limit: byteLimit)
    }
    var reader = AnswerReader(names: names, sheet: AnswerSheet(file: file))
    try reader.read(SavedText.normalized(bytes))
    guard reader.equations > 0 else {
      let example = names.names.first { $0.hasPrefix("net_") } ?? names.names.last ?? "x"
      throw .nothingRead(file: file, example: "\(example) = 0.5")
    }
    return reader.sheet
  }

  /// The contents of a file that may be a write-up; one that is too large is not read.
  /// - Throws: `FileFault` if there is none, `AnswerSheetError` if it is too large.
  package static func contents(of path: String) throws -> [UInt8] {
    let data = try Data(regularFile: path)
    guard data.count <= byteLimit else {
      throw AnswerSheetError.tooLarge(file: path, bytes: data.count, limit: byteLimit)
    }
    return Array(data)
  }

  private init(names: KnownNames, sheet: AnswerSheet) {
    self.names = names
    self.sheet = sheet
  }

  /// How many equations were read so far.
  private var equations: Int {
    sheet.answers.count + sheet.unreadable.count + sheet.passedOver.count
  }

  private mutating func read(_ bytes: [UInt8]) throws(AnswerSheetError) {
    let newline = UInt8(ascii: "\n")
    var line = 1
    var pieceLine = 1
    var pieceStart = 0
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: newline) ?? bytes.count
      let isEmpty = bytes[start..<end].allSatisfy { $0 == 0x20 || $0 == 0x09 }
      if isEmpty || end - pieceStart > Self.pieceLength {
        try readPiece(bytes[pieceStart..<end], line: pieceLine)
        (pieceStart, pieceLine) = (min(end + 1, bytes.count), line + 1)
      }
      line += 1
      start = end + 1
    }
    try readPiece(bytes[pieceStart...], line: pieceLine)
  }

  /// Reads some lines; a line longer than a piece is cut, since no equation is that long.
  private mutating func readPiece(
    _ bytes: ArraySlice<UInt8>, line: Int
  ) throws(AnswerSheetError) {
    let names = names
    var rest = bytes
    while !rest.isEmpty {
      let text = NormalizedMarkup(
        String(decoding: rest.prefix(2 * Self.pieceLength), as: UTF8.self))
      rest = rest.dropFirst(2 * Self.pieceLength)
      let statements = Statement.statements(
        in: AtomScanner.atoms(of: text, line: line),
        isKnown: { names.canonicalName(of: $0) != nil })
      for statement in statements { take(statement, of: text) }
      guard equations <= Self.equationLimit else {
        throw .tooMany(file: sheet.file, line: line, limit: Self.equationLimit)
      }
    }
  }

  private func isKnown(_ name: WrittenName) -> Bool { names.canonicalName(of: name) != nil }

  /// The first quantity that is a side of an equation, and where it stands.
  private func quantity(in statement: Statement) -> (name: String, range: Range<Int>)? {
    for side in statement.sides {
      if let (written, range) = Statement.name(of: side, isKnown: isKnown),
        let name = names.canonicalName(of: written)
      {
        return (name, range)
      }
    }
    return nil
  }

  private mutating func take(_ statement: Statement, of text: NormalizedMarkup) {
    let named = quantity(in: statement)
    guard let number = statement.number, number.value.value.isFinite else {
      if let named, let shown = statement.unreadable(isKnown: isKnown), let first = shown.first,
        let last = shown.last
      {
        let range = first.range.lowerBound..<last.range.upperBound
        sheet.unreadable.append(
          UnreadableAnswer(
            line: first.line, quantity: named.name, text: text.written(range)))
      } else {
        sheet.passedOver.append(statement.line)
      }
      return
    }
    if let (canonical, range) = named {
      let quantity = meant(by: canonical, in: statement, number: number.value)
      if quantity.hasSuffix("+") { hasUpdate = true }
      let answer = Answer(
        line: number.line, name: text.written(range), quantity: quantity, number: number.value)
      given[quantity] = answer
      sheet.answers.append(answer)
    } else if let (_, range) = Statement.soleName(of: statement.sides[0]) {
      sheet.answers.append(
        Answer(
          line: number.line, name: text.written(range), quantity: nil, number: number.value))
    } else {
      sheet.passedOver.append(statement.line)
    }
  }

  /// The quantity that a reader takes a name for, at this place of the write-up.
  ///
  /// A weight on both sides of an equation, in an assignment, or calculated although it is given is
  /// the updated weight. After an update, a quantity of the forward pass is that of the second pass,
  /// unless its number says otherwise.
  private func meant(by name: String, in statement: Statement, number: WrittenNumber) -> String {
    let updated = Notation.updated(name)
    if names.contains(updated) {
      let isOnBothSides = statement.sides.dropFirst().joined().contains {
        if case .name(let written) = $0.kind { return names.canonicalName(of: written) == name }
        return false
      }
      let isAssigned = statement.isAssignment || isOnBothSides || statement.isCalculation
      return isAssigned ? updated : name
    }
    let later = Notation.name(name, afterStep: 1)
    guard hasUpdate, names.contains(later) else { return name }
    let distance = names.value(of: name).map { abs($0 - number.value) } ?? .infinity
    let laterDistance = names.value(of: later).map { abs($0 - number.value) } ?? 0
    let isRepeated = given[name] != nil
    let isRestated =
      given[name]?.number.value == number.value
      && laterDistance > Foundation.pow(10, Double(number.unit))
    return isRestated || (!isRepeated && distance < laterDistance) ? name : later
  }
}
