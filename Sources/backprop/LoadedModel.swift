import Foundation
import Tracer

/// Networks and weights that are read from files.
extension Arguments {
  /// The model of an operand; `nil` if it names data.
  func trainedModel(_ operand: String) throws -> ModelDescription? {
    if let example = Example.named(operand) { return try network(example.source, operand) }
    let name = String(operand.prefix { $0 != ":" })
    if DataSet.generatedNames.contains(name) { return nil }
    guard FileManager.default.fileExists(atPath: operand) else {
      if operand.contains("/") || operand.contains(".") {
        _ = try Data(regularFile: operand)
      }
      throw UsageError.unknown(
        "model, file or data set", operand,
        among: ModelOperand.names)
    }
    try DataSet.checkLength(of: operand)
    return try loaded(operand)?.0
  }

  /// The network that the options describe for an operand that names data or weights alone, as `train`
  /// sets out with it.
  /// - Returns: `nil` for a model.
  /// - Throws: `UsageError` for options that describe another network than the model's.
  func describedNetwork() throws -> ModelDescription? {
    let operand = operands[0]
    let ending = operand.lowercased().split(separator: ".").last.map(String.init) ?? ""
    let isWeights = ending == "safetensors"
    let isData =
      isWeights || ["csv", "tsv", "npy", "npz", "gz"].contains(ending)
      || operand == TrainingOrigin.digits
      || DataSet.generatedNames.contains(String(operand.prefix { $0 != ":" }))
    let isFile = Example.named(operand) == nil && FileManager.default.fileExists(atPath: operand)
    guard isData || isFile && isGiven(Options.layers) else {
      let ofData = [Options.standardize.name, Options.scale.name]
      let others = [Options.load.name] + (known(Options.data) == nil ? [] : ofData)
      if let option = Options.ofNetwork.first(where: { !others.contains($0.name) && isGiven($0) }) {
        throw UsageError.invalid(
          option: option.name, found: "is given",
          expected: "data, for which it describes a network, in place of \(quoting: operand)")
      }
      return nil
    }
    guard isWeights else { return try TrainingOrigin(self).description }
    if try loaded(operand)?.0 != nil { return nil }
    guard let data = known(Options.data) else {
      throw UsageError.missingValue(
        option: Options.data.name, expected: "FILE|NAME, for the weights of \(quoting: operand)")
    }
    return try TrainingOrigin(with(operand: data).with(Options.load.name, operand)).description
  }

  /// Gives a network that was read the weights of `--load`.
  func loadWeights(into description: inout ModelDescription) throws {
    guard let file = known(Options.load) else { return }
    note(try description.network.take(weights: Safetensors(path: file), name: file), of: file)
  }

  /// The model in a file, with its weights or without; of a file of weights alone, these.
  /// - Returns: `nil` for a file that is neither.
  func loaded(_ file: String) throws -> (ModelDescription?, Safetensors?)? {
    let contents = try Data(regularFile: file)
    if contents.first(where: { !$0.isSpace }) == UInt8(ascii: "{") {
      return (try network(ModelSource(contents: contents, file: file), file), nil)
    }
    guard !isData(contents, file) else { return nil }
    guard contents.dropFirst(8).first == UInt8(ascii: "{") else {
      throw DataError(
        file: file,
        expected: "a model file or safetensors (PyTorch: safetensors.torch.save_file)",
        found: "neither")
    }
    let tensors = try Safetensors(contents, name: file)
    if let description = try ModelDescription(tensors, name: file) { return (description, nil) }
    return (nil, tensors)
  }

  /// Whether contents are neither a model nor weights, so that they must be samples.
  private func isData(_ contents: Data, _ file: String) -> Bool {
    if file == known(Options.load) { return false }
    guard contents.count > 8, contents[contents.startIndex + 8] == UInt8(ascii: "{") else {
      return true
    }
    return (try? Safetensors(contents, name: file))?.metadata["model"] == nil
  }

  private func network(_ source: ModelSource, _ operand: String) throws -> ModelDescription {
    if case .network(let description) = source { return description }
    throw UsageError.invalid(
      option: subcommand.name, found: operand,
      expected: "a network, which learns from data, no calculation,")
  }

  /// The network of a file of weights alone.
  func description(
    of weights: Safetensors, from file: String, for data: DataSet
  ) throws -> ModelDescription {
    let loss = known(Options.loss) ?? .usual(for: data, outputs: nil)
    let (network, mapping) = try Network.reading(
      weights, name: file, inputs: data.width, outputs: loss.usualOutputs(for: data),
      activation: self[Options.activation]?.primitive, output: loss.usualOutput(for: data),
      loss: loss)
    if network.layers.count > 1, weights.activationName == nil, !isGiven(Options.activation) {
      throw UsageError.missingValue(
        option: Options.activation.name,
        expected: "NAME of that of the hidden layers, of which \(quoting: file) says nothing")
    }
    note(mapping, of: file)
    return ModelDescription(
      name: file, network: network,
      optimizer: GradientDescent(learningRate: ModelDescription.usualLearningRate))
  }

  /// Says which tensors are taken as what, where their names do not.
  func note(_ mapping: [String], of file: String) {
    guard !mapping.isEmpty else { return }
    Output.note("backprop: \(quoting: file): taken are \(mapping.joined(separator: "; "))")
  }
}

extension UInt8 {
  fileprivate var isSpace: Bool { self == 32 || (9...13).contains(self) }
}
