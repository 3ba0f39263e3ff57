public import Foundation

/// A network as a JSON file that a person writes.
///
///     {"format": "backprop-model", "version": 1, "name": "two-two-one",
///      "inputs": [0.05, 0.1], "targets": [0.9],
///      "layers": [
///        {"weights": [[0.15, 0.2], [0.25, 0.3]], "bias": [0.1, 0.2], "activation": "sigmoid"},
///        {"weights": [[0.35, 0.4]], "activation": "identity"}],
///      "loss": "half-squared-error", "optimizer": {"kind": "gradient-descent", "lr": 0.5}}
public enum ModelFile {
  /// What the field `format` says.
  static let format = "backprop-model"
  /// Rises when a field changes its meaning.
  static let version = 1
  /// The fields of a file.
  static let fields = [
    "format", "version", "name", "title", "inputs", "input_names", "targets", "layers", "seed",
    "loss", "reduction", "optimizer", "train_biases", "digits",
  ]

  /// Reads a model file.
  /// - Parameters:
  ///   - file: What the file is called in messages.
  ///   - name: What the network is called if the file does not say so.
  /// - Throws: `ModelFileError` with the path of what is wrong.
  public static func read(
    _ data: Data, file: String, name: String? = nil
  ) throws(ModelFileError) -> ModelDescription {
    let root = try JSONField(parsing: data, file: file)
    let members = try root.members(fields)
    let found = try root.required("format", of: members)
    guard try found.string() == format else { throw found.unexpected("\"\(format)\"") }
    let number = try root.required("version", of: members)
    guard try number.number() == Double(version) else {
      throw number.unexpected("version \(version)")
    }
    var reader = NetworkReader(root: root, members: members)
    let network = try reader.network()
    let optimizer = try root.required("optimizer", of: members)
    let (given, title) = (try members["name"]?.string(), try members["title"]?.string())
    return ModelDescription(
      name: given ?? name ?? file, title: title.map { Phrase(Prose(stringLiteral: $0)) },
      network: network, optimizer: try OptimizerKind.optimizer(optimizer),
      trainsBiases: try members["train_biases"]?.bool() ?? true,
      digits: try members["digits"]?.integer(in: 1...17) ?? 6)
  }

  /// A network as a model file, from which `read` makes the same network.
  public static func text(_ description: ModelDescription) -> String {
    let network = description.network
    func rows(_ rows: [[Double]]) -> JSONValue {
      rows.count == 1 ? numbers(rows[0]) : .array(rows.map(numbers))
    }
    let layers = network.layers.map { layer -> JSONValue in
      var members: [(name: String, value: JSONValue)] = [
        ("units", .array(layer.units.map { .string($0) })),
        ("weights", .array(layer.weights.map(numbers))),
      ]
      switch layer.bias {
      case .shared(let value): members.append(("bias", .number(value)))
      case .perUnit(let values): members.append(("bias", numbers(values)))
      case nil: break
      }
      return .object(members + [("activation", ActivationKind.json(of: layer.activation))])
    }
    return JSONValue.object([
      ("format", .string(format)), ("version", .number(Double(version))),
      ("name", .string(description.name)),
      ("inputs", rows(network.inputs)),
      ("input_names", .array(network.inputUnits.map { .string($0) })),
      ("targets", rows(network.targets)), ("layers", .array(layers)),
      ("loss", .string(network.loss.rawValue)),
      ("reduction", .string(network.reduction.rawValue)),
      ("optimizer", OptimizerKind.json(of: description.optimizer)),
      ("train_biases", .bool(description.trainsBiases)),
      ("digits", .number(Double(description.digits))),
    ]).text() + "\n"
  }

  private static func numbers(_ values: [Double]) -> JSONValue {
    .array(values.map { .number($0) })
  }
}
