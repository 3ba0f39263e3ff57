/// Reads the network of a model file, so that whatever it accepts can be built.
struct NetworkReader {
  /// More numbers than this, weights and what the units calculate for the samples, are no example
  /// to be derived by hand.
  private static let mostNumbers = min(20_000_000, Memory.available / 64)

  let root: JSONField
  let members: [String: JSONField]
  private(set) var generator: NumPyGenerator?
  /// Whether the last layer has no activation yet.
  private var isOutputOpen = false
  /// What weights are drawn from; where there are no samples, those that training draws.
  private(set) var seed: UInt32?
  private var units: [[String]] = []
  private var taken: Set<String> = []
  private var hiddenCount = 0
  private var sampleCount = 0
  private var numberCount = 0
  /// Whether a layer may be without weights: in a file that has no samples.
  private var mayBeDrawnLater: Bool
  /// How the weights of the layer at hand are drawn.
  private var initializer: Initializer?

  init(root: JSONField, members: [String: JSONField], lacksWeights: Bool) {
    self.root = root
    self.members = members
    mayBeDrawnLater = lacksWeights
  }

  mutating func network() throws(ModelFileError) -> Network {
    let hasSamples = members["inputs"] != nil || members["targets"] != nil
    let inputs = hasSamples ? try samples("inputs", of: nil, count: nil) : []
    if let seed = members["seed"] {
      self.seed = UInt32(try seed.integer(in: 0...Int(UInt32.max)))
      generator = hasSamples ? self.seed.map { NumPyGenerator(seed: $0) } : nil
    }
    mayBeDrawnLater = mayBeDrawnLater || !hasSamples
    units = [try inputUnits(count: inputs.first?.count)]
    take(units[0])
    sampleCount = inputs.count
    let list = try root.required("layers", of: members)
    let layerFields = try list.elements("a list of layers")
    guard !layerFields.isEmpty else { throw list.unexpected("at least one layer") }
    var layers: [Network.Layer] = []
    for (index, field) in layerFields.enumerated() {
      let isLast = index == layerFields.count - 1
      layers.append(try layer(field, number: index + 1, letter: isLast ? "o" : "h"))
    }
    let targets =
      hasSamples ? try samples("targets", of: units[units.count - 1], count: inputs.count) : []
    // Without samples, the data that are to come may decide.
    let isLossOpen = !hasSamples && members["loss"] == nil
    var loss = Loss.halfSquaredError
    if !isLossOpen {
      let field = try root.required("loss", of: members)
      loss = try field.word(Loss.self)
      if !isOutputOpen {
        try check(loss, field, layers: layers, layerFields: layerFields, targets: targets)
      }
    }
    var network = Network(
      inputUnits: units[0], inputs: inputs, targets: targets, layers: layers, loss: loss,
      reduction: try members["reduction"]?.word(Loss.Reduction.self) ?? (hasSamples ? .sum : .mean))
    (network.leavesLossOpen, network.leavesOutputOpen) = (isLossOpen, isOutputOpen)
    try checkNames(of: network)
    return network
  }

  /// One list of numbers for one sample, or a list of them for a batch.
  private func samples(
    _ name: String, of units: [String]?, count: Int?
  ) throws(ModelFileError) -> [[Double]] {
    let field = try root.required(name, of: members)
    let expected = "a list of numbers, or a list of such lists, one a sample,"
    let elements = try field.elements(expected)
    guard let first = elements.first else { throw field.unexpected(expected) }
    var rows = [field]
    if case .array = first.value { rows = elements }
    if let count {
      let lists = count == 1 ? "list" : "lists"
      try field.check(rows.count, is: count, "\(lists), one for each sample of inputs,")
    }
    var read: [[Double]] = []
    for row in rows {
      let numbers = try row.numbers()
      let wanted = units?.count ?? read.first?.count ?? max(1, numbers.count)
      let whose = units.map { ", one for each output (\(listing: $0))," } ?? ""
      try row.check(numbers.count, is: wanted, "number\(wanted == 1 ? "" : "s")\(whose)")
      read.append(numbers)
    }
    return read
  }

  /// The names of the inputs; none where only data can say how many there are.
  private mutating func inputUnits(count: Int?) throws(ModelFileError) -> [String] {
    guard let field = members["input_names"] else {
      return Network.units("i", count: count ?? firstRow, after: 0)
    }
    let names = try self.names(field)
    try field.check(names.count, is: count ?? names.count, "names, one for each input,")
    return names
  }

  /// How many weights the first unit lists.
  private var firstRow: Int {
    guard case .array(let layers) = members["layers"]?.value,
      case .object(let layer)? = layers.first,
      case .array(let rows)? = layer.first(where: { $0.name == "weights" })?.value,
      case .array(let row)? = rows.first
    else { return 0 }
    return row.count
  }

  /// Takes note of the symbols of units.
  private mutating func take(_ names: [String]) {
    taken.formUnion(names.map(PlainScript.symbol(of:)))
  }

  /// The names of units, each different from all others and from what the program itself names.
  private mutating func names(_ field: JSONField) throws(ModelFileError) -> [String] {
    var names: [String] = []
    for element in try field.elements("a list of names") {
      let name = try element.string("a name in quotation marks")
      guard Self.isWord(name) else {
        throw element.unexpected("a name of letters, digits and _, such as h1")
      }
      let symbol = PlainScript.symbol(of: name)
      guard taken.insert(symbol).inserted else {
        let shown = symbol == name ? "" : ", as \(quoting: symbol) is shown,"
        throw element.unexpected("a name that no other unit has\(shown)")
      }
      guard !Self.isReserved(name), !Self.isReserved(symbol) else {
        throw element.unexpected("a name that no other quantity has (w1, b1, E, alpha … have)")
      }
      names.append(name)
    }
    return names
  }

  /// What a book calls some parameters, such as w46 or θ4.
  private func parameterNames(_ field: JSONField, count: Int) throws(ModelFileError) -> [String] {
    let elements = try field.elements("a list of names")
    try field.check(elements.count, is: count, "names")
    return try elements.map { (element) throws(ModelFileError) in
      let name = try element.string("a name in quotation marks")
      guard Self.isWord(name), !Self.isReserved(name, besidesNumbered: true) else {
        throw element.unexpected(
          "a name of letters, digits and _ that nothing else has, such as w46")
      }
      return name
    }
  }

  /// Accepts the names of all parameters, if a file gives some.
  private func checkNames(of network: Network) throws(ModelFileError) {
    guard network.layers.contains(where: { !$0.weightNames.isEmpty || !$0.biasNames.isEmpty })
    else { return }
    let field = try root.required("layers", of: members)
    guard network.isSmall else {
      throw field.unexpected("names of weights and biases in networks of at most 200 weights only")
    }
    var known = Set(network.units.joined().map(PlainScript.symbol(of:)))
    for position in network.layers.indices {
      let names =
        network.weightNames(ofLayer: position).flatMap(\.self)
        + network.biasNames(ofLayer: position)
      for symbol in names.map(PlainScript.symbol(of:)) where !known.insert(symbol).inserted {
        throw field.unexpected(
          "a different name for each unit, weight and bias,",
          found: "two shown as \(quoting: symbol)")
      }
    }
  }

  private static func isWord(_ name: String) -> Bool {
    name.first?.isLetter == true && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
  }

  /// Whether an input may be called so, beside units with names of the program.
  static func isUnitName(_ name: String) -> Bool {
    let isNumbered =
      name.count > 1 && "ho".contains(name.first ?? " ") && name.dropFirst().allSatisfy(\.isNumber)
    return isWord(name) && !isReserved(name) && !isNumbered
  }

  /// - Parameter numbered: Whether w1, b1 … are names that may be given.
  private static func isReserved(_ name: String, besidesNumbered numbered: Bool = false) -> Bool {
    let words = Registry.optimizerSymbols.union(["total", "E", "samples"])
    let prefixes = ["net_", "out_", "target_", "E_", "b_", "delta_"]
    let isNumbered =
      name.count > 1 && "wb".contains(name.first ?? " ") && name.dropFirst().allSatisfy(\.isNumber)
    return words.contains(name) || prefixes.contains { name.hasPrefix($0) }
      || isNumbered && !numbered
  }

  private mutating func layer(
    _ field: JSONField, number: Int, letter: String
  ) throws(ModelFileError) -> Network.Layer {
    let members = try field.members([
      "units", "weights", "bias", "activation", "weight_names", "bias_names",
    ])
    let given = members["weights"]
    if given == nil, !mayBeDrawnLater { _ = try field.required("weights", of: members) }
    if given == nil { _ = try field.required("units", of: members) }
    // Weights that are not listed are drawn in training.
    let weightsField =
      given ?? JSONField(.string("xavier-uniform"), path: field.path, file: field.file)
    let names = try layerUnits(members["units"], weightsField, letter: letter)
    numberCount += names.count * (units[number - 1].count + 2 * sampleCount)
    guard numberCount <= Self.mostNumbers else {
      throw field.unexpected(
        "at most \(Self.mostNumbers) weights, net inputs and outputs of all samples",
        found: "\(numberCount)")
    }
    initializer = nil
    let weights = try weights(weightsField, of: names, number)
    units.append(names)
    take(names)
    hiddenCount += names.count
    var layer = Network.Layer(
      units: names, weights: weights,
      bias: given == nil && members["bias"] == nil
        ? .perUnit(names.map { _ in 0 }) : try bias(members["bias"], of: names),
      activation: try activation(members["activation"], of: field, isLast: letter == "o"))
    if let initializer { layer.initializer = initializer }
    if let field = members["weight_names"] {
      layer.weightNames = try field.elements("a list of names for each unit").map {
        (row) throws(ModelFileError) in
        try parameterNames(row, count: units[number - 1].count)
      }
      try field.check(
        layer.weightNames.count, is: names.count, "lists, one for each unit (\(listing: names)),")
    }
    if let field = members["bias_names"] {
      let count =
        switch layer.bias {
        case .shared: 1
        case .perUnit(let values): values.count
        case nil: 0
        }
      layer.biasNames = try parameterNames(field, count: count)
    }
    return layer
  }

  /// What a layer does; data that are to come may decide for the last one.
  private mutating func activation(
    _ named: JSONField?, of layer: JSONField, isLast: Bool
  ) throws(ModelFileError) -> any Primitive {
    guard let named else {
      guard isLast, members["inputs"] == nil else { throw layer.error(.missing("activation")) }
      isOutputOpen = true
      return Identity()
    }
    return try Registry.activation(named)
  }

  /// The units as they are named or counted, or as many as there are rows of weights.
  private mutating func layerUnits(
    _ field: JSONField?, _ weights: JSONField, letter: String
  ) throws(ModelFileError) -> [String] {
    let count: Int
    switch (field?.value, weights.value) {
    case (.array?, _):
      guard let field else { return [] }
      let names = try names(field)
      guard !names.isEmpty else { throw field.unexpected("at least one unit") }
      return names
    case (nil, .array(let rows)):
      guard !rows.isEmpty else { throw weights.unexpected("a row of weights for each unit") }
      count = rows.count
    case (nil, _): throw weights.unexpected("lists of numbers, or beside it the field units,")
    default: count = try field?.integer(in: 1...100_000) ?? 1
    }
    let names = Network.units(letter, count: count, after: letter == "h" ? hiddenCount : 0)
    guard let clash = names.first(where: taken.contains) else { return names }
    throw (field ?? weights).unexpected(
      "names for these units, since another unit is called \(quoting: clash),", found: "none")
  }

  private mutating func weights(
    _ field: JSONField, of names: [String], _ number: Int
  ) throws(ModelFileError) -> [[Double]] {
    let before = units[number - 1]
    let whose =
      number == 1
      ? "one for each input (\(listing: before))"
      : "one for each unit of layer \(number - 1) (\(listing: before))"
    guard case .array = field.value else {
      return try drawn(field, units: names.count, inputs: before.count)
    }
    let rows = try field.elements()
    try field.check(rows.count, is: names.count, "rows, one for each unit (\(listing: names))")
    return try rows.map { (row) throws(ModelFileError) in
      let weights = try row.numbers("a list of \(before.count) weights, \(whose),")
      guard weights.count == before.count else {
        let plural = before.count == 1 ? "weight" : "weights"
        throw row.error(
          .unexpected(
            expected: "\(before.count) \(plural)", found: "\(weights.count)", whose: whose))
      }
      return weights
    }
  }

  /// The name of an initializer, or an object with `init` and `std`.
  private mutating func drawn(
    _ field: JSONField, units: Int, inputs: Int
  ) throws(ModelFileError) -> [[Double]] {
    var (name, deviation) = (field, 0.01)
    if case .object = field.value {
      let members = try field.members(["init", "std"])
      name = try field.required("init", of: members)
      if let std = members["std"] {
        deviation = try std.number("a number, 0 or more") { $0 >= 0 }
      }
    }
    let chosen = try name.word(among: Initializer.names)
    guard let initializer = Initializer(name: chosen, standardDeviation: deviation) else {
      throw name.unexpected("an initializer")
    }
    self.initializer = initializer
    if mayBeDrawnLater { return [] }
    guard generator != nil || initializer == .zeros else { throw root.error(.missing("seed")) }
    var source = generator ?? NumPyGenerator(seed: 0)
    let drawn = initializer.weights(inputs: inputs, outputs: units, from: &source)
    if generator != nil { generator = source }
    return (0..<units).map { unit in (0..<inputs).map { drawn[$0 * units + unit] } }
  }

  private func bias(
    _ field: JSONField?, of names: [String]
  ) throws(ModelFileError) -> Network.Bias? {
    guard let field else { return nil }
    let expected =
      "a number for the whole layer, a list with one for each unit (\(listing: names)), "
      + "or \"zeros\""
    switch field.value {
    case .number: return .shared(try field.number(expected))
    case .string("zeros"): return .perUnit(names.map { _ in 0 })
    case .array:
      let values = try field.numbers(expected)
      try field.check(
        values.count, is: names.count, "biases, one for each unit (\(listing: names)),")
      return .perUnit(values)
    default: throw field.unexpected(expected)
    }
  }

  /// Whether the loss can be calculated from the outputs and the targets.
  private func check(
    _ loss: Loss, _ field: JSONField, layers: [Network.Layer], layerFields: [JSONField],
    targets: [[Double]]
  ) throws(ModelFileError) {
    let activation = layers[layers.count - 1].activation
    let path = "\(layerFields[layerFields.count - 1].path).activation"
    switch loss {
    case .halfSquaredError, .meanSquaredError, .meanAbsoluteError: return
    case .binaryCrossEntropy:
      guard activation is Sigmoid else {
        throw field.unexpected(
          "a sigmoid in \(path), for outputs between 0 and 1,", found: "another activation")
      }
    case .crossEntropy, .softmaxCrossEntropy:
      guard activation is Softmax else {
        throw field.unexpected(
          "softmax in \(path), for outputs that are probabilities,", found: "another activation")
      }
    }
    for (sample, row) in targets.enumerated() {
      let target = targets.count == 1 ? "targets" : "targets[\(sample)]"
      let place = JSONField(.null, path: target, file: root.file)
      guard row.allSatisfy({ (0...1).contains($0) }) else {
        throw place.unexpected("numbers from 0 to 1", found: "[\(listing: row)]")
      }
      let sum = row.reduce(0, +)
      if loss != .binaryCrossEntropy, abs(sum - 1) > 1e-9 {
        throw place.unexpected("probabilities that add up to 1", found: "[\(listing: row)]")
      }
    }
  }
}
