import Foundation

/// A JSON value, its objects' members in the order in which they are to be written.
enum JSONValue: Equatable, Sendable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([(name: String, value: JSONValue)])

  static func == (a: JSONValue, b: JSONValue) -> Bool {
    switch (a, b) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.number(let a), .number(let b)): a == b
    case (.string(let a), .string(let b)): a == b
    case (.array(let a), .array(let b)): a == b
    case (.object(let a), .object(let b)): a.elementsEqual(b) { $0 == $1 }
    default: false
    }
  }

  /// The elements of a list of whole numbers.
  var integers: [Int]? {
    guard case .array(let elements) = self else { return nil }
    let integers = elements.compactMap { element -> Int? in
      if case .number(let number) = element { return Int(exactly: number) }
      return nil
    }
    return integers.count == elements.count ? integers : nil
  }

  /// What kind of value it is, for a message.
  var kind: String {
    switch self {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .number(let value): value.jsonText
    case .string(let text): "\"\(quoting: text)\""
    case .array(let elements): "a list of \(elements.count)"
    case .object: "an object"
    }
  }
}

extension JSONValue {
  static func strings(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }

  static func numbers(_ numbers: [Double]) -> JSONValue { .array(numbers.map { .number($0) }) }

  /// An object of the members that there are.
  static func object(present members: [(name: String, value: JSONValue?)]) -> JSONValue {
    .object(members.compactMap { name, value in value.map { (name, $0) } })
  }

  /// The value as a person would lay it out: a list of numbers on one line, the rest indented.
  func text(indent: Int = 0) -> String {
    let margin = String(repeating: " ", count: indent + 2)
    let end = "\n" + String(repeating: " ", count: indent)
    switch self {
    case .null: return "null"
    case .bool(let value): return value ? "true" : "false"
    case .number(let value): return value.jsonText
    case .string(let text): return Self.quoted(text)
    case .array(let elements):
      let parts = elements.map { $0.text(indent: indent + 2) }
      let isFlat = elements.allSatisfy {
        switch $0 {
        case .array, .object: false
        default: true
        }
      }
      return isFlat
        ? "[\(parts.joined(separator: ", "))]"
        : "[\n" + parts.map { margin + $0 }.joined(separator: ",\n") + end + "]"
    case .object(let members):
      let lines = members.map { "\(margin)\(Self.quoted($0)): \($1.text(indent: indent + 2))" }
      return "{\n" + lines.joined(separator: ",\n") + end + "}"
    }
  }

  static func quoted(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar -> String in
      switch scalar {
      case "\"": "\\\""
      case "\\": "\\\\"
      case "\n": "\\n"
      case _ where scalar.value < 0x20: String(format: "\\u%04x", scalar.value)
      default: String(scalar)
      }
    }
    return "\"\(escaped.joined())\""
  }
}

extension Double {
  /// The shortest decimal that reads back as the same number; a whole number without a point.
  package var jsonText: String { Int(exactly: self).map(String.init) ?? "\(self)" }
}
