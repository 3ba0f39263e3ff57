/// A value of a JSON file together with the path that leads to it, which every error names.
struct JSONField {
  let value: JSONValue
  let path: String
  let file: String

  init(parsing bytes: [UInt8], file: String) throws(ModelFileError) {
    do throws(JSONError) {
      value = try JSONParser.value(of: bytes)
    } catch {
      throw ModelFileError(
        file: file, path: "",
        problem: .notJSON(line: error.line, column: error.column, reason: error.reason))
    }
    path = ""
    self.file = file
  }

  init(_ value: JSONValue, path: String, file: String) {
    self.value = value
    self.path = path
    self.file = file
  }

  func error(_ problem: ModelFileError.Problem) -> ModelFileError {
    ModelFileError(file: file, path: path, problem: problem)
  }

  func unexpected(_ expected: String, found: String? = nil) -> ModelFileError {
    error(.unexpected(expected: expected, found: found ?? value.kind))
  }

  /// The members of an object that may have these fields and no others.
  func members(_ known: [String]) throws(ModelFileError) -> [String: JSONField] {
    guard case .object(let members) = value else { throw unexpected("an object") }
    if let (name, _) = members.first(where: { !known.contains($0.name) }) {
      throw error(.unknownField(name, nearest: nearestName(to: name, among: known), known: known))
    }
    return try self.members()
  }

  func members() throws(ModelFileError) -> [String: JSONField] {
    guard case .object(let members) = value else { throw unexpected("an object") }
    var fields: [String: JSONField] = [:]
    for (name, value) in members {
      fields[name] = JSONField(value, path: path.isEmpty ? name : "\(path).\(name)", file: file)
    }
    return fields
  }

  func required(
    _ name: String, of members: [String: JSONField]
  ) throws(ModelFileError) -> JSONField {
    guard let field = members[name] else { throw error(.missing(name)) }
    return field
  }

  func elements(_ expected: String = "a list") throws(ModelFileError) -> [JSONField] {
    guard case .array(let elements) = value else { throw unexpected(expected) }
    return elements.enumerated().map { index, value in
      JSONField(value, path: "\(path)[\(index)]", file: file)
    }
  }

  /// Refuses another number of elements than there have to be.
  func check(_ found: Int, is count: Int, _ what: String) throws(ModelFileError) {
    guard found == count else { throw unexpected("\(count) \(what)", found: "\(found)") }
  }

  func string(_ expected: String = "a text in quotation marks") throws(ModelFileError) -> String {
    guard case .string(let text) = value else { throw unexpected(expected) }
    return text
  }

  /// A text in every language, or an object with one in each.
  func phrase() throws(ModelFileError) -> Phrase {
    guard case .object = value else {
      return "\(try string("a text in quotation marks, or one in en and ko,"))"
    }
    let members = try members(Language.allCases.map(\.rawValue))
    func text(_ language: Language) throws(ModelFileError) -> Phrase {
      "\(try required(language.rawValue, of: members).string())"
    }
    return Phrase(en: try text(.english), ko: try text(.korean))
  }

  func bool() throws(ModelFileError) -> Bool {
    guard case .bool(let value) = value else { throw unexpected("true or false") }
    return value
  }

  func number(
    _ expected: String = "a number", where isValid: (Double) -> Bool = { _ in true }
  ) throws(ModelFileError) -> Double {
    guard case .number(let value) = value, value.isFinite, isValid(value) else {
      throw unexpected(expected)
    }
    return value
  }

  func integer(in range: ClosedRange<Int>) throws(ModelFileError) -> Int {
    let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
    guard let whole = Int(exactly: try number(expected)), range.contains(whole) else {
      throw unexpected(expected)
    }
    return whole
  }

  func numbers(_ expected: String = "a list of numbers") throws(ModelFileError) -> [Double] {
    try elements(expected).map { (element) throws(ModelFileError) in try element.number() }
  }

  func strings(_ expected: String = "a list") throws(ModelFileError) -> [String] {
    try elements(expected).map { (element) throws(ModelFileError) in try element.string() }
  }

  func word<Choice: RawRepresentable & CaseIterable>(
    _ type: Choice.Type
  ) throws(ModelFileError) -> Choice where Choice.RawValue == String {
    guard let choice = Choice(rawValue: try word(among: Choice.allCases.map(\.rawValue))) else {
      throw unexpected("one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return choice
  }

  func word(among words: [String]) throws(ModelFileError) -> String {
    let expected = "one of \(words.joined(separator: ", "))"
    let text = try string(expected)
    guard words.contains(text) else {
      let hint = nearestName(to: text, among: words).map { "\($0), or \(expected)," }
      throw unexpected(hint ?? expected)
    }
    return text
  }
}
