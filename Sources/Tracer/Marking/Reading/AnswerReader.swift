import Foundation

/// Reads the answers out of a write-up in plain text, Markdown or LaTeX, or out of what a program
/// printed.
///
/// The left side of an equation names the quantity, and its last number is the answer. Prose in any
/// language may stand in between; an equation may go on over several lines, but not over an empty
/// one. What a name means is settled when all is read.
package struct AnswerReader {
  var names: KnownNames
  var sheet: AnswerSheet
  var context = SheetContext()
  var claims: [Claim] = []
  /// Where equations stand that name a quantity and state nothing for certain.
  private var refused: [Range<Int>] = []
  /// The headings that count something: the word and the number.
  var counts: [(line: Int, word: String, number: Int)] = []
  /// The unit that a line is about: `o1: net = 1.1, out = 0.75`.
  var lineUnit: (line: Int, unit: String)?

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
    let text = SavedText.normalized(bytes)
    try reader.read(text)
    reader.settle()
    reader.keepLines(of: text)
    guard reader.equations > 0 || !reader.sheet.unread.isEmpty else {
      let example = names.names.first { $0.hasPrefix("net_") } ?? names.names.last ?? "x"
      throw .nothingRead(file: file, example: "\(example) = 0.5")
    }
    return reader.sheet
  }

  /// After how many updates quantities of a write-up can be meant: the numbers beside words such as
  /// "iteration", and those in front of the rows of a table of steps.
  package static func steps(in bytes: [UInt8]) -> Set<Int> {
    guard bytes.count <= pieceLength else { return [] }
    let text = String(decoding: SavedText.normalized(bytes), as: UTF8.self)
    let atoms = AtomScanner.atoms(of: NormalizedMarkup(text), line: 1)
    func isStep(_ place: Int) -> Bool {
      atoms.indices.contains(place)
        && atoms[place].name.flatMap(\.word).map { $0 == .step || $0 == .after } ?? false
    }
    guard atoms.indices.contains(where: isStep) else { return [] }
    var (steps, line): (Set<Int>, Int) = ([], 0)
    for (place, atom) in atoms.enumerated() {
      guard let number = atom.number else { continue }
      let isFirst = atom.line > line
      line = atom.line
      guard isFirst || isStep(place - 1) || isStep(place + 1), number.isWhole,
        (1...mostUpdates).contains(number.value)
      else { continue }
      steps.insert(Int(number.value))
    }
    return Set(steps.sorted().prefix(mostSteps))
  }

  private static let mostUpdates = 100_000.0
  private static let mostSteps = 64

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
    max(claims.reduce(0) { $0 + $1.answers.count }, sheet.answers.count) + sheet.unreadable.count
      + sheet.passedOver.count
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
      // A row of a table in HTML may take several lines.
      line +=
        1
        + bytes[start..<end].indices.dropFirst().count {
          bytes[$0 - 1] == 0xC2 && bytes[$0] == 0x85
        }
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
      let atoms = AtomScanner.atoms(of: text, line: line)
      let before = claims.count
      refused = []
      for item in StatementBuilder.items(in: atoms, known: names) {
        switch item {
        case .statement(let statement): take(statement, of: text)
        case .line(let line): readLine(line, of: text)
        }
      }
      readProse(atoms, behind: before)
      guard equations <= Self.equationLimit else {
        throw .tooMany(file: sheet.file, line: line, limit: Self.equationLimit)
      }
    }
  }

  /// Reads what the sentences of a paragraph hold besides equations.
  private mutating func readProse(_ atoms: [Atom], behind start: Int) {
    let read = Dictionary(
      grouping: claims[start...].filter { !$0.readings.isEmpty }.flatMap(\.answers), by: \.line)
    let prose = ProseReader(atoms, known: names, refused: refused) { atom in
      read[atom.line]?.contains { $0.number.magnitude.value == atom.number?.value } ?? false
    }
    for finding in prose.findings {
      claims.removeAll { claim in
        claim.readings.isEmpty && claim.answers[0].line == finding.line
          && claim.answers[0].number.value == finding.number.value
      }
      claims.append(
        Claim(
          answers: [
            Answer(
              line: finding.line, name: finding.quantity, candidates: [], number: finding.number)
          ], readings: [NameReading(rows: [[finding.quantity]])]))
    }
    let lines = Set(prose.findings.map(\.line)).subtracting(prose.openLines)
    sheet.unread.removeAll(where: lines.contains)
  }

  /// A line without an equation: a heading, a legend, or prose.
  private mutating func readLine(_ line: ArraySlice<Atom>, of text: NormalizedMarkup) {
    guard let first = line.first else { return }
    if let (word, number) = line.stepCount { counts.append((first.line, word, number)) }
    if line.count <= 80, learnLegends(line) { return }
    if line.contains(where: \.isDecimal) { sheet.unread.append(first.line) }
    context.read(
      line, isHeading: text.isHeading(at: first.range.lowerBound), known: names)
  }

  private mutating func take(_ statement: Statement, of text: NormalizedMarkup) {
    if let cell = statement.cell {
      let name = cell.label.map { text.written($0) }.filter { !$0.isEmpty }.joined(separator: " ")
      guard let (number, line, _) = statement.number, number.value.isFinite else {
        return takeUnreadable(statement, cell.readings, of: text)
      }
      return add(cell.readings, named: name, statement, [(number, line)])
    }
    if statement.isHypothetical { return passOver(statement, isRefused: true) }
    let phrases = statement.sides.compactMap { names.phrase(endingIn: $0) }
    if let array = statement.array {
      // One quantity has one number.
      let isList = array.isBracketed || array.rows[0].contains { $0.line != statement.line }
      let isSingle = phrases.first?.readings.isEmpty == false
      return isList || !isSingle || statement.sides[0].contains { $0.kind == .punctuation(",") }
        ? take(array, statement, of: text) : passOver(statement)
    }
    let ofUnit = phrase(of: statement)
    let named = ofUnit ?? phrases.first { !$0.readings.isEmpty }
    guard let (number, line, _) = statement.number, number.value.isFinite else {
      return takeUnreadable(statement, named?.readings ?? [], of: text)
    }
    let whole = statement.elliptic.flatMap { names.phrase(endingIn: $0.whole) }
      .flatMap { $0.readings.isEmpty ? nil : $0 }
    let isOfAnother =
      statement.assigns.dropFirst().contains(true)
      && phrases.contains { other in
        named.map {
          $0.readings.meanings.count == 1 && other.readings.meanings.count == 1
            && $0.readings.meanings != other.readings.meanings
        } ?? false
      }
    guard statement.isUnequivocal, !isOfAnother,
      let range = named?.range ?? whole.flatMap({ _ in phrases.first?.range })
        ?? statement.soleName(known: names)
    else { return passOver(statement, isRefused: named != nil) }
    if let side = statement.number?.side,
      statement.sides[(side + 1)...].joined().contains(where: \.isDecimal)
    {
      // Where an arrow leads on, the last number is what the name is.
      guard !statement.assigns[side...].contains(true) else { return passOver(statement) }
      sheet.unread.append(line)
    }
    var readings = named?.readings ?? []
    if let ellipsis = statement.elliptic, let whole {
      readings = whole.readings + (ellipsis.isCertain ? [] : readings.map { $0.costing(2) })
    }
    if statement.isBecoming,
      let new = readings.first?.renamed(in: names, Notation.updated), new.isSingle
    {
      readings = [NameReading(rows: new.rows)]
    }
    for other in phrases
    where whole == nil && other.readings.meanings.count < readings.meanings.count {
      // δ_1 = ∂E/∂net_o1 = 0.14: the other side says which.
      let both = readings.filter { other.readings.meanings.contains($0.rows) }
      if !both.isEmpty { readings = both }
    }
    if ofUnit != nil, statement.unit(in: names.layout) == nil {
      // E behind what a unit has may be that of all.
      let own = readings.first.flatMap { names.value(of: $0.name) }
      readings += (phrases.first?.readings ?? []).filter {
        names.objectives.contains($0.name) && names.value(of: $0.name) != own
      }
    }
    if readings.meanings.count == 1, !readings[0].isBareUnit,
      let unit = names.layout.unit(havingName: readings[0].name)
    {
      lineUnit = (line, unit)
    }
    add(readings, named: text.written(range), statement, [(number, line)])
  }

  /// `net` behind a unit in the same line or in front of one, or below a heading that names one.
  private mutating func phrase(of statement: Statement) -> NamePhrase? {
    let own = statement.unit(in: names.layout) ?? statement.unitBehind(in: names.layout)
    if let own { lineUnit = (statement.line, own) }
    let words = statement.sides[0].withoutEmphasis
    guard let unit = lineUnit?.line == statement.line ? lineUnit?.unit : context.unit,
      var last = words.last(where: { $0.name?.word != .filler }), let name = last.name,
      name.isWord || name.stem.count == 1, !names.isOwn(name),
      own != nil || statement.sides[0].dropLast().allSatisfy({ isNoUnit($0.name) }),
      // The loss is not that of the unit before.
      !Symbol.objectives.contains(name.stem)
        || statement.sides[0].dropLast().allSatisfy({ $0.name?.word?.symbol == nil }),
      case let symbol = name.word?.symbol ?? name.stem.lowercased(), Symbol.all[symbol] != nil
    else { return nil }
    last.kind = .name(name.with(stem: symbol + unit))
    return names.phrase(endingIn: [last]).flatMap { phrase in
      phrase.readings.isEmpty
        || own == nil && isStated(phrase.readings[0], onLine: statement.line) ? nil : phrase
    }
  }

  /// Whether a quantity was stated on a line already: behind `out_h2 = 0.6889`, another `out` is not
  /// that of h2.
  private func isStated(_ reading: NameReading, onLine line: Int) -> Bool {
    claims.reversed().prefix { $0.answers[0].line == line }
      .contains { $0.readings.meanings == [reading.rows] }
  }

  private func isNoUnit(_ name: WrittenName?) -> Bool {
    name.map { names.layout.unit($0.stem.lowercased()).isEmpty } ?? true
  }

  private mutating func add(
    _ readings: [NameReading], named name: String, _ statement: Statement,
    _ numbers: [(number: WrittenNumber, line: Int)], width: Int = 1, isBare: Bool = false
  ) {
    let meant = context.applied(
      to: readings.map { updated($0, in: statement, numbers: numbers.map(\.number)) },
      numbers: numbers.map(\.number), known: names
    ).flatMap { reading in
      isBare && reading.renamed(in: names, Notation.updated) != nil
        ? names.everything(about: reading) : [reading]
    }
    claims.append(
      Claim(
        answers: numbers.enumerated().map { offset, cell in
          let place = numbers.count == 1 ? "" : "(\(offset / width + 1),\(offset % width + 1))"
          return Answer(
            line: cell.line, name: name + place, candidates: [],
            work: numbers.count == 1 ? statement.work : [],
            formulas: numbers.count == 1 ? statement.formulas(known: names) : [],
            number: cell.number)
        }, readings: meant.unique))
  }

  private mutating func passOver(_ statement: Statement, isRefused: Bool = false) {
    if isRefused, let range = statement.sides.lazy.compactMap(\.written).first,
      let end = statement.sides.lazy.reversed().compactMap(\.written).first
    {
      refused.append(range.lowerBound..<max(range.upperBound, end.upperBound))
    }
    sheet.passedOver.append(statement.line)
    if statement.hasNumber { sheet.unread.append(statement.line) }
  }

  private mutating func takeUnreadable(
    _ statement: Statement, _ readings: [NameReading], of text: NormalizedMarkup
  ) {
    if let reading = readings.first,
      let shown = statement.unreadable(isOwn: names.isOwn), let first = shown.first,
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

  /// Takes a vector or matrix, or several names with as many numbers.
  private mutating func take(
    _ array: ArrayLiteral, _ statement: Statement, of text: NormalizedMarkup
  ) {
    let numbers = array.rows.flatMap(\.self)
    // "h1, h2 = 0.59, 0.60"
    let parts = statement.sides[0].split { $0.kind == .punctuation(",") }
    let phrases = parts.compactMap { names.phrase(endingIn: $0) }
    if parts.count == numbers.count, parts.count > 1, phrases.count == parts.count {
      for (phrase, number) in zip(phrases, numbers) {
        add(phrase.readings, named: text.written(phrase.range), statement, [number])
      }
      return
    }
    let known = names
    let named = statement.sides.dropLast().lazy
      .compactMap { known.phrase(endingIn: $0, isArray: numbers.count > 1) }
      .first { !$0.readings.isEmpty }
    let (height, width) = (array.rows.count, array.rows[0].count)
    let readings = named?.readings.flatMap { $0.fitted(height: height, width: width) } ?? []
    guard let named, !readings.isEmpty else { return passOver(statement) }
    // The parameters of a layer are printed under one name: those given, the new ones, the gradients.
    add(
      readings, named: text.written(named.range), statement, numbers, width: width,
      isBare: !named.words.contains(.old))
  }

  /// A weight on both sides of an equation, in an assignment, or calculated although it is given is
  /// the updated weight; so are weights that have its numbers and not the given ones.
  private func updated(
    _ reading: NameReading, in statement: Statement, numbers: [WrittenNumber]
  ) -> NameReading {
    guard let updated = reading.renamed(in: names, Notation.updated) else { return reading }
    let isOnBothSides = statement.sides.dropFirst().joined().contains { atom in
      atom.name.map {
        names.readings(of: $0).contains { $0.names.sorted() == reading.names.sorted() }
      }
        ?? false
    }
    let isAssigned =
      statement.isAssignment || statement.assigns.contains(true) || isOnBothSides
      || statement.isCalculation
      || statement.cell == nil && !reading.isOpen && isNear(updated, numbers)
        && !isNear(reading, numbers)
    return isAssigned ? updated : reading
  }

  /// Whether the numbers are those of the quantities, nearly.
  func isNear(_ reading: NameReading, _ numbers: [WrittenNumber]) -> Bool {
    zip(reading.names, numbers).allSatisfy { names.value(of: $0).map($1.isNear) ?? false }
  }

  /// Keeps the text of the lines that were not read.
  private mutating func keepLines(of bytes: [UInt8]) {
    let kept = Set(sheet.unread + sheet.passedOver)
    let lines = String(decoding: bytes, as: UTF8.self)
      .split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == HTMLText.softBreak }
    for (offset, line) in lines.enumerated() where kept.contains(offset + 1) {
      sheet.lines[offset + 1] = line.prefix(200).trimmingCharacters(in: .whitespaces)
    }
  }
}
