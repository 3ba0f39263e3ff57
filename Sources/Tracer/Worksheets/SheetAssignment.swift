/// Which of several worksheets a write-up answers, by what it says of itself.
package struct SheetAssignment: Sendable {
  /// A worksheet of the folder.
  package struct Sheet: Hashable, Sendable {
    /// The name of its files, such as `07`.
    package let label: String
    /// The code on it, such as `7-07-kxm`.
    package let code: String?

    package init(label: String, code: String?) { (self.label, self.code) = (label, code) }
  }

  /// Why a write-up belongs to none of the sheets.
  package enum Failure: Error, Equatable {
    /// Nothing says which sheet it answers.
    case unnamed
    /// It names more than one.
    case ambiguous([String])
    /// It has the code of a sheet that is not there.
    case foreign(String)
    /// Its name fits one sheet, its answers fit another.
    case contradictory(String, String)
  }

  private let sheets: [Sheet]

  package init(_ sheets: [Sheet]) { self.sheets = sheets }

  /// The sheet that a write-up answers, by its code, or else its name or title in the first lines, or
  /// else the name of the file. What fits several sheets is none.
  /// - Parameters:
  ///   - file: The name of the file.
  ///   - text: How the write-up begins.
  package func sheet(of file: String, beginning text: String) throws(Failure) -> Sheet {
    let start = text.split(whereSeparator: \.isNewline).prefix(12).map(String.init)
    let name = Self.plain(file)
    let codes = (start + [name]).flatMap {
      Self.plain($0).split { !$0.isLetter && !$0.isNumber && $0 != "-" }.map(String.init)
        .filter { $0.wholeMatch(of: /[0-9]+-[0-9]+-[a-z]{3}/) != nil }
    }
    if let found = try one(of: codes.flatMap { code in sheets.filter { $0.code == code } }) {
      return found
    }
    if let code = codes.first { throw .foreign(code) }
    if let found = try one(of: start.flatMap(titled)) { return found }
    if let found = try one(of: named(name)) { return found }
    throw .unnamed
  }

  private func one(of found: [Sheet]) throws(Failure) -> Sheet? {
    let labels = Set(found.map(\.label))
    if labels.count > 1 { throw .ambiguous(labels.sorted()) }
    return found.first
  }

  /// The sheets that a line names behind a word for one, or that it consists of: `Worksheet 07: …`,
  /// `문제지 7`, `(7-07)`.
  private func titled(_ line: String) -> [Sheet] {
    let text = Self.plain(line)
    let title =
      /(?:sheet|code|variant|문제지|연습 ?문제|시험지|코드) *(?:no\.?|#|:)? *`?(?<number>[0-9]+(?:-[0-9]+)?)(?![0-9-])/
    let whole = /[ #*>]*[(\[]?(?<number>[0-9]+-[0-9]+)[)\]]?[ *]*/
    let numbers =
      text.matches(of: title.ignoresCase()).map { String($0.output.number) }
      + (text.wholeMatch(of: whole).map { [String($0.output.number)] } ?? [])
    return numbers.flatMap { number in
      sheets.filter { sheet in
        number.contains("-")
          ? sheet.code.map { Self.pair($0) == Self.pair(number) } ?? false
          : Int(sheet.label) == Int(number)
      }
    }
  }

  /// The sheets that the name of a file fits: it is, ends in or begins with a sheet's name, or has a
  /// word for a sheet in front of its number. Dates and what a browser adds to a second download are
  /// no numbers of sheets.
  private func named(_ file: String) -> [Sheet] {
    var name = file.replacing(/\.[A-Za-z]{1,8}$/, with: "")
    name = name.replacing(/(?: ?\([0-9]+\)| - [Cc]opy| copy)$/, with: "")
    let titled = titled(name)
    if !titled.isEmpty { return titled }
    name = name.replacing(
      /(?:^|[^0-9])(?:19|20)[0-9]{2}(?:[-._]?[0-9]{2}[-._]?[0-9]{2}|[-._][0-9]{1,2})(?![0-9])/,
      with: " ")
    if let code = name.wholeMatch(of: /(?:.*[^0-9-])?(?<code>[0-9]+-[0-9]+)/) {
      let coded = sheets.filter {
        $0.code.map { Self.pair($0) == Self.pair(String(code.output.code)) } ?? false
      }
      if !coded.isEmpty { return coded }
    }
    let words = name.split { !$0.isNumber && !$0.isLetter }
    let ending = sheets.filter { $0.label[...] == words.last }
    let beginning = sheets.filter { sheet in
      words.first.map { $0.prefix(while: \.isNumber) == sheet.label[...] } ?? false
    }
    // One number among others at the beginning may be that of a day or an exercise.
    let numbers = name.split { !$0.isNumber }.count
    return ending.isEmpty ? (numbers == 1 ? beginning : []) : ending
  }

  /// The seed and the number of a code.
  private static func pair(_ code: String) -> [Int] {
    code.split(separator: "-").prefix(2).compactMap { Int($0) }
  }

  /// A text with the hyphens that programs put in place of one.
  private static func plain(_ text: String) -> String {
    text.replacing(/[‐‑‒–—−]/, with: "-")
  }
}

extension SheetAssignment.Failure {
  /// What the table of a class says.
  package var reason: Phrase {
    switch self {
    case .unnamed:
      Phrase(
        en: """
          not assigned to a sheet: none of this folder is named by its first lines or its file's name; \
          write the sheet's code in the first lines, or end the file's name with its number
          """,
        ko: """
          어느 문제지인지 알 수 없다. 첫 줄에도 파일 이름에도 이 폴더의 문제지가 나오지 않는다. 첫 줄에 코드를 적거나 \
          파일 이름 끝에 문제지 번호를 붙여야 한다
          """)
    case .ambiguous(let labels):
      Phrase(
        en: "not assigned to a sheet: it names \(labels.joined(separator: " and "))",
        ko: "어느 문제지인지 알 수 없다. 번호가 여러 개이다: \(labels.joined(separator: ", "))")
    case .foreign(let code):
      Phrase(
        en: "not assigned to a sheet: sheet \(code) is not in this folder",
        ko: "문제지 \(code)가 이 폴더에 없다")
    case .contradictory(let named, let other):
      Phrase(
        en: "not assigned to a sheet: it is named \(named), but its answers are those to \(other)",
        ko: "이름은 문제지 \(named)이지만 답은 문제지 \(other)의 것이다")
    }
  }
}
