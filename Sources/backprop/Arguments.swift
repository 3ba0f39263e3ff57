import Tracer

/// The words after a subcommand, sorted into operands and options.
struct Arguments {
  /// The words that are no options, in order.
  private(set) var operands: [String]
  /// Of which subcommand they are.
  let subcommand: any Subcommand.Type
  private var values: [String: any Sendable]

  /// Sorts the words; `--option=value` and `--option value` are the same.
  /// - Throws: `UsageError` for an option that is not known, one given twice or without its value,
  ///   a value that it can't have, and for operands that are too few or too many.
  init(_ words: [String], for subcommand: any Subcommand.Type) throws(UsageError) {
    var operands: [String] = []
    var values: [String: any Sendable] = [:]
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
        throw .unknownOption(
          name, among: subcommand.options.map(\.name) + ["--help"], subcommand: subcommand.name)
      }
      guard values[name] == nil else { throw .repeated(option: name) }
      var value = parts.count > 1 ? String(parts[1]) : ""
      if let form = option.form {
        if parts.count == 1 {
          guard let next = rest.popFirst(), !next.hasPrefix("--") else {
            throw .missingValue(option: name, expected: form.placeholder)
          }
          value = next
        }
        guard form.path == nil || !value.isEmpty else {
          throw .missingValue(option: name, expected: form.placeholder)
        }
      } else if parts.count > 1 {
        throw .unexpectedValue(option: name)
      }
      values[name] = try option.anyValue(of: value)
    }
    if operands.isEmpty, subcommand.operands.first?.mayBeData == true {
      // A run that is resumed knows its data.
      let resumed = values[Options.resume.name].flatMap { _ in values[Options.load.name] }
      operands =
        ((values.removeValue(forKey: Options.data.name) ?? resumed) as? String).map { [$0] } ?? []
    }
    let required = subcommand.operands.filter { !$0.isOptional }
    if operands.count < required.count {
      throw .missingOperand(
        required[operands.count].form.placeholder, subcommand: subcommand.name)
    }
    let isOpen = subcommand.operands.last?.isRepeated ?? false
    if operands.count > subcommand.operands.count, !isOpen {
      throw .unexpectedOperand(operands[subcommand.operands.count], subcommand: subcommand.name)
    }
    for (option, others) in Options.exclusions where values[option.name] != nil {
      if let other = others.first(where: { values[$0.name] != nil }) {
        throw .excluded(option: other.name, by: option.name)
      }
    }
    (self.operands, self.subcommand, self.values) = (operands, subcommand, values)
  }

  /// The value of an option; `nil` where it is not given.
  subscript<Value>(option: Option<Value>) -> Value? { value(of: option) as? Value }

  /// The same with another value of an option.
  func with(_ name: String, _ word: String) throws(UsageError) -> Arguments {
    guard let option = subcommand.options.first(where: { $0.name == name }) else {
      throw .unknownOption(
        name, among: subcommand.options.map(\.name), subcommand: subcommand.name)
    }
    var arguments = self
    arguments.values[name] = try option.anyValue(of: word)
    return arguments
  }

  /// The same with one operand only.
  func with(operand: String) -> Arguments {
    var arguments = self
    arguments.operands = [operand]
    return arguments
  }

  /// Whether a flag is given.
  func has(_ flag: Flag) -> Bool { isGiven(flag) }

  /// Whether an option is given.
  func isGiven(_ option: some AnyOption) -> Bool { value(of: option) != nil }

  /// Whether an option is given that not every subcommand has.
  func knowsAndHas(_ option: any AnyOption) -> Bool {
    subcommand.options.contains { $0.name == option.name } && values[option.name] != nil
  }

  /// What was read for an option, which the subcommand must have declared.
  private func value(of option: some AnyOption) -> (any Sendable)? {
    precondition(
      subcommand.options.contains { $0.name == option.name },
      "\(subcommand.name) reads \(option.name) without declaring it")
    return values[option.name]
  }

  /// The options that are given whose values lead to something of a kind, with these paths.
  func paths(to kind: Form.Path) -> [(option: String, path: String)] {
    subcommand.options.filter { $0.form?.path == kind }.compactMap { option in
      (values[option.name] as? String).flatMap { path in
        option.form?.words.contains(path) == true ? nil : (option.name, path)
      }
    }
  }

  /// The language of the text.
  var language: Language { self[Options.language] ?? .english }
}

/// The command was called wrongly.
enum UsageError: Fault {
  /// `2-2-3: no such example; did you mean 2-2-2?`
  case unknownName(what: String, found: String, available: [String], isListed: Bool)
  /// `--lang: no such option; did you mean --language?`
  case unknownOption(String, among: [String], subcommand: String)
  /// `--digits: options follow the subcommand, as in backprop trace 2-2-2 --digits 3`
  case misplaced(option: String)
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
    case .unknownOption(let found, let available, let subcommand):
      let near = nearestName(to: found, among: available).map { "did you mean \($0)?" }
      return "\(quoting: found): no such option; \(near ?? "see backprop \(subcommand) --help")"
    case .misplaced(let option):
      return """
        \(quoting: option): options follow the subcommand, as in backprop trace 2-2-2 --digits 3
        """
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
