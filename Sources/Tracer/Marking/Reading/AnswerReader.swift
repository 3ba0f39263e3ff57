import Foundation

/// Reads the answers out of a write-up in plain text, Markdown or LaTeX, or out of what a program
/// printed.
///
/// The left side of an equation names the quantity, and its last number is the answer. Prose in any
/// language may stand in between; an equation may go on over several lines, but not over an empty
/// one. What a name means is settled when all is read.
package struct AnswerReader {
  private var names: KnownNames
  private var sheet: AnswerSheet
  private var context = SheetContext()
  private var claims: [Claim] = []
  private var arrays: [ArrayClaim] = []

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
    reader.settle()
    guard reader.equations > 0 || !reader.sheet.unread.isEmpty else {
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
    max(claims.count, sheet.answers.count) + sheet.unreadable.count + sheet.passedOver.count
  }

  private mutating func read(_ bytes: [UInt8]) throws(AnswerSheetError) {
    let newline = UInt8(ascii: "\n")
    var line = 1
    var pieceLine = 1
    var pieceStart = 0
    var start = 0
    var last: UInt8 = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: newline) ?? bytes.count
      let isEmpty = bytes[start..<end].allSatisfy { $0 == 0x20 || $0 == 0x09 }
      if !isEmpty { last = bytes[start..<end].last { $0 != 0x20 && $0 != 0x09 } ?? 0 }
      // What MATLAB prints stands below an empty line.
      let goesOn = last == UInt8(ascii: "=") && Self.beginsNumber(bytes[end...])
      if isEmpty && !goesOn || end - pieceStart > Self.pieceLength {
        try readPiece(bytes[pieceStart..<end], line: pieceLine)
        (pieceStart, pieceLine) = (min(end + 1, bytes.count), line + 1)
      }
      line += 1
      start = end + 1
    }
    try readPiece(bytes[pieceStart...], line: pieceLine)
  }

  /// Whether the next line with anything in it begins with a number or an array.
  private static func beginsNumber(_ bytes: ArraySlice<UInt8>) -> Bool {
    let blanks = Array(" \t\n".utf8)
    let next = bytes.prefix(1_000).first { !blanks.contains($0) }
    return next.map { Array("-.[0123456789".utf8).contains($0) } ?? false
  }

  /// Reads some lines; a line longer than a piece is cut, since no equation is that long.
  private mutating func readPiece(
    _ bytes: ArraySlice<UInt8>, line: Int
  ) throws(AnswerSheetError) {
    var rest = bytes
    while !rest.isEmpty {
      let text = NormalizedMarkup(
        String(decoding: rest.prefix(2 * Self.pieceLength), as: UTF8.self))
      rest = rest.dropFirst(2 * Self.pieceLength)
      var headings: [(line: ArraySlice<Atom>, position: Int)] = []
      let statements = Statement.statements(
        in: AtomScanner.atoms(of: text, line: line), known: names
      ) { headings.append(($0, $1)) }
      var next = headings.startIndex
      for position in 0...statements.count {
        while next < headings.count, headings[next].position <= position {
          readLine(headings[next].line, of: text)
          next += 1
        }
        if position < statements.count { take(statements[position], of: text) }
      }
      guard equations <= Self.equationLimit else {
        throw .tooMany(file: sheet.file, line: line, limit: Self.equationLimit)
      }
    }
  }

  /// A line without an equation: a heading, a legend, or prose.
  private mutating func readLine(_ line: ArraySlice<Atom>, of text: NormalizedMarkup) {
    guard let first = line.first else { return }
    if line.count <= 60, learnLegend(line) { return }
    if line.contains(where: \.isDecimal) {
      sheet.unread.append(first.line)
    }
    context.read(
      line, isHeading: text.isHeading(at: first.range.lowerBound), layout: names.layout)
  }

  /// "Let z1 be the net input of h1": takes a name for what it is said to mean.
  private mutating func learnLegend(_ line: ArraySlice<Atom>) -> Bool {
    guard !line.contains(where: { $0.number != nil && !$0.isApart && $0.number?.isWhole != true }),
      let middle = line.firstIndex(where: { atom in
        atom.kind == .punctuation(":")
          || atom.name.map { legendWords.contains(NameWord.folded($0.stem)) } ?? false
      }), let name = line[..<middle].last(where: { $0.name != nil })?.name, !name.isWord
    else { return false }
    return learn(name, from: line[(middle + 1)...])
  }

  private mutating func learn(_ name: WrittenName, from side: ArraySlice<Atom>) -> Bool {
    let meaning = side.prefix { atom in
      if case .punctuation = atom.kind { return false }
      return atom.name?.word != .conjunction
    }
    guard !names.isOwn(name), let phrase = names.phrase(endingIn: meaning),
      phrase.readings.quantities.count == 1, phrase.written != name
    else { return false }
    names.learn(name, means: phrase.readings[0].name)
    return true
  }

  private mutating func take(_ statement: Statement, of text: NormalizedMarkup) {
    if statement.cell == nil, takeArray(statement, of: text) { return }
    let phrases =
      statement.cell == nil ? statement.sides.compactMap { names.phrase(endingIn: $0) } : []
    let named = phrases.first { !$0.readings.isEmpty } ?? phraseOfUnit(in: statement)
    guard let number = statement.number, number.value.value.isFinite else {
      return takeUnreadable(statement, named, of: text)
    }
    guard statement.isUnequivocal else { return passOver(statement) }
    if let cell = statement.cell {
      let name = cell.label.map { text.written($0) }.filter { !$0.isEmpty }.joined(separator: " ")
      return add(
        cell.readings, named: name, statement, number.value, line: number.line)
    }
    guard let named else {
      guard let first = statement.soleName(known: names) else { return passOver(statement) }
      return add([], named: text.written(first), statement, number.value, line: number.line)
    }
    var readings = named.readings
    for other in phrases where Set(other.readings.quantities).count < Set(readings.quantities).count
    {
      // δ_1 = ∂E/∂net_o1 = 0.14: the other side says which.
      let both = readings.filter { other.readings.quantities.contains($0.name) }
      if !both.isEmpty { readings = both }
    }
    add(readings, named: text.written(named.range), statement, number.value, line: number.line)
  }

  /// `net` below a heading that names a unit.
  private func phraseOfUnit(in statement: Statement) -> NamePhrase? {
    guard let unit = context.unit, let last = statement.sides[0].withoutEmphasis.last,
      let name = last.name, name.isWord || name.stem.count == 1
    else { return nil }
    let readings = names.readings(of: name.with(stem: name.stem + unit))
    return readings.isEmpty ? nil : NamePhrase(readings: readings, range: last.range)
  }

  private mutating func add(
    _ readings: [NameReading], named name: String, _ statement: Statement, _ number: WrittenNumber,
    line: Int
  ) {
    let meant = context.applied(
      to: readings.map { updated($0, in: statement, number: number) }, number: number, known: names)
    claims.append(
      Claim(
        answer: Answer(
          line: line, name: name, candidates: [], work: statement.work, number: number),
        readings: meant.unique))
  }

  private mutating func passOver(_ statement: Statement) {
    sheet.passedOver.append(statement.line)
    if statement.hasNumber { sheet.unread.append(statement.line) }
  }

  private mutating func takeUnreadable(
    _ statement: Statement, _ named: NamePhrase?, of text: NormalizedMarkup
  ) {
    let readings = statement.cell?.readings ?? named?.readings ?? []
    if let reading = readings.first,
      let shown = statement.unreadable(isKnown: { names.isKnown($0) }), let first = shown.first,
      let last = shown.last
    {
      let range = first.range.lowerBound..<last.range.upperBound
      sheet.unreadable.append(
        UnreadableAnswer(line: first.line, quantity: reading.name, text: text.written(range)))
      sheet.unread.append(first.line)
    } else if statement.cell == nil {
      let isLegend =
        statement.sides.count == 2
        && names.phrase(endingIn: statement.sides[0])?.written.map { name in
          learn(name, from: statement.sides[1])
        } ?? false
      if !isLegend { passOver(statement) }
    }
  }

  /// Takes a vector or matrix; returns whether the statement is one.
  private mutating func takeArray(_ statement: Statement, of text: NormalizedMarkup) -> Bool {
    guard let array = statement.array, let side = statement.sides.first else { return false }
    let numbers = array.rows.joined().map(\.number)
    let line = array.rows[0][0].line
    // "h1, h2 = 0.59, 0.60"
    let parts = side.split { $0.kind == .punctuation(",") }
    let phrases = parts.compactMap { names.phrase(endingIn: $0) }
    if parts.count == array.count, parts.count > 1, phrases.count == parts.count {
      for (phrase, number) in zip(phrases, numbers) {
        add(
          phrase.readings, named: text.written(phrase.range), statement, number, line: line)
      }
      return true
    }
    var variants: [TensorReading] = []
    for side in statement.sides.dropLast() where variants.isEmpty {
      variants = names.tensors(endingIn: side)
    }
    variants = variants.flatMap { $0.fitted(to: array, known: names) }
    let name = (side.last { $0.name != nil }).map { text.written($0.range) } ?? ""
    guard let first = variants.first else {
      // A single number in brackets.
      guard array.count == 1, let phrase = names.phrase(endingIn: side) else {
        passOver(statement)
        return true
      }
      add(phrase.readings, named: name, statement, numbers[0], line: line)
      return true
    }
    variants = variants.map { updated($0, in: statement, numbers: numbers) }
    let start = claims.count
    let width = array.rows[0].count
    for (offset, cell) in array.rows.joined().enumerated() {
      claims.append(
        Claim(
          answer: Answer(
            line: cell.line,
            name: first.rows.count * first.rows[0].count == 1
              ? name : "\(name)(\(offset / width + 1),\(offset % width + 1))",
            candidates: [], number: cell.number),
          readings: [], array: arrays.count))
    }
    arrays.append(
      ArrayClaim(
        name: name, line: line, numbers: numbers, variants: variants,
        claims: start..<claims.count))
    return true
  }

  /// A weight on both sides of an equation, in an assignment, or calculated although it is given is
  /// the updated weight; so is one that has its number and not the given one.
  private func updated(
    _ reading: NameReading, in statement: Statement, number: WrittenNumber
  ) -> NameReading {
    let updated = Notation.updated(reading.name)
    guard names.contains(updated) else { return reading }
    let isOnBothSides = statement.sides.dropFirst().joined().contains { atom in
      atom.name.map { names.canonicalName(of: $0) == reading.name } ?? false
    }
    let isGiven = names.value(of: reading.name).map(number.isNear) ?? false
    let isNew = names.value(of: updated).map(number.isNear) ?? false
    let isAssigned =
      statement.isAssignment || statement.assigns.contains(true) || isOnBothSides
      || statement.isCalculation || isNew && !isGiven && statement.cell == nil
    return isAssigned ? reading.named(updated) : reading
  }

  /// The same for the weights of a matrix.
  private func updated(
    _ reading: TensorReading, in statement: Statement, numbers: [WrittenNumber]
  ) -> TensorReading {
    let new = reading.rows.map { $0.map(Notation.updated) }
    guard new.joined().allSatisfy(names.contains) else { return reading }
    let given = zip(reading.rows.joined(), numbers).allSatisfy { name, number in
      names.value(of: name).map(number.isNear) ?? false
    }
    guard !given,
      context.mode == .updated || statement.isAssignment || hasUpdatedNumber(new, numbers)
    else { return reading }
    var updated = reading
    updated.rows = new
    return updated
  }

  private func hasUpdatedNumber(_ rows: [[String]], _ numbers: [WrittenNumber]) -> Bool {
    let values = rows.joined().compactMap { names.value(of: $0) }
    return numbers.contains { number in values.contains(where: number.isNear) }
  }

  /// Settles what all names mean.
  private mutating func settle() {
    let settlement = Settlement(claims, arrays: arrays, known: names)
    sheet.assumptions = settlement.assumptions
    var given: [String: WrittenNumber] = [:]
    var hasUpdate = false
    for claim in settlement.claims {
      var answer = claim.answer
      answer.candidates = claim.quantities
      if let name = answer.quantity {
        let quantity = hasUpdate ? later(name, given: given[name], number: answer.number) : name
        if quantity.hasSuffix("+") { hasUpdate = true }
        given[quantity] = answer.number
        answer.candidates = [quantity]
      } else {
        sheet.unread.append(answer.line)
      }
      sheet.answers.append(answer)
    }
    sheet.unread.sort()
  }

  /// After an update, a quantity of the forward pass is that of the second pass, unless its number
  /// says otherwise.
  private func later(_ name: String, given: WrittenNumber?, number: WrittenNumber) -> String {
    let later = Notation.name(name, afterStep: 1)
    guard names.contains(later) else { return name }
    let distance = names.value(of: name).map { abs($0 - number.value) } ?? .infinity
    let laterDistance = names.value(of: later).map { abs($0 - number.value) } ?? 0
    let unit = Foundation.pow(10, Double(number.unit))
    let isRestated = given?.value == number.value && laterDistance > unit
    return isRestated || given == nil && (distance < laterDistance || distance < 0.501 * unit)
      ? name : later
  }
}

/// What stands between a name and what it means.
private let legendWords: Set<String> = [
  "be", "is", "denotes", "means", "denote", "represents", "ist", "sei", "bezeichnet", "est",
  "designe", "은", "는", "denoting", "bedeutet",
]
