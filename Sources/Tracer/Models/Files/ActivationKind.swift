/// The activation functions by the names that model files give them.
enum ActivationKind {
  /// The names that a field may have.
  static var names: [String] { all.map(\.name) }

  private static let all: [(name: String, primitive: any Primitive)] = [
    ("sigmoid", Sigmoid()), ("tanh", Tanh()), ("relu", ReLU()), ("leaky-relu", LeakyReLU()),
    ("softplus", Softplus()), ("identity", Identity()), ("softmax", Softmax()),
  ]

  /// The activation that a field names, or describes as an object with `kind` and `negative_slope`.
  static func activation(_ field: JSONField) throws(ModelFileError) -> any Primitive {
    if case .object = field.value {
      let members = try field.members(["kind", "negative_slope"])
      let kind = try field.required("kind", of: members)
      guard try kind.word(among: ["leaky-relu"]) == "leaky-relu" else {
        throw kind.unexpected("leaky-relu")
      }
      return LeakyReLU(negativeSlope: try members["negative_slope"]?.number() ?? 0.01)
    }
    let name = try field.word(among: names)
    return all.first { $0.name == name }?.primitive ?? Identity()
  }

  /// An activation as a field of a model file; `nil` for one that files do not know.
  static func json(of activation: any Primitive) -> JSONValue? {
    if let leaky = activation as? LeakyReLU {
      return .object([
        ("kind", .string("leaky-relu")), ("negative_slope", .number(leaky.negativeSlope)),
      ])
    }
    let name = all.first { type(of: $0.primitive) == type(of: activation) }?.name
    return name.map { .string($0) }
  }
}
