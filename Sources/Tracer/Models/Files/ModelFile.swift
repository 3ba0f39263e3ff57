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
  package static func read(
    _ data: Data, file: String, name: String? = nil
  ) throws(ModelFileError) -> ModelDescription {
    try read(JSONField(parsing: Array(data), file: file), name: name ?? file)
  }

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
    var reader = NetworkReader(root: root, members: members, lacksWeights: lacksWeights)
    let network = try reader.network()
    // Options may name another; a network to be derived as it stands must say it.
    let optimizer: any Optimizer =
      network.inputs.isEmpty && members["optimizer"] == nil
      ? GradientDescent(learningRate: ModelDescription.usualLearningRate)
      : try Registry.optimizer(try root.required("optimizer", of: members))
    var description = ModelDescription(
      name: try members["name"]?.string() ?? name, title: try members["title"]?.phrase(),
      network: network, optimizer: optimizer,
      trainsBiases: try members["train_biases"]?.bool() ?? true,
      digits: try members["digits"]?.integer(in: 1...17) ?? 6)
    description.lesson = try members["lesson"]?.phrase()
    description.variants = try members["variants"].map { (field) throws(ModelFileError) in
      try VariantNumbers(field, loss: network.loss)
    }
    description.worksheet = try members["worksheet"].map(WorksheetNote.init)
    try readTraining(members, into: &description)
    if let generator = reader.generator, generator.draws > 0 { description.generator = generator }
    if let seed = reader.seed, !network.isDrawn, description.progress["seed"] == nil {
      description.progress["seed"] = "\(seed)"
    }
    for (name, texts) in [
      ("name", [description.name]), ("classes", description.classes),
      ("title", Language.allCases.map { description.title[$0].words }.filter { !$0.isEmpty }),
    ] {
      // What a message can bear as it is, a heading can.
      guard let field = members[name],
        !texts.allSatisfy({ $0 == "\(quoting: $0)" && $0.contains { !$0.isWhitespace } })
      else { continue }
      throw field.unexpected("one line of 1 to 200 letters")
    }
    description.miniBatches = try members["mini_batches"].map { (field) throws(ModelFileError) in
      guard !network.inputs.isEmpty else { throw field.unexpected("inputs beside mini_batches") }
      return try MiniBatches(field, samples: network.inputs.count)
    }
    return description
  }

  /// A network as a model file, from which `read` makes the same network.
  /// - Parameter withParameters: Whether weights, biases and state belong to it.
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
      rows.count == 1 ? .numbers(rows[0]) : .array(rows.map { .numbers($0) })
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
      let (weightNames, biasNames) = (layer.weightNames, layer.biasNames)
      let bias: JSONValue? =
        switch layer.bias {
        case .shared(let value): .number(value)
        case .perUnit(let values): withParameters ? .numbers(values) : .string("zeros")
        case nil: nil
        }
      guard let activation = (layer.activation as? any Configurable)?.json else {
        throw unsayable(
          "layers[\(index)].activation",
          "one of \(listing: Registry.activations.map { $0.kind }, atMost: 20)",
          type(of: layer.activation))
      }
      layers.append(
        .object(present: [
          ("units", .strings(layer.units)),
          (
            "weights",
            isListed ? .array(layer.weights.map { .numbers($0) }) : layer.initializer.json
          ),
          ("bias", bias),
          ("weight_names", weightNames.isEmpty ? nil : .array(weightNames.map { .strings($0) })),
          ("bias_names", biasNames.isEmpty ? nil : .strings(biasNames)),
          (
            "activation",
            network.leavesOutputOpen && index == network.layers.count - 1 ? nil : activation
          ),
        ]))
    }
    guard let optimizer = Registry.json(of: description.optimizer) else {
      throw unsayable(
        "optimizer", "one of \(listing: Registry.optimizers.map { $0.kind }, atMost: 20)",
        type(of: description.optimizer))
    }
    let isUsual = description.title == ModelDescription.usualTitle(of: description.name)
    let (title, lesson) = (isUsual ? nil : description.title, description.lesson)
    let hasSamples = !network.inputs.isEmpty
    let members: [(name: String, value: JSONValue?)] = [
      ("format", .string(format)), ("version", .number(Double(version))),
      ("name", .string(description.name)),
      ("title", try title.map { (title) throws(ModelFileError) in try text(title, "title") }),
      ("inputs", hasSamples ? rows(network.inputs) : nil),
      ("input_names", .strings(network.inputUnits)),
      ("targets", hasSamples ? rows(network.targets) : nil), ("layers", .array(layers)),
      ("loss", network.leavesLossOpen ? nil : .string(network.loss.rawValue)),
      ("reduction", .string(network.reduction.rawValue)), ("optimizer", optimizer),
      ("train_biases", .bool(description.trainsBiases)),
      ("digits", .number(Double(description.digits))),
      ("mini_batches", description.miniBatches?.json),
      ("lesson", try lesson.map { (lesson) throws(ModelFileError) in try text(lesson, "lesson") }),
    ]
    let file = JSONValue.object(
      present: members + trainingFields(of: description, withState: withParameters) + [
        ("variants", description.variants?.json), ("worksheet", description.worksheet?.json),
      ])
    // What else a file cannot say, such as a name with a space in it, it is not read with.
    _ = try read(
      JSONField(file, path: "", file: description.name), name: description.name,
      lacksWeights: !withParameters)
    return file.text() + "\n"
  }
}
