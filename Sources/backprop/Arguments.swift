import Tracer

/// The words after a subcommand, sorted into operands and options.
struct Arguments {
  /// The words that are no options, in order.
  let operands: [String]
  private let values: [String: String]
  private let flags: Set<String>

  /// Sorts the words; `--option=value` and `--option value` are the same.
  /// - Throws: `UsageError` for an option that is not known, one without its value, one given
  ///   twice, and for operands that are too few or too many.
  init(_ words: [String], for subcommand: any Subcommand.Type) throws(UsageError) {
    var operands: [String] = []
    var values: [String: String] = [:]
    var flags: Set<String> = []
    var rest = words[...]
    var areOptionsOver = false
    while let word = rest.popFirst() {
      guard word.hasPrefix("-"), word != "-", !areOptionsOver else {
        operands.append(word)
        continue
      }
      if word == "--" {
        areOptionsOver = true
        continue
      }
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      guard let option = subcommand.options.first(where: { $0.name == name }) else {
        throw .unknown("option", name, among: subcommand.options.map(\.name) + ["--help"])
      }
      guard values[name] == nil, !flags.contains(name) else { throw .repeated(option: name) }
      if let placeholder = option.value {
        guard
          let value = parts.count > 1 ? String(parts[1]) : rest.first, !value.hasPrefix("--")
        else { throw .missingValue(option: name, expected: placeholder) }
        if parts.count == 1 { rest.removeFirst() }
        values[name] = value
      } else if parts.count > 1 {
        throw .unexpectedValue(option: name)
      } else {
        flags.insert(name)
      }
    }
    let required = subcommand.operands.filter { !$0.hasPrefix("[") }
    if operands.count < required.count {
      throw .missingOperand(required[operands.count], subcommand: subcommand.name)
    }
    let isOpen = subcommand.operands.last?.hasSuffix("...") ?? false
    if operands.count > subcommand.operands.count, !isOpen {
      throw .unexpectedOperand(operands[subcommand.operands.count], subcommand: subcommand.name)
    }
    (self.operands, self.values, self.flags) = (operands, values, flags)
  }

  /// Whether a flag was given.
  func has(_ flag: String) -> Bool { flags.contains(flag) }

  /// The value of an option as it was written.
  subscript(option: String) -> String? { values[option] }

  /// The value of an option as one of several words.
  func choice<Choice: RawRepresentable & CaseIterable>(
    _ option: String, of type: Choice.Type = Choice.self
  ) throws(UsageError) -> Choice? where Choice.RawValue == String {
    guard let value = values[option] else { return nil }
    guard let choice = Choice(rawValue: value) else {
      throw .unknown(
        "value for \(option)", value, among: Choice.allCases.map(\.rawValue), listing: true)
    }
    return choice
  }

  /// The value of an option as a whole number.
  func integer(_ option: String, in range: ClosedRange<Int>) throws(UsageError) -> Int? {
    guard let value = values[option] else { return nil }
    guard let number = Int(value), range.contains(number) else {
      throw .invalid(
        option: option, found: value,
        expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// The value of an option as a finite number.
  func number(_ option: String) throws(UsageError) -> Double? {
    guard let value = values[option] else { return nil }
    guard let number = Double(value), number.isFinite else {
      throw .invalid(option: option, found: value, expected: "a number such as 0.5")
    }
    return number
  }

  /// The value of an option as words separated by commas.
  func list(_ option: String) -> [String] {
    // A comma within brackets belongs to a name: W1[406,17].
    var words = [""]
    var depth = 0
    for character in values[option] ?? "" {
      depth += character == "[" ? 1 : character == "]" ? -1 : 0
      if character == ",", depth == 0 {
        words.append("")
      } else if character != " " {
        words[words.count - 1].append(character)
      }
    }
    return words.filter { !$0.isEmpty }
  }
}

/// The command was called wrongly.
enum UsageError: Fault {
  /// `--digit: no such option; did you mean --digits?`
  case unknownName(what: String, found: String, available: [String], isListed: Bool)
  /// `--digits 0: a whole number from 1 to 17 expected`
  case invalid(option: String, found: String, expected: String)
  /// `--optimizer adam:lr=x: lr: a number, 0 or more expected; "x" found`
  case invalidSetting(option: String, reason: String)
  /// `--digits: a value is missing (N)`
  case missingValue(option: String, expected: String)
  /// `--train-biases takes no value`
  case unexpectedValue(option: String)
  /// `--digits is given twice`
  case repeated(option: String)
  /// `--init and --weights exclude each other`
  case excluded(option: String, by: String)
  /// `trace: EXAMPLE is missing; see backprop trace --help`
  case missingOperand(String, subcommand: String)
  /// `trace: mazur is one word too many; see backprop trace --help`
  case unexpectedOperand(String, subcommand: String)

  var kind: FaultKind { .usage }

  /// A name that is not among the known ones.
  static func unknown(
    _ what: String, _ found: String, among available: [String], listing: Bool = false
  ) -> UsageError {
    .unknownName(what: what, found: found, available: available, isListed: listing)
  }

  var description: String {
    switch self {
    case .unknownName(let what, let found, let available, let isListed):
      let only = available.count == 1 ? available.first : nil
      let near = (nearestName(to: found, among: available) ?? only).map {
        "; did you mean \(quoting: $0)?"
      }
      let all = isListed ? "; one of \(listing: available, atMost: 20) expected" : ""
      return "\(quoting: found): no such \(what)\(near ?? all)"
    case .invalid(let option, let found, let expected):
      return "\(option) \(quoting: found): \(expected) expected"
    case .invalidSetting(let option, let reason): return "\(option) \(reason)"
    case .missingValue(let option, let expected):
      return "\(option): a value is missing (\(expected))"
    case .unexpectedValue(let option): return "\(option) takes no value"
    case .repeated(let option): return "\(option) is given twice"
    case .excluded(let option, let other): return "\(option) and \(other) exclude each other"
    case .missingOperand(let operand, let subcommand):
      return "\(subcommand): \(operand) is missing; see backprop \(subcommand) --help"
    case .unexpectedOperand(let word, let subcommand):
      return
        "\(subcommand): \(quoting: word) is one word too many; see backprop \(subcommand) --help"
    }
  }
}
