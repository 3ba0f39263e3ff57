import Foundation
import Tracer

/// What may stand after an option or for an operand.
struct Form: Sendable {
  /// What stands for it in the help, such as `N`, `FILE` or `en|ko`.
  let placeholder: String
  /// Words that it may be.
  var words: [String] = []
  /// What its path leads to, if it may be one.
  var path: Path?

  /// A file that is read, one that is written, or a folder.
  enum Path { case file, written, folder }

  static let file = Form(placeholder: "FILE", path: .file)
  static let written = Form(placeholder: "FILE", path: .written)
  static let folder = Form(placeholder: "DIR", path: .folder)

  /// One of several words.
  static func oneOf(_ words: [String]) -> Form {
    Form(placeholder: words.joined(separator: "|"), words: words)
  }
}

/// What a subcommand expects at one place.
struct Operand: Sendable {
  let form: Form
  var isOptional = false
  var isRepeated = false
  /// Whether `--data` may stand in its place.
  var mayBeData = false

  /// As it stands in a line of usage: `[EXAMPLE]`, `[WORD...]`.
  var description: String {
    let name = form.placeholder + (isRepeated ? "..." : "")
    return isOptional ? "[\(name)]" : name
  }
}

/// An option whatever its value is.
protocol AnyOption: Sendable {
  /// With its dashes: `--digits`.
  var name: String { get }
  /// What its value may be; `nil` for a flag.
  var form: Form? { get }
  /// What it does, the same in every subcommand.
  var help: String { get }
  /// What holds without it, which may differ from one subcommand to another.
  var usual: String? { get }
  /// The value that a word stands for.
  func anyValue(of word: String) throws(UsageError) -> any Sendable
}

/// An option, and the key by which its value is read.
///
/// It is declared once, in `Options`; the subcommands that know it name it.
struct Option<Value: Sendable>: AnyOption {
  let name: String
  private(set) var form: Form?
  let help: String
  private(set) var usual: String?
  private(set) var value: @Sendable (_ word: String) throws(UsageError) -> Value

  /// An option whose value is read from a word.
  init(
    _ name: String, _ form: Form?, _ help: String, usual: String? = nil,
    value: @escaping @Sendable (_ word: String) throws(UsageError) -> Value
  ) {
    self.name = name
    self.form = form
    self.help = help
    self.usual = usual
    self.value = value
  }

  func anyValue(of word: String) throws(UsageError) -> any Sendable { try value(word) }

  /// The same with another form of its value.
  func taking(_ form: Form) -> Option {
    var option = self
    option.form = form
    return option
  }

  /// The same with something else that holds without it.
  func usually(_ usual: String?) -> Option {
    var option = self
    option.usual = usual
    return option
  }
}

/// An option without a value.
typealias Flag = Option<Bool>

extension Flag {
  init(_ name: String, _ help: String) { self.init(name, nil, help) { _ in true } }
}

extension Option<String> {
  /// An option whose value is taken as it is written.
  init(_ name: String, _ form: Form, _ help: String, usual: String? = nil) {
    self.init(name, form, help, usual: usual) { $0 }
  }
}

extension Option<String> {
  /// An option whose value is a file to be written in a format that its name says, or a word.
  /// - Parameter mayBeBare: Whether a name without an ending will do.
  init(
    _ name: String, written suffixes: [String], or words: [String] = [], mayBeBare: Bool = false,
    _ help: String
  ) {
    let endings = suffixes.map { "." + $0 }
    let form = Form(
      placeholder: (["FILE"] + words).joined(separator: "|"), words: words, path: .written)
    self.init(name, form, help) { (word) throws(UsageError) in
      let isBare = mayBeBare && URL(fileURLWithPath: word).pathExtension.isEmpty
      guard
        isBare || words.contains(word)
          || endings.contains(where: { word.lowercased().hasSuffix($0) })
      else {
        throw .invalid(
          option: name, found: word,
          expected: (["a name ending in \(endings.joined(separator: ", "))"] + words)
            .joined(separator: ", or "))
      }
      return word
    }
  }
}

extension Option<[String]> {
  /// An option whose value is words separated by commas.
  init(_ name: String, list form: Form, _ help: String, usual: String? = nil) {
    self.init(name, form, help, usual: usual) { (word) throws(UsageError) in
      guard word.listed.allSatisfy({ !$0.isEmpty }) else {
        throw .invalid(
          option: name, found: word, expected: "\(form.placeholder), none of them empty,")
      }
      return word.listed
    }
  }
}

extension Option<Double> {
  /// An option whose value is a finite number above 0, or 0 where it may be that.
  init(
    _ name: String, positive placeholder: String, orZero mayBeZero: Bool = false, _ help: String,
    usual: String? = nil
  ) {
    self.init(name, Form(placeholder: placeholder), help, usual: usual) {
      (word) throws(UsageError) in
      guard let number = Double(word), number.isFinite,
        number > 0 || mayBeZero && number == 0
      else {
        throw .invalid(
          option: name, found: word,
          expected: Double(word) == .infinity
            ? "a number up to \(Double.greatestFiniteMagnitude)"
            : mayBeZero ? "a number, 0 or more" : "a number above 0")
      }
      return number
    }
  }
}

extension Option<Int> {
  /// An option whose value is a whole number.
  init(_ name: String, in range: ClosedRange<Int>, _ help: String, usual: String? = nil) {
    self.init(name, Form(placeholder: "N"), help, usual: usual) { (word) throws(UsageError) in
      guard let number = Int(word), range.contains(number) else {
        throw .invalid(
          option: name, found: word,
          expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
      }
      return number
    }
  }

  /// The same for numbers of a smaller range.
  func within(_ range: ClosedRange<Int>) -> Option {
    Option(name, in: range, help, usual: usual)
  }
}

extension Option where Value: RawRepresentable<String> & CaseIterable {
  /// An option whose value is one of several words.
  init(_ name: String, _ help: String, usual: String? = nil) {
    self.init(name, help, usual: usual, among: Array(Value.allCases))
  }

  private init(_ name: String, _ help: String, usual: String?, among choices: [Value]) {
    let words = choices.map(\.rawValue)
    self.init(name, .oneOf(words), help, usual: usual) { (word) throws(UsageError) in
      guard let choice = choices.first(where: { $0.rawValue == word }) else {
        throw .unknown("value for \(name)", word, among: words, listing: true)
      }
      return choice
    }
  }

  /// The same without some of the words.
  func without(_ others: Value...) -> Option {
    let left = Value.allCases.filter { choice in
      !others.contains { $0.rawValue == choice.rawValue }
    }
    return Option(name, help, usual: usual, among: left)
  }
}

extension String {
  /// The words between commas; a comma within brackets belongs to a name: `W1[406,17]`.
  var listed: [String] {
    var words = [""]
    var depth = 0
    for character in self {
      depth += character == "[" ? 1 : character == "]" ? -1 : 0
      if character == ",", depth == 0 {
        words.append("")
      } else if character != " " {
        words[words.count - 1].append(character)
      }
    }
    return words
  }

  /// The finite numbers between commas; `nil` if there is none, or something else.
  var numbers: [Double]? {
    let numbers = listed.map { Double($0) ?? .nan }
    return numbers.allSatisfy(\.isFinite) ? numbers : nil
  }
}
