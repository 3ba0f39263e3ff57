/// An optimizer by the name that files and the command line give it, with its settings.
///
/// Settings are called as PyTorch calls them, and have its defaults.
struct OptimizerKind: Sendable {
  /// What a setting may be.
  enum Setting: Equatable, Sendable {
    /// One number; whether it has to be less than 1.
    case number(Double, isPart: Bool = false)
    /// Two numbers less than 1.
    case pair(Double, Double)
    /// One of several words.
    case word(String, among: [String])
  }

  /// Settings that were read.
  typealias Settings = [String: Setting]

  let name: String
  /// The settings with their defaults.
  let settings: [(name: String, value: Setting)]
  /// The optimizer of complete settings.
  let make: @Sendable (Settings) -> any Optimizer
  /// The settings of an optimizer of this kind; `nil` for one of another.
  let read: @Sendable (any Optimizer) -> [Setting]?

  /// Every kind.
  static let all: [OptimizerKind] = [
    OptimizerKind(
      name: "gradient-descent", settings: [("lr", .number(0.001))],
      make: { GradientDescent(learningRate: $0.number("lr")) },
      read: { ($0 as? GradientDescent).map { [.number($0.learningRate)] } }),
    OptimizerKind(
      name: "momentum",
      settings: [
        ("lr", .number(0.001)), ("momentum", .number(0.9, isPart: true)),
        ("form", .word("pytorch", among: Momentum.Form.allCases.map(\.rawValue))),
      ],
      make: {
        Momentum(
          learningRate: $0.number("lr"), momentum: $0.number("momentum"),
          form: $0.word("form") ?? .pyTorch)
      },
      read: {
        ($0 as? Momentum).map {
          [
            .number($0.learningRate), .number($0.momentum, isPart: true),
            .word($0.form.rawValue, among: []),
          ]
        }
      }),
    OptimizerKind(
      name: "nesterov",
      settings: [
        ("lr", .number(0.001)), ("momentum", .number(0.9, isPart: true)),
        ("form", .word("pytorch", among: Nesterov.Form.allCases.map(\.rawValue))),
      ],
      make: {
        Nesterov(
          learningRate: $0.number("lr"), momentum: $0.number("momentum"),
          form: $0.word("form") ?? .pyTorch)
      },
      read: {
        ($0 as? Nesterov).map {
          [
            .number($0.learningRate), .number($0.momentum, isPart: true),
            .word($0.form.rawValue, among: []),
          ]
        }
      }),
    OptimizerKind(
      name: "adagrad",
      settings: [("lr", .number(0.01)), ("eps", .number(1e-10)), ("eps_place", outside)],
      make: {
        Adagrad(
          learningRate: $0.number("lr"), epsilon: $0.number("eps"),
          epsilonPlace: $0.word("eps_place") ?? .outside)
      },
      read: {
        ($0 as? Adagrad).map {
          [
            .number($0.learningRate), .number($0.epsilon),
            .word($0.epsilonPlace.rawValue, among: []),
          ]
        }
      }),
    OptimizerKind(
      name: "rmsprop",
      settings: [
        ("lr", .number(0.01)), ("alpha", .number(0.99, isPart: true)), ("eps", .number(1e-8)),
        ("eps_place", outside),
      ],
      make: {
        RMSProp(
          learningRate: $0.number("lr"), decay: $0.number("alpha"), epsilon: $0.number("eps"),
          epsilonPlace: $0.word("eps_place") ?? .outside)
      },
      read: {
        ($0 as? RMSProp).map {
          [
            .number($0.learningRate), .number($0.decay, isPart: true), .number($0.epsilon),
            .word($0.epsilonPlace.rawValue, among: []),
          ]
        }
      }),
    OptimizerKind(
      name: "adam",
      settings: [
        ("lr", .number(0.001)), ("betas", .pair(0.9, 0.999)), ("eps", .number(1e-8)),
        ("eps_place", outside),
      ],
      make: {
        let betas = $0.pair("betas")
        return Adam(
          learningRate: $0.number("lr"), beta1: betas.0, beta2: betas.1,
          epsilon: $0.number("eps"), epsilonPlace: $0.word("eps_place") ?? .outside)
      },
      read: {
        ($0 as? Adam).map {
          [
            .number($0.learningRate), .pair($0.beta1, $0.beta2), .number($0.epsilon),
            .word($0.epsilonPlace.rawValue, among: []),
          ]
        }
      }),
  ]

  private static let outside = Setting.word(
    "outside", among: EpsilonPlace.allCases.map(\.rawValue))
}

extension OptimizerKind.Settings {
  fileprivate func number(_ name: String) -> Double {
    if case .number(let value, _) = self[name] { return value }
    preconditionFailure("\(name) is no number")
  }

  fileprivate func pair(_ name: String) -> (Double, Double) {
    if case .pair(let first, let second) = self[name] { return (first, second) }
    preconditionFailure("\(name) is no pair")
  }

  fileprivate func word<Choice: RawRepresentable>(
    _ name: String
  ) -> Choice? where Choice.RawValue == String {
    if case .word(let word, _) = self[name] { return Choice(rawValue: word) }
    preconditionFailure("\(name) is no word")
  }
}

extension OptimizerKind {
  /// An optimizer as an object of a model file; `nil` for one that files do not know.
  static func json(of optimizer: any Optimizer) -> JSONValue? {
    for kind in all {
      guard let values = kind.read(optimizer) else { continue }
      var members: [(name: String, value: JSONValue)] = [("kind", .string(kind.name))]
      for (setting, value) in zip(kind.settings, values) {
        switch value {
        case .number(let number, _): members.append((setting.name, .number(number)))
        case .pair(let first, let second):
          members.append((setting.name, .array([.number(first), .number(second)])))
        case .word(let word, _): members.append((setting.name, .string(word)))
        }
      }
      return .object(members)
    }
    return nil
  }

  /// The optimizer that a field describes: its kind, or an object with the kind and settings.
  static func optimizer(_ field: JSONField) throws(ModelFileError) -> any Optimizer {
    let names = all.map(\.name)
    if case .string = field.value {
      let name = try field.word(among: names)
      return all.first { $0.name == name }.map { $0.make($0.defaults) }
        ?? GradientDescent(learningRate: 0.001)
    }
    guard let kindField = try field.members()["kind"] else {
      // A name that no kind has may be a misspelt kind.
      _ = try field.members(Set(all.flatMap(\.fields)).sorted())
      throw field.error(.missing("kind"))
    }
    let name = try kindField.word(among: names)
    guard let kind = all.first(where: { $0.name == name }) else {
      throw kindField.unexpected("an optimizer")
    }
    let members = try field.members(kind.fields)
    var settings = kind.defaults
    for (name, value) in kind.settings {
      guard let member = members[name] else { continue }
      settings[name] = try setting(like: value, member)
    }
    return kind.make(settings)
  }

  /// The fields of an object that describes it.
  private var fields: [String] { ["kind"] + settings.map(\.name) }

  private var defaults: Settings {
    Dictionary(uniqueKeysWithValues: settings.map { ($0.name, $0.value) })
  }

  private static func setting(
    like value: Setting, _ field: JSONField
  ) throws(ModelFileError) -> Setting {
    switch value {
    case .number(_, let isPart):
      let expected = isPart ? "a number from 0 up to but not 1" : "a number, 0 or more"
      let number = try field.number(expected)
      guard number >= 0, !isPart || number < 1 else { throw field.unexpected(expected) }
      return .number(number, isPart: isPart)
    case .pair:
      let expected = "two numbers from 0 up to but not 1, such as [0.9, 0.999]"
      let numbers = try field.numbers(expected)
      guard numbers.count == 2, numbers.allSatisfy({ $0 >= 0 && $0 < 1 }) else {
        throw field.unexpected(expected)
      }
      return .pair(numbers[0], numbers[1])
    case .word(_, let words): return .word(try field.word(among: words), among: words)
    }
  }
}
