/// What model files, expressions and options call by a name.
///
/// A new primitive or optimizer has its name and its settings in its own file, and its type in one
/// of these lists.
package enum Registry {
  package static let activations: [any (Primitive & Configurable).Type] = [
    Sigmoid.self, Tanh.self, ReLU.self, LeakyReLU.self, Softplus.self, Identity.self, Softmax.self,
  ]

  /// The functions of expressions, of one number or of two.
  package static let functions: [any (Primitive & Configurable).Type] =
    activations.filter { $0 is any Elementwise.Type } + [
      Exponential.self, Logarithm.self, SquareRoot.self, Sine.self, Cosine.self,
      AbsoluteValue.self, Maximum.self, Minimum.self,
    ]

  static let comparedOptimizers: [any (Optimizer & Configurable).Type] = [
    GradientDescent.self, Momentum.self, Nesterov.self, Adagrad.self, RMSProp.self, Adam.self,
  ]

  package static let optimizers: [any (Optimizer & Configurable).Type] =
    comparedOptimizers + [AdamW.self, Adadelta.self]

  /// What the optimizers' rules call their settings and the number of the step; no name of one's own.
  static let optimizerSymbols: Set<String> = [
    "alpha", "mu", "rho", "beta1", "beta2", "epsilon", "lambda", "t",
  ]

  /// The activation of a name or of words such as `leaky-relu:negative_slope=0.1`.
  package static func activation(words: String) throws(ModelFileError) -> any Primitive {
    try activation(field(of: words))
  }

  static func activation(_ field: JSONField) throws(ModelFileError) -> any Primitive {
    try read(field, among: activations) as? any Primitive ?? Identity()
  }

  /// The optimizer that words describe: `adam`, `momentum:lr=0.1:momentum=0.8`,
  /// `adam:betas=0.8/0.9`.
  /// - Parameter defaultRates: The learning rate of each kind where the words give none.
  package static func optimizer(
    words: String, defaultRates: [String: Double] = [:]
  ) throws(ModelFileError) -> any Optimizer {
    try optimizer(field(of: words, defaultRates: defaultRates))
  }

  static func optimizer(_ field: JSONField) throws(ModelFileError) -> any Optimizer {
    let found = try read(field, among: optimizers, besides: [decayName])
    let optimizer = found as? any Optimizer ?? GradientDescent()
    guard case .object = field.value, !type(of: found).settingNames.contains(decayName),
      let decay = try field.members()[decayName]
    else { return optimizer }
    let number = try decay.number("a number, 0 or more")
    guard number >= 0 else { throw decay.unexpected("a number, 0 or more") }
    return self.optimizer(optimizer, weightDecay: number)
  }

  /// The same optimizer with weight decay: in its own way, if it has one, else by the gradient.
  package static func optimizer(
    _ optimizer: any Optimizer, weightDecay decay: Double
  ) -> any Optimizer {
    if let changed = setting(decayName, of: optimizer, to: decay) { return changed }
    return decay > 0 ? WeightDecay(optimizer, decay: decay) : optimizer
  }

  /// A setting of every optimizer.
  private static let decayName = "weight_decay"

  package static func optimizer(_ optimizer: any Optimizer, learningRate: Double) -> any Optimizer {
    if let decay = optimizer as? WeightDecay {
      let base = Self.optimizer(decay.base, learningRate: learningRate)
      return WeightDecay(base, decay: decay.decay)
    }
    return setting("lr", of: optimizer, to: learningRate) ?? optimizer
  }

  /// The same optimizer with another number in place of a setting; `nil` if it has no such setting.
  private static func setting(
    _ name: String, of optimizer: any Optimizer, to number: Double
  ) -> (any Optimizer)? {
    func changed<Kind: Configurable>(_ kind: Kind) -> (any Optimizer)? {
      var kind = kind
      guard let setting = Kind.settings.first(where: { $0.name == name }),
        setting.set(&kind, .number(number))
      else { return nil }
      return kind as? any Optimizer
    }
    return (optimizer as? any Configurable).flatMap { changed($0) }
  }

  package static func learningRate(_ optimizer: any Optimizer) -> Double {
    guard case .object(let members)? = json(of: optimizer),
      case .number(let rate)? = members.first(where: { $0.name == "lr" })?.value
    else { return .nan }
    return rate
  }

  /// An optimizer with its settings, as an option says it but with spaces: `adam lr = 0.01, …`.
  package static func words(_ optimizer: any Optimizer) -> String {
    guard case .object(let members)? = json(of: optimizer) else { return "" }
    let kind = members[0].value.text().filter { $0 != "\"" }
    return "\(kind), \(settings(members))"
  }

  /// The settings of something that has a name; empty if there are none.
  package static func settings(of named: any Configurable) -> String {
    guard case .object(let members) = named.json else { return "" }
    let choices = type(of: named).settingWords
    return members.dropFirst().map { name, value in
      let others = (choices[name] ?? []).filter { "\"\($0)\"" != value.text() }
      return settings([("", .null), (name, value)])
        + (others.isEmpty ? "" : " (or \(others.joined(separator: ", ")))")
    }.joined(separator: ", ")
  }

  package static var functionNames: [String] { ExpressionFunction.names }

  /// An optimizer as a field of a file; `nil` for one that files do not know.
  static func json(of optimizer: any Optimizer) -> JSONValue? {
    guard let decay = optimizer as? WeightDecay else {
      return (optimizer as? any Configurable)?.json
    }
    guard case .object(let members)? = json(of: decay.base) else { return nil }
    return .object(members + [(decayName, .number(decay.decay))])
  }

  /// Settings as a person lists them: `lr = 0.01, eps = 1e-8`.
  static func settings(_ members: [(name: String, value: JSONValue)]) -> String {
    members.dropFirst().map { "\($0.name) = \($0.value.text().filter { $0 != "\"" })" }
      .joined(separator: ", ")
  }

  private static func read(
    _ field: JSONField, among kinds: [any Configurable.Type], besides others: [String] = []
  ) throws(ModelFileError) -> any Configurable {
    func type(_ field: JSONField) throws(ModelFileError) -> any Configurable.Type {
      let name = try field.word(among: kinds.map { $0.kind })
      return kinds.first { $0.kind == name } ?? kinds[0]
    }
    guard case .object = field.value else { return try type(field).init() }
    guard let kindField = try field.members()["kind"] else {
      // A name that no kind has may be a misspelt kind.
      _ = try field.members(Set(["kind"] + others + kinds.flatMap { $0.settingNames }).sorted())
      throw field.error(.missing("kind"))
    }
    let found = try type(kindField)
    if case .object(let all) = field.value,
      let twice = all.indices.first(where: { place in
        all[..<place].contains { $0.name == all[place].name }
      })
    {
      throw field.unexpected("each setting once", found: "\(all[twice].name) twice")
    }
    return try found.read(field.members(["kind"] + found.settingNames + others))
  }

  /// `kind:setting=value…` as an object of a file.
  private static func field(of words: String, defaultRates: [String: Double] = [:]) -> JSONField {
    let parts = words.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    var members: [(name: String, value: JSONValue)] = [("kind", .string(parts[0]))]
    for part in parts.dropFirst() {
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      members.append((String(sides[0]), value(sides.count > 1 ? String(sides[1]) : "")))
    }
    if let rate = defaultRates[parts[0]], !members.contains(where: { $0.name == "lr" }) {
      members.append(("lr", .number(rate)))
    }
    return JSONField(.object(members), path: "", file: words)
  }

  private static func value(_ text: String) -> JSONValue {
    if let number = Double(text) { return .number(number) }
    let parts = text.split(separator: "/").map { Double($0) }
    let numbers = parts.compactMap(\.self)
    return parts.count > 1 && numbers.count == parts.count ? .numbers(numbers) : .string(text)
  }
}

extension Configurable {
  static var settingNames: [String] { settings.map(\.name) }
  /// The words that a setting may be, by its name.
  fileprivate static var settingWords: [String: [String]] {
    Dictionary(uniqueKeysWithValues: settings.map { ($0.name, $0.words) })
  }

  /// The usual one with what the members of an object set.
  fileprivate static func read(_ members: [String: JSONField]) throws(ModelFileError) -> Self {
    var made = Self()
    for setting in settings {
      guard let field = members[setting.name] else { continue }
      if !setting.words.isEmpty { _ = try field.word(among: setting.words) }
      guard setting.set(&made, field.value) else {
        if case .array = field.value, setting.expected.hasPrefix("two") {
          let numbers = try field.numbers(setting.expected)
          throw field.unexpected(setting.expected, found: "[\(listing: numbers)]")
        }
        throw field.unexpected(setting.expected)
      }
    }
    return made
  }

  /// Its name, or an object with its name and settings.
  var json: JSONValue {
    let values = Self.settings.map { ($0.name, $0.value(self)) }
    return values.isEmpty ? .string(Self.kind) : .object([("kind", .string(Self.kind))] + values)
  }
}
