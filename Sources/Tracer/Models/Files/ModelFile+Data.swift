/// The fields of a model file that say what the network is trained on.
extension DataReference {
  private static let fields = [
    "source", "inputs", "targets", "kind", "labels", "split", "split_seed", "test",
  ]

  /// A name, or an object with the file and what is taken from it.
  init(_ field: JSONField) throws(ModelFileError) {
    if case .string(let source) = field.value {
      self.init(source: source)
      return
    }
    let members = try field.members(Self.fields)
    func names(_ name: String) throws(ModelFileError) -> [String] {
      try members[name]?.elements().map { (name) throws(ModelFileError) in try name.string() } ?? []
    }
    self.init(source: try field.required("source", of: members).string())
    choice.inputs = try names("inputs")
    choice.targets = try names("targets")
    choice.kind = try members["kind"]?.word(DataChoice.Kind.self)
    choice.labels = try members["labels"]?.string()
    test = try members["test"]?.string()
    guard let share = members["split"] else { return }
    let part = try share.number("a number between 0 and 1")
    guard part > 0, part < 1 else { throw share.unexpected("a number between 0 and 1") }
    let seed = try members["split_seed"]?.integer(in: 0...Int(UInt32.max)) ?? 0
    split = (part, UInt32(seed))
  }

  var json: JSONValue {
    var members: [(name: String, value: JSONValue)] = [("source", .string(source))]
    func add(_ name: String, _ value: JSONValue?) { if let value { members.append((name, value)) } }
    func list(_ names: [String]) -> JSONValue? {
      names.isEmpty ? nil : .array(names.map { .string($0) })
    }
    add("inputs", list(choice.inputs))
    add("targets", list(choice.targets))
    add("kind", choice.kind.map { .string($0.rawValue) })
    add("labels", choice.labels.map { .string($0) })
    add("split", split.map { .number($0.share) })
    add("split_seed", split.map { .number(Double($0.seed)) })
    add("test", test.map { .string($0) })
    return members.count == 1 ? members[0].value : .object(members)
  }
}

extension Normalization {
  /// An object with `mean` and `deviation`, or with `scale`.
  init(_ field: JSONField) throws(ModelFileError) {
    let members = try field.members(["mean", "deviation", "scale"])
    if let scale = members["scale"] {
      self = .scale(try scale.number())
      return
    }
    let means = try field.required("mean", of: members).numbers()
    let deviations = try field.required("deviation", of: members)
    let numbers = try deviations.numbers()
    guard numbers.count == means.count, numbers.allSatisfy({ $0 > 0 }) else {
      throw deviations.unexpected("\(means.count) numbers above 0, one for each mean,")
    }
    self = .standard(means: means, deviations: numbers)
  }

  var json: JSONValue {
    func numbers(_ values: [Double]) -> JSONValue { .array(values.map { .number($0) }) }
    return switch self {
    case .scale(let factor): .object([("scale", .number(factor))])
    case .standard(let means, let deviations):
      .object([("mean", numbers(means)), ("deviation", numbers(deviations))])
    }
  }
}

extension ModelFile {
  /// Takes what a file says of data and of training.
  static func readTraining(
    _ members: [String: JSONField], into description: inout ModelDescription
  ) throws(ModelFileError) {
    description.data = try members["data"].map { (field) throws(ModelFileError) in
      try DataReference(field).read(from: field.file)
    }
    description.normalization = try members["normalization"].map { (field) throws(ModelFileError) in
      try Normalization(field)
    }
    description.classes =
      try members["classes"]?.elements().map { (name) throws(ModelFileError) in
        try name.string()
      } ?? []
    for (name, field) in try members["training"]?.members() ?? [:] {
      description.progress[name] = try field.string()
    }
    let parameters = description.network.isDrawn ? description.network.parameters : [:]
    for (name, field) in try members["state"]?.members() ?? [:] {
      let numbers = try field.numbers()
      let shape = parameters[String(name.prefix { $0 != "." })]?.shape
      guard let shape, numbers.count == shape.count else {
        throw field.unexpected(
          "\(shape?.count ?? 0) numbers, as the parameter has,", found: "\(numbers.count)")
      }
      description.state[name] = Tensor(numbers, shape: shape)
    }
  }

  /// What a file says of data and of training.
  static func trainingFields(
    of description: ModelDescription, withState: Bool
  ) -> [(name: String, value: JSONValue)] {
    var members: [(name: String, value: JSONValue)] = []
    if let data = description.data { members.append(("data", data.json)) }
    if let normalization = description.normalization {
      members.append(("normalization", normalization.json))
    }
    if !description.classes.isEmpty {
      members.append(("classes", .array(description.classes.map { .string($0) })))
    }
    if !description.progress.isEmpty {
      let texts = description.progress.sorted { $0.key < $1.key }
      members.append(("training", .object(texts.map { ($0.key, .string($0.value)) })))
    }
    if withState, !description.state.isEmpty {
      let tensors = description.state.sorted { $0.key < $1.key }
      members.append(("state", .object(tensors.map { ($0.key, numbers($0.value.elements)) })))
    }
    return members
  }
}
