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
    self.init(source: try field.required("source", of: members).string())
    choice.inputs = try members["inputs"]?.strings() ?? []
    choice.targets = try members["targets"]?.strings() ?? []
    choice.kind = try members["kind"]?.word(DataChoice.Kind.self)
    choice.labels = try members["labels"]?.string()
    test = try members["test"]?.string()
    guard let share = members["split"] else { return }
    let part = try share.number("a number between 0 and 1") { $0 > 0 && $0 < 1 }
    let seed = try members["split_seed"]?.integer(in: 0...Int(UInt32.max)) ?? 0
    split = (part, UInt32(seed))
  }

  var json: JSONValue {
    let object = JSONValue.object(present: [
      ("source", .string(source)),
      ("inputs", choice.inputs.isEmpty ? nil : .strings(choice.inputs)),
      ("targets", choice.targets.isEmpty ? nil : .strings(choice.targets)),
      ("kind", choice.kind.map { .string($0.rawValue) }),
      ("labels", choice.labels.map { .string($0) }), ("split", split.map { .number($0.share) }),
      ("split_seed", split.map { .number(Double($0.seed)) }), ("test", test.map { .string($0) }),
    ])
    if case .object(let members) = object, members.count == 1 { return .string(source) }
    return object
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
    let numbers = try deviations.elements("a list of numbers").map {
      (element) throws(ModelFileError) in try element.number("a number above 0") { $0 > 0 }
    }
    try deviations.check(numbers.count, is: means.count, "numbers above 0, one for each mean,")
    self = .standard(means: means, deviations: numbers)
  }

  var json: JSONValue {
    switch self {
    case .scale(let factor): .object([("scale", .number(factor))])
    case .standard(let means, let deviations):
      .object([("mean", .numbers(means)), ("deviation", .numbers(deviations))])
    }
  }
}

extension ModelFile {
  static func readTraining(
    _ members: [String: JSONField], into description: inout ModelDescription
  ) throws(ModelFileError) {
    description.data = try members["data"].map { (field) throws(ModelFileError) in
      try DataReference(field).read(from: field.file)
    }
    description.normalization = try members["normalization"].map(Normalization.init)
    if let field = members["classes"] {
      description.classes = try field.strings()
      // A single output tells two classes apart.
      let outputs = description.network.units.last?.count ?? 0
      try field.check(description.classes.count, is: max(2, outputs), "classes")
    }
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

  static func trainingFields(
    of description: ModelDescription, withState: Bool
  ) -> [(name: String, value: JSONValue?)] {
    func object<Value>(_ values: [String: Value], _ json: (Value) -> JSONValue) -> JSONValue? {
      values.isEmpty
        ? nil : .object(values.sorted { $0.key < $1.key }.map { ($0.key, json($0.value)) })
    }
    return [
      ("data", description.data?.json), ("normalization", description.normalization?.json),
      ("classes", description.classes.isEmpty ? nil : .strings(description.classes)),
      ("training", object(description.progress) { .string($0) }),
      ("state", object(withState ? description.state : [:]) { .numbers($0.elements) }),
    ]
  }
}
