import Foundation
import Tracer

/// The operand EXAMPLE|FILE|- that several subcommands share.
enum ModelOperand {
  /// What may stand there by name.
  static let names = Example.all.map(\.name) + [TrainingOrigin.digits] + DataSet.generatedNames

  /// The model of an operand, as `source` finds it, over the samples and after the updates that the
  /// options name.
  /// - Throws: As `source` does, and for samples or weights that there are not.
  static func model(_ arguments: Arguments) throws -> Model {
    var model = try read(arguments)
    if arguments.operands[0] != "-" { model.file = arguments.operands[0] }
    return model
  }

  private static func read(_ arguments: Arguments) throws -> Model {
    if let description = try arguments.describedNetwork() {
      return try arguments.sampled(description).model(trainingBiases: true)
    }
    try checkCalculation(arguments)
    let biases = arguments.has(Options.trainBiases)
    if let example = Example.named(arguments.operands[0]), !arguments.namesSamples,
      arguments.known(Options.load) == nil
    {
      return try arguments.after(example.model(trainingBiases: biases))
    }
    let source = try source(arguments)
    guard case .network(var description) = source else {
      return try arguments.after(source.model(trainingBiases: biases))
    }
    try arguments.loadWeights(into: &description)
    let sampled = try arguments.sampled(description)
    let model = sampled.model(trainingBiases: biases)
    return sampled.isAfter ? model : try arguments.after(model)
  }

  /// Refuses options of training for a calculation, in which nothing is trained.
  private static func checkCalculation(_ arguments: Arguments) throws {
    let options: [any AnyOption] = [
      Options.steps, Options.optimizer, Options.learningRate, Options.trainBiases, Options.update,
      Options.batch, Options.schedule, Options.load,
    ]
    guard let option = options.first(where: { arguments.knowsAndHas($0) }),
      arguments.operands[0] != "-", case .expression = try source(arguments)
    else { return }
    throw UsageError.invalid(
      option: option.name, found: "is given",
      expected: "a network, which is trained, in place of \(quoting: arguments.operands[0]),")
  }

  /// The source of the operand, an example among them.
  static func source(_ arguments: Arguments) throws -> ModelSource {
    try source(
      arguments.operands[0], among: arguments.subcommand.operands.first?.form.words ?? [])
  }

  /// The built-in example of a name, the model or expression file of a path, or, for `-`, what comes
  /// from the standard input.
  /// - Throws: `UsageError` for what is neither an example nor a file; `FileFault`,
  ///   `ModelFileError` and `ExpressionError` for a file.
  static func source(
    _ operand: String, instead what: String = "example or file",
    among names: [String] = Example.all.map(\.name)
  ) throws -> ModelSource {
    if operand == "-" {
      return try ModelSource(
        contents: try Data(standardInputUpTo: ModelSource.byteLimit), file: "standard input")
    }
    if let example = Example.named(operand) { return example.source }
    let looksLikeFile = operand.contains("/") || operand.contains(".")
    guard looksLikeFile || FileManager.default.fileExists(atPath: operand) else {
      throw UsageError.unknown(what, operand, among: names, listing: true)
    }
    return try ModelSource(contents: try Data(regularFile: operand), file: operand)
  }
}
