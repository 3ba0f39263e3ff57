package import Foundation

/// A network as a JSON file that a person writes.
///
///     {"format": "backprop-model", "version": 1, "name": "two-two-one",
///      "inputs": [0.05, 0.1], "targets": [0.9],
///      "layers": [
///        {"weights": [[0.15, 0.2], [0.25, 0.3]], "bias": [0.1, 0.2], "activation": "sigmoid"},
///        {"weights": [[0.35, 0.4]], "activation": "identity"}],
///      "loss": "half-squared-error", "optimizer": {"kind": "gradient-descent", "lr": 0.5}}
package enum ModelFile {
  /// What the field `format` says.
  static let format = "backprop-model"
  /// Rises when a field changes its meaning.
  static let version = 1
  /// The fields of a file.
  static let fields = [
    "format", "version", "name", "title", "inputs", "input_names", "targets", "layers", "seed",
    "loss", "reduction", "optimizer", "train_biases", "digits", "mini_batches", "lesson", "data",
    "normalization", "classes", "training", "state", "variants", "worksheet",
  ]

  /// Reads a model file.
  /// - Parameters:
  ///   - file: What the file is called in messages.
  ///   - name: What the network is called if the file does not say so.
  /// - Throws: `ModelFileError` with the path of what is wrong.
  package static func read(
    _ data: Data, file: String, name: String? = nil
  ) throws(ModelFileError) -> ModelDescription {
    try read(JSONField(parsing: Array(data), file: file), name: name ?? file)
  }

  /// - Parameter lacksWeights: Whether they stand elsewhere.
  static func read(
    _ root: JSONField, name: String, lacksWeights: Bool = false
  ) throws(ModelFileError) -> ModelDescription {
    let members = try root.members(fields)
    let found = try root.required("format", of: members)
    guard try found.string() == format else { throw found.unexpected("\"\(format)\"") }
    let number = try root.required("version", of: members)
    guard try number.number() == Double(version) else {
      throw number.unexpected("version \(version)")
    }
    var reader = NetworkReader(
      root: root, members: members, lacksWeights: lacksWeights)
    let network = try reader.network()
    let optimizer = try root.required("optimizer", of: members)
    var description = ModelDescription(
      name: try members["name"]?.string() ?? name, title: try members["title"]?.phrase(),
      network: network, optimizer: try Registry.optimizer(optimizer),
      trainsBiases: try members["train_biases"]?.bool() ?? true,
      digits: try members["digits"]?.integer(in: 1...17) ?? 6)
    description.lesson = try members["lesson"]?.phrase()
    description.variants = try members["variants"].map { (field) throws(ModelFileError) in
      try VariantNumbers(field)
    }
    description.worksheet = try members["worksheet"].map { (field) throws(ModelFileError) in
      try WorksheetNote(field)
    }
    try readTraining(members, into: &description)
    description.miniBatches = try members["mini_batches"].map { (field) throws(ModelFileError) in
      guard !network.inputs.isEmpty else { throw field.unexpected("inputs beside mini_batches") }
      return try MiniBatches(field, samples: network.inputs.count)
    }
    return description
  }

  /// A network as a model file, from which `read` makes the same network.
  /// - Parameter withParameters: Whether weights, biases and state belong to it.
  /// - Throws: `ModelFileError` for what a file cannot say, such as an activation that the program
  ///   does not know.
  package static func text(
    _ description: ModelDescription, withParameters: Bool = true
  ) throws(ModelFileError) -> String {
    let network = description.network
    func unsayable(_ path: String, _ expected: String, _ found: Any) -> ModelFileError {
      ModelFileError(
        file: description.name, path: path,
        problem: .unexpected(expected: "\(expected), which a file can say,", found: "\(found)"))
    }
    func rows(_ rows: [[Double]]) -> JSONValue {
      rows.count == 1 ? numbers(rows[0]) : .array(rows.map(numbers))
    }
    func text(_ phrase: Phrase, _ path: String) throws(ModelFileError) -> JSONValue {
      let proses = Language.allCases.map { phrase[$0] }
      guard proses.allSatisfy(\.isPlain) else {
        throw unsayable(path, "words alone", "a symbol, number or formula")
      }
      return proses[0] == proses[1]
        ? .string(proses[0].words)
        : .object(zip(Language.allCases, proses).map { ($0.rawValue, .string($1.words)) })
    }
    var layers: [JSONValue] = []
    for (index, layer) in network.layers.enumerated() {
      let isListed = withParameters && !layer.weights.isEmpty
      var members: [(name: String, value: JSONValue)] = [
        ("units", .array(layer.units.map { .string($0) })),
        (
          "weights",
          isListed ? .array(layer.weights.map(numbers)) : layer.initializer.json
        ),
      ]
      switch layer.bias {
      case .shared(let value): members.append(("bias", .number(value)))
      case .perUnit(let values):
        members.append(("bias", withParameters ? numbers(values) : .string("zeros")))
      case nil: break
      }
      func list(_ names: [String]) -> JSONValue { .array(names.map { .string($0) }) }
      if !layer.weightNames.isEmpty {
        members.append(("weight_names", .array(layer.weightNames.map(list))))
      }
      if !layer.biasNames.isEmpty { members.append(("bias_names", list(layer.biasNames))) }
      guard let activation = (layer.activation as? any Configurable)?.json else {
        throw unsayable(
          "layers[\(index)].activation",
          "one of \(listing: Registry.activations.map { $0.kind }, atMost: 20)",
          type(of: layer.activation))
      }
      layers.append(.object(members + [("activation", activation)]))
    }
    guard let optimizer = Registry.json(of: description.optimizer) else {
      throw unsayable(
        "optimizer", "one of \(listing: Registry.optimizers.map { $0.kind }, atMost: 20)",
        type(of: description.optimizer))
    }
    var members: [(name: String, value: JSONValue)] = [
      ("format", .string(format)), ("version", .number(Double(version))),
      ("name", .string(description.name)),
    ]
    if description.title != ModelDescription.usualTitle(of: description.name) {
      members.append(("title", try text(description.title, "title")))
    }
    if !network.inputs.isEmpty { members.append(("inputs", rows(network.inputs))) }
    members.append(("input_names", .array(network.inputUnits.map { .string($0) })))
    if !network.inputs.isEmpty { members.append(("targets", rows(network.targets))) }
    members += [
      ("layers", .array(layers)),
      ("loss", .string(network.loss.rawValue)),
      ("reduction", .string(network.reduction.rawValue)),
      ("optimizer", optimizer),
      ("train_biases", .bool(description.trainsBiases)),
      ("digits", .number(Double(description.digits))),
    ]
    if let batches = description.miniBatches { members.append(("mini_batches", batches.json)) }
    if let lesson = description.lesson { members.append(("lesson", try text(lesson, "lesson"))) }
    members += trainingFields(of: description, withState: withParameters)
    if let variants = description.variants { members.append(("variants", variants.json)) }
    if let worksheet = description.worksheet { members.append(("worksheet", worksheet.json)) }
    let file = JSONValue.object(members)
    // What else a file cannot say, such as a name with a space in it, it is not read with.
    _ = try read(
      JSONField(file, path: "", file: description.name), name: description.name,
      lacksWeights: !withParameters)
    return file.text() + "\n"
  }

  static func numbers(_ values: [Double]) -> JSONValue { .array(values.map { .number($0) }) }
}
